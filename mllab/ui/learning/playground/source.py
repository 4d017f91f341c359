"""What the network is to learn: a set of points, two columns of a table, or points drawn by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mllab.data.table import Table
from mllab.errors import DataError
from mllab.learning.neurons import POINTS, Points, Samples, drawn, of_table, placed
from mllab.params import knobs
from mllab.ui.chosen import target
from mllab.ui.knobs import pick
from mllab.ui.learning.drawing import Point
from mllab.ui.learning.drawing import drawn as drawn_by_hand
from mllab.ui.learning.perceptron.rule import CLASSES, DRAWN
from mllab.ui.tables_picker import pick_table
from mllab.ui.which import which

POINT, ON = "net_points", "net_on"
SETS, TABLE, HAND = "Points", "A table", "Drawn by hand"
KINDS = {
    "of two classes": CLASSES,
    "of three classes": ("class 1", "class 2", "class 3"),
    "of five classes": tuple(f"class {number}" for number in range(1, 6)),
    "numbers from -1 to 1": ("-1", "-0.5", "0", "0.5", "1"),
}


@dataclass(frozen=True, eq=False)
class Source:
    """The samples, and the code that makes them again, with its imports."""

    samples: Samples
    code: str
    imports: tuple[str, ...]


Make = Callable[[int], Source]  # of a seed


def source(above: DeltaGenerator) -> Make:
    """The controls of what is learned; what they give is made once the seed is known. Points are drawn `above`."""
    ways: dict[str, Callable[[int], Make]] = {SETS: _set, TABLE: _table, HAND: partial(_hand, above)}
    way = which("Learn", ways, ON)
    share = st.slider(
        "Share to train on", 10, 90, 50, 10, key="net_share", bind="query-params", format="%d %%",
        help="The other points are kept to test on: what the network has never seen.",
    )  # fmt: skip
    return ways[way](share)


def _set(share: int) -> Make:
    kind = pick(POINTS, POINT, "circle", "Data")
    noise = st.slider("Noise", 0, 50, 0, 5, key="net_noise", bind="query-params", format="%d %%", help=knobs(kind)["noise"].help)
    return partial(_of_set, kind(noise=noise), share)


def _of_set(points: Points, share: int, seed: int) -> Source:
    kind = type(points)
    imports = (f"from {kind.__module__} import {kind.__name__}", "from mllab.learning.neurons import drawn")
    return Source(_drawn(points, seed, share), f"drawn({points!r}, seed={seed}, share={share})", imports)


def _table(share: int) -> Make:
    table = pick_table()
    numbers = table.of_kind("number")
    if len(numbers) < 2:
        raise DataError(f"{table.name} has {len(numbers)} columns of numbers, and a picture takes two. Choose another table.")
    answers = [column.name for column in table.columns if column.kind in {"number", "category", "boolean"}]
    likely = target(table) or next((name for name in answers if name not in numbers), answers[-1])
    asked = st.selectbox(
        "Predict", answers, index=answers.index(likely) if likely in answers else 0, key=f"net-target-{table.id}", bind="query-params",
        help="A number, or a column of 2 to 10 classes.",
    )  # fmt: skip
    free = [name for name in numbers if name != asked]
    if len(free) < 2:
        raise DataError(f"Besides {asked!r} there are {len(free)} columns of numbers, and a picture takes two. Predict another column.")
    first = st.selectbox("x₁", free, key=f"net-x1-{table.id}", bind="query-params", help="The column drawn from left to right.")
    rest = [name for name in free if name != first]
    second = st.selectbox("x₂", rest, key=f"net-x2-{table.id}", bind="query-params", help="The column drawn upwards.")
    return partial(_of_columns, table, (first or free[0], second or rest[0]), asked, share)


def _of_columns(table: Table, axes: tuple[str, str], asked: str, share: int, seed: int) -> Source:
    sample = table.id.startswith("sample-")
    opened = f"load({table.id.removeprefix('sample-')!r})" if sample else f"store.open({table.id!r})"
    imports = (
        "from mllab.data.samples import load" if sample else "from mllab.data import store",
        "from mllab.learning.neurons import of_table",
    )
    return Source(
        _of_table(table, (table.id, table.version), axes, asked, seed, share),
        f"of_table({opened}, {axes!r}, {asked!r}, seed={seed}, share={share})",
        imports,
    )


def _hand(above: DeltaGenerator, share: int) -> Make:
    classes = KINDS[st.selectbox("Points are", list(KINDS), key="net_drawn_kinds", bind="query-params", help="What each pen draws.")]
    begin = [(x, y, 0 if kind > 0 else 1) for x, y, kind in st.session_state.get(DRAWN, ())]
    with above.expander("Draw", expanded=True, icon=":material/draw:"):
        points = tuple(drawn_by_hand("net_drawn", classes, begin))
    return partial(_of_hand, points, classes, share)


def _of_hand(points: tuple[Point, ...], classes: tuple[str, ...], share: int, seed: int) -> Source:
    return Source(
        _placed(points, classes, seed, share),
        f"placed({list(points)!r}, {classes!r}, seed={seed}, share={share})",
        ("from mllab.learning.neurons import placed",),
    )


@st.cache_resource(max_entries=20, show_spinner=False, hash_funcs={Points: repr})
def _drawn(points: Points, seed: int, share: int) -> Samples:
    """The same samples each time, so that a rerun does not begin anew."""
    return drawn(points, seed, share)


@st.cache_resource(max_entries=20, show_spinner=False)
def _of_table(_table: Table, of: tuple[str, str], axes: tuple[str, str], asked: str, seed: int, share: int) -> Samples:
    return of_table(_table, axes, asked, seed, share)


@st.cache_resource(max_entries=20, show_spinner=False)
def _placed(points: tuple[Point, ...], classes: tuple[str, ...], seed: int, share: int) -> Samples:
    return placed(points, classes, seed, share)
