"""What the reducers that scikit-learn computes have in common: one fit, one state, and the same call written out."""

import dataclasses
import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.learner import finite
from mllab.peers import call, quiet, threads_for
from mllab.reduce._base import Reducer, Reduction
from mllab.script import Script


def _rank(X: np.ndarray) -> int:
    return int(np.linalg.matrix_rank(X - X.mean(axis=0)))


LARGEST = 1e15  # squares of sums of these still fit single precision

BOUNDS: dict[str, Callable[[np.ndarray], int]] = {
    "*X.shape": lambda X: min(X.shape),
    "X.shape[1]": lambda X: X.shape[1],
    "len(X) - 1": lambda X: len(X) - 1,
    "np.linalg.matrix_rank(X - X.mean(axis=0))": _rank,
}


@dataclass(frozen=True, repr=False)
class AtMost:
    """A number that a small X cuts down: `of(X)` is its value, its repr the same rule as code."""

    wanted: int
    bound: str

    def of(self, X: np.ndarray) -> int:
        return min(self.wanted, BOUNDS[self.bound](X))

    def __repr__(self) -> str:
        return f"min({self.wanted}, {self.bound})"


@dataclass(frozen=True)
class Wrapped(Reducer):
    """A reducer that is one class of scikit-learn; `arguments` are what it is called with, in `steps` and in `script` alike.

    peer         the dotted name of the class
    least        the fewest rows that it takes
    asks_always  rows that are all alike go to the peer too, instead of being drawn as one point
    """

    peer: ClassVar[str] = ""
    least: ClassVar[int] = 2
    asks_always: ClassVar[bool] = False

    def arguments(self, seed: int) -> dict[str, Any]:
        """Keyword arguments of the peer; a value may be AtMost."""
        raise NotImplementedError

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        """What the unfitted `model` makes of X."""
        return Reduction(model.fit_transform(X))

    def check(self, X: np.ndarray) -> np.ndarray:
        return usable(finite(X, self.name), self.least, self.name)

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        X = self.check(X)
        if alike(X) and not self.asks_always:
            yield one_point(X, self.values()["dimensions"])
            return
        with quiet() as heard, threads_for(X):
            state = self.picture(self.model(X, seed), X)
        yield finished(state, self.name, heard)

    def model(self, X: np.ndarray, seed: int) -> Any:
        """The peer's estimator for X, not fitted yet."""
        made = {name: value.of(X) if isinstance(value, AtMost) else value for name, value in self.arguments(seed).items()}
        return peer(self.peer)(**made)

    def script(self, seed: int = 0) -> Script:
        return written(self.peer, self.arguments(seed))


def peer(dotted: str) -> Any:
    """The class `sklearn.decomposition.PCA` by its dotted name, imported when it is used."""
    module, _, made = dotted.rpartition(".")
    return getattr(importlib.import_module(module), made)


def written(dotted: str, arguments: dict[str, Any], before: str = "X", template: str = "{made}.fit_transform({X})") -> Script:
    """The script of a peer called with `arguments` on the expression `before`."""
    module, _, made = dotted.rpartition(".")
    body = "positions = " + template.format(made=call(made, **arguments), X=before)
    numpy = ("import numpy as np",) if "np." in body else ()
    return Script(body, (*numpy, f"from {module} import {made}"))


def usable(X: np.ndarray, least: int, who: str) -> np.ndarray:
    """X itself when it has at least `least` rows and squares that can be added up; DataError when not. O(n d)."""
    if len(X) < least:
        raise DataError(f"{who} needs at least {least} points, got {len(X)}. Add rows.")
    largest = max(abs(float(X.max())), abs(float(X.min())))
    if largest > LARGEST:
        raise DataError(f"{who} needs numbers up to {LARGEST:g} in size, got {largest:.3g}. Scale the columns first.")
    return X


def alike(X: np.ndarray) -> bool:
    """Whether all rows of X (n, d) are the same. O(n d)."""
    return not (X[0] != X).any()


def one_point(X: np.ndarray, dimensions: Any) -> Reduction:
    """The only picture of rows that are all alike."""
    return Reduction(np.zeros((len(X), min(int(dimensions), X.shape[1])), np.float32), note="All rows are alike: one point.")


def finished(state: Reduction, who: str, heard: Sequence[str] = ()) -> Reduction:
    """`state` with finite, contiguous float32 positions and the peer's warnings in plain words."""
    with np.errstate(over="ignore"):
        positions = np.ascontiguousarray(state.positions, dtype=np.float32)
    if not np.isfinite(positions).all():
        raise DataError(f"{who} finds no finite positions for this table. Scale its columns, or drop those that are constant.")
    notes = dict.fromkeys(note for note in (state.note, *map(plainly, heard)) if note)
    return dataclasses.replace(state, positions=positions, note=" ".join(notes))


UNSETTLED = "It stopped before it had settled: more iterations would change the picture."
PLAIN = {
    "did not converge": UNSETTLED,
    "Maximum number of iteration": UNSETTLED,
    "might not converge": UNSETTLED,
    "not fully connected": "The neighbor graph falls into separate pieces, whose places mean nothing to each other: take more neighbors.",
    "Variables are collinear": "Some columns are sums of others; their weights are shared out arbitrarily.",
    "encountered in": "",  # NumPy on figures that are checked afterwards
}


def plainly(warning: str) -> str:
    """A warning of scikit-learn in the words of this program; one that is not known stays as it is."""
    return next((words for sign, words in PLAIN.items() if sign in warning), warning)
