"""What the page works on: the encoded rows, the states of the fit and the plane they are drawn in, all computed once."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.cluster import Clusterer, Clustering
from mllab.cluster.judge.describe import label_name
from mllab.data.matrix import Matrix
from mllab.data.table import Table
from mllab.errors import DataError
from mllab.reduce import Reduction
from mllab.script import Script
from mllab.ui import watch
from mllab.ui.encoded import encoded, plane, rows_of
from mllab.ui.reading import reading
from mllab.ui.watch import seconds

if TYPE_CHECKING:
    import pandas as pd

GROUP = "group found"  # what the colours show when it is no column
AT_ONCE = 5_000
MOST = 100_000


@dataclass(frozen=True, eq=False)
class View:
    """One fit on the page: a method on some columns of a table. `matrix`, `frame` and `plane` are about the same fitted rows."""

    table: Table
    columns: tuple[str, ...]
    clusterer: Clusterer
    seed: int
    matrix: Matrix
    plane: Reduction
    states: list[Clustering]
    seconds: float = 0.0

    @property
    def result(self) -> Clustering:
        """The last state."""
        return self.states[-1]

    @property
    def token(self) -> tuple[object, ...]:
        """What everything on the page depends on."""
        return (self.table.id, self.table.version, self.columns, repr(self.clusterer), self.seed, len(self.states))

    @property
    def names(self) -> list[str]:
        """The group of every fitted row, as it is called."""
        return [label_name(int(label)) for label in self.result.labels]

    def frame(self) -> "pd.DataFrame":
        """All columns of the fitted rows, as they are in the table."""
        return rows_of(self.table, len(self.matrix.rows), self.seed)

    def script(self) -> Script:
        """Reading, encoding and clustering as one script."""
        return reading(self.table, len(self.matrix.rows), self.seed) + self.matrix.script() + self.clusterer.script(self.seed)


def fitted(table: Table, columns: list[str], clusterer: Clusterer, seed: int) -> View:
    """Encode, fit and place the rows: up to the method's limit, at most 100,000; above that a seeded sample."""
    most = min(clusterer.limit, MOST)
    matrix = encoded(table, columns, most, seed)
    placed = plane(matrix, (table.id, table.version, tuple(columns), most, seed))
    token = (table.id, table.version, tuple(columns), repr(clusterer), seed)
    if len(matrix.values) <= AT_ONCE:
        states, took = fit_states(clusterer, matrix.values, seed, token)
    else:
        states, _ = watch("fit", token, lambda: clusterer.steps(matrix.values, seed), f"{clusterer.name}: state")
        took = seconds("fit")
    states = [state for state in states if state.share is None]  # those on the way to the first groups only tell how far it is
    if not states:
        raise DataError(f"{clusterer.name} was stopped before its first state. Start it again, or choose a faster method.")
    return View(table, tuple(columns), clusterer, seed, matrix, placed, states, took)


@st.cache_resource(max_entries=24, show_spinner="Finding groups")
def fit_states(_clusterer: Clusterer, _X: np.ndarray, seed: int, token: tuple[object, ...]) -> tuple[list[Clustering], float]:
    """All states of the fit, and the seconds they took."""
    begun = time.perf_counter()
    states = list(_clusterer.steps(_X, seed))
    return states, time.perf_counter() - begun
