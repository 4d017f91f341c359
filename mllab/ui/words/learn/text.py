"""Which text is learned from."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from mllab.embed.learn import sources
from mllab.script import Script
from mllab.ui.tables_picker import open_table, titles
from mllab.ui.words.brought import TEXTS, forget, listing

KEY = "words_text"
KEPT = "_words_text"  # what was chosen last; outlives other questions
WORLD, TABLE = "small-world", "table"
NAMES = {WORLD: "A small world, made up", TABLE: "A column of a table"}
QUICK = 2_000_000  # bytes, and
ROWS = 20_000  # rows that are learned from without being asked to
ABOUT = (
    "The small world: 36,000 simple sentences with planted analogies, so that you see what should come out. Or your own: plain text, a column of "
    "messages, what you paste. Some 100,000 words are needed to see much."
)


@dataclass(frozen=True)
class Text:
    """A text: `spec` is what a job is told of it, `quick` whether learning from it begins at once, `script` what opens it as `source`."""

    name: str
    spec: dict[str, Any] = field(hash=False)
    quick: bool
    script: Script


def choose_text() -> Text:
    """In the sidebar: the small world, a column, or a text that was brought; kept in the link."""
    brought = {one.id: one for one in listing(TEXTS)}
    known = {**NAMES, **{id: one.name for id, one in brought.items()}}
    _follow(known)
    id = st.selectbox("Text", list(known), format_func=known.__getitem__, key=KEY, help=ABOUT)
    st.session_state[KEPT] = id
    if st.query_params.get(KEY, WORLD) != id:
        st.query_params[KEY] = id
    if id == TABLE:
        return _column()
    if id == WORLD:
        return Text("a small world", {"kind": "small world"}, True, _opens("sources.small_world()"))
    st.button("Forget this text", key="words_text_forget", icon=":material/delete:", type="tertiary", on_click=_forget, args=(id,))
    return _of_file(brought[id].path)


def _of_file(path: Path) -> Text:
    facts = path.stat()
    spec = {"kind": "file", "path": str(path), "mark": [facts.st_size, facts.st_mtime_ns]}
    return Text(path.name, spec, facts.st_size <= QUICK, _opens(sources.of_file(path).script))


def _column() -> Text:
    named = titles()
    called = {title: id for id, title in named.items()}
    default = next((title for title, id in called.items() if id == "sample-spam"), next(iter(called)))
    title = st.selectbox(
        "Table",
        list(called),
        index=list(called).index(default),
        key="words_text_table",
        bind="query-params",
        help="Your tables and the samples.",
    )
    table = open_table(called[title])
    names = [*table.of_kind("text"), *table.of_kind("category", "identifier")] or table.names
    column = st.selectbox(
        "Column", names, key=f"words_text_column-{table.id}", bind="query-params", help="Each of its cells is a text of its own."
    )
    spec = {"kind": "table", "table": table.id, "version": table.version, "column": column}
    sample = table.id.startswith("sample-")
    made = f"samples.load({table.id.removeprefix('sample-')!r})" if sample else f"store.open({table.id!r})"
    script = _opens(f"sources.of_table({made}, {column!r})", f"from mllab.data import {'samples' if sample else 'store'}")
    return Text(f"{table.name}, {column}", spec, table.rows <= ROWS, script)


def _opens(line: str, *more: str) -> Script:
    return Script(f"source = {line}", ("from mllab.embed.learn import Rules, read, sources", *more))


def _follow(known: dict[str, str]) -> None:
    """Go to the text of a link that was followed; else stay with the one chosen before. Says when one is gone."""
    asked = st.query_params.get(KEY)
    if asked is not None and asked != st.session_state.get(KEPT):
        if asked in known:
            st.session_state[KEY] = asked
        else:
            st.toast(
                "The text of this link is not here. It may have been deleted, or belong to another machine.",
                icon=":material/link_off:",
                duration="long",
            )
    st.session_state[KEY] = next(id for id in (st.session_state.get(KEY), st.session_state.get(KEPT), WORLD) if id in known)


def _forget(id: str) -> None:
    forget(id, TEXTS)
    st.session_state[KEY] = st.session_state[KEPT] = WORLD
    st.query_params.pop(KEY, None)
