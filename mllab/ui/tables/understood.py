"""Before and after: the file as it came beside the table that was made of it, and what did not fit."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from mllab.data import samples
from mllab.data.table import KINDS, Column, Table
from mllab.ui.show import facts, plain
from mllab.ui.tables import raw

if TYPE_CHECKING:
    import pandas as pd

ROWS = 200
LISTED = 1000
FEW = 10  # rows that are shown without scrolling
COLUMNS = 200
LONGEST = 500


def understood(table: Table) -> None:
    """The raw lines (where there are any) beside the first rows, and the headline figures."""
    facts(
        ("Rows", f"{table.rows:,}", "Rows of the table, without header and lines around it."),
        ("Columns", f"{len(table.columns):,}", ", ".join(f"{len(table.of_kind(kind))} {kind}" for kind in KINDS if table.of_kind(kind))),
        (
            "Did not fit",
            f"{len(table.rejects):,}",
            "Lines around the table, and lines and cells that are not as the others. Each is listed below.",
        ),
    )
    lines = raw.lines(table)
    if lines:
        before, after = st.columns(2)
        with before:
            st.markdown(
                "**The file**",
                help="Its first and last lines. Grey: not part of the table. Blue: names of the columns. Orange: did not fit.",
            )
            st.html(raw.html(lines))
        with after:
            _rows(table, 384)
    else:
        _rows(table, 320)


def _rows(table: Table, height: int) -> None:
    names = table.names[:COLUMNS]
    part = f", first {COLUMNS:,} of {len(table.columns):,} columns" if len(table.columns) > COLUMNS else ""
    st.markdown(f"**The table**, first {min(ROWS, table.rows):,} rows{part}")
    kinds = {column.name: _heading(column) for column in table.columns[:COLUMNS]}
    st.dataframe(
        _cut(table.frame(names, limit=ROWS)), height=height if table.rows > FEW else "content", hide_index=True, column_config=kinds
    )


def _heading(column: Column) -> Any:
    help = f"{column.kind}, stored as {column.sql}"
    if column.kind == "date" and column.sql == "DATE":
        return st.column_config.DateColumn(help=help, format="YYYY-MM-DD")
    return st.column_config.Column(help=help)


def _cut(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Texts at most 500 characters long: a cell of 100 MB does not travel to the browser to be looked at."""
    texts = frame.select_dtypes(["object", "string"]).columns
    return frame.assign(**{name: frame[name].astype("string").str.slice(0, LONGEST) for name in texts})


def rejects(table: Table) -> None:
    """Every line or cell that did not fit, with its line in the file, its raw text and the reason."""
    from mllab.data import export

    found = table.rejects
    if found.empty:
        st.caption("Every line and every cell fitted.")
        return
    heading = st.column_config.NumberColumn("line in the file", format="%d", width="small")
    st.dataframe(_cut(found.head(LISTED)), hide_index=True, column_config={"line": heading, "raw": st.column_config.Column(width="large")})
    if len(found) > LISTED:
        st.caption(f"The first {LISTED:,} of {len(found):,}; the download has all.")
    st.download_button(
        "Download what did not fit",
        lambda: export.to_bytes(found, "CSV"),
        file_name="did_not_fit.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def about(table: Table) -> None:
    """Where the table is from, in words: a sample's card, or what its owner wrote."""
    sample = samples.SAMPLES.get(table.id.removeprefix("sample-")) if table.id.startswith("sample-") else None
    if sample is not None:
        st.markdown(sample.card)
        st.caption(f"Origin: {plain(sample.origin)}  \nLicence: {plain(sample.licence)}")
    else:
        st.text(table.description or "No description yet.")
        st.caption(f"Origin: {plain(table.origin or 'not noted')}  \nVersion {table.version}")
