"""Linear discriminant analysis: the side from which known classes lie furthest apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.params import knob
from mllab.peers import call, quiet, threads_for
from mllab.reduce._base import Reduction
from mllab.reduce._labels import classes
from mllab.reduce._linear import Linear
from mllab.reduce._sklearn import finished
from mllab.script import Script


@dataclass(frozen=True)
class LDA(Linear):
    """Look from the side where the known classes lie furthest apart for their own spread; at most one axis less than classes.

    Fails when classes differ in spread and not in their middle, and with many columns it parts classes that are not apart: look at
    rows that it was not fitted to. Rows without a class (-1) are drawn but not learned from. O(n d^2).
    """

    name: ClassVar[str] = "LDA"
    source: ClassVar[str] = "Fisher 1936; Rao 1948; Ledoit & Wolf 2004"
    limit: ClassVar[int] = 500_000
    labelled: ClassVar[Literal["no", "may", "must"]] = "must"
    peer: ClassVar[str] = "sklearn.discriminant_analysis.LinearDiscriminantAnalysis"
    cannot: ClassVar[str] = "Anything but the given classes: with many columns even classes by chance look apart."

    dimensions: int = knob(2, 2, 3, help="Number of axes, at most one less than there are classes.")
    shrinkage: bool = knob(False, help="Calm the covariances when columns are many or alike (Ledoit & Wolf).")

    def arguments(self, seed: int) -> dict[str, Any]:
        return {"solver": "eigen", "shrinkage": "auto"} if self.shrinkage else {"solver": "svd"}

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

        X = self.check(X)
        y = classes(y, X, self.name)
        known = y >= 0
        m = min(self.dimensions, len(np.unique(y[known])) - 1, X.shape[1])
        model = LinearDiscriminantAnalysis(n_components=m, **self.arguments(seed))
        middles = np.array([X[y == one].mean(axis=0) for one in np.unique(y[known])])
        if np.allclose(middles, middles[0], rtol=1e-12, atol=1e-12 * np.abs(X).max()):
            raise DataError("LDA finds no direction in which the classes differ: their middles are the same. Choose other labels.")
        with quiet() as heard, threads_for(X):
            try:
                model.fit(X[known], y[known])
            except np.linalg.LinAlgError as wrong:
                raise DataError(f"LDA cannot invert the spread within the classes ({wrong}). Drop constant columns.") from None
        yield finished(self._state(model, X, m), self.name, heard)

    def _state(self, model: Any, X: np.ndarray, m: int) -> Reduction:
        loadings = np.ascontiguousarray(model.scalings_[:, :m])
        middle = model.xbar_ if model.solver == "svd" else np.zeros(X.shape[1])
        shares = model.explained_variance_ratio_[:m]
        missing = "" if m == self.dimensions else f"{m + 1} classes or {X.shape[1]} columns give only {m} of {self.dimensions} axes."
        kept = float(shares.sum())
        return Reduction((X - middle) @ loadings, shares, loadings, middle, kept, "share of the spread between classes", note=missing)

    def script(self, seed: int = 0) -> Script:
        count = f"n_components=min({self.dimensions}, len(np.unique(y[y >= 0])) - 1, X.shape[1])"
        made = call("LinearDiscriminantAnalysis", **self.arguments(seed)).removesuffix(")")
        return Script(
            f"positions = {made}, {count}).fit(X[y >= 0], y[y >= 0]).transform(X)",
            ("import numpy as np", "from sklearn.discriminant_analysis import LinearDiscriminantAnalysis"),
        )
