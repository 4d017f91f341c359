"""The arrays of a map, checked and made small for the way to the browser."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from mllab.errors import DataError
from mllab.ui.points.images import Images
from mllab.ui.points.packet import Part, part, text

MOST_CODES = 60_000
SHAPES = 6
TOOLS = ("pan", "box", "lasso")


def placed(positions: np.ndarray) -> np.ndarray:
    """Positions (n, 2) or (n, 3) as float32. DataError for another shape. Rows that are not finite are not drawn."""
    positions = np.asarray(positions)
    if positions.ndim != 2 or positions.shape[1] not in (2, 3) or not np.issubdtype(positions.dtype, np.number):
        raise DataError(f"A map needs positions of n rows and 2 or 3 columns of numbers, got {positions.dtype} {positions.shape}.")
    return positions.astype(np.float32, copy=False)


def _per_row(array: np.ndarray | Sequence[float], n: int, what: str) -> np.ndarray:
    array = np.asarray(array)
    if array.shape != (n,):
        raise DataError(f"{what} must be one per row: the map has {n} rows, got {array.shape}.")
    return array


def coded(codes: np.ndarray, n: int, names: int) -> Part:
    """Group numbers (n,) in the smallest type; -1 is none. DataError when a code has no name."""
    codes = _per_row(codes, n, "codes")
    if not np.issubdtype(codes.dtype, np.integer):
        raise DataError(f"codes must be whole numbers, got {codes.dtype}.")
    low, high = (int(codes.min()), int(codes.max())) if n else (0, -1)
    if low < -1 or high >= names or names > MOST_CODES:
        raise DataError(
            f"codes run from {low} to {high}, but there are {names} names: codes are -1 (none) to {names - 1}, of at most {MOST_CODES}."
        )
    return part(codes.astype(np.int8 if high < 128 else np.int16 if high < 32768 else np.int32))


def valued(values: np.ndarray, n: int) -> Part:
    """Numbers (n,) as float32; what is not finite is missing."""
    values = _per_row(values, n, "values").astype(np.float32)
    return part(np.where(np.isfinite(values), values, np.float32(np.nan)))


def sized(sizes: np.ndarray, n: int) -> Part:
    """Sizes (n,) as bytes: 0 the smallest, 255 the largest, evenly between; what is missing is the smallest."""
    sizes = _per_row(sizes, n, "sizes").astype(np.float64)
    low, high = _range(sizes)
    span = high - low
    scaled = (sizes - low) / span * 255 if span > 0 else np.full(n, 85.0)
    return part(np.where(np.isfinite(scaled), scaled, 0).round().astype(np.uint8))


def _range(values: np.ndarray) -> tuple[float, float]:
    known = values[np.isfinite(values)]
    return (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)


def key_of_sizes(sizes: np.ndarray | None, title: str) -> dict[str, Any] | None:
    """What the legend says of the sizes: nothing when they have no title."""
    if sizes is None or not title:
        return None
    low, high = _range(np.asarray(sizes, np.float64))
    return {"title": title, "low": low, "high": high}


def shaped(shapes: np.ndarray, n: int) -> Part:
    """Shape numbers (n,): circle, square, triangle, diamond, plus, cross, round and round; -1 is a circle."""
    shapes = _per_row(shapes, n, "shapes")
    return part(np.where(shapes < 0, 0, shapes % SHAPES).astype(np.uint8))


def emphasized(emphasis: np.ndarray, n: int) -> Part:
    """One bit per row."""
    return part(np.packbits(_per_row(emphasis, n, "emphasis").astype(bool), bitorder="little"))


def labelled(labels: Part | Sequence[str], n: int, what: str = "labels") -> Part:
    """Texts, one per row. DataError when there are more or fewer."""
    if isinstance(labels, Part):
        return labels
    if len(labels) != n:
        raise DataError(f"{what} must be one per row: the map has {n} rows, got {len(labels)}.")
    return text([str(label) for label in labels])


def pictured(images: Images, n: int) -> Part:
    """The sheet of all pictures. DataError when there is not one for every row."""
    if images.n != n:
        raise DataError(f"images must be one per row: the map has {n} rows, got {images.n}.")
    return images.sheet


def of_rows(n: int, names: int, **given: Any) -> dict[str, Part]:
    """The parts of what is given per row, by their names; None is not given. DataError when one does not fit."""
    make: dict[str, Callable[[Any, int], Part]] = {
        "codes": partial(coded, names=names), "values": valued, "sizes": sized, "shapes": shaped, "emphasis": emphasized,
        "words": partial(labelled, what="words"), "labels": labelled, "images": pictured,
    }  # fmt: skip
    return {name: make[name](array, n) for name, array in given.items() if array is not None}


def lines(contours: Sequence[np.ndarray]) -> dict[str, Part]:
    """Lines (m, 2) each, as one run of points and the number of points of each."""
    runs = [np.asarray(line, np.float32).reshape(-1, 2) for line in contours]
    joined = np.concatenate(runs) if runs else np.empty((0, 2), np.float32)
    return {"lines": part(joined), "line_lengths": part(np.array([len(run) for run in runs], np.uint32))}


def known_tools(tools: Sequence[str]) -> list[str]:
    """The tools of the bar. DataError for one that is not there."""
    unknown = [tool for tool in tools if tool not in TOOLS]
    if unknown or not tools:
        raise DataError(f"tools are of {', '.join(TOOLS)}, got {list(tools)}.")
    return list(tools)
