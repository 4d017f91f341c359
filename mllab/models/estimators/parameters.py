"""The numbers that a network learns, as one row: an optimizer then takes one step instead of one for each layer."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Generator, Tensor


@dataclass(frozen=True)
class Part:
    """One array of parameters before it has learned: uniform in +-`bound` around `middle`; `shrinks` when weights decay."""

    shape: tuple[int, ...]
    bound: float = 0.0
    middle: float = 0.0
    shrinks: bool = False

    @property
    def size(self) -> int:
        """Numbers in it."""
        return math.prod(self.shape)


Parts = dict[str, Part]


def dense(name: str, inward: int, outward: int, gain: float = 1.0) -> Parts:
    """A linear layer: weights (out, in) of variance gain^2 / in, biases of zero (He, Zhang, Ren & Sun 2015: gain^2 = 2 before a ReLU)."""
    return {
        f"{name}.weight": Part((outward, inward), gain * (3 / max(1, inward)) ** 0.5, shrinks=True),
        f"{name}.bias": Part((outward,)),
    }


def norm(name: str, width: int) -> Parts:
    """The scale and shift after a normalization."""
    return {f"{name}.weight": Part((width,), middle=1.0), f"{name}.bias": Part((width,))}


class Parameters:
    """Parts in one `row` (p,); `shrinks` (p,) is 1 where weights decay, 0 at biases, scales and embeddings."""

    def __init__(self, parts: Parts, chance: Generator) -> None:
        self.parts = parts
        self.row = torch.cat([_begin(part, chance) for part in parts.values()]).requires_grad_()
        self.shrinks = torch.cat([torch.full((part.size,), float(part.shrinks)) for part in parts.values()])
        self._sizes = [part.size for part in parts.values()]

    def named(self) -> dict[str, Tensor]:
        """Every part by its name, as a view of the row."""
        views = self.row.split(self._sizes)
        return {name: view.view(part.shape) for (name, part), view in zip(self.parts.items(), views, strict=True)}


def _begin(part: Part, chance: Generator) -> Tensor:
    if not part.bound:
        return torch.full((part.size,), part.middle)
    return torch.rand(part.size, generator=chance) * (2 * part.bound) + (part.middle - part.bound)


def arrays(tensors: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
    """Copies as plain arrays."""
    return {name: tensor.detach().numpy().copy() for name, tensor in tensors.items()}


def tensors(found: Mapping[str, np.ndarray]) -> dict[str, Tensor]:
    """Plain arrays as tensors on the same memory, where it may be written."""
    return {name: torch.from_numpy(np.require(array, requirements=["C", "W"])) for name, array in found.items()}
