"""Metrics of a quantile: what missing it costs, and how many answers it really leaves below."""

import re
from functools import partial

import numpy as np

from mllab.models.metrics._metric import Metric
from mllab.models.metrics._numbers import pinball

NAME = re.compile(r"(pinball loss|rows below) \((0\.\d+)\)")


def below(y: np.ndarray, p: np.ndarray) -> float:
    """Share of the answers y (n,) that are not above what was predicted, p (n,): the measured coverage of a quantile. O(n)."""
    return float((y <= p).mean())


def of_quantile(quantile: float) -> tuple[Metric, Metric]:
    """The pinball loss at a quantile, and the share of the answers that lies below what is predicted."""
    high, low = f"{quantile:.0%}".replace("%", " %") if round(quantile, 2) == quantile else f"{quantile:g}", 1 - quantile
    times = f"{quantile / low:.2g} times as much" if quantile >= low else f"1 / {low / quantile:.2g} as much"
    loss = f"Loss of a prediction meant as the {high} quantile: a unit too low costs {times} as a unit too high."
    share = f"Share of the answers at or below what was predicted: {high} if the quantile is right, on rows that were not learned from."
    return (
        Metric(f"pinball loss ({quantile:g})", "regression", "lower", loss, "numbers", partial(pinball, quantile=quantile), least=0.0),
        Metric(f"rows below ({quantile:g})", "regression", "nearer", share, "numbers", below, aim=quantile, least=0.0, most=1.0),
    )


def called(name: str) -> Metric | None:
    """The metric of a name like `pinball loss (0.25)`; None for a name that means no quantile."""
    found = NAME.fullmatch(name)
    if found is None or not 0 < float(found[2]) < 1:
        return None
    return of_quantile(float(found[2]))[found[1] == "rows below"]
