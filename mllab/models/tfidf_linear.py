"""TF-IDF and a linear model: rare words count more, long texts no more than short ones, and each word has a weight."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from mllab.models._base import Kind, Model
from mllab.models._words import beside
from mllab.params import knob


@dataclass(frozen=True)
class TfidfLinear(Model):
    """Weigh each word of a text by how rare it is among the texts, bring every text to length 1, and add up what the words are worth.

    For tasks whose texts are read as words; columns that are no counts of words are taken as they are. The order of words is lost ("not
    good" is "good" and "not"), and a word that was never seen says nothing. Logistic regression for classes, ridge for numbers. O(n d) per
    iteration.
    """

    name: ClassVar[str] = "TF-IDF + linear"
    source: ClassVar[str] = "Spärck Jones 1972; Joachims 1998"
    sparse: ClassVar[bool] = True
    only: ClassVar = MappingProxyType({"balanced": "classification", "rounds": "classification"})
    double: ClassVar[bool] = True
    words: ClassVar[bool] = True

    strength: float = knob(1.0, 1e-4, 1e4, log=True, help="Penalty on large weights (1 / C, alpha): more makes the model simpler.")
    rarity: bool = knob(True, help="Count a word more the fewer texts have it (idf); otherwise only how often it stands in the text.")
    damped: bool = knob(False, help="Count the tenth time of a word less than the first: 1 + log of its count (sublinear).")
    balanced: bool = knob(False, help="Weigh rare classes up, so that each class counts the same.")
    rounds: int = knob(1000, 50, 10_000, log=True, help="Iterations at most; too few are told in the note.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import LogisticRegression, Ridge

        if kind == "regression":
            return Ridge(alpha=self.strength)
        weight = "balanced" if self.balanced else None
        return LogisticRegression(C=1 / self.strength, max_iter=self.rounds, class_weight=weight, tol=1e-6, random_state=seed)

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        """TF-IDF of the columns that are counts, before the line."""
        from sklearn.feature_extraction.text import TfidfTransformer

        weighted = TfidfTransformer(use_idf=self.rarity, sublinear_tf=self.damped)
        return beside(X, weighted, "passthrough", self.estimator(kind, seed))
