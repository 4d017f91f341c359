"""All columns of a table, group by group: counted whole up to a million rows, from a sample and one scan above."""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from mllab.data.profile.columns import columns
from mllab.data.profile.facts import ColumnProfile
from mllab.data.profile.figures import figured, numeric_shares
from mllab.data.profile.held import Held, Numbers, groups
from mllab.data.profile.pairs import LEAST_ROWS, MOST_ROWS, Strand, choose, strand
from mllab.data.profile.source import opened, sources
from mllab.data.table import Column, Table

if TYPE_CHECKING:
    import numpy as np

Passed = tuple[list[ColumnProfile], dict[str, Strand]]


def counted(table: Table, seed: int) -> Passed:
    """Every figure from every row, and what the pairs are taken from: the rows of the columns worth it, or a sample of them. O(n log n) each."""
    picked = _picked(table.rows, seed)
    found: list[ColumnProfile] = []
    strands: dict[str, Strand] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for group in groups(table):
            held = [one for one in group if not isinstance(one, Column)]
            made = dict(zip((one.column.name for one in held), numeric_shares(held, list(pool.map(figured, held))), strict=True))
            other, more = _by_sql(table, tuple(one for one in group if isinstance(one, Column)), picked)
            found += [(made | other)[one.name if isinstance(one, Column) else one.column.name] for one in group]
            best = set(choose(found)[0])
            fresh = {one.column.name: _strand(one, picked) for one in held if one.column.name in best}
            strands = {name: one for name, one in (strands | fresh | more).items() if name in best}
    return found, strands


def _picked(rows: int, seed: int) -> "np.ndarray | None":
    """The rows that the pairs are taken from, in random order, so that any first of them are a sample; None for all, as they stand."""
    import numpy as np

    return None if rows <= LEAST_ROWS else np.random.default_rng(seed).choice(rows, min(rows, MOST_ROWS), replace=False)


def _strand(held: Held, picked: "np.ndarray | None") -> Strand:
    column = held.column
    if isinstance(held, Numbers) and column.kind in {"number", "date"}:
        return Strand(column.name, numbers=held.at(picked))
    return Strand(column.name, codes=held.codes_at(picked))


def _by_sql(table: Table, odd: tuple[Column, ...], picked: "np.ndarray | None") -> tuple[dict[str, ColumnProfile], dict[str, Strand]]:
    if not odd:
        return {}, {}
    with opened(table, odd) as source:
        found = columns(source)
        best = set(choose(found)[0])
        strands = [strand(source, place) for place, column in enumerate(odd) if column.name in best]
    return {one.name: one for one in found}, {one.name: one.at(picked) for one in strands}


def sampled(table: Table, seed: int) -> Passed:
    """What needs sorting from a sample, the rest from a scan of every row; the pairs from a part of the sample when it is held at once."""
    found: list[ColumnProfile] = []
    strands: dict[str, Strand] = {}
    for source in sources(table, seed):
        found += columns(source)
        if len(source.columns) == len(table.columns):
            best = set(choose(found)[0])
            strands = {one.name: strand(source, place) for place, one in enumerate(source.columns) if one.name in best}
    return found, strands
