"""Look: what the size and the shape of the points say, what is written beside them, and the pictures that stand for them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st

from mllab.data.classes import codes
from mllab.data.table import Table
from mllab.ui.map.chosen import NONE, Chosen
from mllab.ui.map.edits import Edits, changed
from mllab.ui.map.pictures import LEAST, Pixels, from_columns, from_sheet, likely_width, pixels
from mllab.ui.points import Images, Part, text
from mllab.ui.points.parts import SHAPES

EQUAL, OFF, POINTED, DRAWN = "all equal", "off", "of the pointed row", "as points"
COLUMNS, SHEET = "columns of pixels", "a sheet of pictures"
LETTERS = 60
MOST = 200_000  # rows that are labelled or pictured
UNASKED = 4_000_000  # bytes of pictures that are sent without being asked for
KEYS = ("names", "density", "size-by", "shape-by", "label-by")


@dataclass(frozen=True, eq=False)
class Look:
    """What was chosen of the look of the points; `changed` are the labels that the user has edited in the column `label`."""

    chosen: Chosen
    size: str = EQUAL
    shape: str = EQUAL
    label: str = NONE
    images: Images | None = None
    pictured: bool = False
    changed: Edits = field(default_factory=dict)

    def words(self) -> list[str]:
        """What is written beside each row (n,), as it is now; nothing without a column to label by."""
        if self.label == NONE:
            return []
        words = written(self.chosen.frame()[self.label])
        for place, row in enumerate(self.chosen.matrix.rows if self.changed else ()):
            if int(row) in self.changed:
                words[place] = (self.changed[int(row)] or "")[:LETTERS]
        return words

    def options(self) -> dict[str, Any]:
        """As the drawing takes it."""
        found: dict[str, Any] = {"images": self.images, "pictured": self.pictured}
        token = self.chosen.rows
        if self.size != EQUAL:
            found |= {"sizes": _figures(self.chosen, self.size, (token, self.size)), "size": self.size}
        if self.shape != EQUAL:
            shapes, names = _shapes(self.chosen, self.shape, (token, self.shape))
            found |= {"shapes": shapes, "shape_names": names, "shape": self.shape}
        if self.label != NONE:
            found["words"] = _words(self, (token, self.label, *sorted(self.changed.items())))
        return found


def open_look(table: Table) -> Any:
    """The folded section of the sidebar; open when the link says anything that stands in it."""
    asked = any(key in st.query_params for key in (*KEYS, _key(table)))
    return st.sidebar.expander("Look", icon=":material/palette:", expanded=asked)


def choose_look(chosen: Chosen) -> Look:
    """Size, shape and label by a column, and pictures; all but an uploaded sheet stays in the link."""
    table = chosen.table
    size = _column("Size by", EQUAL, table.of_kind("number"), "size-by", "A number: the area of a point grows with it.")
    shape = _column(
        "Shape by",
        EQUAL,
        table.of_kind("category", "boolean"),
        "shape-by",
        f"A column of classes: the {SHAPES - 1} most frequent get a shape of their own, so that they are told apart without colour too.",
    )
    few = len(chosen.matrix.rows) <= MOST
    label = NONE
    if few:
        told = "Writes a column beside the points, as far as there is room: come nearer and more of them are written."
        label = _column("Label by", NONE, table.names, "label-by", told, chosen.first_label)
    images, pictured = _choose_pictures(chosen) if few else (None, False)
    return Look(chosen, size, shape, label, images, pictured, changed(chosen, label))


def _column(label: str, none: str, names: list[str], key: str, about: str, first: str = "") -> str:
    options = [none, *(name for name in names if name != none)]
    return st.selectbox(label, options, index=options.index(first or none), key=key, bind="query-params", help=about)


def _key(table: Table) -> str:
    return f"pictures-{table.id}"


def _choose_pictures(chosen: Chosen) -> tuple[Images | None, bool]:
    """The pictures, and whether they stand for the points."""
    of = pixels(chosen.table)
    begin = POINTED if of and len(chosen.matrix.rows) * len(of.columns) <= UNASKED else OFF
    choices = [OFF, POINTED, DRAWN]
    how = st.selectbox(
        "Pictures",
        choices,
        index=choices.index(begin),
        key=_key(chosen.table),
        bind="query-params",
        help="Draws every row as a small picture: of columns that are its pixels, or from a sheet of pictures.",
    )
    if how == OFF:
        return None, False
    if of:
        return from_columns(chosen, of), how == DRAWN
    numbers = tuple(name for name in chosen.columns if name in set(chosen.table.of_kind("number")))
    sources = [COLUMNS, SHEET] if len(numbers) >= LEAST * LEAST else [SHEET]
    source = st.selectbox("Pictures from", sources, key="pictures-from", bind="query-params", help="A sheet is not kept in the link.")
    return _choose_sheet(chosen) if source == SHEET else from_columns(chosen, _said(numbers)), how == DRAWN


def _said(columns: tuple[str, ...]) -> Pixels:
    """The columns of the map as pixels, in the width that the user gives."""
    told = f"The {len(columns)} number columns that the map uses are taken as the pixels of a picture, line by line."
    wide = st.number_input(
        "Pixels in a line", 1, len(columns), likely_width(len(columns)), key="pixels-wide", bind="query-params", help=told
    )
    return Pixels(columns, int(wide))


def _choose_sheet(chosen: Chosen) -> Images | None:
    about = "One picture after the other in the order of the table's rows, line by line: a sprite image of the Embedding Projector."
    sheet = st.file_uploader("Sheet of pictures", ["png", "jpg", "jpeg", "gif", "webp"], key=f"sheet-{chosen.table.id}", help=about)
    with st.container(horizontal=True):
        wide = st.number_input("Picture width", 1, 1024, 32, key="sheet-wide", bind="query-params", help="Pixels of one picture.")
        high = st.number_input("Height", 1, 1024, 32, key="sheet-high", bind="query-params", help="Pixels of one picture.")
    if sheet is None:
        st.caption("Bring the sheet and say how large one picture is.")
        return None
    return from_sheet(chosen, sheet.getvalue(), int(wide), int(high))


@st.cache_data(max_entries=4, show_spinner=False)
def _figures(_chosen: Chosen, name: str, token: tuple[object, ...]) -> np.ndarray:
    return _chosen.frame()[name].to_numpy(dtype=np.float32, na_value=np.nan)


@st.cache_data(max_entries=4, show_spinner=False)
def _shapes(_chosen: Chosen, name: str, token: tuple[object, ...]) -> tuple[np.ndarray, list[str]]:
    return shaped(*codes(_chosen.frame()[name]))


def shaped(found: np.ndarray, names: list[str]) -> tuple[np.ndarray, list[str]]:
    """Shape numbers (n,) of classes -1 to k - 1, and what they are: the most frequent by name, then all others, then the missing ones."""
    missing = bool((found < 0).any())
    room = SHAPES - missing
    kept = list(range(len(names)))
    if len(names) > room:
        kept = sorted(np.argsort(-np.bincount(found[found >= 0], minlength=len(names)), kind="stable")[: room - 1].tolist())
    place = np.full(len(names) + 1, len(kept))
    place[kept] = np.arange(len(kept))
    told = [names[code][:40] for code in kept] + ([f"other ({len(names) - len(kept):,})"] if len(kept) < len(names) else [])
    place[-1] = len(told)
    return place[found], [*told, *(["missing"] if missing else [])]


@st.cache_resource(max_entries=4, show_spinner=False)
def _words(_look: Look, token: tuple[object, ...]) -> Part:
    return text(_look.words())


def written(values: Any) -> list[str]:
    """A column as short texts; nothing for what is missing."""
    from pandas.api.types import is_float_dtype

    if is_float_dtype(values):
        return ["" if missing else f"{value:.4g}" for value, missing in zip(values, values.isna(), strict=True)]
    return values.astype("str").where(values.notna(), "").str.slice(0, LETTERS).tolist()
