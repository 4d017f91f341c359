"""Episodes of Monte Carlo control."""

from numba import njit

from mllab.agents.kernels.walking import choose, move


@njit(cache=True, nogil=True)
def monte_carlo(world, Q, counts, met, taken, paid, log, begin, end, rng, gamma, epsilon):  # type: ignore[no-untyped-def]
    """Episodes begin..end; Q, counts and met (s, a), taken and paid (moves,) and the log are written to. O(moves)."""
    for episode in range(begin, end):
        s, t = world.start, 0
        while t < world.most and not world.ends[s]:
            a = choose(Q[s], epsilon, rng)
            after, paid[t] = move(world, s, a, rng)
            first = met[s, a] <= episode
            met[s, a] = episode + 1
            taken[t] = a if first else -1
            log.visits[s] += 1
            log.path[t] = s
            s, t = after, t + 1
        log.path[t] = s
        total = 0.0
        for i in range(t - 1, -1, -1):
            total = paid[i] + gamma * total
            s, a = log.path[i], taken[i]
            if a >= 0:
                counts[s, a] += 1
                Q[s, a] += (total - Q[s, a]) / counts[s, a]
        log.returns[episode], log.lengths[episode] = total, t
