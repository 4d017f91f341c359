"""Slices: the values of a column, or of two together, where a model errs more than elsewhere."""

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from mllab.models.explain._intervals import around, discoveries, wilson
from mllab.models.explain._levels import Levels, levels

if TYPE_CHECKING:
    import pandas as pd

LEAST = 10  # rows that a slice has
PAIRED = 15  # columns whose pairs are looked at


@dataclass(frozen=True)
class Slice:
    """Rows that share something.

    where    ((column, level), ...) one or two of them
    rows     of the slice
    loss     mean over it, with the 95 % interval `low` to `high`; `elsewhere` the mean over all other rows
    worse    mean loss over elsewhere
    sure     whether it stands among all slices that were tried
    """

    where: tuple[tuple[str, str], ...]
    rows: int
    loss: float
    low: float
    high: float
    elsewhere: float
    p: float
    sure: bool

    @property
    def words(self) -> str:
        """The slice as it is said: "sex is male and age is 20 to 28"."""
        return " and ".join(f"{column} is {level}" for column, level in self.where)


def slices(frame: "pd.DataFrame", loss: np.ndarray, pairs: bool = True, least: int = LEAST) -> list[Slice]:
    """Slices of the rows of `frame` where `loss` (n,) is higher than elsewhere, the surest first.

    Each is compared with the other rows by Welch's test, and only those that stand among all that were tried by Benjamini & Hochberg's
    bound are called sure, so that small slices do not cry wolf (the idea: Chung et al. 2019, "Slice Finder"). A pair is listed only when it
    is worse than both of its parts, and is as sure as it is against what is left of the worse one. Blind to slices of three and more columns. O(n d^2) for d <= 15 columns, the ones that tell most.
    """
    cut = {name: levels(frame[name]) for name in frame.columns}
    cut = {name: found for name, found in cut.items() if len(found.names) > 1}
    single = [_measured((name,), found.codes, len(found.names), loss, least) for name, found in cut.items()]
    tried = [one for rows in single for one in rows]
    if pairs:
        parts = {(one.names[0], one.codes[0]): one for rows in single for one in rows}
        tried += _pairs(cut, _telling(single), loss, least, parts)
    if not tried:
        return []
    sure = discoveries(np.array([one.p for one in tried]))
    binary = bool(np.isin(loss, (0.0, 1.0)).all())
    found = [_slice(one, cut, bool(stands), binary) for one, stands in zip(tried, sure, strict=True) if one.mean > one.rest]
    return sorted(found, key=lambda one: (not one.sure, one.p, -one.loss))


@dataclass(frozen=True)
class _Tried:
    names: tuple[str, ...]
    codes: tuple[int, ...]
    rows: int
    mean: float
    variance: float
    rest: float
    p: float


def _measured(names: tuple[str, ...], codes: np.ndarray, many: int, loss: np.ndarray, least: int, wide: int = 0) -> list[_Tried]:
    """Every level of one column, or of two crossed (`wide` levels of the second), with its mean loss against the rest by Welch's test."""
    n, sums, squares = (np.bincount(codes, weights=w, minlength=many) for w in (np.ones(len(loss)), loss, loss**2))
    kept = np.flatnonzero((n >= least) & (len(loss) - n >= least))
    a, b = n[kept], len(loss) - n[kept]
    mean, rest = sums[kept] / a, (loss.sum() - sums[kept]) / b
    va = np.maximum(squares[kept] - a * mean**2, 0) / (a - 1)
    vb = np.maximum((loss**2).sum() - squares[kept] - b * rest**2, 0) / (b - 1)
    p = _welch(mean, va, a, rest, vb, b)
    return [
        _Tried(names, (int(code),) if not wide else (int(code) // wide, int(code) % wide), int(a[i]), float(mean[i]), float(va[i]), float(rest[i]), float(p[i]))
        for i, code in enumerate(kept)
    ]  # fmt: skip


def _welch(mean: np.ndarray, va: np.ndarray, a: np.ndarray, rest: np.ndarray, vb: np.ndarray, b: np.ndarray) -> np.ndarray:
    """One-sided p-values of Welch's test: means of a and of b values with these variances."""
    from scipy.stats import t

    ea, eb = np.maximum(va, _floor(mean, a)) / a, np.maximum(vb, _floor(rest, b)) / b
    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = (ea + eb) ** 2 / (ea**2 / (a - 1) + eb**2 / (b - 1))
        return np.asarray(t.sf((mean - rest) / np.sqrt(ea + eb), freedom))


def _floor(mean: np.ndarray, n: np.ndarray) -> np.ndarray:
    """The least variance that is believed of shares: a slice in which every row is wrong has none, and would be infinitely sure (Agresti & Coull 1998)."""
    share = np.clip((mean * n + 2) / (n + 4), 0, 1)
    return np.where((mean >= 0) & (mean <= 1), share * (1 - share), 0.0)


def _telling(single: list[list[_Tried]]) -> list[str]:
    ranked = sorted((rows for rows in single if rows), key=lambda rows: min(one.p for one in rows))
    return [rows[0].names[0] for rows in ranked[:PAIRED]]


def _pairs(cut: dict[str, Levels], names: list[str], loss: np.ndarray, least: int, parts: dict[tuple[str, int], _Tried]) -> list[_Tried]:
    """Crossed levels that are worse than both of their parts; each is as sure as it is against what is left of the worse one."""
    found = []
    for one, other in combinations(names, 2):
        wide = len(cut[other].names)
        crossed = cut[one].codes * wide + cut[other].codes
        for tried in _measured((one, other), crossed, len(cut[one].names) * wide, loss, least, wide):
            known = [parts[key] for key in zip(tried.names, tried.codes, strict=True) if key in parts]
            worse = max(known, key=lambda part: part.mean, default=None)
            if worse is None:
                found.append(tried)
            elif tried.mean > worse.mean and worse.rows - tried.rows >= 2:
                found.append(replace(tried, p=max(tried.p, _beyond(tried, worse))))
    return found


def _beyond(tried: _Tried, part: _Tried) -> float:
    """The p-value of a slice against the other rows of a part that it lies in."""
    left = part.rows - tried.rows
    rest = (part.mean * part.rows - tried.mean * tried.rows) / left
    squares = [one.variance * (one.rows - 1) + one.rows * one.mean**2 for one in (part, tried)]
    spread = max(squares[0] - squares[1] - left * rest**2, 0.0) / (left - 1)
    told = (tried.mean, tried.variance, tried.rows, rest, spread, left)
    return float(_welch(*(np.array([value], np.float64) for value in told))[0])


def _slice(one: _Tried, cut: dict[str, Levels], sure: bool, binary: bool) -> Slice:
    where = tuple((name, cut[name].names[code]) for name, code in zip(one.names, one.codes, strict=True))
    low, high = (
        wilson(np.array(round(one.mean * one.rows)), np.array(one.rows))
        if binary
        else around(np.array(one.mean), np.array(one.variance), np.array(one.rows))
    )
    return Slice(where, one.rows, one.mean, float(low), float(high), one.rest, one.p, sure)
