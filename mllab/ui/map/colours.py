"""What the colours of the map show: a column, groups found in the data or in the picture, how far a row can be trusted, or what a kept model answers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.cluster import CLUSTERERS, Clusterer
from mllab.cluster.judge.describe import label_name
from mllab.data.classes import codes, frequent
from mllab.jobs import Job
from mllab.neighbors import Metric
from mllab.reduce.quality import Quality, lost
from mllab.ui.chosen import choose_colour
from mllab.ui.knobs import choose
from mllab.ui.map.by_model import answers, offered
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.pictured import SOON

DATA_GROUPS, PICTURE_GROUPS = "groups in the data", "groups in the picture"
LOST, INTRUDERS = "neighbors lost", "false neighbors"
GROUPS = (DATA_GROUPS, PICTURE_GROUPS)
TRUST = (LOST, INTRUDERS)
GROUP = "mllab.jobs.mapping:group"
GROUPED = 10_000  # rows that a clusterer is fitted to here; the others are assigned


@dataclass(frozen=True, eq=False)
class Colours:
    """Either `codes` (n,) with `names`, -1 for none of them, or `values` (n,); `title` says what they are.

    `waits` is the job that looks for the groups that these colours are to be, while it is not done.
    """

    title: str
    codes: np.ndarray | None = None
    names: tuple[str, ...] = ()
    values: np.ndarray | None = None
    waits: Job | None = None

    def options(self) -> dict[str, Any]:
        """As the drawing takes them."""
        return {"colour": self.title} | ({"codes": self.codes, "names": self.names} if self.codes is not None else {"values": self.values})

    def each(self) -> np.ndarray:
        """(n,) what every row has: a name, or a figure."""
        if self.codes is not None:
            return np.array([*self.names, "missing"], dtype=object)[self.codes]
        return np.empty(0) if self.values is None else self.values


def choose_colours(chosen: Chosen) -> tuple[str, Clusterer | None]:
    """In the sidebar: what the colours show and, for groups, by which method they are found."""
    with st.sidebar:
        named = choose_colour(chosen.table, [*GROUPS, *TRUST, *offered(chosen.table)], chosen.first_colour or DATA_GROUPS)
        return named, choose(CLUSTERERS, key="groups", default="HDBSCAN", label="Groups by") if named in GROUPS else None


def colours(
    chosen: Chosen, by: tuple[str, Clusterer | None], positions: np.ndarray, quality: Quality | None, still: bool = True
) -> Colours:
    """The colours of the rows; those that wait for the quality, or for groups, are one colour until it is there.

    A picture that is not `still` has groups only when they are known already: looking for them would take its workers.
    """
    named, clusterer = by
    if clusterer is not None:
        return _groups(clusterer, chosen.matrix.values if named == DATA_GROUPS else positions, named, still, quality is not None)
    if named in TRUST and named not in chosen.table.names:
        return Colours(named, values=_trust(chosen, named, positions, quality))
    if named not in chosen.table.names and (id := offered(chosen.table).get(named)):
        return _answered(chosen, id)
    return by_column(chosen, named)


def _answered(chosen: Chosen, id: str) -> Colours:
    title, found, names = answers(chosen, id)
    return Colours(title, found, names) if names else Colours(title, values=found)


def _trust(chosen: Chosen, named: str, positions: np.ndarray, quality: Quality | None) -> np.ndarray:
    """The figure of each row: of all rows where neighbors lost are counted, else of the rows that were judged."""
    if quality is None:
        return np.full(len(positions), np.nan, np.float32)
    if named == INTRUDERS or not np.isnan(quality.lost).any():
        return quality.lost if named == LOST else quality.intruders
    cosine = chosen.reducer.values().get("metric") == "cosine"
    return _lost(chosen.matrix.values, positions, quality.k, "cosine" if cosine else "euclidean", (chosen.rows, positions.tobytes()))


@st.cache_data(max_entries=4, show_spinner="Counting the neighbors that were lost")
def _lost(_X: np.ndarray, _positions: np.ndarray, k: int, metric: Metric, token: tuple[object, ...]) -> np.ndarray:
    return lost(_X, _positions, k, metric)


def by_label(labels: np.ndarray, title: str) -> Colours:
    """Groups with their names, noise as none of them."""
    found = [int(label) for label in np.unique(labels) if label >= 0]
    return Colours(title, np.where(labels >= 0, np.searchsorted(found, labels), -1), tuple(label_name(label) for label in found))


def by_column(chosen: Chosen, name: str) -> Colours:
    """A column: figures and dates as values, everything else as its most frequent classes and "other"."""
    values, column = chosen.frame()[name], chosen.table.column(name)
    if column.kind == "number" and values.nunique() > 2:
        return Colours(name, values=values.to_numpy(dtype=np.float32, na_value=np.nan))
    if column.kind == "date":
        return Colours(f"{name} (year)", values=_years(values))
    found, names = codes(values)
    return Colours(name, *frequent(found, names))


def _years(values: Any) -> np.ndarray:
    import pandas as pd

    moments = pd.to_datetime(values, errors="coerce", utc=True)
    return (moments.dt.year + (moments.dt.dayofyear - 1) / 365.25).to_numpy(dtype=np.float32, na_value=np.nan)


def _groups(clusterer: Clusterer, X: np.ndarray, named: str, still: bool, wait: bool) -> Colours:
    """Groups of the rows of X, found by a worker: the page, and the first picture, never wait for them."""
    spec = {"clusterer": clusterer.spec(), "most": GROUPED}
    title = f"{named} by {clusterer.name}"
    job = jobs.start(GROUP, spec, {"X": X}, title, again=False, behind=True) if still else jobs.known(GROUP, spec, {"X": X})
    if job is not None and wait:  # else the page will run again anyway
        job.wait(SOON)
    found = None if job is None else job.result()
    return Colours(named, values=np.full(len(X), np.nan, np.float32), waits=job) if found is None else by_label(found["labels"], named)
