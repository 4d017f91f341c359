"""Figures as people write them."""

from datetime import UTC, datetime, timedelta

from mllab.data.profile import ColumnProfile

DAY = 86_400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST, LAST = -62_135_596_800, 253_402_300_800  # the years 1 to 9999


def position(column: ColumnProfile, value: float | None) -> str:
    """A place on the column's line: a number, or a date for dates."""
    if value is None:
        return "none"
    return moment(value) if column.kind == "date" else number(value)


def span(column: ColumnProfile, value: float | None) -> str:
    """A distance on the column's line: days for dates."""
    if value is None:
        return "none"
    return f"{number(value / DAY)} days" if column.kind == "date" else number(value)


def number(value: float) -> str:
    """Five digits at most, thousands set apart; whole numbers in full."""
    if value == int(value) and abs(value) < 1e12:
        return f"{int(value):,}"
    return f"{value:,.1f}" if 1e4 <= abs(value) < 1e12 else f"{value:.5g}"


def moment(seconds: float) -> str:
    """A date, with the time of day when it is not midnight."""
    if not FIRST <= seconds < LAST:  # beyond what the calendar of Python holds, as fences of far dates are
        return f"{seconds / DAY / 365.25 + 1970:.0f}"
    found = EPOCH + timedelta(seconds=seconds)
    return found.strftime("%Y-%m-%d") if seconds % DAY == 0 else found.strftime("%Y-%m-%d %H:%M")


def about(column: ColumnProfile, figure: str) -> str:
    """A sign before figures that are estimates."""
    return "≈ " if figure in column.approximate else ""


def provenance(column: ColumnProfile) -> str:
    """Where the estimates come from, or that all is exact."""
    if not column.approximate:
        return "All figures are exact."
    names = {
        "quartiles": "quartiles",
        "skewness": "skewness",
        "bins": "the picture",
        "top": "the commonest values",
        "outliers": "fences",
        "lengths": "lengths",
    }
    listed = ", ".join(names[figure] for figure in column.approximate if figure in names)
    sampled = f"From a sample of {column.sampled:,} rows: {listed}. " if column.sampled and listed else ""
    distinct = "The number of distinct values is an estimate, some 3 % off. " if "distinct" in column.approximate else ""
    return f"{sampled}{distinct}The other figures are exact."
