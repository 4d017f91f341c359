"""What should give pause before anything is trained: a column that gives the answer away, classes too rare to learn, rows on both sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from mllab.data.table import Table
from mllab.models.task._rows import Rows
from mllab.models.task._task import Task

if TYPE_CHECKING:
    import pandas as pd

GIVES_AWAY = (
    0.98  # share of the answers that a column alone gets right on rows that were not looked at, above which it is no clue but the answer
)
RARE = 10  # rows of a class below which it is hardly learned
UNEVEN = 10  # times as many rows in the largest class as in the smallest
LOOKED_AT = 5_000  # rows
MANY = 200_000  # rows above which twins are looked for in the columns of the task only


@dataclass(frozen=True)
class Doubt:
    """Something to look into. `severity` says whether figures cannot be trusted with it (high), or should be read with care (low)."""

    severity: Literal["high", "low"]
    about: str
    message: str
    do: str


def doubts(table: Table, task: Task, rows: Rows) -> tuple[Doubt, ...]:
    """What speaks against the task as it is set, the gravest first. Columns are judged on at most 5,000 rows. O(n d)."""
    found = [*_columns(table, task), *_leaks(table, task, rows), *_classes(rows, task), *_twins(table, rows), *_order(table, task)]
    return tuple(sorted(found, key=lambda doubt: doubt.severity != "high"))


def _columns(table: Table, task: Task) -> Iterator[Doubt]:
    for name in task.columns:
        if table.column(name).kind == "identifier":
            yield Doubt(
                "high",
                name,
                f"{name!r} names rows: a model learns it by heart and knows nothing about new ones.",
                "Take it out of the columns.",
            )


def _leaks(table: Table, task: Task, rows: Rows) -> Iterator[Doubt]:
    """Columns that alone answer nearly everything on rows that were not used to look."""
    few = np.random.default_rng(task.seed).permutation(rows.train)[:LOOKED_AT]
    if len(few) < 20:
        return
    look, check = few[: len(few) // 2], few[len(few) // 2 :]
    for name in task.columns:
        kind = table.column(name).kind
        if kind == "text":
            continue
        share = _alone(rows.frame[name], rows, look, check)
        if share >= GIVES_AWAY and share > _guess(rows, look, check) + 0.02:
            right = f"gets {share:.0%} of unseen answers right" if rows.classes else f"explains {share:.0%} of the answers"
            yield Doubt(
                "high",
                name,
                f"{name!r} alone {right}. It may be another form of {task.target!r}, or known only afterwards.".replace("%", " %"),
                "Ask when it is known; if not before the answer, take it out.",
            )


def _alone(values: "pd.Series", rows: Rows, look: np.ndarray, check: np.ndarray) -> float:
    """Accuracy, or R², on `check` of a table of answers per value (or per 1 of 20 spans of a number) made from `look`."""
    import pandas as pd

    places = pd.qcut(values, 20, labels=False, duplicates="drop").fillna(-1) if _many_numbers(values) else values.astype("str").fillna("")
    keys = places.to_numpy()
    y = rows.y
    by = pd.Series(y[look]).groupby(keys[look])
    answers = by.agg(lambda part: part.mode().iloc[0]) if rows.classes else by.mean()
    usual = pd.Series(y[look]).mode().iloc[0] if rows.classes else y[look].mean()
    told = pd.Series(keys[check]).map(answers).fillna(usual).to_numpy()
    if rows.classes:
        return float((told == y[check]).mean())
    return max(_explained(told, y[check]), _on_a_line(values, y, look, check))


def _on_a_line(values: "pd.Series", y: np.ndarray, look: np.ndarray, check: np.ndarray) -> float:
    """R² on `check` of the straight line through `look`; 0 for what is no number."""
    if values.dtype.kind not in "iuf":
        return 0.0
    x = values.fillna(values.median()).to_numpy(np.float64)
    if not np.ptp(x[look]):
        return 0.0
    slope, level = np.polyfit(x[look], y[look], 1)
    return _explained(slope * x[check] + level, y[check])


def _many_numbers(values: "pd.Series") -> bool:
    return values.dtype.kind in "iuf" and values.nunique() > 40


def _explained(told: np.ndarray, y: np.ndarray) -> float:
    spread = ((y - y.mean()) ** 2).sum()
    return float(1 - ((y - told) ** 2).sum() / spread) if spread else 0.0


def _guess(rows: Rows, look: np.ndarray, check: np.ndarray) -> float:
    """What the most frequent class alone gets."""
    return float((rows.y[check] == np.bincount(rows.y[look]).argmax()).mean()) if rows.classes else 0.0


def _classes(rows: Rows, task: Task) -> Iterator[Doubt]:
    if not rows.classes:
        return
    sizes = np.bincount(rows.y[rows.train], minlength=rows.k)
    rare = [rows.classes[code] for code in np.flatnonzero(sizes < RARE)]
    if rare:
        named = ", ".join(repr(name[:40]) for name in rare[:5]) + (f" and {len(rare) - 5} more" if len(rare) > 5 else "")
        yield Doubt(
            "low",
            task.target,
            f"{named}: fewer than {RARE} rows to learn from.",
            "Put rare classes together on the Prepare page, or bring more rows.",
        )
    if sizes.max() >= UNEVEN * max(1, sizes.min()):
        share = f"{sizes.max() / sizes.sum():.0%}".replace("%", " %")
        yield Doubt(
            "low",
            task.target,
            f"{rows.classes[int(sizes.argmax())]!r} makes up {share} of the rows, so a model that always says it is right as often.",
            "Read balanced accuracy, MCC or the average precision rather than accuracy.",
        )


def _twins(table: Table, rows: Rows) -> Iterator[Doubt]:
    """Rows that are held out and have a twin, alike in every column that is no identifier, among those that are learned from."""
    import pandas as pd

    frame = rows.frame
    if table.rows <= MANY:  # also by the columns that are not used, since few columns are alike by chance
        frame = table.frame([column.name for column in table.columns if column.kind != "identifier"]).loc[rows.frame.index]
    keys = pd.util.hash_pandas_object(frame.astype("str"), index=False).to_numpy()
    shared = int(np.isin(keys[rows.test], keys[rows.train]).sum())
    if shared:
        yield Doubt(
            "high" if shared > 0.05 * len(rows.test) else "low",
            "",
            f"{shared:,} of {len(rows.test):,} rows that are held out have an exact twin among those that are learned from.",
            "Remove duplicates on the Prepare page, or split by the group that the twins belong to.",
        )


def _order(table: Table, task: Task) -> Iterator[Doubt]:
    dates = [name for name in table.of_kind("date") if name in task.columns]
    if dates and task.split != "time":
        yield Doubt(
            "low",
            dates[0],
            f"{dates[0]!r} is a date and rows are split by chance, so models learn from rows that came after those they are judged by.",
            "Split by time if the model is to be used on what comes later.",
        )
