"""The baseline: an answer that looks at no column, which every other model has to beat."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class Baseline(Model):
    """Answer without looking at the columns: the most frequent class, or the mean.

    A model that is not better has learned nothing that helps; with rare classes this one is often "right" and of no use. O(n).
    """

    name: ClassVar[str] = "baseline"
    source: ClassVar[str] = "Laplace 1814; Holte 1993"
    sparse: ClassVar[bool] = True
    only: ClassVar = MappingProxyType({"classes": "classification", "numbers": "regression", "quantile": "regression"})

    classes: Literal["most frequent", "stratified", "uniform"] = knob(
        "most frequent",
        help="Always the most frequent class with the classes' shares as its probabilities; a class drawn by those shares; or any class alike.",
    )
    numbers: Literal["mean", "median"] = knob("mean", help="The mean is best by squared error, the median by absolute error.")
    quantile: float | None = knob(
        None, 0.01, 0.99, help="Share of the answers that shall lie below the prediction; empty: the mean or the median as above."
    )

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.dummy import DummyClassifier, DummyRegressor

        if kind == "regression":
            aim = {"strategy": self.numbers} if self.quantile is None else {"strategy": "quantile", "quantile": self.quantile}
            return DummyRegressor(**aim)
        strategy = "prior" if self.classes == "most frequent" else self.classes
        return DummyClassifier(strategy=strategy, random_state=seed)
