"""The one number behind every conformal prediction: how strange the strangest of the usual rows is."""

import numpy as np

from mllab.errors import ParamError


def bound(scores: np.ndarray, coverage: float) -> float:
    """The ceil((n + 1) coverage)-th smallest of n scores; infinite when n is too small for the coverage. O(n).

    A new score, drawn like these, is at most the bound with probability `coverage` or a little more (Vovk, Gammerman & Shafer 2005), whatever the model. Fails
    where new rows are unlike these. Raises ParamError for a coverage that is not between 0 and 1.
    """
    if not 0 < coverage < 1:
        raise ParamError(f"Coverage is a share between 0 and 1, got {coverage}.")
    n = len(scores)
    rank = int(np.ceil((n + 1) * coverage - 1e-9))
    return float(np.partition(scores, rank - 1)[rank - 1]) if rank <= n else float("inf")
