"""What is each group? Its size, what sets it apart from the rest, and a sentence that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from mllab.cluster._base import NOISE
from mllab.cluster.judge.effects import Difference, differences
from mllab.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

SMALL = 0.2
TOLD = 3
LACKING = 0.75


@dataclass(frozen=True)
class Group:
    """One group: `label` (-1 is noise), `size` rows, `share` of all.

    `differences` from the rest are sorted by effect, one per column; `every` holds all of them, each level of a category included.
    """

    label: int
    size: int
    share: float
    differences: tuple[Difference, ...]
    every: tuple[Difference, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in pictures and tables."""
        return label_name(self.label)

    @property
    def words(self) -> str:
        """The group in one line: what is most different from the rest."""
        told = [say(difference) for difference in self.differences[:TOLD] if abs(difference.effect) >= SMALL]
        if not self.differences:
            return "Nothing to compare it with."
        return f"{', '.join(told)[:1].upper()}{', '.join(told)[1:]}" if told else "Hardly different from the rest in any column."


def describe(frame: "pd.DataFrame", labels: np.ndarray, kinds: Mapping[str, str] | None = None) -> list[Group]:
    """Describe every group by the original columns of `frame` (n rows), labels (n,). Texts and identifiers are passed over.

    `kinds` are mllab's column kinds; guessed from the dtypes when not given. O(n columns), categories up to 200 levels.
    """
    if len(frame) != len(labels):
        raise DataError(f"The frame has {len(frame)} rows, the labels {len(labels)}. Give both for the same rows.")
    found, codes = np.unique(labels, return_inverse=True)
    every: list[list[Difference]] = [[] for _ in found]
    for position, name in enumerate(frame.columns):
        values = frame.iloc[:, position]
        kind = kinds.get(str(name), "text") if kinds is not None else guess(values)
        for group, difference in differences(values, kind, codes, len(found)):
            every[group].append(difference)
    counts = np.bincount(codes, minlength=len(found))
    return [
        Group(int(label), int(count), float(count / len(labels)), _largest(all_of_it), tuple(all_of_it))
        for label, count, all_of_it in zip(found, counts, every, strict=True)
    ]


def _largest(every: list[Difference]) -> tuple[Difference, ...]:
    """The largest difference of each column, largest first; what a group has is told rather than what it lacks."""
    best: dict[str, Difference] = {}
    for difference in every:
        if difference.column not in best or _weight(difference) > _weight(best[difference.column]):
            best[difference.column] = difference
    return tuple(sorted(best.values(), key=lambda difference: -abs(difference.effect)))


def _weight(difference: Difference) -> float:
    return abs(difference.effect) * (LACKING if difference.about == "level" and difference.effect < 0 else 1)


def guess(values: "pd.Series") -> str:
    """The kind of a column by its dtype: boolean, number, date, category, or text when nearly every value differs."""
    from pandas.api import types

    if types.is_bool_dtype(values):
        return "boolean"
    if types.is_numeric_dtype(values):
        return "number"
    if types.is_datetime64_any_dtype(values):
        return "date"
    return "category" if values.nunique() <= max(20, len(values) // 20) else "text"


def label_name(label: int) -> str:
    """Group 0 is called "1" in pictures and tables, as people count; -1 is "noise"."""
    return "noise" if label == NOISE else str(label + 1)


def say(difference: Difference) -> str:
    """One difference in words: "higher age (52 vs 38)", "more often retired (81 % vs 12 %)"."""
    more = difference.effect > 0
    if difference.about == "number":
        return f"{'higher' if more else 'lower'} {difference.column} ({figure(difference.here)} vs {figure(difference.rest)})"
    if difference.about == "date":
        return f"{'later' if more else 'earlier'} {difference.column} ({_day(difference.here)} vs {_day(difference.rest)})"
    what = {"level": f"{difference.column} = {difference.level}", "true": difference.column, "missing": f"without {difference.column}"}
    return f"{'more' if more else 'less'} often {what[difference.about]} ({percent(difference.here)} vs {percent(difference.rest)})"


def figure(value: float) -> str:
    """Three significant digits, without an exponent where people would not write one."""
    if value == 0 or 1e-3 <= abs(value) < 1e15:
        digits = max(0, 2 - int(np.floor(np.log10(abs(value))))) if value else 0
        text = f"{value:,.{digits}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value:.3g}"


def percent(share: float) -> str:
    """A share in percent, with a decimal only below 1 %."""
    return f"{share:.1%}".replace("%", " %") if 0 < share < 0.01 else f"{share:.0%}".replace("%", " %")


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
