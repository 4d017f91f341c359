"""Rows that are images, such as handwritten digits: the pictures of those that an answer names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from mllab.data.table import Table
from mllab.embed import Words
from mllab.ui.map.pictures import Pixels
from mllab.ui.points.images import scaled
from mllab.ui.show import plain

NOTED = "_words_pictures"  # of this session: what draws the rows of each embedding, by its digest
SIDE = 72  # pixels on the page


@dataclass(frozen=True)
class Pictures:
    """The table whose rows the embedding has in their order, and its columns of pixels."""

    table: Table
    of: Pixels


def note(words: Words, pictures: Pictures | None) -> None:
    """Keep what draws the rows of `words`; nothing where a part of the rows was taken."""
    if pictures is not None and len(words) == pictures.table.rows:
        st.session_state.setdefault(NOTED, {})[words.digest] = pictures


def strip(words: Words, names: Sequence[str]) -> None:
    """The pictures of these entries, side by side; nothing for an embedding of something else."""
    held: Pictures | None = st.session_state.get(NOTED, {}).get(words.digest)
    found = [(name, row) for name in names if held is not None and (row := words.vocabulary.find(name)) is not None]
    if held is None or not found:
        return
    tiles = _tiles(held, (held.table.id, held.table.version, held.of))
    shown = [_enlarged(tiles[row]) for _, row in found]
    st.image(shown, caption=[plain(name) for name, _ in found], width=SIDE)


@st.cache_resource(max_entries=4, show_spinner="Drawing the pictures")
def _tiles(_held: Pictures, token: tuple[object, ...]) -> np.ndarray:
    """Every row as a picture (n, high, wide) uint8: ink is dark on white, photographs as they are."""
    values = _held.table.frame(list(_held.of.columns)).to_numpy(np.float32, na_value=np.nan)
    grey, ink = scaled(values)
    return (255 - grey if ink else grey).reshape(len(grey), -1, _held.of.wide)


def _enlarged(tile: np.ndarray) -> np.ndarray:
    """A small picture with each pixel as a square, so that it is not blurred."""
    times = max(1, 2 * SIDE // max(tile.shape))
    return np.kron(tile, np.ones((times, times), np.uint8))
