"""Which columns go suspiciously well with the one to predict, by their values or by being there at all."""

from typing import TYPE_CHECKING

from mllab.data.profile.facts import Alert, Pair, Profile
from mllab.data.profile.pairs import MOST_ROWS, WORK, Strand, measured, ordered, strand, unfit
from mllab.data.profile.source import Source, opened
from mllab.data.table import Table

if TYPE_CHECKING:
    import numpy as np

LEAKS = 0.95
ENOUGH_ROWS = 30
GROUP = 100  # columns in memory at once
BY_GAPS = "by being missing or not"


def against(table: Table, target: str, profile: Profile | None = None, seed: int = 0) -> list[Pair]:
    """The target (`a` of each pair) with every column, the strongest first; from at most 50,000 rows. O(rows x columns).

    A column with gaps is compared twice, by its values and by being missing or not, and the stronger counts. None for a target
    that cannot be compared (free text, an identifier, a single value).
    """
    profile = profile or table.profile()
    if unfit(profile.column(target)):
        return []
    others = [column.name for column in profile.columns if column.name != target]
    rows = min(MOST_ROWS, max(10_000, WORK // max(len(others), 1)))
    found: list[Pair] = []
    for first in range(0, len(others), GROUP):
        names = [target, *others[first : first + GROUP]]
        with opened(table, tuple(table.column(name) for name in names), rows, seed) as source:
            aim = strand(source, 0)
            found += [pair for place in range(1, len(names)) if (pair := _stronger(source, place, aim, profile)) is not None]
    return ordered(found)


def _stronger(source: Source, place: int, aim: Strand, profile: Profile) -> Pair | None:
    column = profile.column(source.columns[place].name)
    by_value = None if unfit(column) else measured(aim, strand(source, place))
    by_gaps = measured(aim, Strand(column.name, codes=_gaps(source, place)), (BY_GAPS,)) if 0 < column.missing < column.rows else None
    return max((pair for pair in (by_value, by_gaps) if pair is not None), key=lambda pair: pair.surprise, default=None)


def _gaps(source: Source, place: int) -> "np.ndarray":
    import numpy as np

    return np.asarray(source.con.execute(f"SELECT (c{place} IS NULL)::BIGINT AS gone FROM {source.work}").fetchnumpy()["gone"])


def leaks(found: list[Pair]) -> dict[str, Alert]:
    """An alert for each column so close to the target that it may have been known only after it. `found` is what `against` gives."""
    return {pair.b: _alert(pair) for pair in found if pair.strength >= LEAKS and pair.rows >= ENOUGH_ROWS}


def _alert(pair: Pair) -> Alert:
    how = f", {BY_GAPS}" if BY_GAPS in pair.notes else ""
    return Alert(
        "leaks the target",
        f"{pair.measure} with {pair.a[:60]} is {pair.value:.3f}{how}: too good to be true. Was it known before {pair.a[:60]} was?",
        serious=True,
    )


def explained(profile: Profile, target: str) -> str:
    """Why a column cannot serve as target here, or nothing."""
    why = unfit(profile.column(target))
    return f"cannot be compared with the others: it {why}" if why else ""
