"""Which models are on the board, each with its knobs; all of it stays in the link."""

import streamlit as st

from mllab.models import MODELS, Kind, Model
from mllab.models.board import DEFAULT
from mllab.models.named import called, known, named
from mllab.ui.knobs import pick, tune
from mllab.ui.train.setting import Query

FIRST = {"classification": "random forest", "regression": "random forest"}
ABOUT = "The board compares these on the same folds. A model may be there more than once, with other knobs: add it below."


def choose_models(kind: Kind, query: Query) -> tuple[Model, ...]:
    """The models of the board, the baseline always among them, quick ones first."""
    key = f"models-{kind}"
    with st.sidebar:
        usual = list(DEFAULT[kind])
        asked = _asked(key)
        options = list(dict.fromkeys([*names(kind), *asked]))
        _forgotten(key, options)
        picked = st.multiselect("Models", options, default=usual, key=key, bind="query-params", help=ABOUT)
        if sorted(picked) != sorted(usual):
            query[key] = list(picked)
        _add(kind, key, picked)
    found = [named(text) for text in picked]
    if not any(model.name == "baseline" for model in found):
        found = [MODELS["baseline"](), *found]
    return tuple(sorted(dict.fromkeys(found), key=lambda model: (model.name != "baseline", not model.quick)))


def names(kind: Kind) -> list[str]:
    """The names of the models that do `kind`."""
    return [name for name, model in MODELS.items() if kind in model.kinds]


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


def _add(kind: Kind, key: str, picked: list[str]) -> None:
    with st.popover("Add a model", icon=":material/add:", width="stretch", help="A model with knobs of your own."):
        catalog = {name: MODELS[name] for name in names(kind)}
        model = tune(pick(catalog, "board-add", FIRST[kind], "Model"), "board-add")
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
