"""Charts of columns beside the map that filter each other and the map: what is brushed in one stays in the others, the rest fades."""

from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from mllab.charts import crossfilter as drawn
from mllab.ui import chart, plain
from mllab.ui.map.binned import Binned, binned
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.colours import Colours
from mllab.ui.map.telling import charted, in_parts, most_telling
from mllab.ui.points import Picked
from mllab.ui.points.select import select

BRUSHES = "_brushes"
MANY = 3
MOST = 9
ABOUT = (
    "The map and the other charts keep the rows that are chosen in a chart; the rest of the map fades. A lasso in the map shows here, too. "
    "Colour and grey are each shares of their own number of rows, so that a small part is seen as well as a large one."
)
Brush = tuple[float, float] | tuple[int, ...]


@dataclass
class Brushes:
    """What is chosen in the charts of these `rows`: a range (low, high) or the places of some bins by column. `turn` begins the charts anew."""

    rows: tuple[object, ...]
    of: dict[str, Brush] = field(default_factory=dict)
    drawn: dict[str, Brush] = field(default_factory=dict)  # those that the map shows
    turn: int = 0

    def masks(self, chosen: Chosen) -> dict[str, np.ndarray]:
        """(n,) the rows that each brush keeps."""
        columns = {name: binned(chosen, name) for name in self.of}
        return {name: _inside(columns[name], brush) for name, brush in self.of.items()}

    def clear(self) -> None:
        """Nothing is chosen any more."""
        self.of, self.turn = {}, self.turn + 1


def brushes(chosen: Chosen) -> Brushes:
    """Those of these rows; other rows begin without any."""
    known = st.session_state.get(BRUSHES)
    if not isinstance(known, Brushes) or known.rows != chosen.rows:
        known = st.session_state[BRUSHES] = Brushes(chosen.rows, turn=known.turn + 1 if isinstance(known, Brushes) else 0)
    return known


def kept(chosen: Chosen, found: np.ndarray | None) -> np.ndarray | None:
    """(n,) the rows that stay bright on the map: those `found` by the search that every brush keeps; None when nothing is asked for."""
    asked = brushes(chosen)
    asked.drawn = dict(asked.of)
    masks = asked.masks(chosen).values()
    every = [*masks] if found is None else [found, *masks]
    return np.logical_and.reduce(every) if every else None


@st.fragment
def charts(chosen: Chosen, shown: Colours | None, picked: Picked, across: int = 1) -> None:
    """The charts, `across` beside each other; a change in one redraws all of them at once, and then the map."""
    asked = brushes(chosen)
    names = _names(chosen, shown, picked, asked)
    selected = None
    if picked.rows is not None:
        selected = np.zeros(len(chosen.matrix.rows), dtype=bool)
        selected[picked.rows] = True
    masks = asked.masks(chosen)
    _said(chosen, asked, [*masks.values(), *([] if selected is None else [selected])])
    places = st.columns(across, gap="medium") if across > 1 else [st.container()]
    for number, name in enumerate(names):
        others = [mask for other, mask in masks.items() if other != name] + ([] if selected is None else [selected])
        with places[number % across]:
            _one(chosen, asked, name, others)
    if asked.of != asked.drawn:
        st.rerun()


def _names(chosen: Chosen, shown: Colours | None, picked: Picked, asked: Brushes) -> list[str]:
    """The columns that are charted: those asked for, or the most telling; one in which something is chosen stays."""
    title = "" if shown is None else shown.title
    able = charted(chosen, title)
    wanted = st.multiselect(
        "Charts of", charted(chosen), key=f"charts-{chosen.table.id}", max_selections=MOST, bind="query-params",
        placeholder="the most telling columns", label_visibility="collapsed",
        help="Without a choice: the columns that tell most about the selection or, without one, about the colours.",
    )  # fmt: skip
    if wanted:
        return wanted
    auto = most_telling(chosen, _labels(chosen, shown, picked), able, MANY)
    return [*(name for name in asked.of if name not in auto), *auto][: max(MANY, len(asked.of))]


