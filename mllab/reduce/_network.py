"""A small fully connected network as one row of parameters: what the autoencoder learns with."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from torch import Generator, Tensor


def sizes(columns: int, width: int, layers: int, axes: int) -> list[tuple[int, int]]:
    """(in, out) of every layer: down to `axes` and up to `columns` again; layers - 1 hidden ones each way, halved towards the middle."""
    hidden = [max(width >> depth, axes) for depth in range(layers - 1)]
    stops = [columns, *hidden, axes, *reversed(hidden), columns]
    return list(pairwise(stops))


def begin(shapes: Sequence[tuple[int, int]], generator: "Generator") -> "Tensor":
    """All parameters in one row (p,): zero biases, and weights by chance at Glorot & Bengio's (2010) size."""
    import torch

    made: list[Tensor] = []
    for inward, outward in shapes:
        weight = torch.randn(inward * outward, generator=generator) * (2.0 / (inward + outward)) ** 0.5
        made += [weight, torch.zeros(outward)]
    return torch.cat(made).requires_grad_()  # one tensor: the optimizer takes one step instead of one for each layer


def unfolded(row: "Tensor", shapes: Sequence[tuple[int, int]]) -> list["Tensor"]:
    """Weights (in, out) and biases (out,), alternating, as views of the row of all parameters."""
    parts = row.split([size for inward, outward in shapes for size in (inward * outward, outward)])
    return [part.view(shapes[number // 2]) if number % 2 == 0 else part for number, part in enumerate(parts)]


def through(X: "Tensor", parameters: Sequence["Tensor"], bend: Any) -> "Tensor":
    """X (n, in) through the layers, bent between them and straight after the last."""
    for number in range(0, len(parameters), 2):
        X = X @ parameters[number] + parameters[number + 1]
        if number < len(parameters) - 2:
            X = bend(X)
    return X


def scaled(X: np.ndarray, middle: np.ndarray, scale: float) -> "Tensor":
    """X around `middle` with a mean variance of 1, as a float32 tensor of its own."""
    import torch

    return torch.from_numpy(((X - middle) / np.float32(scale)).astype(np.float32))
