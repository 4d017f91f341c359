"""Labels that the user has changed on the map and not yet kept: by table and column, the new text of each row."""

from typing import Any

import streamlit as st

from mllab.ui.map.chosen import Chosen

EDITED = "_map_labels"  # by table, version and column the new text (or none) of each row of the table
Edits = dict[int, str | None]


def edits(chosen: Chosen, column: str) -> Edits:
    """The changes of this column, to be read or added to."""
    every: dict[Any, Edits] = st.session_state.setdefault(EDITED, {})
    return every.setdefault((chosen.table.id, chosen.table.version, column), {})


def changed(chosen: Chosen, column: str) -> Edits:
    """The changes of this column as they are now."""
    return dict(st.session_state.get(EDITED, {}).get((chosen.table.id, chosen.table.version, column), {}))


def edited_words(chosen: Chosen) -> dict[int, str]:
    """What was written on rows of the map, by their places in it from 0: of several columns, the one that was begun last."""
    found: dict[int, str] = {}
    places = {int(row): place for place, row in enumerate(chosen.matrix.rows)} if st.session_state.get(EDITED) else {}
    for (id, version, _), column in st.session_state.get(EDITED, {}).items():
        if (id, version) == (chosen.table.id, chosen.table.version):
            found |= {places[row]: text for row, text in column.items() if text and row in places}
    return found
