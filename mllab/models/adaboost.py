"""AdaBoost: small trees in turn, each on the rows that those before got wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.models._base import Kind, Trained
from mllab.models._sooner import Sooner
from mllab.params import knob


@dataclass(frozen=True)
class AdaBoost(Sooner):
    """Small trees one after another, each giving more weight to the rows that were wrong so far; a weighted vote answers.

    Fails with wrong answers in the data, which it chases; its probabilities are poor. O(n d log n) per tree.
    """

    name: ClassVar[str] = "AdaBoost"
    source: ClassVar[str] = "Freund & Schapire 1997; Drucker 1997"
    quick: ClassVar[bool] = False

    members: int = knob(
        100, 1, 1000, log=True, unit="trees", help="Trees at most; it stops when one is without error or no better than chance."
    )
    rate: float = knob(1.0, 0.01, 2.0, log=True, help="How much each tree counts (learning rate): less needs more trees.")
    depth: int = knob(3, 1, 10, help="Questions of each tree: 1 is a stump.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.ensemble import AdaBoostClassifier, AdaBoostRegressor
        from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

        tree, peer = (
            (DecisionTreeClassifier, AdaBoostClassifier) if kind == "classification" else (DecisionTreeRegressor, AdaBoostRegressor)
        )
        return peer(tree(max_depth=self.depth), n_estimators=self.members, learning_rate=self.rate, random_state=seed)

    def steps(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Iterator[Trained]:
        X, y, kind = self.ready(X, y, kind)
        fitted, note = self.learned(self.suited(kind, seed, X, y), X, y)
        done = len(fitted.estimators_)
        early = (
            f"Stopped at {done} of {self.members} trees: the last was without error or no better than chance."
            if done < self.members
            else ""
        )
        told = " ".join(part for part in (note, early) if part)
        yield Trained(
            fitted, fitted.estimator_errors_[:done].copy(), np.empty(0), "weighted error of the newest tree", done, self.members, told
        )
