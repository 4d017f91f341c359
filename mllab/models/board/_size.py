"""How much memory a fitted model takes: its arrays, its trees, its numbers."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

WORD = 8  # bytes of a number


def size(thing: Any) -> int:
    """Bytes of the arrays, numbers and texts in an estimator, each part counted once; what Python adds to hold them is left out. O(parts)."""
    return _size(thing, {})


def _size(thing: Any, seen: dict[int, Any]) -> int:
    if id(thing) in seen or isinstance(thing, type) or (callable(thing) and not hasattr(thing, "get_params")):
        return 0
    seen[id(thing)] = thing  # held, so that no other part can take its id
    if isinstance(thing, np.ndarray) and thing.dtype != object:
        return int(thing.nbytes)
    if isinstance(thing, str | bytes):
        return len(thing)
    if isinstance(thing, bool | int | float | complex | np.generic):
        return WORD
    return sum(_size(part, seen) for part in _parts(thing))


def _parts(thing: Any) -> Iterable[Any]:
    if isinstance(thing, Mapping):
        return (*thing.keys(), *thing.values())
    if isinstance(thing, list | tuple | set | frozenset | np.ndarray):
        return list(thing)
    if hasattr(thing, "get_booster"):  # XGBoost keeps its trees outside of Python
        return (bytes(thing.get_booster().save_raw()),)
    if hasattr(thing, "booster_"):  # and so does LightGBM
        return (thing.booster_.model_to_string(),)
    if hasattr(thing, "node_count"):  # a compiled tree tells its arrays only when asked
        return (thing.__getstate__(),)
    return (vars(thing),) if hasattr(thing, "__dict__") else ()
