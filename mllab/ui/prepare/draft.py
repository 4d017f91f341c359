"""The recipe being worked on: kept in the session until it is saved with the table."""

from dataclasses import dataclass

import streamlit as st

from mllab.data.prepare import Preview, Recipe
from mllab.data.table import Table
from mllab.script import Script

SHOWN, MOST_COLUMNS = 200, 100


@dataclass(frozen=True, eq=False)
class Draft:
    """A recipe over the raw rows of a table. `table` is the table as saved, `raw` the same before its recipe."""

    table: Table
    raw: Table
    recipe: Recipe
    saved: Recipe
    preview: Preview

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self.recipe.steps != self.saved.steps


def draft(table: Table) -> Draft:
    """The draft for `table`, begun from its saved recipe, learned anew where needed."""
    saved = _saved(table)
    raw = _raw(table)
    kept = _state(table, saved)
    kept["recipe"] = kept["recipe"].fit(raw) if None in kept["recipe"].fitted else kept["recipe"]
    token = (raw.path, raw.version, str(kept["recipe"]))
    if kept.get("token") != token:
        kept["preview"], kept["token"] = kept["recipe"].apply(raw, SHOWN, most=MOST_COLUMNS), token
    return Draft(table, raw, kept["recipe"], saved, kept["preview"])


def change(work: Draft, recipe: Recipe) -> None:
    """Go on with `recipe`; undo comes back."""
    kept = _state(work.table, work.saved)
    kept["past"].append(kept["recipe"])
    kept["recipe"] = recipe


def undo(work: Draft) -> None:
    """Back to the recipe before the last change."""
    kept = _state(work.table, work.saved)
    if kept["past"]:
        kept["recipe"] = kept["past"].pop()


def can_undo(work: Draft) -> bool:
    """Whether there is a change to undo."""
    return bool(_state(work.table, work.saved)["past"])


def script(work: Draft) -> Script:
    """Read the raw rows and do the steps, in plain pandas."""
    return Script(f"frame = pd.read_parquet({str(work.raw.path)!r})", ("import pandas as pd",)) + work.recipe.script(work.raw)


def is_sample(table: Table) -> bool:
    """Whether the table is read-only."""
    return table.id.startswith("sample-")


def _state(table: Table, saved: Recipe) -> dict:  # type: ignore[type-arg]
    slot = f"_prepare_{table.id}_{table.version}"
    return st.session_state.setdefault(slot, {"recipe": saved, "past": []})


def _saved(table: Table) -> Recipe:
    if is_sample(table):
        return Recipe()
    from mllab.data import store

    return store.recipe(table.id)


def _raw(table: Table) -> Table:
    """The table before its recipe."""
    if is_sample(table):
        return table
    from mllab.data import store

    return store.unprepared(table.id)
