"""Episodes of SARSA."""

from numba import njit

from mllab.agents.kernels.walking import choose, move


@njit(cache=True, nogil=True)
def sarsa(world, Q, log, begin, end, rng, alpha, gamma, epsilon):  # type: ignore[no-untyped-def]
    """Episodes begin..end; Q (s, a) and the log are written to. O(moves)."""
    for episode in range(begin, end):
        s, total, factor, t = world.start, 0.0, 1.0, 0
        a = choose(Q[s], epsilon, rng)
        while t < world.most and not world.ends[s]:
            after, reward = move(world, s, a, rng)
            then = choose(Q[after], epsilon, rng)
            Q[s, a] += alpha * (reward + gamma * Q[after, then] - Q[s, a])
            log.visits[s] += 1
            log.path[t] = s
            total, factor = total + factor * reward, factor * gamma
            s, a, t = after, then, t + 1
        log.path[t] = s
        log.returns[episode], log.lengths[episode] = total, t
