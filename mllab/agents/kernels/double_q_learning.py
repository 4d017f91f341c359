"""Episodes of double Q-learning."""

import numpy as np
from numba import njit

from mllab.agents.kernels.walking import choose, move


@njit(cache=True, nogil=True)
def double_q_learning(world, Q, halves, log, begin, end, rng, alpha, gamma, epsilon):  # type: ignore[no-untyped-def]
    """Episodes begin..end; the two tables `halves` (2, s, a), their mean Q (s, a) and the log are written to. O(moves)."""
    for episode in range(begin, end):
        s, total, factor, t = world.start, 0.0, 1.0, 0
        while t < world.most and not world.ends[s]:
            a = choose(Q[s], epsilon, rng)
            after, reward = move(world, s, a, rng)
            one = 0 if rng.random() < 0.5 else 1
            best = np.argmax(halves[one, after])
            halves[one, s, a] += alpha * (reward + gamma * halves[1 - one, after, best] - halves[one, s, a])
            Q[s, a] = (halves[0, s, a] + halves[1, s, a]) / 2
            log.visits[s] += 1
            log.path[t] = s
            total, factor = total + factor * reward, factor * gamma
            s, t = after, t + 1
        log.path[t] = s
        log.returns[episode], log.lengths[episode] = total, t
