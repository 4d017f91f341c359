"""Support vector machines: the widest street between two classes, who holds it, and the space in which it is straight."""

import warnings
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from mllab.errors import DataError, ParamError

KERNELS: Final = ("linear", "quadratic", "RBF")
TRIES = 500_000  # steps of the solver, some seconds
AT = 1e-6  # a multiplier closer than this share of C to its bound is at it


@dataclass(frozen=True, eq=False)
class Margin:
    """A fitted machine: it says class 1 where f(x) = sum_i a_i s_i K(x_i, x) + b is above 0, s = 1 for class 1 and -1 for class 0.

    X          (n, 2) the points, `side` (n,) the s above
    multiplier (n,) the a above, 0 for all but the support vectors and C where a point lies within the street or beyond
    offset     b
    value      (n,) f at the points, `slack` (n,) = max(0, 1 - side f): how far a point is from where it should be
    ended      whether the solver reached its end
    """

    X: np.ndarray = field(repr=False)
    side: np.ndarray = field(repr=False)
    kernel: str
    gamma: float
    C: float
    multiplier: np.ndarray = field(repr=False)
    offset: float
    value: np.ndarray = field(repr=False)
    slack: np.ndarray = field(repr=False)
    ended: bool

    @property
    def support(self) -> np.ndarray:
        """The rows of the support vectors."""
        return np.flatnonzero(self.multiplier > 0)

    @property
    def free(self) -> np.ndarray:
        """The support vectors that lie on the edge of the street: their multiplier is between 0 and C."""
        return np.flatnonzero((self.multiplier > AT * self.C) & (self.multiplier < (1 - AT) * self.C))

    @property
    def length(self) -> float:
        """The length of the weights w in the space of the kernel: the root of sum_ij a_i a_j s_i s_j K(x_i, x_j)."""
        v = self.multiplier[self.support] * self.side[self.support]
        at = self.X[self.support]
        return float(np.sqrt(max(v @ similar(at, at, self.kernel, self.gamma) @ v, 0.0)))

    @property
    def width(self) -> float:
        """How wide the street is, 2 / |w|, in the space of the kernel."""
        return 2 / self.length if self.length > 0 else np.inf

    @property
    def weights(self) -> np.ndarray:
        """w: (2,) of a linear machine, (3,) of a quadratic one in its lifted space. ParamError for RBF, whose space has no end of dimensions."""
        if self.kernel == "RBF":
            raise ParamError("The space of the RBF kernel has infinitely many dimensions, so its weights cannot be listed.")
        lifted = self.X if self.kernel == "linear" else lift(self.X)
        return np.asarray((self.multiplier * self.side) @ lifted)

    def at(self, places: np.ndarray) -> np.ndarray:
        """f at places (m, 2). O(m support vectors)."""
        rows = self.support
        return np.asarray(similar(places, self.X[rows], self.kernel, self.gamma) @ (self.multiplier * self.side)[rows] + self.offset)


def margin(X: np.ndarray, y: np.ndarray, kernel: str = "linear", C: float = 1.0, gamma: float = 1.0) -> Margin:
    """Fit a support vector machine to two classes, 0 and 1: the widest street, where every unit of slack costs C. About O(n²).

    quadratic is K(x, z) = (x z)², RBF exp(-gamma |x - z|²). Source: Cortes & Vapnik 1995; the kernels: Boser, Guyon & Vapnik 1992.
    Raises ParamError for another kernel, or for C or gamma not above 0; DataError where there are not two classes.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.svm import SVC

    if C <= 0 or gamma <= 0:
        raise ParamError(f"C and gamma have to be above 0, got {C} and {gamma}.")
    if not np.array_equal(np.unique(y), [0, 1]):
        raise DataError("A support vector machine parts two classes, 0 and 1.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # told by `ended`
        K = similar(X, X, kernel, gamma)
        machine = SVC(kernel="precomputed", C=C, tol=1e-5, max_iter=TRIES, cache_size=50).fit(K, y)
    side = np.where(np.asarray(y) == 1, 1.0, -1.0)
    multiplier = np.zeros(len(X))
    multiplier[machine.support_] = np.abs(machine.dual_coef_[0])
    offset = float(machine.intercept_[0])
    value = K @ (multiplier * side) + offset
    return Margin(X, side, kernel, gamma, C, multiplier, offset, value, np.maximum(0, 1 - side * value), not machine.fit_status_)


def similar(A: np.ndarray, B: np.ndarray, kernel: str, gamma: float = 1.0) -> np.ndarray:
    """(a, b) the kernel of all pairs of rows of A (a, 2) and B (b, 2). O(a b)."""
    if kernel not in KERNELS:
        raise ParamError(f"There is no kernel called {kernel!r}. There are: {', '.join(KERNELS)}.")
    product = A @ B.T
    if kernel == "linear":
        return np.asarray(product)
    if kernel == "quadratic":
        return np.asarray(product**2)
    far = (A**2).sum(axis=1)[:, None] + (B**2).sum(axis=1) - 2 * product
    return np.asarray(np.exp(-gamma * np.maximum(far, 0)))


def lift(places: np.ndarray) -> np.ndarray:
    """(n, 3) x₁², √2 x₁x₂, x₂² of places (n, 2): products of these are the quadratic kernel, (x z)² = lift(x) lift(z)."""
    a, b = places[:, 0], places[:, 1]
    return np.stack([a**2, np.sqrt(2) * a * b, b**2], axis=1)
