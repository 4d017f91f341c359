"""The list of runs, searched, compared side by side, reopened and deleted."""

from typing import Any

import streamlit as st

from mllab import runs
from mllab.runs import Run
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.home.overview import reopen
from mllab.ui.show import plain, short


def list_runs() -> list[Run]:
    """A searchable list of runs; gives the selected ones."""
    everything = runs.listing()
    for name in runs.damaged():
        st.warning(f"The run in folder {plain(name)} cannot be read; its files are damaged. Delete the folder to be rid of this message.")
    if not everything:
        st.info(
            "No runs yet. Fit something on the Clustering page: it is noted here with its settings and results.", icon=":material/history:"
        )
        st.page_link("pages/clustering.py", label="Find groups", icon=":material/bubble_chart:")
        return []
    words = st.text_input("Search", key="find", bind="query-params", placeholder="method, table, setting ...").lower().split()
    found = [run for run in everything if all(word in _words(run) for word in words)]
    event: Any = st.dataframe(
        [_row(run) for run in found],
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key="runs_table",
        column_config={"when": "When (UTC)"},
    )
    return [found[row] for row in event["selection"]["rows"] if row < len(found)]


def compare(chosen: list[Run]) -> None:
    """The selected runs side by side: where their settings and results differ; doors back; delete."""
    if not chosen:
        st.caption("Select one run to reopen or delete it, several to compare them.")
        return
    for run in chosen:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(short(run.title, 70)), width="stretch")
            reopen(run)
            st.button("Delete", key=f"delete_{run.id}", icon=":material/delete:", on_click=runs.delete, args=(run.id,))
    st.markdown("#### Settings and results" if len(chosen) == 1 else "#### Side by side", anchors=False)
    columns = {f"{number}. {short(run.title, 40)}": _facts(run) for number, run in enumerate(chosen, 1)}
    names = list(dict.fromkeys(name for facts in columns.values() for name in facts))
    st.dataframe([{"": name, **{title: facts.get(name, "") for title, facts in columns.items()}} for name in names], hide_index=True)
    if len(chosen) == 1:
        code(Script(runs.script(chosen[0])))


def _row(run: Run) -> dict[str, str]:
    results = ", ".join(f"{name} {_spoken(value)}" for name, value in run.result.items())
    return {
        "when": run.made[:16].replace("T", " "),
        "what": run.title,
        "table": run.table,
        "results": results,
        "seconds": f"{run.seconds:.2f}",
    }


def _facts(run: Run) -> dict[str, str]:
    settings = {name: _spoken(value) for name, value in run.spec.get("knobs", {}).items()}
    results = {f"result: {name}": _spoken(value) for name, value in run.result.items()}
    return {
        "method": str(run.spec.get("name", "")),
        "table": run.table,
        "seed": str(run.spec.get("seed", "")),
        **settings,
        **results,
        "seconds": f"{run.seconds:.2f}",
    }


def _words(run: Run) -> str:
    return " ".join(map(str, [run.title, run.table, run.page, run.spec, run.result])).lower()


def _spoken(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
