"""The figures of columns in SQL: of the big tables that are not held in memory, and of sorts of columns that only SQL converts."""

from mllab.data.profile.facts import ColumnProfile
from mllab.data.profile.scan import scan
from mllab.data.profile.source import Source
from mllab.data.profile.spread import bins, quartiles, skewness
from mllab.data.profile.values import distinct, texts, tops


def columns(source: Source) -> list[ColumnProfile]:
    """The figures of the columns of `source`, without alerts. One pass over all rows, and sorting of what is in memory: O(n log n) each."""
    found = [ColumnProfile(column.name, column.kind, column.sql, source.rows) for column in source.columns]
    for step in (quartiles, scan, skewness, bins, distinct, tops, texts):
        found = step(source, found)
    return found
