"""How good predictions are: each figure with what it means in a sentence, and whether more of it is better.

>>> METRICS["ROC AUC"].score(y, probabilities)        # y (n,) codes, probabilities (n, k)
"""

from mllab.models.metrics._classes import CLASSES
from mllab.models.metrics._metric import Metric
from mllab.models.metrics._numbers import NUMBERS
from mllab.models.metrics._quantile import called, of_quantile


class Metrics(dict[str, Metric]):
    """The metrics by name. Those of a quantile are as many as there are quantiles: they are made when they are asked for."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and called(name) is not None)

    def __missing__(self, name: str) -> Metric:
        if (found := called(name)) is None:
            raise KeyError(name)
        return found


METRICS: dict[str, Metric] = Metrics({metric.name: metric for metric in (*CLASSES, *NUMBERS)})
FIRST = {"classification": "ROC AUC", "regression": "RMSE"}  # what boards are sorted by when nothing else is asked


def metrics_for(kind: str, quantile: float | None = None) -> list[Metric]:
    """The metrics of classification, of regression, or of a quantile of numbers, in the order that boards show them."""
    if quantile is not None:
        return list(of_quantile(quantile))
    return [metric for metric in METRICS.values() if metric.kind == kind]


def first(kind: str, quantile: float | None = None) -> str:
    """The name of the metric that a board is sorted by when nothing else is asked."""
    return FIRST[kind] if quantile is None else of_quantile(quantile)[0].name


__all__ = ["FIRST", "METRICS", "Metric", "first", "metrics_for"]
