"""How good predictions are: each figure with what it means in a sentence, and whether more of it is better.

>>> METRICS["ROC AUC"].score(y, probabilities)        # y (n,) codes, probabilities (n, k)
"""

from mllab.models.metrics._classes import CLASSES
from mllab.models.metrics._metric import Metric
from mllab.models.metrics._numbers import NUMBERS

METRICS: dict[str, Metric] = {metric.name: metric for metric in (*CLASSES, *NUMBERS)}
FIRST = {"classification": "ROC AUC", "regression": "RMSE"}  # what boards are sorted by when nothing else is asked


def metrics_for(kind: str) -> list[Metric]:
    """The metrics of classification or of regression, in the order that boards show them."""
    return [metric for metric in METRICS.values() if metric.kind == kind]


__all__ = ["FIRST", "METRICS", "Metric", "metrics_for"]
