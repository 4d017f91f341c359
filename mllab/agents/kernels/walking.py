"""What every walk is made of: choosing an action and moving."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def choose(values: np.ndarray, epsilon: float, rng: np.random.Generator) -> int:
    """The best action of `values` (a,), ties broken at random; with chance epsilon any action."""
    if rng.random() < epsilon:
        return int(rng.random() * len(values))
    top, ties, a = values.max(), 0, -1
    for value in values:
        ties += value == top
    pick = int(rng.random() * ties)
    while pick >= 0:
        a += 1
        pick -= values[a] == top
    return a


@njit(cache=True, nogil=True)
def move(world, s, a, rng):  # type: ignore[no-untyped-def]
    """One move in the world: (cell reached, reward)."""
    u, k = rng.random(), 0
    while u >= world.bounds[s, a, k]:
        k += 1
    return world.following[s, a, k], world.rewards[s, a, k]
