"""A mixture of Gaussians by expectation-maximisation, every iteration a state."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.cluster._base import Clusterer, Clustering
from mllab.errors import DataError
from mllab.params import knob
from mllab.peers import call, quiet, threads_for
from mllab.script import Script

ITERATIONS = 200


@dataclass(frozen=True)
class GaussianMixture(Clusterer):
    """Explain the rows as draws from k bell-shaped clouds; each row belongs to each cloud with a probability.

    Finds elongated and overlapping groups; fails where clouds are bent, and "full" needs many more rows than
    columns squared. O(n k d^2) per iteration with full covariances, O(n k d) otherwise.
    """

    name: ClassVar[str] = "Gaussian mixture"
    source: ClassVar[str] = "Dempster, Laird & Rubin 1977"
    least: ClassVar[int] = 2

    k: int = knob(3, 1, 50, help="Number of clouds.")
    shape: Literal["full", "diag", "spherical"] = knob("full", help="Freedom of each cloud: any ellipse, one along the axes, or a ball.")
    starts: int = knob(3, 1, 20, help="How many starts (by k-means) are tried; the likeliest is kept.")
    ridge: float = knob(
        1e-6, 1e-9, 1.0, log=True, unit="squared data units", help="Added to every variance, so that no cloud collapses onto a row."
    )

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Clustering]:
        X = self.check(X).astype(np.float64)
        yield from self._walk(X, *self._best(X, seed))

    def fit(self, X: np.ndarray, seed: int = 0) -> Clustering:
        """The result without the states before it: the same, and faster."""
        X = self.check(X).astype(np.float64)
        return _result(X, self._best(X, seed)[1])

    def script(self, seed: int = 0) -> Script:
        made = call("GaussianMixture", **self._arguments()).removesuffix(")") + f", random_state={seed} + i)"
        return Script(
            f"X = X.astype(float)\n"
            f"fits = [{made}.fit(X) for i in range({self.starts})]\n"
            "labels = max(fits, key=lambda fit: fit.lower_bound_).predict(X)",
            ("from sklearn.mixture import GaussianMixture",),
        )

    def _arguments(self) -> dict[str, Any]:
        return {"n_components": self.k, "covariance_type": self.shape, "reg_covar": self.ridge, "max_iter": ITERATIONS}

    def _best(self, X: np.ndarray, seed: int) -> tuple[int, Any]:
        """The seed of the likeliest start, and scikit-learn's fit from there."""
        with quiet(), threads_for(X):
            fits = [self._fitted(X, seed + i) for i in range(self.starts)]
        best = int(np.argmax([fit.lower_bound_ for fit in fits]))
        return seed + best, fits[best]

    def _fitted(self, X: np.ndarray, seed: int) -> Any:
        from sklearn.mixture import GaussianMixture as Sklearn

        try:
            return Sklearn(**self._arguments(), random_state=seed).fit(X)
        except ValueError as error:
            raise DataError(f"A cloud collapsed (ridge={self.ridge:g}). Raise the ridge, lower k, or choose a simpler shape.") from error

    def _walk(self, X: np.ndarray, seed: int, result: Any) -> Iterator[Clustering]:
        """The states from the start to `result`, one EM iteration at a time."""
        from sklearn.mixture import GaussianMixture as Sklearn

        model = Sklearn(**{**self._arguments(), "max_iter": 1}, random_state=seed, warm_start=True)
        for iteration in range(1, result.n_iter_):
            with quiet(), threads_for(X):
                model.fit(X)
            yield _state(X, model, f"Iteration {iteration}.")
        yield _result(X, result)


def _result(X: np.ndarray, result: Any) -> Clustering:
    ended = "the likelihood stays" if result.converged_ else "stopped"
    return _state(X, result, f"Iteration {result.n_iter_}: {ended}; this is the result.")


def _state(X: np.ndarray, model: Any, note: str) -> Clustering:
    strength = model.predict_proba(X).max(axis=1)
    return Clustering(
        model.predict(X),
        model.means_.copy(),
        float(model.score(X)),
        "log-likelihood per row",
        covariances=model.covariances_.copy(),
        weights=model.weights_.copy(),
        strength=strength,
        note=note,
    )
