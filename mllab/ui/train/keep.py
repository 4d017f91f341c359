"""Use and keep: the chosen model stays here for the page Predict, or is taken home as a file, with its card and its script."""

import streamlit as st

from mllab.errors import MllabError
from mllab.models import keep
from mllab.models.fitted import Fitted
from mllab.models.keep import Exported, Facts
from mllab.models.named import called
from mllab.models.task import doubts
from mllab.ui.map import by_model
from mllab.ui.page import tell
from mllab.ui.predict.chosen import CHOSEN
from mllab.ui.reading import reading
from mllab.ui.tables.mine import file_name
from mllab.ui.train.final import final
from mllab.ui.train.mirrored import attach
from mllab.ui.train.opened import mine, openings
from mllab.ui.train.view import Token, View

DRAWN = 100_000  # rows that a task takes at most
FORMS = {
    "skops": "The model with its encoding, for scikit-learn and for this app. Opening it runs no code.",
    "ONNX": "A graph of plain operations for phones, browsers, databases and other languages.",
    "model card, HTML": "What it was made from, how good it is and what to beware of, on one page (Mitchell et al. 2019).",
    "model card, Markdown": "The same as text.",
    "script": "Plain Python that trains the same model again.",
}


def show(view: View) -> None:
    """Keep it here, take it away, and its card."""
    if view.chosen is None:
        return
    fitted = final(view)
    facts = _facts(view, fitted)
    here, away = st.columns(2, gap="large")
    with here:
        _keep(view, fitted, facts)
    with away:
        _away(view, fitted, facts)
    with st.expander("Model card", icon=":material/description:"):
        st.markdown(keep.as_markdown(fitted, facts).replace("\n## ", "\n#### ").replace("# ", "### ", 1))


def _keep(view: View, fitted: Fitted, facts: Facts) -> None:
    st.markdown("**Keep it here**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name", facts.name, max_chars=100, key=f"keep-name-{facts.name}")
        pressed = st.button("Keep this model", type="primary", icon=":material/inventory_2:", key="keep-model")
    st.caption("The page Predict then answers new rows with it: those of a file, or one that you fill in.")
    if pressed:
        try:
            with st.spinner("Writing the file"):
                named = facts.but(name=" ".join(name.split()) or facts.name)
                file = keep.write(fitted, named)
                id = keep.keep(file)
            attach(view, file, keep.as_markdown(fitted, named))
        except MllabError as error:
            tell(error)
            return
        st.success("Kept. It stays here also after a restart.", icon=":material/check_circle:")
        with st.container(horizontal=True):
            st.page_link(
                "pages/predict.py", label="Predict new rows with it", icon=":material/online_prediction:", query_params={CHOSEN: id}
            )
            by_model.door(view.table, id)


def _away(view: View, fitted: Fitted, facts: Facts) -> None:
    st.markdown("**Take it with you**")
    listed = "\n".join(f"- **{form}**: {about}" for form, about in FORMS.items())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        form = st.selectbox("As", list(FORMS), key="keep-form", help=listed)
        name = file_name(facts.name)
        if form == "ONNX":
            made = _tried(view, fitted)
            if made is not None:
                _button(made.data, f"{name}.onnx", "application/octet-stream")
        elif form == "skops":
            _button(lambda: keep.write(fitted, facts), f"{name}.skops", "application/zip")
        elif form == "script":
            _button(facts.script, f"{name}.py", "text/x-python")
        elif form == "model card, HTML":
            _button(lambda: keep.as_html(fitted, facts), f"{name}.html", "text/html")
        else:
            _button(lambda: keep.as_markdown(fitted, facts), f"{name}.md", "text/markdown")
    if form == "ONNX" and made is not None:
        _about(made)
    elif form != "ONNX":
        st.caption(FORMS[form])


def _button(data: object, name: str, mime: str) -> None:
    st.download_button("Download", data, name, mime, on_click="ignore", icon=":material/download:", key="keep-download")  # type: ignore[arg-type]


def _tried(view: View, fitted: Fitted) -> Exported | None:
    try:
        return _exported(view, fitted, view.token)
    except MllabError as error:
        tell(error)
        return None


def _about(made: Exported) -> None:
    takes = (
        f"takes {len(made.inputs):,} columns as they are: numbers as double, yes and no as 1 and 0, categories as text, empty where unknown"
        if made.whole
        else "takes the encoded matrix X, since dates and texts have no ONNX form here"
    )
    tried = f"Tried on {made.rows:,} rows: its answers differ from the model's by {made.difference:.0e} at most."
    st.caption(f"It {takes}. {tried if made.rows else 'It was not tried: onnxruntime, which runs such files, is not installed here.'}")


@st.cache_resource(max_entries=8, show_spinner="Writing ONNX and trying it")
def _exported(_view: View, _fitted: Fitted, token: Token) -> Exported:
    return keep.onnx(_fitted, _view.rows.frame)


def _facts(view: View, fitted: Fitted) -> Facts:
    own = mine(openings(view.table, view.task), called(view.chosen.model), view.task) if view.chosen is not None else []
    return _gathered(view, fitted, own[-1].metrics if own else {}, (view.token, len(own), view.metric))


@st.cache_resource(max_entries=8, show_spinner=False)
def _gathered(_view: View, _fitted: Fitted, opened: dict[str, float], token: Token) -> Facts:
    view, task = _view, _view.task
    code = reading(view.table, min(view.table.rows, DRAWN), task.seed) + keep.script(_fitted, view.rows)
    name = f"{task.target}, {_fitted.model.name}"
    facts = keep.gathered(name, view.table, view.rows, _fitted, view.chosen, opened, doubts(view.table, task, view.rows), str(code))
    first = [one for one in facts.scores if one.name == view.metric]
    return facts.but(scores=(*first, *(one for one in facts.scores if one.name != view.metric)))
