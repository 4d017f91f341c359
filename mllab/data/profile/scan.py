"""What one pass over every row gives: counts, extremes, mean and deviation. Exact whatever the size."""

import math
from dataclasses import replace
from typing import Any

from mllab.data.profile.facts import ColumnProfile
from mllab.data.profile.source import Source, ask, finite


def scan(source: Source, found: list[ColumnProfile]) -> list[ColumnProfile]:
    """Missing, infinite, zero and outlying values counted; lowest, highest, mean and standard deviation. O(n)."""
    asked: dict[Any, str] = {}
    for place, column in enumerate(found):
        asked[place, "present"] = f"count(c{place})"
        if column.measured:
            asked |= {(place, figure): text for figure, text in _measured(source, place, column).items()}
    got = ask(source, source.full, asked)
    return [_scanned(source, place, column, got) for place, column in enumerate(found)]


def _measured(source: Source, place: int, column: ColumnProfile) -> dict[str, str]:
    value, near = finite(source, place), column.quartiles[1] if column.quartiles else 0.0
    asked = {
        "finite": f"count({value})",
        "low": f"min({value})::DOUBLE",
        "high": f"max({value})::DOUBLE",
        "zeros": f"count_if(c{place} = 0)",
        # distances from about the middle: their squares neither overflow nor cancel (Chan, Golub & LeVeque 1983)
        "mean": f"avg({value} - {near!r}::DOUBLE)",
        "squares": f"avg(({value} - {near!r}::DOUBLE) * ({value} - {near!r}::DOUBLE))",
    }
    if column.fences is not None and all(map(math.isfinite, column.fences)):
        low, high = column.fences
        asked["outliers"] = f"count_if({value} < {low!r}::DOUBLE OR {value} > {high!r}::DOUBLE)"
    return asked


def _scanned(source: Source, place: int, column: ColumnProfile, got: dict[Any, Any]) -> ColumnProfile:
    present = got[place, "present"]
    made = replace(column, missing=source.rows - present)
    if not made.measured:
        return made
    made = replace(
        made,
        infinite=present - got[place, "finite"],
        zeros=(got[place, "zeros"] or 0) if made.kind == "number" else 0,
        low=got[place, "low"],
        high=got[place, "high"],
        outliers=got.get((place, "outliers")),
    )
    mean, std = _moments(source, place, column, got)
    return replace(made, mean=mean, std=std)


def _moments(source: Source, place: int, column: ColumnProfile, got: dict[Any, Any]) -> tuple[float | None, float | None]:
    n, mean, squares = (got[place, figure] for figure in ("finite", "mean", "squares"))
    if not n or got[place, "low"] == got[place, "high"]:
        return (got[place, "low"], 0.0 if n > 1 else None)
    if not math.isfinite(squares):
        return _scaled_moments(source, place, max(abs(got[place, "low"]), abs(got[place, "high"])))
    near = column.quartiles[1] if column.quartiles else 0.0
    return near + mean, math.sqrt(max(0.0, squares - mean * mean) * n / (n - 1))


def _scaled_moments(source: Source, place: int, scale: float) -> tuple[float, float | None]:
    """Mean and deviation of numbers so large that their squares overflow."""
    value = f"({finite(source, place)}) / {scale!r}::DOUBLE"
    got = ask(source, source.full, {"mean": f"avg({value})", "std": f"stddev_samp({value})"})
    std = float(got["std"]) * scale
    return float(got["mean"]) * scale, std if math.isfinite(std) else None
