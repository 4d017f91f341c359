"""A 1-D convolutional network: short patterns along columns that have an order."""

from dataclasses import dataclass
from typing import ClassVar

from mllab.models._training import Normed
from mllab.params import knob


@dataclass(frozen=True)
class Convolution1D(Normed):
    """Look for short patterns along the columns, and for patterns of these, layer after layer at half the resolution.

    Only where neighboring columns are neighbors in the world: a spectrum, a day in hours, a signal. For columns in any order it fits an order
    that means nothing, and a multilayer perceptron is better. O(n d kernel width^2) per epoch.
    """

    name: ClassVar[str] = "1-D convolution"
    source: ClassVar[str] = "LeCun, Bottou, Bengio & Haffner 1998; Kiranyaz et al. 2015"
    architecture: ClassVar[str] = "sequence"
    places: ClassVar[bool] = True
    joins: ClassVar[bool] = False

    width: int = knob(32, 2, 256, log=True, unit="patterns", help="Patterns of a layer.")
    batch_norm: bool = knob(True, help="Bring each unit to mean 0 and variance 1 over the batch: deep networks learn faster.")
    kernel: int = knob(5, 1, 31, unit="columns", help="Columns that a pattern spans.")
