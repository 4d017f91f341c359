"""A trained network's loss over a plane through its weights, with the path of training on it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from mllab.errors import DataError, ParamError
from mllab.learning.landscape._directions import DIRECTIONS, Directions, filter_normalized, main_axes, projected
from mllab.learning.landscape._network import Network, moons
from mllab.peers import one_torch_thread

SIDE = 41  # places along each direction
ROOM = 1.3
TOLD = 10  # epochs between two states


@dataclass(frozen=True, eq=False)
class Landscape:
    """What is known so far.

    loss    (e,) of training, the start first
    path    (e, 2) where training was, along the two directions from its end; nothing before the training is over
    extent  ((low, high), (low, high)) of both directions
    grid    (r, SIDE) the loss over the plane, the rows along the second direction worked out so far
    share   of the way of training (squared) that lies in this plane
    """

    loss: np.ndarray
    path: np.ndarray = field(repr=False)
    extent: tuple[tuple[float, float], tuple[float, float]] = ((-1.0, 1.0), (-1.0, 1.0))
    grid: np.ndarray = field(repr=False, default_factory=lambda: np.empty((0, SIDE)))
    share: float = 0.0


def landscape(network: Network, along: Directions = "random directions", seed: int = 0) -> Landscape:
    """The whole of it: the last state of `landscapes`."""
    (found,) = deque(landscapes(network, along, seed), maxlen=1)
    return found


def landscapes(network: Network, along: Directions = "random directions", seed: int = 0) -> Iterator[Landscape]:
    """Train the network on two moons, then work out the loss over a plane, row by row. O(epochs + SIDE²) losses.

    Raises ParamError for other directions, DataError where training leaves for infinity.
    """
    import torch

    if along not in DIRECTIONS:
        raise ParamError(f"along must be one of {', '.join(DIRECTIONS)}, got {along!r}.")
    X, y = moons(seed=seed)
    weights: list[np.ndarray] = []
    losses: list[float] = []
    for now, loss in network.train(X, y, seed):
        if not np.isfinite(loss) or not np.isfinite(now).all():
            raise DataError(f"Training left for infinity in epoch {len(losses)} at a learning rate of {network.learning_rate:g}. Lower it.")
        weights.append(now)
        losses.append(loss)
        if len(losses) % TOLD == 0:
            yield Landscape(np.array(losses), np.empty((0, 2)))
    path = np.array(weights)
    axes = _axes(network, path, along, seed)
    places, share = projected(path, axes)
    extent = _extent(places, along)
    at, true = torch.as_tensor(X), torch.as_tensor(y, dtype=torch.float64)
    rows: list[np.ndarray] = []
    for up in np.linspace(*extent[1], SIDE):
        steps = np.column_stack([np.linspace(*extent[0], SIDE), np.full(SIDE, up)])
        with one_torch_thread(), torch.no_grad():
            rows.append(network.loss(torch.as_tensor(path[-1] + steps @ axes), at, true).numpy())
        if len(rows) % TOLD == 0 or len(rows) == SIDE:
            yield Landscape(np.array(losses), places, extent, np.array(rows), share)


def _axes(network: Network, path: np.ndarray, along: Directions, seed: int) -> np.ndarray:
    if along == "main axes of the path":
        return main_axes(path)
    rng = np.random.default_rng(seed)
    return np.stack([filter_normalized(path[-1], network.shapes(), rng) for _ in range(2)])


def _extent(places: np.ndarray, along: Directions) -> tuple[tuple[float, float], tuple[float, float]]:
    """As far as the path goes with some room; along random directions at least to 1, a whole length of the weights, to both sides."""
    least = 1.0 if along == "random directions" else 1e-6
    ends = [max(least, ROOM * float(np.abs(one).max())) for one in places.T]
    return (-ends[0], ends[0]), (-ends[1], ends[1])
