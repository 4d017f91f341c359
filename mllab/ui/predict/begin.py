"""Nothing is kept yet: what to do about it, and a model of a sample to try the page with."""

import streamlit as st

from mllab.data import samples
from mllab.models import MODELS, keep
from mllab.models.board._compare import judged
from mllab.models.fitted import fitted
from mllab.models.task import doubts, propose, rows
from mllab.ui.predict.chosen import go_to
from mllab.ui.tables.arrive import attempt

SAMPLE, MODEL = "customers", "random forest"


def begin() -> None:
    """The ways to a first model."""
    st.info(
        "No model is kept yet. Train one on the page Train and compare and keep it under its question **Use and keep**, "
        "or bring a .skops file at the side.",
        icon=":material/inventory_2:",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link("pages/train.py", label="Train and compare", icon=":material/model_training:")
        sample = samples.SAMPLES[SAMPLE]
        if st.button(
            f"Try it: a {MODEL} of “{sample.title}”", icon=":material/bolt:", help=f"Predicts {sample.target}; trained here and now."
        ):
            with st.spinner("Training"):
                id = attempt(sampled)
            if id is not None:
                go_to(id)


def sampled() -> str:
    """A model of a sample without the columns that give the answer away, trained, judged on five folds and kept; gives its id."""
    sample, table = samples.SAMPLES[SAMPLE], samples.load(SAMPLE)
    task = propose(table, sample.target)
    leaks = {doubt.about for doubt in doubts(table, task, rows(table, task)) if doubt.severity == "high"}
    task = task.but(columns=tuple(name for name in task.columns if name not in leaks))
    found = rows(table, task)
    model = MODELS[MODEL](members=50)
    (scores,) = judged(table, task, [model])
    whole = fitted(found, task, model, [table.column(name) for name in task.columns])
    facts = keep.gathered(f"{task.target}, {model.name}", table, found, whole, scores, doubts=doubts(table, task, found))
    return keep.keep(keep.write(whole, facts))
