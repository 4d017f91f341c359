"""The kept model in a few figures: what it predicts, how good it was, what may differ here; its card, its name, its end."""

import streamlit as st

from mllab.models import keep
from mllab.models.keep import Measure
from mllab.models.metrics import METRICS
from mllab.ui.predict.chosen import Chosen, renamed
from mllab.ui.show import facts, plain, short
from mllab.ui.tables.mine import file_name


def about(chosen: Chosen) -> None:
    """A heading with doors to the card, the file and the shelf; the headline figures below."""
    shelved, kept = chosen.shelved, chosen.kept
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"#### {plain(shelved.name)}", anchors=False, width="stretch")
        with st.popover("Model card", icon=":material/description:", width="content"):
            st.markdown(keep.as_markdown(kept.fitted, kept.facts).replace("\n## ", "\n#### ").replace("# ", "### ", 1))
        with st.popover("Download", icon=":material/download:"):
            _download(chosen)
        with st.popover("Rename", icon=":material/edit:"):
            _rename(chosen)
        with st.popover("Delete", icon=":material/delete:"):
            _delete(chosen)
    task, classes = kept.fitted.task, kept.fitted.classes
    number = "number" if task.quantile is None else f"{task.quantile:.0%} quantile of".replace("%", " %")
    what = (
        f"the class **{plain(task.target)}** ({plain(short(', '.join(classes)))})" if classes else f"the {number} **{plain(task.target)}**"
    )
    learned = f" from {kept.facts.learned:,} rows of {plain(kept.facts.table)}" if kept.facts.learned else ""
    st.markdown(f"A {plain(shelved.model)} that predicts {what}; it learned{learned}, on {_day(shelved.made)}.")
    facts(*[_figure(one) for one in _headline(kept.facts.scores)])
    for note in kept.notes:
        st.caption(plain(note))


def _headline(scores: tuple[Measure, ...]) -> list[Measure]:
    return [one for one in scores if one.mean is not None][:4]


def _figure(one: Measure) -> tuple[str, str, str]:
    meaning = METRICS[one.name].about if one.name in METRICS else ""
    span = f" 95 % interval over the folds: {one.low:.3g} to {one.high:.3g}." if one.low is not None and one.high is not None else ""
    return one.name, f"{one.mean:.3g}", f"{meaning}{span}"


def _day(made: str) -> str:
    return made[:10] or "a day that was not noted"


def _download(chosen: Chosen) -> None:
    name = file_name(chosen.shelved.name)
    st.download_button(
        "The model (.skops)", lambda: keep.data(chosen.shelved.id), f"{name}.skops", "application/zip", on_click="ignore", key="kept-skops"
    )
    st.download_button(
        "The model card (HTML)",
        lambda: keep.as_html(chosen.kept.fitted, chosen.kept.facts),
        f"{name}.html",
        "text/html",
        on_click="ignore",
        key="kept-card",
    )
    if chosen.kept.facts.script:
        st.download_button("The script", chosen.kept.facts.script, f"{name}.py", "text/x-python", on_click="ignore", key="kept-script")


def _rename(chosen: Chosen) -> None:
    with st.form(f"rename-{chosen.shelved.id}", border=False):
        name = st.text_input("Name", chosen.shelved.name, max_chars=100, key=f"kept-name-{chosen.shelved.id}")
        done = st.form_submit_button("Save") and renamed(chosen.shelved.id, name)
    if done:
        st.rerun()


def _delete(chosen: Chosen) -> None:
    st.markdown(f"Delete **{plain(chosen.shelved.name)}**? Its file is removed from the workspace; this cannot be undone.")
    if st.button("Yes, delete it", type="primary", key=f"delete-{chosen.shelved.id}"):
        keep.delete(chosen.shelved.id)
        st.rerun()
