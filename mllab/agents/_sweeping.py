"""Sweeps over every cell of a known world. Plain NumPy: the code panel shows this very source."""

from collections.abc import Iterator

import numpy as np

from mllab.agents.worlds import Tables

MOST = 10_000  # sweeps; what has not settled by then never will, as where no end can be reached


def backup(world: Tables, V: np.ndarray, gamma: float) -> np.ndarray:
    """(s, a) what every action is worth when the cells after it are worth V (s,) (Bellman 1957). O(s a k)."""
    return np.asarray((world.chances * (world.rewards + gamma * V[world.following] * ~world.ends[world.following])).sum(axis=2))


def evaluated(
    world: Tables, policy: np.ndarray, V: np.ndarray, gamma: float, tolerance: float, most: int
) -> Iterator[tuple[np.ndarray, float]]:
    """Action values (s, a) of a policy (s, a), sweep by sweep from V (s,), and the largest change; until it is at most the tolerance."""
    for _ in range(most):
        Q = backup(world, V, gamma)
        before, V = V, (policy * Q).sum(axis=1)
        change = float(np.abs(V - before).max())
        yield Q, change
        if change <= tolerance:
            return


def improved(world: Tables, V: np.ndarray, gamma: float, tolerance: float, most: int) -> Iterator[tuple[np.ndarray, float]]:
    """Action values (s, a) of the best policy, sweep by sweep from V (s,), and the largest change; until it is at most the tolerance."""
    for _ in range(most):
        Q = backup(world, V, gamma)
        before, V = V, Q.max(axis=1)
        change = float(np.abs(V - before).max())
        yield Q, change
        if change <= tolerance:
            return


def iterated(world: Tables, gamma: float, tolerance: float, most: int) -> Iterator[tuple[np.ndarray, np.ndarray, int, int]]:
    """Policy iteration from the random policy: (action values, the policy they are about, sweeps, cells whose action then changes).

    An action that is among the best is kept: of equally good ones another choice may lead round and round.
    """
    n, a = world.rewards.shape[:2]
    policy, chosen, V = np.full((n, a), 1 / a), np.full(n, -1), np.zeros(n)
    changed = n
    while changed:
        sweeps = 0
        for swept in evaluated(world, policy, V, gamma, tolerance, most):
            Q, sweeps = swept[0], sweeps + 1
        V = (policy * Q).sum(axis=1)
        best = Q.argmax(axis=1)
        kept = (chosen >= 0) & (Q[np.arange(n), chosen] >= Q.max(axis=1) - 100 * tolerance)
        best[kept] = chosen[kept]
        changed = int((best != chosen).sum())
        yield Q, policy, sweeps, changed
        chosen, policy = best, np.eye(a)[best]
