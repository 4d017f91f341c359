"""The points that all labs of this page share: a made set, two columns of a table, or drawn by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from mllab.data.table import Table
from mllab.errors import DataError
from mllab.learning.boundaries import Labelled, by_hand, made, of_table, telling
from mllab.learning.neurons import POINTS, Points
from mllab.params import knobs
from mllab.ui.chosen import target
from mllab.ui.knobs import pick
from mllab.ui.learning.drawing import Point
from mllab.ui.learning.drawing import drawn as drawn_by_hand
from mllab.ui.tables_picker import pick_table
from mllab.ui.which import which

DRAWN, ON = "border_drawn", "border_on"
SETS = {name: kind for name, kind in POINTS.items() if kind.problem == "classification"}
LEAST = 6  # points drawn by hand


@dataclass(frozen=True, eq=False)
class Given:
    """The points, the code that makes them again with its imports, what tells them from others, and `slug`, which tells their axes apart in the link."""

    points: Labelled
    code: str
    imports: tuple[str, ...]
    token: str
    slug: str = ""


def given() -> Given | None:
    """Choose at the side; None, with what to do, where there are no points yet."""
    ways: dict[str, Callable[[], Given | None]] = {"Made": _made, "A table": _table, "Drawn": _hand}
    with st.sidebar:
        way = which("Points", ways, ON)
    return ways[way]()


def _made() -> Given:
    with st.sidebar:
        kind = pick(SETS, "border_points", "circle", "Points")
        noise = st.slider("Noise", 0, 50, 10, 5, key="border_noise", bind="query-params", format="%d %%", help=knobs(kind)["noise"].help)
        n = st.slider("How many", 20, 400, 150, 10, key="border_n", bind="query-params", help="How many points are drawn.")
        seed = int(st.number_input("Seed", 0, 9999, 0, key="border_seed", bind="query-params", help="Other points of the same kind."))
    points = kind(noise=noise)
    imports = (f"from {kind.__module__} import {kind.__name__}", "from mllab.learning.boundaries import made")
    code = f"made({points!r}, n={n}, seed={seed})"
    return Given(_drawn(points, n, seed), code, imports, code)


def _table() -> Given:
    table = pick_table()
    numbers = table.of_kind("number")
    answers = [column.name for column in table.columns if column.kind in {"category", "boolean", "number"}]
    if len(numbers) < 2 or len(answers) < 3:
        raise DataError(
            f"{table.name} has {len(numbers)} columns of numbers and {len(answers)} that can be predicted; a picture takes two, and a third to predict. Choose another table."
        )
    likely = target(table) or next((name for name in answers if name not in numbers), answers[-1])
    with st.sidebar:
        asked = st.selectbox(
            "Predict", answers, index=answers.index(likely) if likely in answers else 0, key=f"border_target-{table.id}", bind="query-params",
            help="A column of 2 to 10 classes. A number of more values is cut at its median.",
        )  # fmt: skip
        free = [name for name in numbers if name != asked]
        if len(free) < 2:
            raise DataError(f"Besides {asked!r} there are {len(free)} columns of numbers, and a picture takes two. Predict another column.")
        axes = _axes(table, free, asked)
        seed = int(st.number_input("Seed", 0, 9999, 0, key="border_seed", bind="query-params", help="Other rows, where there are many."))
    sample = table.id.startswith("sample-")
    opened = f"load({table.id.removeprefix('sample-')!r})" if sample else f"store.open({table.id!r})"
    imports = (
        "from mllab.data.samples import load" if sample else "from mllab.data import store",
        "from mllab.learning.boundaries import of_table",
    )
    token = repr((table.id, table.version, axes, asked, seed))
    slug = f"-{table.id}-{numbers.index(axes[0])}-{numbers.index(axes[1])}"
    return Given(_of_table(table, axes, asked, seed, token), f"of_table({opened}, {axes!r}, {asked!r}, seed={seed})", imports, token, slug)


def _axes(table: Table, free: list[str], asked: str) -> tuple[str, str]:
    """Two columns of numbers, one for each axis; at first those that tell most."""
    likely = _telling(table, tuple(free), asked, (table.id, table.version))
    first = st.selectbox(
        "Across",
        free,
        index=free.index(likely[0]),
        key=f"border_x-{table.id}",
        bind="query-params",
        help="The column drawn from left to right.",
    )
    rest = [name for name in free if name != first]
    begin = next(rest.index(name) for name in likely[::-1] if name in rest)
    second = st.selectbox("Up", rest, index=begin, key=f"border_y-{table.id}", bind="query-params", help="The column drawn upwards.")
    return first or free[0], second or rest[0]


def _hand() -> Given | None:
    with st.sidebar:
        k = st.slider("Classes", 2, 6, 2, key="border_classes", bind="query-params", help="How many kinds of points can be drawn.")
    classes = tuple(f"class {number}" for number in range(1, k + 1))
    begin = st.session_state.setdefault("_border_begin", _few(st.session_state.get(f"_drawn_{DRAWN}", ())))  # it stays open while one draws
    with st.expander("Draw", expanded=begin, icon=":material/draw:"):
        points = tuple(drawn_by_hand(DRAWN, classes))
    if _few(points):
        st.caption(f"Draw at least {LEAST} points of two classes or more: click into the square, or drag.")
        return None
    code = f"by_hand({list(points)!r}, {classes!r})"
    return Given(_by_hand(points, classes), code, ("from mllab.learning.boundaries import by_hand",), code)


def _few(points: Sequence[Point]) -> bool:
    return len(points) < LEAST or len({kind for *_, kind in points}) < 2


@st.cache_resource(max_entries=30, show_spinner=False, hash_funcs={Points: repr})
def _drawn(points: Points, n: int, seed: int) -> Labelled:
    return made(points, n, seed)


@st.cache_data(max_entries=100, show_spinner="Looking for the two columns that tell most")
def _telling(_table: Table, free: tuple[str, ...], asked: str, token: tuple[str, str]) -> tuple[str, str]:
    return telling(_table, free, asked)


@st.cache_resource(max_entries=30, show_spinner="Reading the columns")
def _of_table(_table: Table, axes: tuple[str, str], asked: str, seed: int, token: str) -> Labelled:
    return of_table(_table, axes, asked, seed=seed)


@st.cache_resource(max_entries=30, show_spinner=False)
def _by_hand(points: tuple[Point, ...], classes: tuple[str, ...]) -> Labelled:
    return by_hand(points, classes)
