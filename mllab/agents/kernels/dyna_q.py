"""Episodes of Dyna-Q."""

from numba import njit

from mllab.agents.kernels.walking import choose, move


@njit(cache=True, nogil=True)
def dyna_q(world, Q, model, paid, known, log, begin, end, rng, alpha, gamma, epsilon, planning):  # type: ignore[no-untyped-def]
    """Episodes begin..end; Q, model and paid (s, a), known (s + 1,) and the log are written to. O(moves planning).

    model[s, a] is the cell that last followed (-1: not tried), paid[s, a] its reward; known lists the cells met, their number first.
    """
    for episode in range(begin, end):
        s, total, factor, t = world.start, 0.0, 1.0, 0
        while t < world.most and not world.ends[s]:
            a = choose(Q[s], epsilon, rng)
            after, reward = move(world, s, a, rng)
            Q[s, a] += alpha * (reward + gamma * Q[after].max() - Q[s, a])
            if model[s].max() < 0:
                known[0] += 1
                known[known[0]] = s
            model[s, a], paid[s, a] = after, reward
            for _ in range(planning):
                back = known[1 + int(rng.random() * known[0])]
                b = int(rng.random() * model.shape[1])
                while model[back, b] < 0:
                    b = int(rng.random() * model.shape[1])
                Q[back, b] += alpha * (paid[back, b] + gamma * Q[model[back, b]].max() - Q[back, b])
            log.visits[s] += 1
            log.path[t] = s
            total, factor = total + factor * reward, factor * gamma
            s, t = after, t + 1
        log.path[t] = s
        log.returns[episode], log.lengths[episode] = total, t
