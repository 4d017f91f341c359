"""One method under many settings, one picture each: small multiples (perplexity 5 .. 100, neighbors x distance)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from mllab.errors import ParamError
from mllab.params import Value, knobs
from mllab.reduce._base import Reducer, Reduction
from mllab.reduce.quality.procrustes import onto


def sweep(
    reducer: Reducer,
    X: np.ndarray,
    knob_values: Sequence[Mapping[str, Value]],
    seed: int = 0,
    fresh: bool = False,
    y: np.ndarray | None = None,
) -> Iterator[tuple[int, Reduction]]:
    """Fit `reducer` to X (n, d) with each of `knob_values` in turn; yields the number of the setting and its picture.

    Where the method `continues`, each picture starts from the one before, which is faster and keeps rows in their places; `fresh` starts
    each anew, which shows what the settings alone do. Pictures are laid onto the first of as many axes (`onto`), so their axes are no longer the
    method's own: loadings and shares are left out. One fit per setting. Raises ParamError before the first fit when a setting is not possible.
    """
    settings = _settings(reducer, knob_values)
    last: np.ndarray | None = None
    first: dict[int, np.ndarray] = {}
    for index, made in enumerate(settings):
        goes_on = made.continues and not fresh and last is not None and last.shape[1] == made.values().get("dimensions")
        found = made.fit(X, seed, start=last if goes_on else None, y=y)
        last = found.positions
        reference = first.setdefault(last.shape[1], last)
        shown = last if reference is last else onto(last, reference)
        yield index, replace(found, positions=shown, shares=None, loadings=None, middle=None)


def _settings(reducer: Reducer, knob_values: Sequence[Mapping[str, Value]]) -> list[Reducer]:
    declared = knobs(type(reducer))
    for values in knob_values:
        if unknown := sorted(set(values) - set(declared)):
            raise ParamError(f"{reducer.name} has no {', '.join(unknown)}. It has: {', '.join(declared)}.")
    return [replace(reducer, **values) for values in knob_values]
