"""Perturb: the picture is shaken and settles again, so that what was only stuck comes loose."""

from zlib import crc32

import numpy as np
import streamlit as st

from mllab.reduce import Reduction
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.pictured import afresh, remember

STRENGTH = 0.1  # of the picture's spread
ABOUT = (
    "Every point is moved by chance, by a tenth of the picture's size, and the picture settles again. What comes back every time holds; "
    "what changes was stuck or is chance."
)


def perturb_button(chosen: Chosen, picture: Reduction) -> None:
    """The button, for methods that go on from a picture."""
    if not chosen.reducer.continues or len(picture.positions) != len(chosen.matrix.rows):
        return
    st.button("Perturb", on_click=_perturb, args=(chosen, picture), type="tertiary", icon=":material/vibration:", help=ABOUT, key="perturb")


def shaken(positions: np.ndarray, seed: int) -> np.ndarray:
    """Positions (n, m) float32 moved by normal noise of a tenth of their spread; the same picture is shaken the same way. O(n m)."""
    rng = np.random.default_rng([seed, crc32(np.ascontiguousarray(positions).tobytes())])
    spread = float(np.sqrt(positions.var(axis=0, dtype=np.float64).mean()))
    return (positions + rng.normal(0, STRENGTH * spread, positions.shape)).astype(np.float32)


def _perturb(chosen: Chosen, picture: Reduction) -> None:
    afresh()
    remember(chosen, Reduction(shaken(picture.positions, chosen.seed)))
