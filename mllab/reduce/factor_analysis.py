"""Factor analysis: what the columns have in common, noise of each column apart."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce._linear import Mixture, newcomers, weights
from mllab.reduce._sklearn import AtMost


@dataclass(frozen=True)
class FactorAnalysis(Mixture):
    """Explain the columns by a few hidden factors, each column having noise of its own; large units alone do not make an axis.

    The loadings say how much of each factor is in each column. Fails where few columns share anything, and factors can be turned
    freely: varimax turns them so that each column hangs on few. O(n d k) an iteration.
    """

    name: ClassVar[str] = "factor analysis"
    source: ClassVar[str] = "Spearman 1904; Jöreskog 1967; Kaiser 1958"
    limit: ClassVar[int] = 200_000
    peer: ClassVar[str] = "sklearn.decomposition.FactorAnalysis"
    cannot: ClassVar[str] = "Only what columns share in straight lines: structure in a single column is taken for noise."

    dimensions: int = knob(2, 2, 3, help="Number of factors.")
    rotation: Literal["none", "varimax", "quartimax"] = knob("none", help="How the factors are turned to be easier to name.")
    iterations: int = knob(1000, 10, 10000, log=True, help="Iterations at most.")

    def arguments(self, seed: int) -> dict[str, Any]:
        turned = None if self.rotation == "none" else self.rotation
        return {
            "n_components": AtMost(self.dimensions, "*X.shape"),
            "rotation": turned,
            "max_iter": self.iterations,
            "random_state": seed,
        }

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        positions = model.fit_transform(X)
        loadings, fitness = model.components_.T.copy(), float(model.loglike_[-1])
        steps = int(model.n_iter_)
        return Reduction(
            positions, None, loadings, model.mean_, fitness, "log-likelihood", steps, self.iterations, parameters=model.noise_variance_
        )

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, k) of new rows (m, d): their expected factors, given loadings and noise. O(m d k).

        Source: Thomson 1951 (regression scores); Barber 2012, 21.33.
        """
        loadings, middle = weights(fitted, self.name)
        if fitted.parameters is None:
            raise DataError("This picture of factor analysis came without the noise of its columns: it cannot place other rows.")
        scaled = loadings / fitted.parameters[:, None]
        inner = np.linalg.inv(np.eye(loadings.shape[1]) + loadings.T @ scaled)
        return np.ascontiguousarray((newcomers(new, len(middle), self.name) - middle) @ scaled @ inner, dtype=np.float32)
