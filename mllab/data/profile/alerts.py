"""What an analyst would want to be told of a column before using it."""

import re
from collections.abc import Callable
from dataclasses import replace

from mllab.data.profile.facts import Alert, ColumnProfile
from mllab.data.profile.source import WHOLE

NEARLY_ALL = 0.95
MANY_MISSING, MOSTLY_MISSING = 0.2, 0.5
MANY_ZEROS = 0.3
MANY_OUTLIERS = 0.05
SKEWED = 2.0
MIXED = 0.02
MANY_VALUES = 50
ENOUGH_ROWS = 20  # with fewer, everything looks unique or skewed
ID_NAME = re.compile(r"(^|[\s_.-])(id|uuid|guid|key|index|number|no)$|[a-z]I[dD]$|^(id|uuid|guid)([\s_.-]|$)", re.ASCII)


def with_alerts(column: ColumnProfile) -> ColumnProfile:
    """The column with its alerts."""
    if not column.present:
        return replace(column, alerts=(Alert("empty", "Has no value at all." if column.rows else "The table has no rows.", serious=True),))
    return replace(column, alerts=tuple(alert for rule in RULES if (alert := rule(column)) is not None))


def constant(column: ColumnProfile) -> Alert | None:
    """The same value everywhere tells nothing apart."""
    if column.distinct == 1 and column.rows > 1:
        return Alert("constant", "Has the same value in every row that has one: it tells no rows apart.", serious=True)
    if column.top and column.present >= ENOUGH_ROWS and column.top[0][1] >= 0.98 * _counted(column):
        return Alert("nearly constant", f"One value fills {column.top[0][1] / _counted(column):.1%} of the rows that have one.")
    return None


def many_missing(column: ColumnProfile) -> Alert | None:
    """A fifth or more of the values are missing."""
    share = column.missing / column.rows
    return (
        Alert("many missing", f"{share:.0%} of the values are missing.", serious=share >= MOSTLY_MISSING) if share >= MANY_MISSING else None
    )


def identifier(column: ColumnProfile) -> Alert | None:
    """A name or a number of its own for every row: a label, nothing to learn from."""
    share = column.distinct / column.present
    if column.present < ENOUGH_ROWS or share < NEARLY_ALL or column.kind == "date":
        return None
    if column.kind == "identifier" or _counts_up(column) or (ID_NAME.search(column.name) and _discrete(column)):
        return Alert(
            "looks like an id", f"{_about(column)}{share:.1%} of the values are different: a name of the row, not a property of it."
        )
    if _discrete(column) and column.sql.upper() not in WHOLE:
        return Alert("nearly unique", f"{_about(column)}{share:.1%} of the values are different: too many to compare groups.")
    return None


def _about(column: ColumnProfile) -> str:
    return "About " if "distinct" in column.approximate else ""


def _counts_up(column: ColumnProfile) -> bool:
    """Whole numbers without a gap, one for each row."""
    whole = column.kind == "number" and column.sql.upper() in WHOLE and column.low is not None and column.high is not None
    return whole and column.high - column.low + 1 == column.present  # type: ignore[operator]


def _discrete(column: ColumnProfile) -> bool:
    return column.kind in {"category", "identifier", "text"} or column.sql.upper() in WHOLE


def many_values(column: ColumnProfile) -> Alert | None:
    """A category with more values than a picture or a model can hold apart."""
    if column.kind == "category" and column.distinct > MANY_VALUES and column.distinct < NEARLY_ALL * column.present:
        return Alert("many values", f"{column.distinct:,} different values: group the rare ones before comparing.")
    return None


def mixed(column: ColumnProfile) -> Alert | None:
    """Some texts are numbers and some are not: often a code for missing, a unit or a typing error."""
    share = column.numeric_texts
    if column.kind in {"category", "text", "identifier"} and MIXED <= share <= 1 - MIXED:
        return Alert("mixed types", f"{share:.0%} of the values read as numbers, the others do not.", serious=share >= 0.5)
    return None


def infinite(column: ColumnProfile) -> Alert | None:
    """Infinities are left out of every figure; many methods refuse them."""
    if column.infinite:
        return Alert(
            "infinite values", f"{column.infinite:,} values are infinite; they are left out of mean, quartiles and pictures.", serious=True
        )
    return None


def many_zeros(column: ColumnProfile) -> Alert | None:
    """Zeros that may stand for "none" or for "not known"."""
    share = column.zeros / column.present
    if column.kind == "number" and share >= MANY_ZEROS and column.distinct > 2:
        return Alert("many zeros", f"{share:.0%} of the values are zero. Are they measured, or do they stand for missing?")
    return None


def skewed(column: ColumnProfile) -> Alert | None:
    """A long tail: the mean misleads, and distances are ruled by a few rows."""
    skewness = column.skewness
    if (
        column.kind == "number"
        and skewness is not None
        and abs(skewness) >= SKEWED
        and column.present >= ENOUGH_ROWS
        and column.distinct > 2
    ):
        return Alert(
            "skewed", f"Long tail to the {'right' if skewness > 0 else 'left'} (skewness {skewness:.1f}): prefer the median to the mean."
        )
    return None


def outliers(column: ColumnProfile) -> Alert | None:
    """Many values beyond Tukey's fences."""
    share = (column.outliers or 0) / column.present
    spread = column.quartiles is not None and column.quartiles[0] < column.quartiles[2]  # else all but the commonest value is outside
    if column.kind == "number" and spread and share >= MANY_OUTLIERS:
        return Alert("outliers", f"{share:.0%} of the values lie beyond 1.5 interquartile ranges from the quartiles.")
    return None


def _counted(column: ColumnProfile) -> int:
    """How many values the counts of `top` were taken from."""
    return min(column.present, column.sampled) if "top" in column.approximate else column.present


RULES: tuple[Callable[[ColumnProfile], Alert | None], ...] = (
    constant,
    many_missing,
    identifier,
    many_values,
    mixed,
    infinite,
    many_zeros,
    skewed,
    outliers,
)