def _labels(chosen: Chosen, shown: Colours | None, picked: Picked) -> np.ndarray:
    """What the charts are to tell about: selected or not, else the colours."""
    labels = np.zeros(len(chosen.matrix.rows), dtype=np.int64)
    if picked.rows is not None:
        labels[picked.rows] = 1
    elif shown is not None and shown.codes is not None:
        return shown.codes
    elif shown is not None and shown.values is not None:
        return in_parts(shown.values)
    return labels


def _said(chosen: Chosen, asked: Brushes, masks: list[np.ndarray]) -> None:
    """How many rows are kept, and what can be done with them."""
    n = len(chosen.matrix.rows)
    if not masks:
        st.caption("Drag over a histogram or click bars to keep those rows.", help=ABOUT)
        return
    found = np.logical_and.reduce(masks)
    st.caption(f"**{int(found.sum()):,}** of {n:,} rows in colour, all in grey.", help=ABOUT)
    if not asked.of:
        return
    st.caption("; ".join(plain(_told(binned(chosen, name), brush)) for name, brush in asked.of.items()))
    with st.container(horizontal=True):
        if st.button(
            "Select them", key="select-brushed", icon=":material/select:", disabled=not found.any(), help="Selects these rows in the map."
        ):
            select("map", n, np.flatnonzero(found))
            asked.clear()
            st.rerun()
        st.button("Clear", key="clear-brushed", icon=":material/filter_alt_off:", on_click=asked.clear)


def _told(column: Binned, brush: Brush) -> str:
    """A brush in words: "age from 34.2 to 51"; these are the very ends that rows are kept by."""
    if column.kind == "class":
        return f"{column.name}: {', '.join(column.names[int(place)] for place in brush)}"
    low, high = column.reached(*brush)
    ends = [("from", low), ("to", high)]
    return " ".join([column.name, *(f"{word} {_end(column, end)}" for word, end in ends if np.isfinite(end))])


def _end(column: Binned, end: float) -> str:
    return str(np.datetime64(round(end), "s")).replace("T", " ").removesuffix(" 00:00:00") if column.kind == "date" else f"{end:.10g}"


def _one(chosen: Chosen, asked: Brushes, name: str, others: list[np.ndarray]) -> None:
    column = binned(chosen, name)
    every = column.counts()
    rest = column.counts(np.logical_and.reduce(others)) if others else every
    key = f"brush-{asked.turn}-{name}"
    picture = (
        drawn.bars(column.names, every, rest, name)
        if column.kind == "class"
        else drawn.histogram([float(edge) for edge in column.edges], every, rest, name, column.kind == "date")
    )
    chart(
        picture,
        key=key,
        on_select=lambda: _take(asked, column, key),
        selection_mode=drawn.PICK if column.kind == "class" else drawn.BRUSH,
        alt=f"How the kept rows and all rows lie over {name}",
    )


def _take(asked: Brushes, column: Binned, key: str) -> None:
    """What was chosen in a chart; an emptied choice is none."""
    said = st.session_state[key]["selection"]
    found: Brush = ()
    if column.kind == "class":
        places = {int(point["place"]) for point in said.get(drawn.PICK) or [] if "place" in point}
        found = tuple(sorted(place for place in places if place < column.many))
    elif len(ends := next(iter((said.get(drawn.BRUSH) or {}).values()), ())) == 2:
        scale = 1000 if column.kind == "date" else 1  # Vega-Lite tells time in thousandths of a second
        found = column.rounded(float(min(ends)) / scale, float(max(ends)) / scale)
    if found:
        asked.of[column.name] = found
    else:
        asked.of.pop(column.name, None)


def _inside(column: Binned, brush: Brush) -> np.ndarray:
    if column.kind == "class":
        return column.among(tuple(int(place) for place in brush))
    low, high = column.reached(*brush)
    return (column.values >= low) & (column.values <= high)
