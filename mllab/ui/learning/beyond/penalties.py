"""Penalties: weights of a linear fit to a table while a penalty is let go."""

import numpy as np
import streamlit as st

from mllab.charts.over import over
from mllab.charts.palette import PALETTE
from mllab.data.table import Table
from mllab.learning.beyond import Path, lasso_path, ridge_path
from mllab.script import Script
from mllab.ui.chosen import found_out, target
from mllab.ui.code import code
from mllab.ui.encoded import rows_of
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.reading import reading
from mllab.ui.show import chart, facts, kept, plain
from mllab.ui.tables_picker import pick_table
from mllab.ui.which import which

MOST = 5_000
NAMED = 9
KINDS = {"Lasso": lasso_path, "Ridge": ridge_path}


def penalties() -> None:
    """A table with a number to predict; its paths and the error on rows left out."""
    asks("Which columns does a linear fit need? Let the penalty on its weights go, and see which come in first.")
    table = pick_table()
    numbers = table.of_kind("number")
    if len(numbers) < 2:
        st.info("This table has fewer than two columns of numbers. Choose another one at the side, for example Diabetes.")
        return
    with st.sidebar:
        likely = target(table) if target(table) in numbers else numbers[-1]
        answer = st.selectbox(
            "Predict", numbers, index=numbers.index(likely), key=f"path-target-{table.id}", bind="query-params", help="A number."
        )
        kind = which("Penalty", KINDS, "path-kind")
    columns = [name for name in numbers if name != answer and name not in found_out(table)]
    if not columns:
        st.info("There is no other column of numbers to predict it from.")
        return
    found = _path(table, answer, tuple(columns), kind, (table.id, table.version))
    _turned(found, columns, kind)
    code(_script(table, answer, columns, kind), name="penalties.py")


@st.cache_resource(max_entries=20, show_spinner="Fitting")
def _path(_table: Table, answer: str, columns: tuple[str, ...], kind: str, token: tuple[str, str]) -> Path:
    frame = rows_of(_table, MOST, 0).dropna(subset=[answer])
    X = frame[list(columns)].astype(float)
    return KINDS[kind](X.fillna(X.mean()).to_numpy(), frame[answer].to_numpy(float))


@st.fragment
def _turned(found: Path, names: list[str], kind: str) -> None:
    stops = [float(f"{penalty:.3g}") for penalty in found.penalties]
    now = st.select_slider("Penalty", stops, value=stops[found.best], key=f"path-{kind}", bind="query-params", help="From strong to weak.")
    at = stops.index(now) if now in stops else found.best
    loud = np.argsort(-np.abs(found.weights).max(axis=0))[:NAMED]
    lines = {names[j]: found.weights[:, j] for j in loud}
    error = found.error.mean(axis=0)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        picture = over(
            stops,
            lines,
            ("penalty", "weight, per standard deviation"),
            stops[at],
            True,
            None,
            PALETTE,
            dots=False,
            backwards=True,
            height=360,
        )
        chart(kept(picture), key="paths", alt="Weights over the penalty, one line for each column")
        if len(names) > NAMED:
            st.caption(f"The {NAMED} columns with the largest weights of {len(names)}.")
    with right:
        facts(
            ("Columns in", f"{int((np.abs(found.weights[at]) > 1e-12).sum())} of {len(names)}", "How many weights are not 0."),
            ("Degrees of freedom", f"{found.degrees[at]:.1f}", "How many weights the fit is worth: all of them without a penalty."),
            ("Error left out", f"{error[at]:.4g}", "Mean squared error on rows that were left out, over five folds."),
        )
        chart(
            kept(
                over(
                    stops,
                    {"error on rows left out": error},
                    ("penalty", "mean squared error"),
                    stops[at],
                    True,
                    None,
                    (PALETTE[1],),
                    dots=False,
                    backwards=True,
                    height=220,
                )
            ),
            key="path-error",
            alt="Error on rows left out over the penalty",
        )
        takeaway(
            _told(found, names, at, kind),
            "Tibshirani 1996; Efron, Hastie, Johnstone & Tibshirani 2004" if kind == "Lasso" else "Hoerl & Kennard 1970",
        )


def _told(found: Path, names: list[str], at: int, kind: str) -> str:
    side = "stronger" if at < found.best else "weaker"
    place = "where rows left out are predicted best" if at == found.best else f"{side} than what predicts best"
    start = f"This penalty is {place}."
    if kind == "Ridge":
        return f"{start} Ridge makes all weights smaller and none of them 0: columns that say the same share the weight."
    first = np.argsort([int((np.abs(found.weights[:, j]) > 1e-12).argmax()) for j in range(len(names))], kind="stable")[:3]
    return f"{start} The first columns to come in are {', '.join(plain(names[j]) for j in first)}: the lasso leaves the others out until they earn their place."


def _script(table: Table, answer: str, columns: list[str], kind: str) -> Script:
    name = KINDS[kind].__name__
    body = f"""frame = frame.dropna(subset=[{answer!r}])
X = frame[{columns!r}].astype(float)
found = {name}(X.fillna(X.mean()).to_numpy(), frame[{answer!r}].to_numpy(float))
for penalty, weights, error in zip(found.penalties, found.weights, found.error.mean(axis=0)):
    print(f"{{penalty:.3g}}: error {{error:.4g}}", dict(zip(X.columns, weights.round(3))))"""
    return reading(table, min(table.rows, MOST), 0) + Script(body, (f"from mllab.learning.beyond import {name}",))
