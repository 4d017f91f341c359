"""Which columns are missing together: the patterns of gaps over the rows, and how gaps go with gaps."""

from typing import TYPE_CHECKING

from mllab.data.duck import connect, literal
from mllab.data.profile.facts import ColumnProfile, Missing, MissingPattern
from mllab.data.profile.source import value
from mllab.data.table import Table

if TYPE_CHECKING:
    import numpy as np

MOST_COLUMNS = 60  # one bit of a whole number each
MOST_PATTERNS = 20
COUNTED_PATTERNS = 100_000


def missing(table: Table, columns: list[ColumnProfile]) -> Missing:
    """The patterns of missing values of the (at most 60) columns that miss most, counted on every row. O(rows)."""
    gaps = sorted((column for column in columns if column.missing), key=lambda column: -column.missing)[:MOST_COLUMNS]
    if not gaps:
        return Missing()
    names = tuple(gap.name for gap in gaps)
    counted = _alone(gaps[0]) if len(gaps) == 1 else _counted(table, gaps)
    patterns = tuple(MissingPattern(_columns(bits, names), rows) for bits, rows in counted[:MOST_PATTERNS])
    return Missing(patterns, max(0, len(counted) - MOST_PATTERNS), names, _together(counted, len(names)))


def _alone(gap: ColumnProfile) -> list[tuple[int, int]]:
    """The patterns where one column has gaps: no need to look at the rows again."""
    found = [(bits, rows) for bits, rows in ((0, gap.present), (1, gap.missing)) if rows]
    return sorted(found, key=lambda pattern: (-pattern[1], pattern[0]))


def _counted(table: Table, gaps: list[ColumnProfile]) -> list[tuple[int, int]]:
    """How many rows lack exactly which columns, as bits; the commonest first. One pass over the columns with gaps."""
    bits = " + ".join(
        f"CASE WHEN {value(table.column(gap.name))} IS NULL THEN {1 << place}::BIGINT ELSE 0 END" for place, gap in enumerate(gaps)
    )
    with connect() as con:
        return con.execute(
            f"SELECT {bits} AS bits, count(*) AS rows FROM read_parquet({literal(str(table.path))}) "
            f"GROUP BY 1 ORDER BY rows DESC, bits LIMIT {COUNTED_PATTERNS}"
        ).fetchall()


def _columns(bits: int, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for place, name in enumerate(names) if bits >> place & 1)


def _together(counted: list[tuple[int, int]], size: int) -> tuple[tuple[float, ...], ...]:
    """Phi, the correlation of missing with missing (Yule 1912), 0 where a column has no value at all."""
    import numpy as np

    bits, rows = (np.array(part) for part in zip(*counted, strict=True))
    gone = (bits[:, None] >> np.arange(size)) & 1
    share = rows / rows.sum()
    centred = gone - share @ gone
    covariance = centred.T @ (centred * share[:, None])
    return tuple(tuple(float(phi) for phi in row) for row in _normed(covariance))


def _normed(covariance: "np.ndarray") -> "np.ndarray":
    import numpy as np

    deviation = np.sqrt(np.clip(np.diag(covariance), 0, None))
    product = np.outer(deviation, deviation)
    return np.clip(np.divide(covariance, product, out=np.zeros_like(covariance), where=product > 1e-15), -1, 1)
