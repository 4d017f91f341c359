"""What XGBoost and LightGBM share: they come with an extra, keep their losses, and are written out as a call."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import MissingExtra
from mllab.models._base import Kind, Model, Trained
from mllab.peers import call
from mllab.script import Script


@dataclass(frozen=True)
class Boost(Model):
    """Base of the boosting libraries; each has the knob `members` and gives `peer`, `arguments`, `watched` and `losses`."""

    extra: ClassVar[str] = "boost"
    quick: ClassVar[bool] = False
    package: ClassVar[str] = ""

    def peer(self, kind: Kind) -> type:
        """The library's class for the kind. Raises MissingExtra when the library is not installed."""
        raise NotImplementedError

    def arguments(self, kind: Kind, seed: int) -> dict[str, Any]:
        """What it is made with."""
        raise NotImplementedError

    def watched(self, X: np.ndarray, y: np.ndarray, kind: Kind) -> dict[str, Any]:
        """What `fit` needs to keep the training loss."""
        raise NotImplementedError

    def losses(self, fitted: Any) -> np.ndarray:
        """(t,) training losses that a fitted one kept."""
        raise NotImplementedError

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        return self.peer(kind)(**self.arguments(kind, seed))

    def steps(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Iterator[Trained]:
        X, y, kind = self.ready(X, y, kind)
        fitted, note = self.learned(self.suited(kind, seed, X, y), X, y, **self.watched(X, y, kind))
        losses = self.losses(fitted)
        loss = "log loss" if kind == "classification" else "squared error" if self.aim is None else "pinball loss"
        yield Trained(fitted, losses, np.empty(0), loss, len(losses), getattr(self, "members", 0), note)

    def script(self, seed: int = 0, kind: Kind | None = None) -> Script:
        kind = kind or self.kinds[0]
        made = self.peer(kind).__name__
        return Script(f"model = {call(made, **self.arguments(kind, seed))}.fit(X, y)", (f"from {self.package} import {made}",))

    def missing(self, wrong: ImportError) -> MissingExtra:
        """What to say when the library is not there."""
        return MissingExtra(f'{self.name} needs the package {self.package}, which is not installed. Run: pip install "mllab[{self.extra}]"')
