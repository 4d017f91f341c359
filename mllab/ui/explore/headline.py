"""The facts on top of the page, and the column to predict."""

from dataclasses import replace

import streamlit as st

from mllab.data.profile import ColumnProfile, Profile
from mllab.data.profile.target import explained, leaks
from mllab.data.samples import SAMPLES
from mllab.data.table import Table
from mllab.ui.explore import known
from mllab.ui.explore.choice import column_box
from mllab.ui.show import facts, plain


def target(table: Table) -> str:
    """The column to predict, or an empty text; a sample brings its own."""
    sample = SAMPLES.get(table.id.removeprefix("sample-"))
    default = sample.target if sample is not None and table.id == f"sample-{sample.name}" else None
    help = "The column you would like to predict, if any. Columns that go with it too well to be true are then flagged."
    return column_box("Target", table.names, "target", default or None, help)


def alerted(table: Table, aim: str) -> tuple[ColumnProfile, ...]:
    """The columns with their alerts, leaks of the target in front."""
    profile = known.profile(table)
    found = leaks(known.leading(table, aim)) if aim else {}
    return tuple(replace(c, alerts=(found[c.name], *c.alerts)) if c.name in found else c for c in profile.columns)


def headline(table: Table, aim: str) -> None:
    """Rows, columns, missing, repeated rows and alerts; a warning where the target cannot be compared."""
    profile = known.profile(table)
    columns = alerted(table, aim)
    alerts = sum(len(column.alerts) for column in columns)
    serious = sum(alert.serious for column in columns for alert in column.alerts)
    facts(
        ("Rows", f"{profile.rows:,}", "Rows of the table, all of them looked at unless a figure says otherwise."),
        ("Columns", f"{len(profile.columns):,}", _kinds(profile)),
        ("Missing", f"{profile.missing_share:.1%}", "The share of all cells that hold no value."),
        ("Repeated rows", _repeated(profile), "Rows that are the same as an earlier row in every column. " + _how_repeated(profile)),
        ("Alerts", f"{alerts:,}", f"Things to know before using a column; {serious} of them serious. See the view Columns."),
    )
    if aim and (why := explained(profile, aim)):
        st.caption(f"{plain(aim)} {why}.")


def _kinds(profile: Profile) -> str:
    kinds = [column.kind for column in profile.columns]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


def _repeated(profile: Profile) -> str:
    return f"{'≈ ' if profile.duplicates_approximate else ''}{profile.duplicates:,}"


def _how_repeated(profile: Profile) -> str:
    return "Estimated from one 64th of the rows, chosen by content." if profile.duplicates_approximate else "Counted on every row."
