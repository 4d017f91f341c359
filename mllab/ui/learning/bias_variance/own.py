"""Bias and variance of any model on the user's own table, while one of its knobs is turned."""

from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.charts import bias_variance
from mllab.data.table import Table
from mllab.jobs.decomposing import FIGURES, halves, whole
from mllab.jobs.state import Values
from mllab.models import MODELS, Model
from mllab.models.task import Task, propose
from mllab.models.tune import Range, ranges
from mllab.script import Script
from mllab.ui.chosen import found_out, likely_target
from mllab.ui.code import code
from mllab.ui.job import job_panel
from mllab.ui.knobs import choose
from mllab.ui.learning.bias_variance.told import on_a_table
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import chart, facts, plain
from mllab.ui.tables_picker import pick_table

WORK = "mllab.jobs.decomposing:over_knob"
VALUES = 9
NAMES = {"regression": ("bias² with noise", "variance"), "classification": ("bias", "variance")}
LOSS = {"regression": "mean squared error", "classification": "share of wrong answers"}
SOURCES = {
    "regression": "Geman, Bienenstock & Doursat 1992; Wolpert & Macready 1999",
    "classification": "Domingos 2000; Wolpert & Macready 1999",
}
HELD, BAG = "rows held out", "rows out of the bag"
JUDGED = {HELD: halves, BAG: whole}


def own() -> None:
    """The table, its target, a model and the knob to turn; then the curve."""
    asks("What would help this model on your table: more rows, or a richer or a simpler one? Fit it to many bootstraps, and see.")
    table = pick_table()
    with st.sidebar:
        task = _task(table)
        model = choose(_able(task), key="decomposed", default="decision tree", label="Model")
        turned = _knob(model, task)
        rounds = st.slider(
            "Bootstraps",
            10,
            200,
            40,
            10,
            key="bootstraps",
            bind="query-params",
            help="How many times the training rows are drawn anew, with replacement, for each value.",
        )
        on = st.selectbox(
            "Judged on",
            list(JUDGED),
            key="judged-on",
            bind="query-params",
            help="Three tenths of the rows, which no fit learns from; or every row, by the fits whose bootstrap left it out (Wolpert & Macready 1999).",
        )
    given = _given(table, task, on, (table.id, table.version, repr(task)))
    settings = [{turned.name: value} for value in turned.grid(VALUES)]
    spec = {"model": model.spec(), "kind": task.kind, "settings": settings, "rounds": rounds, "seed": task.seed, "loss": _loss(task)}
    _said(task, given, model, turned, rounds)
    if not _begun(model, spec):
        return
    job = jobs.start(WORK, spec, given, f"Bias and variance of {model.name} on {table.name}", again=False)
    values = job_panel(job, lambda values: _draw(values, task, model, turned), "Fitting bootstraps", key="decompose")
    if values is not None:
        _draw(values, task, model, turned, done=True)
    code(script(table, task, model, turned, rounds, on), name="bias_variance.py")


def _task(table: Table) -> Task:
    names = table.names
    likely = likely_target(table)
    chosen = st.selectbox(
        "Predict",
        names,
        index=names.index(likely),
        key=f"decomposed-target-{table.id}",
        bind="query-params",
        help="The column whose error is taken apart.",
    )
    proposed = propose(table, chosen or likely)
    hidden = set(found_out(table)) - {chosen}
    columns = tuple(name for name in proposed.columns if name not in hidden) or proposed.columns
    return Task(proposed.target, proposed.kind, columns, proposed.split, proposed.by, 0.3, proposed.seed)


def _able(task: Task) -> dict[str, type[Model]]:
    """The models that can do the task and have a knob to turn."""
    return {
        name: one
        for name, one in MODELS.items()
        if task.kind in one.kinds and not one.extra and not getattr(one, "words", False) and _turnable(one, task)
    }


def _turnable(model: type[Model] | Model, task: Task) -> dict[str, Range]:
    return {name: one for name, one in ranges(model, task.kind).items() if not one.choices}


def _knob(model: Model, task: Task) -> Range:
    found = _turnable(model, task)
    name = st.selectbox(
        "Turn",
        list(found),
        key=f"turned-of-{model.name}-{task.kind}",
        bind="query-params",
        help="The knob that goes through its whole range; the others stay as they are above.",
    )
    return found[name or next(iter(found))]


def _loss(task: Task) -> str:
    return "0-1" if task.kind == "classification" else "squared"


@st.cache_resource(max_entries=4, show_spinner="Encoding the rows")
def _given(_table: Table, _task: Task, on: str, token: tuple[object, ...]) -> dict[str, np.ndarray]:
    return JUDGED[on](_table, _task)


