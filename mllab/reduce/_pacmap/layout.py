"""The layout: three phases that find the large shape first and the neighborhoods last."""

from collections.abc import Iterator

import numpy as np

from mllab.reduce._pacmap.pairs import Paired

FIRST, SECOND = 100 / 450, 200 / 450  # where the phases end, as parts of all iterations


def phases(iterations: int, rate: float) -> np.ndarray:
    """Weights of near, mid-near and further pairs and the step, for every iteration: (iterations, 4). Wang et al. 2021, section 5."""
    done = np.arange(iterations) / iterations
    part = np.minimum(done / FIRST, 1)
    near = np.where(done < FIRST, 2.0, np.where(done < SECOND, 3.0, 1.0))
    middle = np.where(done < FIRST, 1000 * (1 - part) + 3 * part, np.where(done < SECOND, 3.0, 0.0))
    return np.column_stack([near, middle, np.ones(iterations), np.full(iterations, rate)]).astype(np.float32)


def last_phase(iterations: int, rate: float) -> np.ndarray:
    """The same for a picture that goes on from another: the last phase only, its step falling to none."""
    falling = rate * np.linspace(1, 0, iterations, endpoint=False)
    return np.column_stack([np.ones(iterations), np.zeros(iterations), np.ones(iterations), falling]).astype(np.float32)


def laid_out(pairs: Paired, positions: np.ndarray, pulls: np.ndarray, every: int) -> Iterator[tuple[int, np.ndarray, float]]:
    """Iterations done, positions (n, dimensions) and loss per point, every `every` iterations from 0 to the last. O(pairs) an iteration."""
    from mllab.reduce.kernels.pacmap import advance, losses

    n, dimensions = positions.shape
    both = np.zeros((2, 3, n), np.float32)
    both[0, :dimensions] = positions.T
    moments = np.zeros((2, 3, n), np.float32)
    for done in [*range(0, len(pulls), every), len(pulls)]:
        now = both[done % 2]
        yield done, now[:dimensions].T.copy(), float(losses(now, pairs.near, pairs.apart).sum(dtype=np.float64) / n)
        if done < len(pulls):
            advance(both, moments, pairs.near, pairs.middle, pairs.apart, pulls[done : done + every], done)
