"""What the sidebar says: a method on some columns of a table, and what it works on."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from mllab.data.classes import codes
from mllab.data.matrix import Matrix
from mllab.data.table import Table
from mllab.errors import DataError
from mllab.reduce import REDUCERS, Reducer
from mllab.reduce._custom import CustomAxes
from mllab.script import Script
from mllab.ui.chosen import choose_columns, choose_seed, target
from mllab.ui.encoded import encoded, rows_of
from mllab.ui.knobs import pick, tune
from mllab.ui.map.custom import METHODS, choose_poles, poles, wait_for_poles
from mllab.ui.reading import reading

if TYPE_CHECKING:
    import pandas as pd

DEFAULT = "t-SNE"
NONE = "none"
MOST = 1_000_000
CLASSES = 50


@dataclass(frozen=True, eq=False)
class Chosen:
    """A method on some columns of a table. `matrix` and `frame` are about the same rows; `labels` is the column of classes, where the method uses one."""

    table: Table
    columns: tuple[str, ...]
    reducer: Reducer
    seed: int
    matrix: Matrix
    labels: str = NONE

    @property
    def rows(self) -> tuple[object, ...]:
        """What the rows of the matrix depend on: pictures of the same rows can be laid beside each other."""
        return (self.table.id, self.table.version, self.columns, len(self.matrix.rows), self.seed, self.matrix.unit)

    @property
    def spec(self) -> dict[str, Any]:
        """What a picture depends on, as plain JSON."""
        return {
            "reducer": self.reducer.spec(), "seed": self.seed, "table": self.table.id, "version": self.table.version,
            "columns": list(self.columns), "rows": len(self.matrix.rows), "labels": self.labels, "unit": self.matrix.unit,
        }  # fmt: skip

    def by(self, reducer: Reducer) -> "Chosen":
        """The same rows by another method. Raises DataError when it cannot take as many."""
        if len(self.matrix.rows) > reducer.limit:
            raise DataError(
                f"{reducer.name} takes at most {reducer.limit:,} rows in reasonable time, the map has {len(self.matrix.rows):,}."
            )
        return replace(self, reducer=reducer)

    @property
    def first_colour(self) -> str:
        """The column that the colours show at first; empty where there is none to begin with."""
        return target(self.table) or next(iter(self.table.of_kind("category", "boolean")), "")

    @property
    def first_label(self) -> str:
        """The column that is written beside the points at first."""
        return NONE

    def called(self) -> list[str]:
        """What each row is called when the pointer is on it."""
        return [f"row {row:,}" for row in self.matrix.rows]

    def frame(self) -> "pd.DataFrame":
        """All columns of the rows, as they are in the table."""
        return rows_of(self.table, len(self.matrix.rows), self.seed)

    def arrays(self) -> dict[str, np.ndarray]:
        """What a job gets: X (n, d), and y (n,) where the method uses labels."""
        found = {"X": self.matrix.values}
        if (ends := self.ends()) is not None:
            return {**found, "y": ends}
        return found if self.labels == NONE else {**found, "y": codes(self.frame()[self.labels])[0]}

    def ends(self) -> np.ndarray | None:
        """(n,) the poles that every row belongs to, for custom axes. Raises DataError when a search finds nothing."""
        return poles(self.reducer, self.frame(), self.rows) if isinstance(self.reducer, CustomAxes) else None

    def script(self) -> Script:
        """Reading, encoding and the picture as one script."""
        script = reading(self.table, len(self.matrix.rows), self.seed) + self.matrix.script()
        if self.labels != NONE:
            script = script + Script(f"y = frame[{self.labels!r}].astype('category').cat.codes.to_numpy()")
        return script + self.reducer.script(self.seed)


def choose_map(table: Table) -> Chosen:
    """The method with its knobs, the columns, the seed and the labels, all in the sidebar and in the link."""
    with st.sidebar:
        method = pick({**REDUCERS, **METHODS}, key="reducer", default=DEFAULT)
        reducer = choose_poles(table) if method is CustomAxes else tune(method, "reducer")
        labels = _choose_labels(table, reducer)
        columns = choose_columns(table)
        unit = choose_unit()
        seed = choose_seed()
    if isinstance(reducer, CustomAxes):
        wait_for_poles(table, reducer)
    matrix = encoded(table, columns, min(reducer.limit, MOST), seed, unit)
    return Chosen(table, tuple(columns), reducer, seed, matrix, labels)


def choose_unit() -> bool:
    """Whether rows are brought to length 1 before the method sees them."""
    return bool(
        st.toggle(
            "Rows of length 1",
            key="unit",
            bind="query-params",
            help="Puts every row on a sphere around the average row: only directions count, not how far a row is from the average.",
        )
    )


def choose_beside(reducer: Reducer) -> list[Reducer]:
    """Up to two more methods, drawn beside the first with their usual settings."""
    with st.sidebar:
        names = st.multiselect(
            "Beside it",
            [name for name, item in REDUCERS.items() if name != reducer.name and item.labelled != "must"],
            max_selections=2,
            key="beside",
            bind="query-params",
            placeholder="Another method",
            help="Draws the same rows by other methods, side by side. What you select in one is selected in all.",
        )
    return [REDUCERS[name]() for name in names]


def choose_axes(reducer: Reducer) -> list[int]:
    """In the sidebar, for a method of more than three axes: the two or three that are drawn, by their places from 0."""
    many = reducer.values().get("dimensions")
    if not isinstance(many, int) or many <= 3:
        return list(range(3))
    with st.sidebar:
        named = st.multiselect(
            "Axes drawn", [str(number) for number in range(1, many + 1)], ["1", "2"], max_selections=3, key="axes", bind="query-params",
            help="Any two or three of them, in the order: across, up, towards you.",
        )  # fmt: skip
    return [int(name) - 1 for name in named] or [0, 1]


def _choose_labels(table: Table, reducer: Reducer) -> str:
    if reducer.labelled == "no":
        return NONE
    kinds = table.of_kind("category", "boolean")
    names = kinds if reducer.labelled == "must" else [NONE, *kinds]
    if not names:
        raise DataError(f"{reducer.name} needs a column of classes, and {table.name} has none. Choose another table, or another method.")
    begin = names.index(target(table)) if reducer.labelled == "must" and target(table) in names else 0
    labels = st.selectbox(
        "Labels", names, index=begin, key="labels", bind="query-params", help="The column of classes that the method may use."
    )
    if labels != NONE and reducer.values().get("supervision") == 0:
        st.caption("The labels count once “Supervision” under “More settings” is above 0.")
    return labels
