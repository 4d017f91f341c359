"""Ensembles that take one member after another: states while they grow, and the same model in one go."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.models._base import Kind, Model, Trained

STATES = 20
Watch = Callable[[Any], tuple[np.ndarray, np.ndarray]]
NONE = np.empty(0)


def _unwatched(ensemble: Any) -> tuple[np.ndarray, np.ndarray]:
    return NONE, NONE


@dataclass(frozen=True)
class Grown(Model):
    """Base of ensembles that scikit-learn can grow on; each has the knob `members`, gives `estimator`, and tells its losses by `watch`."""

    quick: ClassVar[bool] = False
    grows: ClassVar[str] = "n_estimators"

    def watch(self, X: np.ndarray, y: np.ndarray, kind: Kind) -> tuple[Watch, str]:
        """What reads (train_loss, valid_loss) from the ensemble at each state, and what these losses are."""
        return _unwatched, ""

    def steps(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Iterator[Trained]:
        """The ensemble at some 20 sizes while it grows."""
        yield from self._states(X, seed, y, kind, marks(self.size()))

    def fit(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Trained:
        """The model without the states before it: the same, and faster."""
        (found,) = self._states(X, seed, y, kind, [self.size()])
        return found

    def answering(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Trained:
        (found,) = self._states(X, seed, y, kind, [self.size()], curves=False)
        return found

    def size(self) -> int:
        """Members when it is grown."""
        return int(getattr(self, "members", 0))

    def _states(
        self, X: np.ndarray, seed: int, y: np.ndarray | None, kind: Kind | None, sizes: list[int], curves: bool = True
    ) -> Iterator[Trained]:
        X, y, kind = self.ready(X, y, kind)
        ensemble = self.suited(kind, seed, X, y)
        ensemble = (self.prepared(ensemble) if curves else ensemble).set_params(warm_start=True)
        watch, loss = self.watch(X, y, kind) if curves else (_unwatched, "")
        for size in sizes:
            ensemble, note = self.learned(ensemble.set_params(**{self.grows: size}), X, y)
            done = self.grown(ensemble)
            yield Trained(
                settled(ensemble),
                *watch(ensemble),
                loss,
                done,
                self.size(),
                " ".join(part for part in (note, self.ended(done, size)) if part),
            )
            if done < size:
                return

    def prepared(self, ensemble: Any) -> Any:
        """The ensemble set up to keep its losses, where it does not by itself."""
        return ensemble

    def grown(self, ensemble: Any) -> int:
        """Members that it has by now."""
        return int(getattr(ensemble, self.grows))

    def ended(self, done: int, size: int) -> str:
        """What to say of an ensemble that stopped before its size."""
        return f"Stopped at {done} of {self.size()}: the rows set aside got no better." if done < size else ""


def marks(size: int, states: int = STATES) -> list[int]:
    """Sizes at which a state is told, evenly up to the last."""
    return sorted({int(np.ceil(size * i / states)) for i in range(1, states + 1)})


def settled(ensemble: Any) -> Any:
    """A copy that growing further leaves alone. O(members)."""
    twin = copy.copy(ensemble)
    for name, value in vars(ensemble).items():
        if isinstance(value, list):
            setattr(twin, name, list(value))
    return twin.set_params(warm_start=False)
