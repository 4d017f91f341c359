"""Setting the task in the sidebar: what is predicted, from what, and which rows judge it. Everything is proposed and stays in the link."""

from collections.abc import Sequence

import streamlit as st

from mllab.data.table import Table
from mllab.errors import DataError
from mllab.models import Kind
from mllab.models.task import Task, propose
from mllab.ui.chosen import choose_seed, found_out, likely_target
from mllab.ui.chosen import target as known_target
from mllab.ui.explore.choice import forget
from mllab.ui.train.asked import choose_positive, choose_quantile, choose_reading
from mllab.ui.train.setting import Query, Setting

NAMED: dict[str, Kind] = {"classes": "classification", "numbers": "regression", "quantile": "regression"}
SPLITS = {
    "stratified": "Each class keeps its share in every part.",
    "random": "Rows are dealt out by chance.",
    "group": "All rows of a group stay together: for several rows of one customer, patient or machine.",
    "time": "Models learn from the past and are judged by what came after.",
}
BY = {"group": ("category", "identifier", "boolean", "number", "text"), "time": ("date", "number")}
WIDE = 40  # columns above which those left out are listed, not those used


def choose_task(table: Table) -> Setting:
    """The task as the sidebar sets it. Raises DataError for a target that cannot be predicted."""
    query: Query = {"table": table.id}
    with st.sidebar:
        proposed = propose(table, _target(table, query))
        kind, quantile = _kind(table, proposed, query)
        positive = choose_positive(table, proposed.target, query) if kind == "classification" else ""
        key, columns = _columns(table, proposed, query)
        text = choose_reading(table, columns, proposed.text, query)
        split, by = _split(table, proposed.target, kind, query)
        share, count, repeats, seed = _judging(split, query)
    if not columns:
        raise DataError("No column is chosen to predict from. Choose at least one in the sidebar.")
    task = Task(proposed.target, kind, tuple(columns), split, by, share, seed, positive, text, quantile)  # type: ignore[arg-type]
    return Setting(task, count, repeats, query, key, len(table.columns) > WIDE)


def _target(table: Table, query: Query) -> str:
    names, likely = table.names, likely_target(table)
    forget("predict", names, likely)
    chosen = st.selectbox(
        "Predict",
        names,
        index=names.index(likely),
        key="predict",
        bind="query-params",
        help="The target: the column that a model learns to tell from the others.",
    )
    return str(_noted(query, "predict", chosen or likely, likely))


def _kind(table: Table, proposed: Task, query: Query) -> tuple[Kind, float | None]:
    """What the answers are taken for, and the quantile that is asked for."""
    column = table.column(proposed.target)
    if column.kind not in {"number", "boolean"}:
        return proposed.kind, None
    usual = next(name for name, kind in NAMED.items() if kind == proposed.kind)
    key = f"as-{proposed.target}"
    choose = st.pills if column.kind == "number" else st.segmented_control  # three do not fit side by side, and pills wrap well
    chosen = choose(
        "As",
        list(NAMED) if column.kind == "number" else list(NAMED)[:2],
        default=usual,
        required=True,
        key=key,
        bind="query-params",
        help="Classes (classification): which of a few. Numbers (regression): how much. Quantile: what so many of the answers stay below.",
    )
    asked = str(_noted(query, key, chosen or usual, usual))
    return NAMED[asked], choose_quantile(query) if asked == "quantile" else None


def _columns(table: Table, proposed: Task, query: Query) -> tuple[str, list[str]]:
    """The key of the picker, and the columns to predict from."""
    names = [name for name in table.names if name != proposed.target]
    hidden = set(found_out(table)) - {known_target(table)}
    usual = [name for name in proposed.columns if name not in hidden] or list(proposed.columns)
    without = len(table.columns) > WIDE
    shown = [name for name in names if name not in usual] if without else usual
    key = f"{'without' if without else 'from'}-{table.id}-{proposed.target}"
    picked = st.multiselect(
        "Leave out" if without else "From",
        names,
        default=shown,
        key=key,
        bind="query-params",
        help="Not used to predict; all other columns are."
        if without
        else "The columns to predict from. Only what is known before the answer is.",
    )
    if sorted(picked) != sorted(shown):
        query[key] = list(picked)
    return key, [name for name in names if name not in picked] if without else [name for name in names if name in picked]


def _split(table: Table, target: str, kind: Kind, query: Query) -> tuple[str, str]:
    ways = [way for way in SPLITS if way != "stratified" or kind == "classification"]
    key = way_key(kind)
    told = "\n".join(f"- **{way}**: {SPLITS[way]}" for way in ways)
    way = st.selectbox(
        "Split", ways, key=key, bind="query-params", help=f"How rows are parted into those to learn from and those to judge by.\n{told}"
    )
    way = str(_noted(query, key, way or ways[0], ways[0]))
    if way not in BY:
        return way, ""
    return way, _by(table, target, way, query)


def _by(table: Table, target: str, way: str, query: Query) -> str:
    names = [name for kind in BY[way] for name in table.of_kind(kind) if name != target]  # type: ignore[arg-type]
    if not names:
        raise DataError(f"{table.name} has no column to split by {way}. Choose another split.")
    key = by_key(way)
    forget(key, names, names[0])
    by = st.selectbox(f"The {way}", names, key=key, bind="query-params", help=SPLITS[way])
    return str(_noted(query, key, by or names[0], names[0]))


def way_key(kind: Kind) -> str:
    """The key of the picker of the split; numbers have none that is stratified."""
    return "split-classes" if kind == "classification" else "split-numbers"


def by_key(way: str) -> str:
    """The key of the picker of the column to split by."""
    return f"split-{way}"


def _judging(split: str, query: Query) -> tuple[float, int, int, int]:
    """Share held out, folds, repeats, seed."""
    opened = any(key in st.query_params for key in ("held-out", "folds", "repeats", "seed"))
    with st.expander("How it is judged", icon=":material/balance:", expanded=opened):
        share = st.slider(
            "Held out",
            0,
            50,
            20,
            5,
            format="%d %%",
            key="held-out",
            bind="query-params",
            help="Percent of the rows that no model and no choice on this page sees, until you open them, once.",
        )
        count = st.slider(
            "Folds",
            2,
            10,
            5,
            key="folds",
            bind="query-params",
            help="The other rows are cut into so many parts; each judges models that learned from the rest.",
        )
        repeats = 1
        if split != "time":
            repeats = st.slider(
                "Repeats",
                1,
                10,
                1,
                key="repeats",
                bind="query-params",
                help="The folds are cut anew so many times: narrower intervals, longer work.",
            )
        seed = int(choose_seed())
    for key, value, usual in (("held-out", share, 20), ("folds", count, 5), ("repeats", repeats, 1), ("seed", seed, 0)):
        _noted(query, key, value, usual)
    return share / 100, count, repeats, seed


def _noted(query: Query, key: str, value: object, usual: object) -> object:
    """The value, told to the link where it is not the usual one."""
    if value != usual:
        query[key] = str(value)
    return value


def sentence(classes: Sequence[str], quantile: float | None = None) -> str:
    """What the answers are, in a few words."""
    if not classes:
        return "a number" if quantile is None else f"what {quantile:.0%} of its values stay below".replace("%", " %")
    if {one.lower() for one in classes} <= {"true", "false", "yes", "no"}:
        return "yes or no"
    return " or ".join(classes) if len(classes) <= 3 and sum(map(len, classes)) < 60 else f"one of {len(classes):,} classes"
