"""How much the figure of a search flatters: the search once more inside every fold, when it is asked for."""

from typing import Any

import numpy as np
import streamlit as st

from mllab.jobs.state import Values
from mllab.jobs.training import marks
from mllab.jobs.tuning import nests
from mllab.models import Model
from mllab.models.named import called
from mllab.models.tune import Data, Range, Search, Trials, inner_folds, optimism_in_words
from mllab.ui.job import job_panel
from mllab.ui.show import facts, plain
from mllab.ui.train.given import begun
from mllab.ui.train.view import Token, View

NESTED = "mllab.jobs.tuning:nested"
INNER = 3  # folds inside each fold
ABOUT = (
    "The winner was chosen by the very folds that give its figure, so the figure flatters. Nested cross-validation repeats the whole search "
    "inside each fold and judges its winner on rows that chose nothing (Varma & Simon 2006)."
)


def nesting(view: View, model: Model, over: list[Range], how: Search, found: Trials, spec: dict[str, Any]) -> None:
    """A button, then the nested figure beside that of the search."""
    slot = ("nested", view.token, view.metric, tuple(over), how)
    if st.session_state.get("nested") != slot:
        st.button(
            "How much does that flatter?", key="nested-start", icon=":material/account_tree:", help=ABOUT, on_click=_begin, args=(slot,)
        )
        fits = len(view.folds) * (how.trials * INNER + 1)
        st.caption(f"Nested cross-validation: the whole search inside each of {len(view.folds)} folds, up to {fits:,} trainings.")
        return
    told = {**spec, "inner": INNER}
    job = begun(view, NESTED, told, f"nested search of {model.name}", {"inner": _inner(view, view.token[:-1])})
    values = job_panel(job, lambda values: _so_far(told, values), "Nested cross-validation", key="nested-job")
    if values is not None:
        _answer(view, model, found, told, values)


def _begin(slot: tuple[object, ...]) -> None:
    st.session_state["nested"] = slot


def _so_far(spec: dict[str, Any], values: Values) -> None:
    done = nests(spec, values)
    if len(done.values):
        st.caption(f"{len(done.values)} of {done.of} folds: {done.metric} {', '.join(f'{one:.3g}' for one in done.values)}.")


def _answer(view: View, model: Model, found: Trials, spec: dict[str, Any], values: Values) -> None:
    known = nests(spec, values)
    data = Data(view.task.kind, [], view.rows.y, view.folds, view.rows.k)
    facts(
        ("As searched", f"{found.means[found.best]:.4g}", "Mean over the folds that chose the winner."),
        ("Nested", f"{np.nanmean(known.values):.4g}", "Mean over folds whose rows took no part in any choice."),
    )
    st.markdown(optimism_in_words(found, known, data), help=ABOUT)
    chosen = [plain(called(type(model)(**{**model.values(), **setting}))) for setting in known.chosen]
    alike = len(set(chosen)) == 1
    st.caption(
        f"Every fold chose {chosen[0]}."
        if alike
        else f"The folds chose: {'; '.join(chosen)}. Where they differ, the knobs hardly matter or the rows are few."
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _inner(_view: View, token: Token) -> np.ndarray:
    cut = [fold for inside in inner_folds(_view.rows, _view.task, _view.folds, INNER) for fold in inside]
    found = marks(cut, len(_view.rows.y))
    found.flags.writeable = False
    return found
