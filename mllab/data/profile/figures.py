"""The figures of columns that are held as arrays. Same figures and formulas as the SQL of `spread`, `scan` and `values`; a test holds both."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mllab.data import arrays
from mllab.data.profile.facts import Bins, ColumnProfile
from mllab.data.profile.held import Held, Numbers, Texts
from mllab.data.profile.spread import fenced, histogram_edges, skewed, squeezed, within
from mllab.data.profile.values import SHOWN_CHARACTERS, TOP, listed

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

FAR = 1e100  # beyond, squares overflow
NUMERIC = r"^\s*[-+]?(?:[.0-9]|(?i:inf|nan))"  # what does not begin so is no number


def figured(held: Held) -> ColumnProfile:
    """The figures of one column, but for the share of texts that read as numbers. O(n log n) for numbers, O(n) for texts."""
    if isinstance(held, Texts):
        return _worded(held)
    column = ColumnProfile(held.column.name, held.column.kind, held.column.sql, held.rows, missing=held.rows - len(held.values))
    return _measured(held, column)


def _measured(held: Numbers, column: ColumnProfile) -> ColumnProfile:
    import numpy as np

    ordered = held.ordered()
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(ordered) else np.zeros(0, int)
    column = replace(column, distinct=len(starts))
    if column.measured:
        column = _placed(column, ordered)
    if listed(column):
        counts = np.diff(starts, append=len(ordered))
        best = commonest(counts)
        column = replace(column, top=tuple((str(ordered[starts[one]].item()), int(counts[one])) for one in best))
    return column


def _placed(column: ColumnProfile, ordered: "np.ndarray") -> ColumnProfile:
    """What the sorted values tell."""
    import numpy as np

    values = ordered
    if ordered.dtype.kind == "f":
        values = ordered[ordered.searchsorted(-np.inf, side="right") : ordered.searchsorted(np.inf, side="left")]
    zeros = _between(ordered, 0, 0) if column.kind == "number" else 0
    column = replace(column, infinite=len(ordered) - len(values), zeros=zeros)
    if not len(values):
        return column
    values = values.astype(float, copy=False)
    column = fenced(replace(column, low=float(values[0]), high=float(values[-1])), _quartiles(values))
    if column.fences is not None:
        column = replace(column, outliers=len(values) - _between(values, *column.fences))
    column = _moments(column, values)
    whole = _bins(histogram_edges(column), values)
    inner = _bins(histogram_edges(within(column)), values) if squeezed(column) else None
    return replace(column, bins=whole, inner=inner) if whole is not None else column


def _between(ordered: "np.ndarray", low: float, high: float) -> int:
    """How many values lie from `low` to `high`, both counted."""
    return int(ordered.searchsorted(high, side="right") - ordered.searchsorted(low, side="left"))


def _quartiles(ordered: "np.ndarray") -> list[float]:
    """Linear between neighbours, as pandas does."""
    found = []
    for share in (0.25, 0.5, 0.75):
        place = (len(ordered) - 1) * share
        below = math.floor(place)
        a, b = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
        found.append(a if a == b else a * (1 - (place - below)) + b * (place - below))
    return found


def _moments(column: ColumnProfile, values: "np.ndarray") -> ColumnProfile:
    """Mean, deviation and skewness, scaled where squares would overflow."""
    import numpy as np

    n, low, high = len(values), float(values[0]), float(values[-1])
    if low == high:
        return replace(column, mean=low, std=0.0 if n > 1 else None)
    scale = max(abs(low), abs(high))
    scale = 1.0 if 1 / FAR < scale < FAR else scale
    scaled = values if scale == 1 else values / scale
    mean = float(scaled.mean())
    apart = scaled - mean
    squares = apart * apart
    std = math.sqrt(float(squares.sum()) / (n - 1))
    column = replace(column, mean=mean * scale, std=std * scale)
    if not std:
        return column
    with np.errstate(over="ignore"):
        return skewed(column, float(np.dot(squares, apart)) / n / std**3, n)


def _bins(edges: tuple[float, ...], ordered: "np.ndarray") -> Bins | None:
    """Counts in (edge, next edge]; the first bin holds its left edge too."""
    import numpy as np

    if not edges:
        return None
    places = ordered.searchsorted(edges, side="right")
    places[0] = ordered.searchsorted(edges[0], side="left")
    return Bins(edges, tuple(np.diff(places).tolist()))


def commonest(counts: "np.ndarray") -> list[int]:
    """The places of the TOP highest counts, the highest first, of equal ones the first. O(n)."""
    import numpy as np

    if len(counts) > TOP:
        least = np.partition(counts, len(counts) - TOP)[len(counts) - TOP]
        more, same = np.flatnonzero(counts > least), np.flatnonzero(counts == least)
        places = np.concatenate([more, same[: TOP - len(more)]])
    else:
        places = np.flatnonzero(counts)
    return places[np.lexsort((places, -counts[places]))].tolist()


def _worded(held: Texts) -> ColumnProfile:
    import numpy as np

    counts, rows = held.counts, len(held.codes)
    present = int(counts.sum())
    column = ColumnProfile(held.column.name, held.column.kind, held.column.sql, rows, missing=rows - present)
    column = replace(column, distinct=int(np.count_nonzero(counts)))
    if not present:
        return column
    column = replace(column, top=_top(held, counts))
    return replace(column, lengths=_lengths(held, counts, present)) if column.sql.upper() == "VARCHAR" else column


def _top(held: Texts, counts: "np.ndarray") -> tuple[tuple[str, int], ...]:
    """The commonest texts; of equally common ones the first of the alphabet."""
    import numpy as np

    least = np.partition(counts, len(counts) - TOP)[len(counts) - TOP] if len(counts) > TOP else 1
    places = np.flatnonzero(counts >= max(1, least))
    texts = held.words.take(arrays.places(places)).to_pylist()
    found = sorted(zip(texts, counts[places].tolist(), strict=True), key=lambda one: (-one[1], one[0]))
    return tuple((text[:SHOWN_CHARACTERS], count) for text, count in found[:TOP])


def _lengths(held: Texts, counts: "np.ndarray", present: int) -> tuple[int, float, int]:
    import numpy as np
    import pyarrow.compute as pc

    used = np.flatnonzero(counts)
    long = arrays.values(pc.utf8_length(held.words))[used]
    return int(long.min()), float(long @ counts[used]) / present, int(long.max())


def numeric_shares(held: Sequence[Held], found: list[ColumnProfile]) -> list[ColumnProfile]:
    """The columns with the share of their texts that reads as a number: asked of DuckDB once for all, and only of texts that may."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    words, weights, owners = [], [], []
    for place, (one, column) in enumerate(zip(held, found, strict=True)):
        if isinstance(one, Texts) and column.lengths is not None:
            maybe = np.flatnonzero(arrays.values(pc.match_substring_regex(one.words, NUMERIC)) & (one.counts > 0))
            if len(maybe):
                words.append(one.words.take(arrays.places(maybe)))
                weights.append(one.counts[maybe])
                owners.append(np.full(len(maybe), place))
    if not words:
        return found
    reads = _read_as_numbers(pa.chunked_array(words))
    sums = np.bincount(np.concatenate(owners), np.concatenate(weights) * reads, minlength=len(found))
    return [
        replace(column, numeric_texts=float(sums[place] / column.present)) if sums[place] else column for place, column in enumerate(found)
    ]


def _read_as_numbers(words: "pa.ChunkedArray") -> "np.ndarray":
    import pyarrow as pa

    from mllab.data.duck import connect

    with connect() as con:
        con.register("words", pa.table({"word": words}))
        return arrays.values(con.sql("SELECT try_cast(word AS DOUBLE) IS NOT NULL AS reads FROM words").to_arrow_table()["reads"])