def _said(task: Task, given: dict[str, np.ndarray], model: Model, turned: Range, rounds: int) -> None:
    what = "which class" if task.kind == "classification" else "how much"
    judged = f"judged on {len(given['y_test']):,} others" if "y_test" in given else "each row judged by the fits that have not seen it"
    st.markdown(
        f"Predict **{plain(task.target)}** ({what}) by {model.name}: {rounds} bootstraps of {len(given['y_train']):,} rows for each "
        f"{turned.name.replace('_', ' ')}, {judged}."
    )


def _begun(model: Model, spec: dict[str, Any]) -> bool:
    """Whether to work: at once where the model is quick, else when asked."""
    token = repr(spec)
    if model.quick or st.session_state.get("_decomposed") == token:
        return True
    count = len(spec["settings"]) * spec["rounds"]
    if st.button(f"Fit {count:,} bootstraps", type="primary", icon=":material/play_arrow:"):
        st.session_state["_decomposed"] = token
        st.rerun()
    st.caption(f"{model.name} is fitted {count:,} times, which may take minutes; it can be stopped.")
    return False


def _draw(values: Values, task: Task, model: Model, turned: Range, done: bool = False) -> None:
    every = [np.asarray(values[name]) for name in FIGURES]
    able = np.isfinite(every[0][:, 0])
    knob = turned.name.replace("_", " ")
    tried = np.asarray(turned.grid(VALUES)[: len(able)], float)
    if refused := values.get("refused", ""):
        st.caption(f":material/block: Left out at {knob} {', '.join(f'{value:g}' for value in tried[~able])}: {plain(refused)}")
    if not able.any():
        return
    loss, bias, variance = (part[able] for part in every)
    at = tried[able].tolist()
    names, best = NAMES[task.kind], int(loss[:, 0].argmin())
    curve = bias_variance.u_curve(
        at,
        np.stack([bias[:, 0], variance[:, 0]]),
        loss[:, 0],
        at[best],
        knob,
        turned.log,
        names=names,
        measured="loss",
        loss=LOSS[task.kind],
    )
    chart(curve, key="own-u" if done else None, alt=f"{names[0]}, {names[1]} and loss of {model.name} over {turned.name}")
    facts(
        (f"Best {knob}", f"{at[best]:g}", "Where the loss is least; dashed in the picture."),
        *(
            (name.capitalize(), _interval(part[best]), about)
            for name, part, about in zip(("loss", *names), (loss, bias, variance), ABOUT[task.kind], strict=True)
        ),
    )
    if done:
        takeaway(on_a_table(bias[:, 0], variance[:, 0], loss[:, 0], knob, task.kind == "regression"), SOURCES[task.kind])


ABOUT = {
    "regression": (
        "The mean squared error of all fits on the rows judged, with its 95 % interval over those rows.",
        "How far the mean of all fits is from the answers, squared; the noise in the answers is in it, since nobody knows the truth.",
        "How much the fits differ from each other.",
    ),
    "classification": (
        "The share of wrong answers of all fits on the rows judged, with its 95 % interval over those rows.",
        "How often the most frequent answer of all fits is wrong (Domingos 2000).",
        "How often a fit differs from the most frequent answer. Where that one is wrong, differing helps, so the parts do not add up.",
    ),
}


def _interval(part: np.ndarray) -> str:
    value, low, high = (f"{number:.3g}" for number in np.maximum(part, 0))
    return f"{value} ({low} to {high})"


def script(table: Table, task: Task, model: Model, turned: Range, rounds: int, on: str) -> Script:
    """The same figures by calls of mllab."""
    sample = table.id.startswith("sample-")
    opened = f"load({table.id.removeprefix('sample-')!r})" if sample else f"store.open({table.id!r})"
    kind, rows, outside = type(model), JUDGED[on].__name__, on == BAG
    y = "y_train" if outside else "y_test"
    learned = f', inside(len(rows["y_train"]), {rounds}, {task.seed})' if outside else ""
    body = f"""table = {opened}
rows = {rows}(table, {task!r})
for value in {turned.grid(VALUES)!r}:
    model = dataclasses.replace({model!r}, {turned.name}=value)
    learn = lambda X, y: model.fit(X, {task.seed}, y=y, kind={task.kind!r}).estimator
    *_, predictions = fits(learn, rows["X_train"], rows["y_train"], rows["{"X_train" if outside else "X_test"}"], {rounds}, {task.seed})
    found = split_error(predictions, rows["{y}"], {_loss(task)!r}{learned})
    print(value, found.loss, found.bias, found.variance)"""
    imports = (
        "import dataclasses",
        "from mllab.data.samples import load" if sample else "from mllab.data import store",
        f"from mllab.jobs.decomposing import {rows}",
        f"from mllab.learning import fits, {'inside, ' if outside else ''}split_error",
        "from mllab.models.task import Task",
        f"from {kind.__module__} import {kind.__name__}",
    )
    return Script(body, imports)
