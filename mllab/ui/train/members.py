"""Which models are on the board, each with its knobs; all of it stays in the link."""

import streamlit as st

from mllab.models import MODELS, Model
from mllab.models.board import usual
from mllab.models.named import called, known, named
from mllab.models.task import Task
from mllab.ui.knobs import pick, tune
from mllab.ui.train.setting import Query

FIRST = "random forest"
ABOUT = "The board compares these on the same folds. A model may be there more than once, with other knobs: add it below."


def choose_models(task: Task, query: Query) -> tuple[Model, ...]:
    """The models of the board, the baseline always among them, quick ones first."""
    key = models_key(task)
    with st.sidebar:
        first = list(usual(task))
        asked = _asked(key)
        options = list(dict.fromkeys([*names(task), *asked]))
        _forgotten(key, options)
        picked = st.multiselect("Models", options, default=first, key=key, bind="query-params", help=ABOUT)
        if sorted(picked) != sorted(first):
            query[key] = list(picked)
        _add(task, key, picked)
    found = [named(text) for text in picked]
    if not any(model.name == "baseline" for model in found):
        found = [MODELS["baseline"](), *found]
    if task.quantile is not None:
        found = [model.aimed(task.quantile) for model in found]
    return tuple(sorted(dict.fromkeys(found), key=lambda model: (model.name != "baseline", not model.quick)))


def models_key(task: Task) -> str:
    """The key of the picker of models: tasks that begin with other models have another."""
    if task.quantile is not None:
        return "models-quantile"
    return f"models-words-{task.kind}" if task.text == "words" else f"models-{task.kind}"


def names(task: Task) -> list[str]:
    """The names of the models that can do the task."""
    found = [name for name, model in MODELS.items() if task.kind in model.kinds and (task.text == "words" or not model.words)]
    return found if task.quantile is None else [name for name in found if hasattr(MODELS[name], "quantile")]


def _asked(key: str) -> list[str]:
    """Models with knobs of their own, from the link or added in this session."""
    texts = [*st.query_params.get_all(key), *(st.session_state.get(key) or [])]
    return known(text for text in texts if "(" in text)


def _forgotten(key: str, options: list[str]) -> None:
    """Let go of what a link named and no model is, and say so."""
    texts = st.query_params.get_all(key)
    wrong = [text for text in texts if text not in options]
    if wrong:
        st.query_params[key] = [text for text in texts if text in options]
        st.warning(f"The link names what is no model here: {', '.join(wrong)[:200]}. The others are shown.")


def _add(task: Task, key: str, picked: list[str]) -> None:
    with st.popover("Add a model", icon=":material/add:", width="stretch", help="A model with knobs of your own."):
        catalog = {name: MODELS[name] for name in names(task)}
        begin = FIRST if FIRST in catalog else next(iter(catalog))
        model = tune(
            pick(catalog, "board-add", begin, "Model"), "board-add", **({} if task.quantile is None else {"quantile": task.quantile})
        )
        st.button(
            "Put on the board",
            icon=":material/add:",
            key="board-put",
            disabled=called(model) in picked,
            on_click=_put,
            args=(key, [*picked, called(model)]),
        )


def _put(key: str, texts: list[str]) -> None:
    st.session_state[key] = texts
