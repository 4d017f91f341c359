"""The list of runs, searched, compared side by side, reopened and deleted."""

from typing import Any

import streamlit as st

from mllab import jobs, runs, tracking
from mllab.paths import workspace
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
            "No runs yet. Find groups, or train models: whatever is fitted is noted here with its settings and results.",
            icon=":material/history:",
        )
        st.page_link("pages/clustering.py", label="Find groups", icon=":material/bubble_chart:")
        st.page_link("pages/train.py", label="Train and compare", icon=":material/model_training:")
        return []
    words = st.text_input("Search", key="find", bind="query-params", placeholder="method, table, setting ...").lower().split()
    found = [run for run in everything if all(word in _words(run) for word in words)]
    if not found:
        st.info(f"Nothing is found among {len(everything):,} runs. Search with fewer words.", icon=":material/search_off:")
        return []
    event: Any = st.dataframe(
        [_row(run) for run in found],
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key=f"runs-{'-'.join(run.id for run in found)}",  # another list is another table: a mark never slips to the run below
        column_config={"when": "When (UTC)"},
    )
    return [found[row] for row in event["selection"]["rows"] if row < len(found)]


def compare(chosen: list[Run]) -> None:
    """The selected runs side by side: where their settings and results differ; doors back; a name; delete."""
    if not chosen:
        st.caption("Select one run to reopen, name or delete it, several to compare them.")
        return
    for run in chosen:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(short(run.title, 70)), width="stretch")
            reopen(run)
            with st.popover("Name", icon=":material/edit:"):
                _name(run)
            st.button("Delete", key=f"delete_{run.id}", icon=":material/delete:", on_click=_delete, args=(run,))
    _side_by_side(chosen)
    if len(chosen) == 1:
        code(Script(runs.script(chosen[0])))


def _side_by_side(chosen: list[Run]) -> None:
    several = len(chosen) > 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("#### Side by side" if several else "#### Settings and results", anchors=False, width="stretch")
        only = several and st.toggle("Only what differs", key="runs-differ", bind="query-params")
    config: dict[str, Any] = {"differs": st.column_config.TextColumn("", help="≠ where the runs differ", width=40), "what": ""}
    st.dataframe(rows_side_by_side(chosen, only), hide_index=True, column_config=config, key="runs_compared")


def rows_side_by_side(chosen: list[Run], only: bool = False) -> list[dict[str, str]]:
    """A row per setting and result, a column per run; `differs` marks those that are not alike, and `only` leaves out the others."""
    columns = {f"{number}. {short(run.title, 40)}": _facts(run) for number, run in enumerate(chosen, 1)}
    names = list(dict.fromkeys(name for facts in columns.values() for name in facts))
    differs = {name: len({facts.get(name, "") for facts in columns.values()}) > 1 for name in names}
    return [
        {"differs": "≠" if differs[name] else "", "what": name, **{title: facts.get(name, "") for title, facts in columns.items()}}
        for name in names
        if differs[name] or not only
    ]


def _name(run: Run) -> None:
    with st.form(f"name_{run.id}", border=False):
        name = st.text_input("Name", run.title, max_chars=100, help="Empty it to go back to what it was called.")
        if st.form_submit_button("Save"):
            runs.rename(run.id, name)
            st.rerun()


def _delete(run: Run) -> None:
    """Delete the run, and what MLflow was told of it where that is kept in the workspace."""
    runs.delete(run.id)
    if run.page == "train" and tracking.wanted():
        jobs.start("mllab.jobs.finishing:untrack", {"home": str(workspace()), "run": run.id}, {}, "MLflow: a run is deleted")


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
    """What a run says of itself, by name: all of its spec, then its results."""
    spec = {"method": run.spec.get("name", ""), "table": run.table, "seed": run.spec.get("seed", "")}
    settings = {
        **run.spec.get("knobs", {}),
        **{name: value for name, value in run.spec.items() if name not in {"name", "knobs", "seed", "models"}},
    }
    models = {
        f"model: {one['name']}": ", ".join(f"{name}={value}" for name, value in one["knobs"].items()) or "yes"
        for one in run.spec.get("models", ())
    }
    results = {f"result: {name}": value for name, value in run.result.items()}
    told = {**spec, **settings, **models, **results}
    return {**{name: _spoken(value) for name, value in told.items() if value not in ("", None)}, "seconds": f"{run.seconds:.2f}"}


def _words(run: Run) -> str:
    """What a run is found by: its title, and its settings as they are written there ("k=3"), whatever it was named since."""
    settings = [f"{name}={value}" for name, value in _facts(run).items()]
    return " ".join(map(str, [run.title, run.table, run.page, run.spec, run.result, *settings])).lower()


def _spoken(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_spoken, value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)
