"""Rosenblatt's perceptron, mistake by mistake, and Novikoff's bound on how many there can be."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mllab.errors import DataError


@dataclass(frozen=True, eq=False)
class Mistake:
    """A state on the way: the weights (3,) of x, y and the constant 1; the sample that was wrong and changed them (None at the start); mistakes so far; passes."""

    weights: np.ndarray
    sample: int | None = None
    mistakes: int = 0
    passes: int = 0


@dataclass(frozen=True)
class Bound:
    """Novikoff's bound: no more than `most` = (`radius` / `margin`)² mistakes, where the classes can be parted."""

    radius: float
    margin: float

    @property
    def most(self) -> float:
        """The most mistakes there can be; infinite where no line parts the classes."""
        return (self.radius / self.margin) ** 2 if self.margin > 0 else np.inf


def perceptron(places: np.ndarray, classes: np.ndarray, passes: int = 100) -> Iterator[Mistake]:
    """Go through the samples in their order; each that lies on the wrong side, or on the line, is added to the weights, times its class. A state a mistake.

    Ends after a pass without a mistake, or after `passes`. It never ends by itself where no line parts the classes. O(n) a pass.
    Source: Rosenblatt 1958. `places` (n, 2), `classes` (n,) of -1 and 1. Raises DataError for anything else.
    """
    X, y = _lifted(places, classes)
    now = Mistake(np.zeros(3))
    yield now
    for done in range(1, passes + 1):
        before = now.mistakes
        for i in range(len(X)):
            if y[i] * (X[i] @ now.weights) <= 0:
                now = Mistake(now.weights + y[i] * X[i], i, now.mistakes + 1, done)
                yield now
        if now.mistakes == before:
            return


def bound(places: np.ndarray, classes: np.ndarray) -> Bound:
    """The largest length of a sample, its constant 1 counted, over the largest margin that any line through the origin of (x, y, 1) leaves.

    The margin is exact: it is the distance of the origin from the convex hull of all y x, found by Wolfe's least-norm point (Wolfe 1976). O(n) a step.
    Source: Novikoff 1962. Raises DataError as `perceptron` does.
    """
    X, y = _lifted(places, classes)
    nearest = _least(X * y[:, None])
    return Bound(float(np.linalg.norm(X, axis=1).max()), float(np.linalg.norm(nearest)))


def parted(n: int, gap: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Places (n, 2) on both sides of a line drawn at random, at least `gap` from it, and their classes. O(n)."""
    angle, away = rng.uniform(0, 2 * np.pi), rng.uniform(-1, 1)
    across = np.array([np.cos(angle), np.sin(angle)])
    half = rng.choice([-1.0, 1.0], n)
    along = rng.uniform(-4, 4, n)
    far = half * rng.uniform(gap, 3, n)
    places = np.outer(far + away, across) + np.outer(along, [-across[1], across[0]])
    return places, half


def _lifted(places: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    places, classes = np.asarray(places, float), np.asarray(classes, float)
    if places.ndim != 2 or places.shape[1:] != (2,) or not len(places) or not np.isfinite(places).all():
        raise DataError(f"A perceptron takes places (n, 2), at least one, got an array of shape {places.shape}.")
    if classes.shape != (len(places),) or not np.isin(classes, (-1, 1)).all():
        raise DataError("Each place has the class -1 or 1.")
    return np.column_stack([places, np.ones(len(places))]), classes


def _least(P: np.ndarray, tiny: float = 1e-10) -> np.ndarray:
    """The point (d,) of the convex hull of the rows of P (n, d) that is nearest to the origin; zeros where the origin lies inside."""
    chosen = [int((P * P).sum(axis=1).argmin())]
    share = np.ones(1)
    x = P[chosen[0]]
    scale = float((P * P).sum(axis=1).max()) or 1.0
    for _ in range(100 * P.shape[1] + 10 * len(P)):
        best = int((P @ x).argmin())
        if best in chosen or x @ x - P[best] @ x <= tiny * scale:
            break
        chosen, share = [*chosen, best], np.append(share, 0.0)
        chosen, share = _affine(P, chosen, share)
        x = share @ P[chosen]
    return x if x @ x > tiny * scale else np.zeros(P.shape[1])


def _affine(P: np.ndarray, chosen: list[int], share: np.ndarray) -> tuple[list[int], np.ndarray]:
    """Move to the least point of the plane through the chosen rows, letting go of those that would count negatively."""
    while True:
        Q, k = P[chosen], len(chosen)
        system = np.block([[Q @ Q.T, np.ones((k, 1))], [np.ones((1, k)), np.zeros((1, 1))]])
        wanted = np.linalg.lstsq(system, np.append(np.zeros(k), 1.0), rcond=None)[0][:k]
        if (wanted > 1e-12).all():
            return chosen, wanted
        falling = wanted <= 1e-12
        step = float(np.min(share[falling] / np.maximum(share[falling] - wanted[falling], 1e-300)))
        share = share + min(step, 1.0) * (wanted - share)
        keep = share > 1e-12
        chosen, share = [one for one, stays in zip(chosen, keep, strict=True) if stays], share[keep] / share[keep].sum()
