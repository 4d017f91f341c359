"""What is no word as an embedding: the rows of a table, its texts, its categories, its products."""

from collections.abc import Callable

import streamlit as st

from mllab.data.table import Kind, Table
from mllab.embed import Words, entities
from mllab.errors import DataError
from mllab.neighbors import Told
from mllab.script import Script
from mllab.ui.chosen import found_out, target
from mllab.ui.map.pictures import pixels
from mllab.ui.tables_picker import open_table, titles
from mllab.ui.words.loading import Source
from mllab.ui.words.pictures import Pictures

ID, TITLE = "table", "From a table"
ROWS, TEXTS, CATEGORIES, BASKETS = "its rows", "a column of texts", "a column of categories", "products bought together"
THINGS = {ROWS: "rows", TEXTS: "texts", CATEGORIES: "categories", BASKETS: "products"}
KINDS = tuple(THINGS)
MOST = 20_000  # rows
NUMBERED = "row number"
NAMED = "What each row is called. It is then not part of its vector, nor is what a sample's rows are meant to be found out by."
ABOUT = (
    "Rows: every row by its columns, as any algorithm sees it; columns of pixels are drawn. Texts: by what they say, through a small language model (extra `text`). "
    "Categories: by how they bear on another column (entity embedding, Guo and Berkhahn 2016). Products: by what they are bought with."
)


def choose_entities() -> Source:
    """In the sidebar: the table and what of it becomes points, all in the link. Raises DataError for a table without a fitting column."""
    named = titles()
    with st.sidebar:
        called = {title: id for id, title in named.items()}
        title = st.selectbox("Table", list(called), key="words_table", bind="query-params", help="Your tables and the samples.")
        table = open_table(called[title])
        kind = st.selectbox("Points are", KINDS, key="words_kind", bind="query-params", help=ABOUT)
        make, line = _made(table, kind)
    of = pixels(table) if kind == ROWS else None
    drawn = None if of is None else Pictures(table, of)
    opens = (
        f"table = samples.load({table.id.removeprefix('sample-')!r})"
        if table.id.startswith("sample-")
        else f"table = store.open({table.id!r})"
    )
    imports = (
        "from mllab.data import samples" if table.id.startswith("sample-") else "from mllab.data import store",
        "from mllab.embed import entities",
    )
    script = Script(f"{opens}\nwords = {line}", imports)
    return Source(
        f"{ID} {table.id} {table.version} {line}",
        f"{table.name}, {kind}",
        lambda: make(_nobody),
        script,
        make=make,
        pictures=drawn,
        things=THINGS[kind],
    )


def _made(table: Table, kind: str) -> tuple[Callable[[Told], Words], str]:
    """What makes the embedding, and the line of a script that does."""
    if kind == ROWS:
        label = _named_by(table)
        leave = [name for name in found_out(table) if name != label]
        sample = MOST if table.rows > MOST else None
        options = f"{f', leave_out={leave!r}' if leave else ''}{f', sample={sample}' if sample else ''}"
        return lambda told: entities.of_rows(table, label, leave_out=leave, sample=sample), f"entities.of_rows(table, {label!r}{options})"
    if kind == TEXTS:
        column = _column(table, "Texts", ("text", "identifier", "category"), "words_texts", "The column whose texts become points.")
        return lambda told: entities.of_texts(table, column, told), f"entities.of_texts(table, {column!r})"
    if kind == CATEGORIES:
        column = _column(table, "Categories", ("category", "identifier"), "words_categories", "The column whose categories become points.")
        others = [name for name in table.names if name != column and table.column(name).kind in {"number", "category", "boolean"}]
        if not others:
            raise DataError(f"{table.name} has no other column that categories could bear on. Choose another table.")
        target = st.selectbox(
            "Bearing on", others, key=f"words_target-{table.id}", bind="query-params", help="The column that is predicted from them."
        )
        return lambda told: entities.of_categories(
            table, column, target, told=told
        ), f"entities.of_categories(table, {column!r}, {target!r})"
    item = _column(table, "Products", ("category", "text", "identifier"), "words_item", "The column whose values become points.")
    kinds: tuple[Kind, ...] = ("identifier", "text", "date", "category", "number")
    basket = _column(table, "Baskets", kinds, "words_basket", "What tells one basket from another, such as a receipt.", item)
    return lambda told: entities.of_baskets(table, basket, item), f"entities.of_baskets(table, {basket!r}, {item!r})"


def _named_by(table: Table) -> str | None:
    """What the rows are called: a column that tells them apart, else what a sample's rows are known to be; None for their numbers."""
    answer = target(table)
    names = [NUMBERED, *dict.fromkeys([*table.of_kind("identifier", "text", "category"), *([answer] if answer else [])])]
    begin = next(iter([*table.of_kind("identifier"), *([answer] if answer else [])]), NUMBERED)
    chosen = st.selectbox("Named by", names, names.index(begin), key=f"words_label-{table.id}", bind="query-params", help=NAMED)
    return None if chosen == NUMBERED else chosen


def _column(table: Table, label: str, kinds: tuple[Kind, ...], key: str, about: str, but: str = "") -> str:
    """A column of the first of these kinds that the table has, or another of them; not the one that is taken."""
    names = [name for kind in kinds for name in table.of_kind(kind) if name != but]
    if not names:
        raise DataError(f"{table.name} has no column that could be {label.lower()}. Choose another table, or other points.")
    return st.selectbox(label, names, key=f"{key}-{table.id}", bind="query-params", help=about)


def _nobody(share: float) -> None:
    """Progress that nobody watches."""
