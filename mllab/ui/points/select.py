"""Selecting rows on the maps of a group from outside of them: what a chart or a list beside the map has found."""

import numpy as np

from mllab.ui.points.component import _choice


def select(group: str, n: int, rows: np.ndarray) -> None:
    """Select these rows (numbers from 0) on all maps of `group` with `n` rows, in place of what is selected there; they are drawn so at the next run.

    Raises DataError for rows that do not exist.
    """
    choice = _choice(group, n)
    choice.given = b""  # the same rows may be given again after the reader has selected others
    choice.given_by_page(rows)
