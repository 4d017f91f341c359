"""The perceptron: weights that change only at mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.models._base import Kind, Model, Trained
from mllab.params import knob


@dataclass(frozen=True)
class Perceptron(Model):
    """Go through the rows, and at each mistake move the weights towards the right class and away from the one that was said.

    Ends without a mistake where planes part the classes, after at most (R / margin)^2 of them for two classes (Novikoff 1962); elsewhere it
    never settles, and the average of its weights is the better answer (Freund & Schapire 1999). Has no probabilities. Several classes by
    Kesler's construction. O(n d k) per epoch.
    """

    name: ClassVar[str] = "perceptron"
    source: ClassVar[str] = "Rosenblatt 1958; several classes: Duda & Hart 1973; average: Freund & Schapire 1999; best: Gallant 1990"
    kinds: ClassVar[tuple[Kind, ...]] = ("classification",)
    deep: ClassVar[bool] = True
    own: ClassVar[bool] = True

    epochs: int = knob(50, 1, 1000, log=True, help="Passes over the rows at most; it ends at the first one without a mistake.")
    keep: Literal["average", "best", "last"] = knob(
        "average", help="The average of all weights on the way, those of the epoch with the fewest mistakes (pocket), or the last."
    )

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from mllab.models.estimators.perceptron import PerceptronClassifier

        return PerceptronClassifier(epochs=self.epochs, keep=self.keep, random_state=seed)

    def steps(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Iterator[Trained]:
        """A state after each pass; its loss is the share of the rows at which the weights were changed."""
        X, y, kind = self.ready(X, y, kind)
        for network in self.estimator(kind, seed).progress(X, y):
            left = network.mistakes_[-1]
            note = f"The last of {self.epochs} epochs still made mistakes: no plane parts the classes, or not yet." if left else ""
            done = network.n_iter_
            yield Trained(
                network.snapshot(),
                network.mistakes_,
                loss_name="mistakes",
                step=done,
                of=self.epochs,
                note=note if done == self.epochs else "",
            )
