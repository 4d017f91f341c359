"""Effect sizes: how far does one column differ between a group and the rest?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

LEVELS = 200
CAP = 10.0


@dataclass(frozen=True)
class Difference:
    """One column in one group against the rest: means for numbers and dates, shares for a level or for missing values.

    effect   Cohen's d (difference of means over the pooled standard deviation) or Cohen's h (of two shares), Cohen 1988:
             0.2 small, 0.5 medium, 0.8 large; d is cut at +-10
    lift     share here over share in the rest, for shares
    """

    column: str
    about: Literal["number", "date", "level", "true", "missing"]
    level: str
    here: float
    rest: float
    effect: float

    @property
    def measure(self) -> str:
        """Which effect size it is."""
        return "Cohen's d" if self.about in {"number", "date"} else "Cohen's h"

    @property
    def lift(self) -> float | None:
        """How many times as frequent as in the rest; None for means, and where the rest has none."""
        return self.here / self.rest if self.about not in {"number", "date"} and self.rest else None


def differences(values: "pd.Series", kind: str, codes: np.ndarray, groups: int) -> Iterator[tuple[int, Difference]]:
    """The differences of one column, as (group, difference). `codes` (n,) are group positions, -1 for rows in none. O(n)."""
    name, missing = str(values.name), values.isna().to_numpy()
    if kind == "number":
        yield from _means(name, "number", _numbers(values), codes, groups)
    elif kind == "date":
        yield from _means(name, "date", _seconds(values), codes, groups)
    elif kind in {"category", "boolean"}:
        yield from _levels(name, kind, values, codes, groups)
    if missing.any() and not missing.all():
        yield from _shares(name, "missing", "", missing, np.ones(len(values), dtype=bool), codes, groups)


def _numbers(values: "pd.Series") -> np.ndarray:
    """As float64 with NaN for missing."""
    import pandas as pd

    return pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)


def _seconds(values: "pd.Series") -> np.ndarray:
    """Dates as seconds since 1970, float64 with NaN for missing."""
    import pandas as pd

    moments = pd.to_datetime(values, errors="coerce", utc=True).dt.tz_localize(None).to_numpy(dtype="datetime64[s]")
    return np.where(np.isnat(moments), np.nan, moments.astype(np.int64))


def _means(
    name: str, kind: Literal["number", "date"], numbers: np.ndarray, codes: np.ndarray, groups: int
) -> Iterator[tuple[int, Difference]]:
    finite = np.isfinite(numbers)
    shift = numbers[finite].mean() if finite.any() else 0.0
    used, shifted = codes[finite], numbers[finite] - shift
    n, total, square = len(shifted), shifted.sum(), (shifted**2).sum()
    inside = used >= 0
    counts = np.bincount(used[inside], minlength=groups)
    sums = np.bincount(used[inside], weights=shifted[inside], minlength=groups)
    squares = np.bincount(used[inside], weights=shifted[inside] ** 2, minlength=groups)
    for group in range(groups):
        here, rest = int(counts[group]), n - int(counts[group])
        if not here or not rest:
            continue
        mean_here, mean_rest = sums[group] / here, (total - sums[group]) / rest
        within = max(squares[group] - here * mean_here**2, 0) + max(square - squares[group] - rest * mean_rest**2, 0)
        effect = _d(mean_here - mean_rest, within / max(n - 2, 1), square / n)
        yield group, Difference(name, kind, "", float(mean_here + shift), float(mean_rest + shift), effect)


def _d(apart: float, variance: float, scale: float) -> float:
    """The difference in pooled standard deviations, cut at 10; rounding noise counts as no difference."""
    if apart**2 <= 1e-18 * max(scale, 1e-300):
        return 0.0
    return float(np.clip(apart / np.sqrt(variance) if variance > 1e-18 * scale else np.sign(apart) * CAP, -CAP, CAP))


def _levels(name: str, kind: str, values: "pd.Series", codes: np.ndarray, groups: int) -> Iterator[tuple[int, Difference]]:
    known = values.notna().to_numpy()
    levels = values[known].astype(str)
    frequent = levels.value_counts().index[:LEVELS].to_list()
    if kind == "boolean":
        frequent = [level for level in frequent if level.lower() in {"true", "1", "1.0"}][:1] or frequent[:1]
    texts = np.full(len(values), "", dtype=object)
    texts[known] = levels.to_numpy()
    for level in frequent:
        about: Literal["true", "level"] = "true" if kind == "boolean" and level.lower() == "true" else "level"
        yield from _shares(name, about, str(level), (texts == level) & known, known, codes, groups)


def _shares(
    name: str, about: Literal["level", "true", "missing"], level: str, hit: np.ndarray, known: np.ndarray, codes: np.ndarray, groups: int
) -> Iterator[tuple[int, Difference]]:
    inside = known & (codes >= 0)
    counts = np.bincount(codes[inside], minlength=groups)
    hits = np.bincount(codes[inside & hit], minlength=groups)
    n, total = int(known.sum()), int(hit.sum())
    for group in range(groups):
        here, rest = int(counts[group]), n - int(counts[group])
        if here and rest:
            share, other = hits[group] / here, (total - hits[group]) / rest
            yield group, Difference(name, about, level, float(share), float(other), cohen_h(share, other))


def cohen_h(share: float, other: float) -> float:
    """The difference of two shares on the arcsine scale: 2 asin(sqrt(p1)) - 2 asin(sqrt(p2)) (Cohen 1988, chapter 6)."""
    return float(2 * np.arcsin(np.sqrt(np.clip(share, 0, 1))) - 2 * np.arcsin(np.sqrt(np.clip(other, 0, 1))))
