"""Many small trees for many training sets at once: what goes to the compiled loops, and what comes back."""

from collections.abc import Callable
from typing import Any

import numpy as np

from mllab.learning._base import rows

Loop = Callable[..., None]


def told(loop: Loop, x: np.ndarray, y: np.ndarray, at: np.ndarray, count: int, *given: Any) -> np.ndarray:
    """(count, r, m) what `loop` of the kernels fills in: x (r or 1, n) or (r or 1, n, d), y (r, n), places `at` (m,) or (m, d)."""
    X = np.ascontiguousarray(np.swapaxes(rows(x), 1, 2), float)
    out = np.empty((count, len(y), len(at)))
    order = np.argsort(X, axis=2, kind="stable")
    loop(X, np.ascontiguousarray(y, float), order, *given, out)
    return out


def places(at: np.ndarray) -> np.ndarray:
    """(m, d) as the loops take them."""
    return np.ascontiguousarray(rows(at[None])[0], float)


def counts(most: int) -> tuple[int, ...]:
    """Numbers of trees from 1 to `most`, spread by ratios."""
    steps = (1, 2, 3, 5, 8, 12, 20, 30, 50, 70, 100, 150, 200, 300, 500)
    return (*(step for step in steps if step < most), most)


def warm() -> None:
    """Compile the loops, or load them from the disk, so that no click waits for it."""
    from mllab.learning.bagged_trees import BaggedTrees
    from mllab.learning.boosted_trees import BoostedTrees
    from mllab.learning.regression_tree import RegressionTree

    x, y = np.linspace(0, 1, 8)[None], np.arange(8.0)[None] % 3
    for fit in (RegressionTree(), BaggedTrees(), BoostedTrees()):
        fit.predict(x, y, x[0], (1, 2))
