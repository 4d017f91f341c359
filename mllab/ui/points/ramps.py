"""Colours for numbers, as stops between which the browser interpolates.

viridis: Smith & van der Walt 2015; cividis: Nuñez, Anderton & Renslow 2018; both even in lightness. blueorange: Vega's, for numbers with a middle.
"""

from collections.abc import Sequence

from mllab.errors import DataError

RAMPS = {
    "viridis": ["#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"],
    "cividis": ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838"],
    "blueorange": ["#134b85", "#2f78b3", "#5da2cb", "#9dcae1", "#d2e5ef", "#f2f0eb", "#fce0ba", "#fbbf74", "#e8932f", "#c5690d", "#994a07"],
}


def stops(ramp: str | Sequence[str]) -> list[str]:
    """The colours of a ramp, given by name or as colours. DataError for an unknown name."""
    if not isinstance(ramp, str):
        return list(ramp)
    if ramp not in RAMPS:
        raise DataError(f"There is no ramp {ramp!r}. There are: {', '.join(RAMPS)}; or give a list of colours.")
    return RAMPS[ramp]
