"""The contract of every reducer: knobs in, a generator of pictures out; the last one is the result."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.learner import Learner, last


@dataclass(frozen=True, eq=False)
class Reduction:
    """One state of a picture. `positions` (n, m), m at most the asked dimensions.

    shares     (m,) part of the variance that each axis keeps, where the method knows it
    loadings   (d, m) weight of each column on each axis, where axes are sums of columns
    middle     (d,) what is subtracted before the loadings are applied
    objective  the figure that the method improves; `objective_name` says which
    step, of   iterations done, and how many there will be at most; 0 of 0 for a method without
    note       what happened here, in words
    parameters (p,) what `place` needs to know beside, in one row: the weights of a network, the noise of the columns
    """

    positions: np.ndarray
    shares: np.ndarray | None = None
    loadings: np.ndarray | None = field(default=None, repr=False)
    middle: np.ndarray | None = field(default=None, repr=False)
    objective: float | None = None
    objective_name: str = ""
    step: int = 0
    of: int = 0
    note: str = ""
    parameters: np.ndarray | None = field(default=None, repr=False)

    @property
    def kl_divergence(self) -> float:
        """Kullback-Leibler divergence (nats) of t-SNE. Raises DataError for a method that has none."""
        if self.objective is None or self.objective_name != "KL divergence":
            raise DataError("This picture has no KL divergence: only t-SNE does.")
        return self.objective


@dataclass(frozen=True)
class Reducer(Learner):
    """Base of every reducer; `script` makes `positions` from `X`.

    cannot      what its picture does not show, in one plain line
    own         mllab's own implementation: its script calls mllab, since no other library gives the same numbers
    continues   `steps` takes `start`, positions (n, dimensions) to go on from
    places      `place` puts new rows into a fitted picture
    labelled    whether `steps` uses labels `y`
    """

    cannot: ClassVar[str] = ""
    own: ClassVar[bool] = False
    continues: ClassVar[bool] = False
    places: ClassVar[bool] = False
    labelled: ClassVar[Literal["no", "may", "must"]] = "no"

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Any]:
        """Pictures of X (n, d) on the way to the last, the result; from `start` (n, dimensions) where the method `continues`.

        `y` (n,) int are classes, -1 unknown, where the method is `labelled`. Raises DataError when X cannot be used.
        """
        raise NotImplementedError

    def fit(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Any:
        """The result: the last state of `steps`."""
        return last(self.steps(X, seed, start, y))

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, dimensions) of new rows (m, d) in the picture `fitted` of X (n, d). Raises DataError where the method cannot."""
        raise DataError(f"{self.name} cannot place new rows into a finished picture. Fit it again with them, or use PCA, t-SNE or UMAP.")
