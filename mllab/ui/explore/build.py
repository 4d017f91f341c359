"""The chart builder: columns to a fitting chart, others beside it, and the rows below; a selection in one filters the rest."""

import hashlib

import streamlit as st

from mllab.charts.builder import Look, picture
from mllab.data.plot import SHAPES, Drawing, Filter, NoneOf, OneOf, Range, Spec, fitting
from mllab.data.plot.script import script
from mllab.data.table import Table
from mllab.ui.code import code
from mllab.ui.explore import brush, known, linked
from mllab.ui.explore.choice import column_box
from mllab.ui.explore.rows import paged
from mllab.ui.explore.words import number
from mllab.ui.show import chart, plain, short

MOST_BESIDE = 3


def build(table: Table, aim: str) -> None:
    """The controls, the chart, the charts beside it and the rows that all selections leave."""
    spec, beside = _controls(table, aim)
    specs = [spec, *(Spec(name) for name in beside)]
    drawings = [known.drawn(table, one, ()) for one in specs]
    keys = [_key(table, one) for one in specs]
    brushed = [brush.filters(drawing, st.session_state.get(key)) for drawing, key in zip(drawings, keys, strict=True)]
    chosen, by_link = linked.kept(table, keys, brushed)
    everything = tuple(dict.fromkeys(one for filters in chosen for one in filters))
    shown(table, spec, _others(chosen, 0), keys[0])
    if beside:
        places = st.columns(len(beside))
        for number, place in enumerate(places, 1):
            with place:
                shown(table, specs[number], _others(chosen, number), keys[number], height=170)
    _below(table, everything, keys, by_link)
    code(script(table, known.drawn(table, spec, _others(chosen, 0)), _others(chosen, 0)))


def _controls(table: Table, aim: str) -> tuple[Spec, list[str]]:
    measured = table.of_kind("number", "date") or table.names
    first = next((name for name in measured if name != aim), measured[0])
    with st.container(horizontal=True):
        x = column_box("Along", table.names, "x", first, "The column on the first axis.")
        y = column_box("Against", table.names, "y", None, "A second column; without one, rows are counted.")
        colour = column_box(
            "Colour", table.names, "colour", aim if aim in table.of_kind("category", "boolean") else None, "Tell groups apart by colour."
        )
        facet = column_box("Side by side", table.names, "facet", None, "One small chart for each value.")
        shape = st.selectbox("Chart", SHAPES, key="chart", bind="query-params", help="Automatic picks what fits the columns.")
    if facet:
        st.caption(
            "A range that is dragged in one of the small charts holds in all of them; a click on a bar, a box or a cell takes it in its own chart."
        )
    options = [name for name in table.names if name != x and table.column(name).kind not in {"text", "identifier"}]
    beside = _beside(table, options, _first(options, aim))
    spec = Spec(x or first, y, colour, facet, shape)
    return _possible(table, spec), beside


def _beside(table: Table, options: list[str], usual: list[str]) -> list[str]:
    """The columns beside the chart; in the link as `?beside=`, once for each, where they are not the usual ones."""
    key = f"beside-{table.id}"
    asked = st.query_params.get_all("beside") if "beside" in st.query_params else usual
    st.session_state[key] = [name for name in st.session_state.get(key, asked) if name in options][:MOST_BESIDE]
    chosen = st.multiselect(
        "Beside it",
        options,
        key=key,
        max_selections=MOST_BESIDE,
        help="Up to three more columns. Select in any chart: the others and the rows below follow.",
    )
    if chosen == usual:
        st.query_params.pop("beside", None)
    elif st.query_params.get_all("beside") != (chosen or [""]):
        st.query_params["beside"] = chosen or [""]
    return chosen


def _first(options: list[str], aim: str) -> list[str]:
    return [name for name in dict.fromkeys([aim, *options]) if name in options][:2]


def _possible(table: Table, spec: Spec) -> Spec:
    """The spec, or with the fitting shape and a word about it where the chosen one cannot show these columns."""
    if spec.shape != "automatic" and spec.shape not in (possible := fitting(table, spec)):
        st.caption(
            f"A {spec.shape} cannot show these columns; this is the chart that can. Others that can: {', '.join(possible[1:]) or 'none'}."
        )
        return Spec(spec.x, spec.y, spec.colour, spec.facet)
    return spec


def _others(chosen: list[tuple[Filter, ...]], own: int) -> tuple[Filter, ...]:
    """What the selections of all other charts leave: a chart does not filter itself."""
    return tuple(dict.fromkeys(one for number, filters in enumerate(chosen) if number != own for one in filters))


def shown(table: Table, spec: Spec, filters: tuple[Filter, ...], key: str, height: int = 320) -> None:
    """Draw a chart; with a `key` it can be selected in."""
    drawing = known.drawn(table, spec, filters)
    if drawing.frame.empty:
        st.info(drawing.note or "There is nothing to draw.")
        return
    options = {"on_select": "rerun", "selection_mode": modes} if key and (modes := _modes(drawing)) else {}
    chart(picture(drawing.spec.shape, drawing.frame, look(drawing, height)), key=key or None, alt=_said(drawing), **options)


def look(drawing: Drawing, height: int = 320) -> Look:
    """What the chart is told beside its numbers."""
    spec = drawing.spec
    titles = {"x": spec.x, "y": spec.y, "c": spec.colour, "f": spec.facet}
    return Look(titles, dict(drawing.labels), drawing.dates, dict(drawing.extents), drawing.note, height)


def _modes(drawing: Drawing) -> list[str]:
    """The selections that the chart has."""
    grouped = drawing.spec.shape in {"bars", "box"} or (drawing.spec.shape == "heat map" and bool(drawing.order("x") or drawing.order("y")))
    return ["pick"] if grouped else ["brush"]


def _said(drawing: Drawing) -> str:
    against = f" against {drawing.spec.y}" if drawing.spec.y else ""
    return f"{drawing.spec.shape} of {drawing.spec.x}{against}. {drawing.note}"[:300]


def _key(table: Table, spec: Spec) -> str:
    return f"chart-{hashlib.sha256(f'{table.version}{spec!r}'.encode()).hexdigest()[:16]}"


def _below(table: Table, filters: tuple[Filter, ...], keys: list[str], by_link: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        how = "selected (a double click in the chart clears)" if filters else "(drag or click in a chart to filter them)"
        how = "selected by the link" if by_link else how
        st.markdown(f"**Rows**: {known.counted(table, filters):,} of {table.rows:,} {how}")
        if filters:
            st.caption(plain("; ".join(_worded(one) for one in filters)))
        if by_link:
            st.button("Clear", key="clear-link", type="tertiary", on_click=linked.let_go, args=(keys,), help="Show all rows again.")
    paged(table, filters, "rows")


def _worded(one: Filter) -> str:
    if isinstance(one, Range):
        return f"{short(one.column, 30)} from {number(one.low)} to {number(one.high)}"
    if isinstance(one, OneOf | NoneOf):
        return f"{short(one.column, 30)} {'is' if isinstance(one, OneOf) else 'is none of'} {short(', '.join(one.values), 60)}"
    return f"has {short(one.text, 40)}"
