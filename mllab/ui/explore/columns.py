"""The view of the columns: a row for each, and the chosen one seen big beside them."""

import pandas as pd
import streamlit as st

from mllab.charts import distribution
from mllab.data.profile import ColumnProfile
from mllab.data.table import Table
from mllab.ui.explore import words
from mllab.ui.explore.choice import column_box
from mllab.ui.explore.headline import alerted
from mllab.ui.explore.kind import change, kind_box
from mllab.ui.show import chart, plain, short

TALL, ROW = 560, 35.5  # pixels of the list and of one of its rows
DRAWN = 12  # of the commonest values
SIDE_BY_SIDE, FIGURES = 6, 235  # more figures than that stand in two lists, so wide each
ICON = {True: ":material/warning:", False: ":material/info:"}
LOOK = {
    "column": st.column_config.TextColumn("column", pinned=True, width=130),
    "missing": st.column_config.NumberColumn("missing", help="The share of rows without a value.", format="percent", width=70),
    "distinct": st.column_config.NumberColumn("distinct", format="localized", width=70),
    "values": st.column_config.BarChartColumn(
        "values",
        help="Numbers and dates: their histogram (within the fences, where outliers would squeeze it). Others: their commonest values.",
        y_min=0,
        width=105,
    ),
    "alerts": st.column_config.ListColumn("alerts", width="medium"),
    "median or commonest": st.column_config.TextColumn(
        "middle", help="The median of numbers and dates, the commonest value of others.", width="small"
    ),
}


def columns(table: Table, aim: str) -> None:
    """A compact row for every column; beside it the selected one, drawn big with all its figures."""
    found = alerted(table, aim)
    listed, big = st.columns(2, gap="medium")
    with listed:
        _list(table, found)
    with big:
        _big(table, found)


def _list(table: Table, found: tuple[ColumnProfile, ...]) -> None:
    names = [column.name for column in found]
    st.dataframe(
        overview(found),
        hide_index=True,
        column_config=LOOK,
        height=min(int(ROW * len(found)) + 40, TALL),
        key=f"listed-{table.id}",
        on_select=lambda: _take(table.id, names),
        selection_mode="single-row",
    )
    st.caption("Select a row to see the column in full; scroll sideways for extremes and middle.")


def overview(found: tuple[ColumnProfile, ...]) -> pd.DataFrame:
    """The compact rows."""
    return pd.DataFrame(
        {
            "column": [short(column.name) for column in found],
            "values": [_small(column) for column in found],
            "missing": [column.missing / max(column.rows, 1) for column in found],
            "alerts": [[alert.name for alert in column.alerts] for column in found],
            "kind": [column.kind for column in found],
            "distinct": [column.distinct for column in found],
            "lowest": [words.position(column, column.low) if column.low is not None else "" for column in found],
            "median or commonest": [_middle(column) for column in found],
            "highest": [words.position(column, column.high) if column.high is not None else "" for column in found],
        }
    )


def _small(column: ColumnProfile) -> list[int]:
    if column.measured:
        drawn = column.inner or column.bins
        return list(drawn.counts) if drawn else []
    return [count for _, count in column.top]


def _middle(column: ColumnProfile) -> str:
    if column.measured:
        return words.position(column, column.quartiles[1]) if column.quartiles else ""
    return short(column.top[0][0], 40) if column.top else ""


def _first(found: tuple[ColumnProfile, ...]) -> str:
    """The column to open on: the first with something serious to tell, else the first that is measured."""
    ranked = sorted(found, key=lambda column: (not any(alert.serious for alert in column.alerts), not column.measured))
    return ranked[0].name if ranked else ""


def _take(table: str, names: list[str]) -> None:
    chosen = st.session_state[f"listed-{table}"]["selection"]["rows"]
    if chosen:
        st.session_state["column"] = names[chosen[0]]


def _big(table: Table, found: tuple[ColumnProfile, ...]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = column_box("Column", [column.name for column in found], "column", default=_first(found))
        if not name:
            return
        column = next(column for column in found if column.name == name)
        chosen = kind_box(table, column)
    change(table, column, chosen)
    for alert in column.alerts:
        st.caption(f"{ICON[alert.serious]} **{alert.name}**: {plain(alert.text)}")
    _picture(column)
    st.caption(words.provenance(column))
    _figures(column)


def _picture(column: ColumnProfile) -> None:
    if column.bins is not None and not (column.top and column.kind == "number"):
        _histogram(column)
    elif column.top:
        counted = min(column.present, column.sampled) if "top" in column.approximate else column.present
        chart(distribution.commonest(column.top[:DRAWN], counted), alt="The commonest values of the column")
    else:
        st.info("There is no value to draw.")


def _histogram(column: ColumnProfile) -> None:
    near = column.inner is not None and st.toggle(
        "Without outliers",
        value=True,
        key=f"near-{column.name}",
        help="Draw what lies within Tukey's fences; beyond, a few values squeeze the picture.",
    )
    drawn = column.inner if near and column.inner is not None else column.bins
    assert drawn is not None
    fences = () if near else column.fences or ()
    chart(distribution.histogram(drawn.edges, drawn.counts, column.name, column.kind == "date", fences), alt="Histogram of the column")


def _figures(column: ColumnProfile) -> None:
    share = column.missing / max(column.rows, 1)
    listed = [
        ("missing", f"{column.missing:,} ({share:.1%})"),
        ("distinct", f"{words.about(column, 'distinct')}{column.distinct:,}"),
        *(_measured(column) if column.measured else _worded(column)),
    ]
    half = -(-len(listed) // 2) if len(listed) > SIDE_BY_SIDE else len(listed)
    with st.container(horizontal=True):
        for part in filter(None, (listed[:half], listed[half:])):
            st.dataframe(pd.DataFrame(part, columns=["figure", "value"]), hide_index=True, height="content", width=FIGURES)


def _measured(column: ColumnProfile) -> list[tuple[str, str]]:
    if column.low is None:
        return []
    q1, q2, q3 = column.quartiles or (None, None, None)
    about = words.about(column, "quartiles")
    low, high = column.fences or (None, None)
    listed = [
        ("lowest", words.position(column, column.low)),
        ("lower quartile", about + words.position(column, q1)),
        ("median", about + words.position(column, q2)),
        ("upper quartile", about + words.position(column, q3)),
        ("highest", words.position(column, column.high)),
        ("mean", words.position(column, column.mean)),
        ("standard deviation", words.span(column, column.std)),
        ("skewness", words.about(column, "skewness") + (f"{column.skewness:.3f}" if column.skewness is not None else "none")),
        ("fences (Tukey)", f"{about}{words.position(column, low)} to {words.position(column, high)}"),
        ("outliers, beyond", f"{words.about(column, 'outliers')}{column.outliers:,}" if column.outliers is not None else "none"),
    ]
    return listed + ([("zeros", f"{column.zeros:,}"), ("infinite", f"{column.infinite:,}")] if column.kind == "number" else [])


def _worded(column: ColumnProfile) -> list[tuple[str, str]]:
    listed = [("commonest", f"{short(value, 40)} ({count:,})") for value, count in column.top[:1]]
    if column.lengths is not None:
        shortest, mean, longest = column.lengths
        listed.append(("characters", f"{shortest:,} to {longest:,}, {mean:,.1f} on average"))
    return listed
