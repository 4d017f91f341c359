"""One file at a time: each becomes a table or a message of its own, so that a bad file does not stop the others."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

import streamlit as st

from mllab.data import store
from mllab.errors import MllabError
from mllab.ui.page import tell
from mllab.ui.show import plain, short

T = TypeVar("T")

SLOT = "_arrivals"
NEXT = "_next_table"
PICKED = "table"  # the key of `pick_table`


@dataclass(frozen=True)
class Arrival:
    """What became of one file: the id of its table, or the reason why there is none."""

    name: str
    table: str = ""
    rows: int = 0
    columns: int = 0
    rejects: int = 0
    known: bool = False
    problem: str = ""


def arrive(source: Path | BinaryIO | BytesIO, name: str, origin: str) -> Arrival:
    """Store one file. Two files of the same bytes are one table, which the arrival then says."""
    known = {table.id for table in store.listing()}
    try:
        table = store.add(source, name, origin)
    except MllabError as error:
        return Arrival(name, problem=str(error))
    return Arrival(table.name, table.id, table.rows, len(table.columns), len(table.rejects), table.id in known)


def attempt(act: Callable[[], T]) -> T | None:
    """What `act` gives; None, with a message in its place on the page, when it cannot be done. The rest of the page goes on."""
    try:
        return act()
    except MllabError as error:
        tell(error)
        return None


def welcome(arrivals: list[Arrival]) -> None:
    """Run the page again on the first table that came, and let it say what became of each file."""
    st.session_state[SLOT] = arrivals
    _turn_to(next((arrival.table for arrival in arrivals if arrival.table), None))


def go_to(table: str) -> None:
    """Run the page again on this table; what was said of earlier files is no longer of interest."""
    st.session_state.pop(SLOT, None)
    _turn_to(table)


def _turn_to(table: str | None) -> None:
    if table is not None:
        st.session_state[NEXT] = table
    st.rerun()


def turn() -> None:
    """Choose the table that the last run of the page went to; before `pick_table`, whose choice it is."""
    if NEXT in st.session_state:
        st.session_state[PICKED] = st.session_state.pop(NEXT)


def report() -> None:
    """Say what became of the files of the last arrival."""
    for arrival in st.session_state.get(SLOT, []):
        name = plain(short(arrival.name))
        if arrival.problem:
            st.error(f"**{name}**: {plain(arrival.problem)}", icon=":material/error:")
        elif arrival.known:
            st.info(f"You already have **{name}**: these are the same bytes, so it is the same table.", icon=":material/content_copy:")
        else:
            odd = f" {arrival.rejects:,} cells or lines did not fit; they are listed below." if arrival.rejects else " Everything fitted."
            rows, columns = (f"{n:,} {one}{'' if n == 1 else 's'}" for n, one in ((arrival.rows, "row"), (arrival.columns, "column")))
            st.success(f"**{name}** is here: {rows}, {columns}.{odd}", icon=":material/check_circle:")
