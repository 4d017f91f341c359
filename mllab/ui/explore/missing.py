"""The view of what is missing."""

import pandas as pd
import streamlit as st

from mllab.charts import missing as pictures
from mllab.data.profile import Profile
from mllab.data.table import Table
from mllab.ui.explore import known
from mllab.ui.show import chart, short

SHOWN = 30
NOTED = 0.3
LEAST = 5  # gaps; fewer are together by accident


def missing(table: Table) -> None:
    """How much is missing where, and which columns are missing together."""
    profile = known.profile(table)
    gaps = sorted((column for column in profile.columns if column.missing), key=lambda column: -column.missing)
    if not gaps:
        st.success("Nothing is missing: every cell of the table holds a value.", icon=":material/check:")
        return
    left, right = st.columns(2)
    with left:
        st.markdown(f"**How much** ({len(gaps):,} of {len(profile.columns):,} columns have gaps)")
        chart(
            pictures.shares([c.name for c in gaps[:SHOWN]], [c.missing for c in gaps[:SHOWN]], profile.rows),
            alt="Missing values per column",
        )
    with right:
        st.markdown("**Patterns**", help="Each line is a pattern: the rows that lack exactly the filled columns. Counted on every row.")
        _patterns(profile)
    _together(profile)


def _patterns(profile: Profile) -> None:
    found = profile.missing
    names = found.columns[:SHOWN]
    chart(
        pictures.patterns(names, [(pattern.columns, pattern.rows) for pattern in found.patterns], profile.rows),
        alt="Patterns of missing values",
    )
    if found.further_patterns:
        st.caption(f"{found.further_patterns:,} rarer patterns are not drawn.")


def _together(profile: Profile) -> None:
    found = profile.missing
    enough = {column.name for column in profile.columns if column.missing >= LEAST}
    listed: list[tuple[str, str, float]] = [
        (short(a), short(b), found.together[i][j])
        for i, a in enumerate(found.columns)
        for j, b in enumerate(found.columns)
        if i < j and {a, b} <= enough and abs(found.together[i][j]) >= NOTED
    ]
    st.markdown(
        "**Missing together**",
        help="Phi: 1 when two columns are missing in the same rows, -1 when always exactly one of them is, 0 when the gaps are unrelated.",
    )
    if not listed:
        st.caption(f"No two columns with {LEAST} gaps or more share their gaps more than by chance (phi of {NOTED} or more).")
        return
    ordered = sorted(listed, key=_size, reverse=True)
    frame = pd.DataFrame(ordered, columns=["column", "with", "phi"])
    st.dataframe(frame, hide_index=True, column_config={"phi": st.column_config.NumberColumn("phi", format="%.2f")}, height="content")


def _size(row: tuple[str, str, float]) -> float:
    return abs(row[2])
