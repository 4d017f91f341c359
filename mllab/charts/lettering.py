"""Names beside points that do not cover each other, whatever the width of the picture."""

from collections.abc import Sequence

import numpy as np

from mllab.charts.arrows import LETTER, LINE, Box, crossing

GAP = 8.0  # pixels between a point and its name
DOT = 5.0  # half the size of a point
STEP, HALF = 7.0, 3.0  # of the boxes that keep a line free of names
PLACES = ("right", "left", "above", "below")
HIDDEN = ""


def lettering(spots: np.ndarray, names: Sequence[str], size: tuple[float, float], lines: np.ndarray | None = None) -> list[str]:
    """Where each name stands beside its spot (n, 2; pixels from the left and from the bottom): right, left, above, below, or "" for no room.

    Names are placed in their order, so the most important stand first; none covers another name or a spot, or leaves the picture of this
    `size`, and one of the `lines` (m, 4; x, y of both ends) only where there is no other room. O(n^2).
    """
    taken: list[Box] = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in spots]
    drawn = [box for line in ([] if lines is None else lines) for box in _along(line)]
    found = []
    for number, (spot, name) in enumerate(zip(spots, names, strict=True)):
        others = taken[:number] + taken[number + 1 :]
        free = [place for place in PLACES if _free(_at(spot, name, place), others, size)]
        beside = [place for place in free if _free(_at(spot, name, place), drawn, size)]
        place = next(iter([*beside, *free]), HIDDEN)
        if place:
            taken.append(_at(spot, name, place))
        found.append(place)
    return found


def _at(spot: np.ndarray, name: str, place: str) -> Box:
    x, y = float(spot[0]), float(spot[1])
    wide = len(name) * LETTER
    if place in {"above", "below"}:
        low = y + GAP if place == "above" else y - GAP - LINE
        return x - wide / 2, low, x + wide / 2, low + LINE
    left = x + GAP if place == "right" else x - GAP - wide
    return left, y - LINE / 2, left + wide, y + LINE / 2


def _along(line: np.ndarray) -> list[Box]:
    """Small boxes along a line, the first and last of which are left to the spots at its ends."""
    begin, end = line[:2], line[2:]
    steps = max(2, int(np.linalg.norm(end - begin) / STEP))
    at = [begin + (end - begin) * share for share in np.arange(1, steps) / steps]
    return [(x - HALF, y - HALF, x + HALF, y + HALF) for x, y in at]


def _free(box: Box, taken: list[Box], size: tuple[float, float]) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
    return inside and not any(crossing(box, other) for other in taken)
