"""Nested cross-validation: the whole search once more inside every fold, so that the rows that judge have seen no choice.

The best of many tries on the same folds is a little lucky. Sources: Varma & Simon 2006; Cawley & Talbot 2010.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Model
from mllab.models.board import interval
from mllab.models.metrics import METRICS
from mllab.models.task import Fold, Rows, Task, folds
from mllab.models.tune._range import Range
from mllab.models.tune._search import Search, Trials, search
from mllab.models.tune._sweep import Setting
from mllab.models.tune._tried import Data, figure, tried


@dataclass(frozen=True, eq=False)
class Nested:
    """What is known so far, of j folds.

    values   (j,) figure of each fold's own winner on the rows that judge it
    inner    (j,) the figure that made it win
    chosen   its knobs
    """

    metric: str
    values: np.ndarray
    inner: np.ndarray
    chosen: tuple[Setting, ...]
    trial: int = 0
    of: int = 0


def inner_folds(rows: Rows, task: Task, outer: Sequence[Fold], count: int = 3) -> list[list[Fold]]:
    """The rows that each fold learns from, cut again by the same rule. Raises DataError when they are too few."""
    return [folds(replace(rows, train=fold.train), task, count) for fold in outer]


def nested(
    model: Model, ranges: Sequence[Range], how: Search, data: Data, metric: str, inner: Sequence[Sequence[Fold]]
) -> Iterator[Nested]:
    """The same search inside each fold, a state after every trial. O(folds · trials · inner folds) fits.

    The encoding of a fold was fitted on all rows that it learns from, never on those that judge it. Raises what `search` raises.
    """
    values: list[float] = []
    scores: list[float] = []
    chosen: list[Setting] = []
    for place, cut in enumerate(inner):
        within = Data(data.kind, [data.matrices[place]] * len(cut), data.y, cut, data.k, data.seed, {})
        found: Trials | None = None
        for found in search(model, ranges, how, within, metric):
            yield Nested(metric, np.array(values), np.array(scores), tuple(chosen), len(found.settings), len(inner))
        if found is None or found.best < 0:
            raise DataError(f"No setting of {model.name} could be judged inside fold {place + 1}. Use more rows or fewer folds.")
        winner = found.settings[found.best]
        values.append(figure(tried(replace(model, **winner), data, place), "valid", metric))
        scores.append(float(found.means[found.best]))
        chosen.append(winner)
        yield Nested(metric, np.array(values), np.array(scores), tuple(chosen), len(found.settings), len(inner))


def optimism(trials: Trials, found: Nested) -> float:
    """How much better the winner of a search looks on the folds that chose it than tuned models are on rows that chose nothing."""
    return METRICS[trials.metric].sign() * float(trials.means[trials.best] - np.nanmean(found.values))


def optimism_in_words(trials: Trials, found: Nested, data: Data) -> str:
    """The figure of the search beside that of nested cross-validation."""
    looked, known = float(trials.means[trials.best]), interval(found.values, data.judging, data.training)
    rosy = optimism(trials, found)
    if not np.isfinite(known.mean):
        return "No fold could be judged, so the optimism of the search cannot be told."
    extent = f" (95 % interval {known.low:.3g} to {known.high:.3g})" if np.isfinite(known.low) else ""
    told = f"{trials.metric} {looked:.3g} on the folds that chose the winner, {known.mean:.3g}{extent} on rows that chose nothing."
    if rosy <= 0:
        return f"**No optimism is seen:** {told}"
    return f"**The figure of the search is {rosy:.2g} too rosy:** {told} Quote the second one."
