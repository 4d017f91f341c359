"""The residual MLP: blocks that correct what came before, on numbers cut into pieces."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.models._training import Normed
from mllab.params import knob


@dataclass(frozen=True)
class ResidualMLP(Normed):
    """Blocks that each add a correction, on numbers as piecewise-linear codes: steps and kinks of a column are easy to learn.

    The codes are bins of equal counts, filled as far as the value has come; columns of two values stay as they are. Fails by learning noise
    from few rows: fewer pieces, dropout and early stopping help. O(n d pieces width + n layers width^2) per epoch.
    """

    name: ClassVar[str] = "residual MLP"
    source: ClassVar[str] = "Gorishniy, Rubachev & Babenko 2022; Gorishniy, Rubachev, Khrulkov & Babenko 2021"
    architecture: ClassVar[str] = "residual"

    dropout: float = knob(0.1, 0.0, 0.9, unit="of the units", help="Units left out by chance in each step, so that none is relied upon.")
    patience: int = knob(
        8,
        0,
        200,
        unit="epochs",
        help="Set a tenth of the rows aside, keep what does best on them, stop after so long without better; 0 never.",
    )
    batch_norm: bool = knob(True, help="Bring each unit to mean 0 and variance 1 over the batch: deep networks learn faster.")
    pieces: int = knob(16, 1, 128, log=True, help="Bins of each column of numbers: 1 takes it as it is, more can follow finer steps.")
