"""The picture of every row: drawn from columns that are its pixels, or cut from a sheet."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import streamlit as st

from mllab.data.table import Table
from mllab.errors import DataError
from mllab.ui.map.chosen import Chosen
from mllab.ui.points import Images
from mllab.ui.points.images import cut, of_pixels

LEAST = 4  # pixels of a side
PIXEL = re.compile(r"pixel|px|pix|img|image", re.IGNORECASE)
GRID = re.compile(r"\A#[x,]#\Z|\Ar(ow)?[_ ]?#[_ ]?c(ol(umn)?)?[_ ]?#\Z", re.IGNORECASE)
LARGEST = 64_000_000  # pixels of a sheet


@dataclass(frozen=True)
class Pixels:
    """Columns that are the pixels of a picture, line by line from the top."""

    columns: tuple[str, ...]
    wide: int


def pixels(table: Table) -> Pixels | None:
    """The pixel columns of a table: numbers named like pixels, numbered by line and place ("pixel_0_7", "1x28") or in one run ("px1" to "px784")."""
    runs: dict[str, list[str]] = {}
    for name in table.of_kind("number"):
        runs.setdefault(re.sub(r"\d+", "#", name), []).append(name)
    found = [_grid(stem, names) or _run(stem, names) for stem, names in runs.items() if len(names) >= LEAST * LEAST]
    return max((one for one in found if one), key=lambda one: len(one.columns), default=None)


def _grid(stem: str, names: Sequence[str]) -> Pixels | None:
    """Columns numbered by line and place, none missing."""
    if stem.count("#") != 2 or not (PIXEL.search(stem) or GRID.match(stem)):
        return None
    places = {tuple(int(number) for number in re.findall(r"\d+", name)): name for name in names}
    lines, across = (sorted({place[axis] for place in places}) for axis in (0, 1))
    whole = len(places) == len(names) == len(lines) * len(across) and min(len(lines), len(across)) >= LEAST
    if not whole or not all(axis[0] in {0, 1} and axis[-1] - axis[0] < len(axis) for axis in (lines, across)):
        return None
    return Pixels(tuple(places[line, place] for line in lines for place in across), len(across))


def _run(stem: str, names: Sequence[str]) -> Pixels | None:
    """Columns numbered in one run, as many as a square has."""
    if stem.count("#") != 1 or not PIXEL.search(stem):
        return None
    places = {int(next(iter(re.findall(r"\d+", name)))): name for name in names}
    side = math.isqrt(len(names))
    if side * side != len(names) or len(places) != len(names) or max(places) - min(places) >= len(names):
        return None
    return Pixels(tuple(places[place] for place in sorted(places)), side)


def likely_width(columns: int) -> int:
    """The width of the squarest picture of so many pixels."""
    return next(wide for wide in range(math.isqrt(max(columns - 1, 0)) + 1, columns + 2) if columns % wide == 0)


def from_columns(chosen: Chosen, of: Pixels) -> Images:
    """A grey picture for each row of the map. Raises DataError when the pixels do not fill whole lines."""
    if len(of.columns) % of.wide:
        raise DataError(f"{len(of.columns)} pixels do not fill lines of {of.wide}. Give a number that divides {len(of.columns)}.")
    return _of_columns(chosen, of, (chosen.rows, of))


@st.cache_resource(max_entries=4, show_spinner="Drawing the pictures")
def _of_columns(_chosen: Chosen, _of: Pixels, token: tuple[object, ...]) -> Images:
    return of_pixels(_chosen.frame()[list(_of.columns)].to_numpy(dtype=np.float32, na_value=np.nan), _of.wide)


def from_sheet(chosen: Chosen, sheet: bytes, wide: int, high: int) -> Images:
    """The picture of each row of the map, cut from a sheet that holds those of all rows of the table in their order, line by line.

    Raises DataError when the file is no picture, too large, or holds too few.
    """
    return _of_sheet(sheet, wide, high, chosen.matrix.rows, (chosen.rows, sheet, wide, high))


@st.cache_resource(max_entries=2, show_spinner="Cutting the pictures")
def _of_sheet(_sheet: bytes, _wide: int, _high: int, _rows: np.ndarray, token: tuple[object, ...]) -> Images:
    return cut(opened(_sheet), _wide, _high, _rows)


def opened(sheet: bytes) -> np.ndarray:
    """A PNG, JPEG, GIF or WebP as (y, x, 1, 3 or 4) uint8. Raises DataError for anything else, and above 64 million pixels."""
    from PIL import Image

    try:
        with Image.open(BytesIO(sheet), formats=("PNG", "JPEG", "GIF", "WEBP")) as found:
            if found.width * found.height > LARGEST:
                raise DataError(f"The sheet has {found.width:,} x {found.height:,} pixels, at most 64 million are taken. Make it smaller.")
            grey, clear = found.mode in {"1", "L", "I;16"}, "A" in found.mode or "transparency" in found.info
            drawn = np.asarray(found.convert("RGBA" if clear else "L" if grey else "RGB"), dtype=np.uint8)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise DataError(f"The sheet cannot be read as a picture ({error}). Bring a PNG or JPEG.") from None
    return drawn[..., None] if drawn.ndim == 2 else drawn
