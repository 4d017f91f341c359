"""The points that something is fitted to by hand: drawn from a known process, or two columns of a table."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from mllab.data.table import Table
from mllab.errors import DataError
from mllab.learning.costs import KINDS, drawn
from mllab.ui.tables_picker import pick_table
from mllab.ui.which import which

SAMPLES, OWN = "Drawn points", "Your table"
MOST = 300  # rows of a table


@dataclass(frozen=True, eq=False)
class Given:
    """Points x (n,), y (n,), what the axes are called, and the code that makes them."""

    x: np.ndarray
    y: np.ndarray
    titles: tuple[str, str]
    code: str
    imports: tuple[str, ...]
    token: str


def given(classes: bool = False, usual: str | None = None) -> Given:
    """Choose at the side; `classes` for an answer of two classes, 0 and 1."""
    with st.sidebar:
        if which("Points", {SAMPLES: 0, OWN: 0}, "points-from") == OWN:
            return _own(pick_table(), classes)
        kinds = [kind for kind in KINDS if kind.startswith("two") == classes]
        kind = st.selectbox(
            "Process",
            kinds,
            index=kinds.index(usual) if usual in kinds else 0,
            key="process-classes" if classes else "process",
            bind="query-params",
            help="What the points are drawn from.",
        )
        n = st.slider("Points", 10, 300, 60, 10, key="costs-n", bind="query-params", help="How many points are drawn.")
        seed = int(st.number_input("Seed", 0, 9999, 0, key="costs-seed", bind="query-params", help="Other points of the same kind."))
    x, y = drawn(kind, n, seed)
    called = f"drawn({kind!r}, {n}, {seed})"
    return Given(x, y, ("x", "y"), f"x, y = {called}", ("from mllab.learning.costs import drawn",), called)


def _own(table: Table, classes: bool) -> Given:
    numbers = table.of_kind("number")
    answers = [name for name in table.of_kind("category", "boolean") if _two(table, name)] if classes else numbers
    if not numbers or not answers or (not classes and len(numbers) < 2):
        wanted = "a column of numbers and one of two classes" if classes else "two columns of numbers"
        raise DataError(f"{table.name} lacks {wanted}. Choose another table at the side, or points that are drawn.")
    with st.sidebar:
        across = (
            st.selectbox("Across", numbers, key=f"costs-x-{table.id}", bind="query-params", help="The column that predicts.") or numbers[0]
        )
        rest = [name for name in answers if name != across]
        up = (
            st.selectbox("Up", rest, key=f"costs-y-{classes}-{table.id}", bind="query-params", help="The column that is predicted.")
            or rest[0]
        )
    frame = table.frame()[[across, up]].dropna()
    frame = frame.sample(min(len(frame), MOST), random_state=0).sort_index()
    if len(frame) < 4:
        raise DataError(f"Only {len(frame)} rows have both {across} and {up}, and at least 4 are needed. Choose other columns.")
    y = frame[up].astype(str).astype("category").cat.codes if classes else frame[up]
    body = f"""frame = table.frame()[{[across, up]!r}].dropna()
frame = frame.sample(min(len(frame), {MOST}), random_state=0).sort_index()
x = frame[{across!r}].to_numpy(float)
y = frame[{up!r}]{".astype(str).astype('category').cat.codes" if classes else ""}.to_numpy(float)"""
    sample = table.id.startswith("sample-")
    opened = f"table = load({table.id.removeprefix('sample-')!r})" if sample else f"table = store.open({table.id!r})"
    imports = ("from mllab.data.samples import load" if sample else "from mllab.data import store",)
    title = f"{up} is {sorted(frame[up].astype(str).unique())[-1]}" if classes else up
    return Given(
        frame[across].to_numpy(float), np.asarray(y, float), (across, title), f"{opened}\n{body}", imports, repr((table.id, across, up))
    )


def _two(table: Table, name: str) -> bool:
    return int(_frame_of(table, name)) == 2


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={Table: lambda table: table.id})
def _frame_of(table: Table, name: str) -> int:
    return int(table.frame()[name].dropna().nunique())
