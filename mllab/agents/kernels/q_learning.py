"""Episodes of Q-learning."""

from numba import njit

from mllab.agents.kernels.walking import choose, move


@njit(cache=True, nogil=True)
def q_learning(world, Q, log, begin, end, rng, alpha, gamma, epsilon):  # type: ignore[no-untyped-def]
    """Episodes begin..end; Q (s, a) and the log are written to. O(moves)."""
    for episode in range(begin, end):
        s, total, factor, t = world.start, 0.0, 1.0, 0
        while t < world.most and not world.ends[s]:
            a = choose(Q[s], epsilon, rng)
            after, reward = move(world, s, a, rng)
            Q[s, a] += alpha * (reward + gamma * Q[after].max() - Q[s, a])
            log.visits[s] += 1
            log.path[t] = s
            total, factor = total + factor * reward, factor * gamma
            s, t = after, t + 1
        log.path[t] = s
        log.returns[episode], log.lengths[episode] = total, t
