"""Multinomial naive Bayes: counts, such as words of a text, per class."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.models._base import Kind, Model
from mllab.models._script import Written
from mllab.models._words import beside
from mllab.params import knob


@dataclass(frozen=True)
class MultinomialNaiveBayes(Model):
    """Read every row as counts (of words, say) and take the class in which such counts are the likeliest.

    The words of a text are counts as they are: the classic spam filter. Other columns are cut into bins, and a row counts once in the bin
    it falls into; they can be stretched to 0..1 instead. Columns that say the same are counted twice, so its probabilities are too sure.
    O(n d).
    """

    name: ClassVar[str] = "multinomial naive Bayes"
    source: ClassVar[str] = "McCallum & Nigam 1998"
    sparse: ClassVar[bool] = True
    kinds: ClassVar[tuple[Kind, ...]] = ("classification",)

    smoothing: float = knob(1.0, 1e-3, 100.0, log=True, unit="counts", help="Added to every count (alpha), so that nothing is impossible.")
    bins: int = knob(
        5, 2, 30, help="Bins that a column is cut into, with about as many rows each: more follow its shape, and need more rows."
    )
    reading: Literal["binned", "stretched"] = knob("binned", help="How a column becomes counts: by bins, or its values stretched to 0..1.")
    shares: bool = knob(True, help="Expect classes as often as in the training rows; otherwise all alike.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        return self.suited(kind, seed, Written("X"), Written("y"))

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        """Columns that are counts already are left as they are."""
        from sklearn.naive_bayes import MultinomialNB
        from sklearn.preprocessing import KBinsDiscretizer, MinMaxScaler

        binned = KBinsDiscretizer(self.bins, quantile_method="averaged_inverted_cdf", random_state=seed)
        reader = binned if self.reading == "binned" else MinMaxScaler(clip=True)
        return beside(X, "passthrough", reader, MultinomialNB(alpha=self.smoothing, fit_prior=self.shares))

    def learned(self, estimator: Any, X: np.ndarray, y: np.ndarray, **more: Any) -> tuple[Any, str]:
        """Nothing is said of columns with fewer values than bins: that is as it should be."""
        return super().learned(estimator, X, y, **more)[0], ""
