"""The plane through all columns in which the rows spread widest, to be asked point by point as the plane of two columns is."""

import numpy as np

from mllab.errors import DataError
from mllab.models.task import Fold
from mllab.models.tune._boundary import Axis, Plane, stops


def flat(X: np.ndarray, fold: Fold, seed: int = 0) -> Plane:
    """The first two principal directions of the encoded rows X (n, d), by the rows that the fold learns from; its cells are points of that plane.

    Every point of the plane is a row of d values, and that row is what a model is asked about: for a linear map as PCA is (Pearson 1901), going
    back is exact. Rows themselves lie before and behind the plane, the farther the smaller `share` is, so that what a model says of a row may be
    another than what it says of the point beneath. O(n d min(n, d)). Raises DataError for fewer than two encoded columns.
    """
    from sklearn.decomposition import PCA

    if X.shape[1] < 2:
        raise DataError(
            f"A plane through all columns needs two of them once they are encoded, and there is {X.shape[1]}. Choose more columns."
        )
    learned = PCA(2, random_state=seed).fit(X[fold.train])
    place = learned.transform(X).astype(np.float64)
    shares = np.nan_to_num(learned.explained_variance_ratio_)
    across, up = (
        Axis(
            f"{name} direction ({100 * share:.0f}\u00a0% of the spread)", place[:, j], stops(place[fold.train, j], f"the {name} direction")
        )
        for j, (name, share) in enumerate(zip(("first", "second"), shares, strict=True))
    )
    points = np.column_stack([np.tile(across.stops, len(up.stops)), np.repeat(up.stops, len(across.stops))])
    return Plane(across, up, X, learned.inverse_transform(points).astype(X.dtype), float(shares.sum()))
