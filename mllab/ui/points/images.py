"""Small pictures of the rows: laid side by side into one sheet, as the graphics card takes them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mllab.errors import DataError
from mllab.ui.points.packet import Part, part

ROOM = 16_000_000  # bytes of all pictures of a map together; larger ones are made smaller
SIDE = 4096  # pixels of the sheet, which every graphics card of today takes
CHANNELS = (1, 3, 4)


@dataclass(frozen=True, eq=False)
class Images:
    """A picture for each row, in the order of the rows; `ink` are grey ones of light paper, drawn in the colour of the row's group."""

    sheet: Part
    n: int
    wide: int
    high: int
    channels: int
    across: int
    ink: bool

    def told(self, drawn: bool) -> dict[str, Any]:
        """As the browser takes it: how the sheet is cut, and whether the pictures stand for the points or are shown of the pointed row only."""
        return {
            "wide": self.wide, "high": self.high, "channels": self.channels, "across": self.across, "ink": self.ink, "drawn": drawn,
        }  # fmt: skip


def images(tiles: np.ndarray, ink: bool = False) -> Images:
    """Pictures (n, high, wide) of grey or (n, high, wide, 3 or 4) of colours, uint8, row by row. O(bytes).

    Each is shrunk by a whole factor (the mean of its pixels) until all fit into 16 MB and a sheet of 4,096 x 4,096 pixels.

    Raises DataError for another shape or type, for `ink` in colours, and for so many that not even a pixel of each fits.
    """
    tiles = np.asarray(tiles)
    tiles = tiles[..., None] if tiles.ndim == 3 else tiles
    if tiles.ndim != 4 or tiles.dtype != np.uint8 or tiles.shape[3] not in CHANNELS or 0 in tiles.shape[1:]:
        raise DataError(f"Pictures are uint8 of (n, high, wide) or (n, high, wide, 3 or 4), got {tiles.dtype} {tiles.shape}.")
    if ink and tiles.shape[3] != 1:
        raise DataError(f"Only grey pictures can be drawn as ink, these have {tiles.shape[3]} channels.")
    tiles = _fitting(tiles)
    n, high, wide, channels = tiles.shape
    across = _across(n, high, wide)
    return Images(part(_sheet(tiles, across)), n, wide, high, channels, across, ink)


def _across(n: int, high: int, wide: int) -> int:
    """Pictures in a line of the sheet, so that it is about as wide as high."""
    return max(1, min(SIDE // wide, math.ceil(math.sqrt(n * high / wide))))


def _fits(n: int, high: int, wide: int, channels: int) -> bool:
    if n * high * wide * channels > ROOM or max(high, wide) > SIDE:
        return False
    return math.ceil(n / _across(n, high, wide)) * high <= SIDE


def _fitting(tiles: np.ndarray) -> np.ndarray:
    n, high, wide, channels = tiles.shape
    for factor in range(1, max(high, wide) + 1):
        if _fits(n, math.ceil(high / factor), math.ceil(wide / factor), channels):
            return tiles if factor == 1 else _shrunk(tiles, factor)
    raise DataError(f"{n:,} pictures are too many to be drawn. Map fewer rows, or leave the pictures out.")


def _shrunk(tiles: np.ndarray, factor: int) -> np.ndarray:
    """The mean of every `factor` x `factor` pixels; the last line and column are repeated where they do not fill one."""
    n, high, wide, channels = tiles.shape
    padded = np.pad(tiles, ((0, 0), (0, -high % factor), (0, -wide % factor), (0, 0)), mode="edge")
    blocks = padded.reshape(n, padded.shape[1] // factor, factor, padded.shape[2] // factor, factor, channels)
    return blocks.mean(axis=(2, 4), dtype=np.float32).round().astype(np.uint8)


def _sheet(tiles: np.ndarray, across: int) -> np.ndarray:
    """(lines * high, across * wide, channels): picture i stands in line i // across, place i % across."""
    n, high, wide, channels = tiles.shape
    lines = math.ceil(n / across)
    filled = np.zeros((lines * across, high, wide, channels), np.uint8)
    filled[:n] = tiles
    return np.ascontiguousarray(filled.reshape(lines, across, high, wide, channels).swapaxes(1, 2)).reshape(
        lines * high, across * wide, channels
    )


def scaled(values: np.ndarray, ink: bool | None = None) -> tuple[np.ndarray, bool]:
    """Numbers of any range as grey pixels, uint8, and whether they are ink on paper: most pixels near the lowest. O(values).

    0.5 % of the values at either end are cut, so that a single wild one does not make all others black; what is missing is the lowest. Of ink,
    the level of the paper (the lower quartile) becomes 0.
    """
    values = np.asarray(values, np.float32)
    known = values[np.isfinite(values)]
    if not known.size:
        return np.zeros(values.shape, np.uint8), False
    low, paper, middle, high = (float(at) for at in np.percentile(known, [0.5, 25, 50, 99.5]))
    span = high - low or 1.0
    ink = (middle - low) / span < 0.4 if ink is None else ink
    if ink:
        low, span = paper, high - paper or 1.0
    grey = np.clip((np.where(np.isfinite(values), values, low) - low) / span, 0, 1)
    return (grey * 255).round().astype(np.uint8), bool(ink)


def of_pixels(values: np.ndarray, wide: int, ink: bool | None = None) -> Images:
    """Rows of pixels (n, wide * high), line by line, as pictures. DataError when they do not fill whole lines."""
    if values.ndim != 2 or wide < 1 or values.shape[1] % wide:
        raise DataError(f"{values.shape[-1]} pixels do not fill lines of {wide}. Give a width that divides their number.")
    grey, dark = scaled(values, ink)
    return images(grey.reshape(len(values), -1, wide), dark)


def cut(sheet: np.ndarray, wide: int, high: int, rows: Sequence[int] | np.ndarray) -> Images:
    """The pictures of these `rows`, cut from a sheet (y, x, channels) uint8 that holds one of `wide` x `high` after the other, line by line.

    This is the sprite image of TensorFlow's Embedding Projector. Raises DataError when the sheet holds too few.
    """
    lines, across = sheet.shape[0] // max(high, 1), sheet.shape[1] // max(wide, 1)
    rows = np.asarray(rows, dtype=np.int64)
    if not rows.size:
        return images(np.zeros((0, max(high, 1), max(wide, 1)), np.uint8))
    if rows.max() >= lines * across:
        raise DataError(
            f"The sheet of {sheet.shape[1]} x {sheet.shape[0]} pixels holds {lines * across:,} pictures of {wide} x {high}, "
            f"the table has {int(rows.max()) + 1:,} rows. Give the width and height of one picture."
        )
    whole = sheet[: lines * high, : across * wide].reshape(lines, high, across, wide, -1)
    return images(np.ascontiguousarray(whole[rows // across, :, rows % across]))
