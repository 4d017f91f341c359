"""Locally linear embedding: keep how each row is made of its neighbors."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.neighbors import among
from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce._graph import pieces
from mllab.reduce._linear import newcomers
from mllab.reduce._sklearn import AtMost, Wrapped


@dataclass(frozen=True)
class LLE(Wrapped):
    """Write each row as a mix of its nearest neighbors, then lay the rows flat so that the same mixes hold.

    Fails on holes, noise and separate groups, and can fold everything into a line or a corner; modified, hessian and ltsa keep
    flat pieces flatter and need more neighbors. O(n d k^3 + n k^2), and O(n^2) memory at worst.
    """

    name: ClassVar[str] = "LLE"
    source: ClassVar[str] = "Roweis & Saul 2000; Donoho & Grimes 2003; Zhang & Zha 2004; Zhang & Wang 2007"
    limit: ClassVar[int] = 10_000
    peer: ClassVar[str] = "sklearn.manifold.LocallyLinearEmbedding"
    places: ClassVar[bool] = True
    cannot: ClassVar[str] = "Sizes and far distances: every part is stretched until its spread is the same in all directions."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    neighbors: int = knob(12, 2, 100, help="Nearest rows that each row is written by.")
    method: Literal["standard", "modified", "hessian", "ltsa"] = knob("standard", help="What is kept of each neighborhood.")
    reg: float = knob(1e-3, 1e-9, 1.0, log=True, help="How strongly the mixes are evened out when neighbors outnumber columns.")

    def arguments(self, seed: int) -> dict[str, Any]:
        sizes = {"n_components": AtMost(self.dimensions, "X.shape[1]"), "n_neighbors": AtMost(self.neighbors, "len(X) - 1")}
        return {**sizes, "method": self.method, "reg": self.reg, "random_state": seed}

    def check(self, X: np.ndarray) -> np.ndarray:
        X = super().check(X)
        m, k = min(self.dimensions, X.shape[1]), min(self.neighbors, len(X) - 1)
        least = {"standard": 1, "modified": m, "hessian": m * (m + 3) // 2 + 1, "ltsa": m + 1}[self.method]
        if k < least:
            cause = f"only {len(X)} rows" if k < self.neighbors else f"neighbors={self.neighbors}"
            raise DataError(
                f"LLE ({self.method}) with {m} axes needs at least {least} neighbors, got {cause}. Raise neighbors or add rows."
            )
        if len(X) <= m + 1:
            raise DataError(f"LLE with {m} axes needs at least {m + 2} points, got {len(X)}. Add rows.")
        return X

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        try:
            positions = model.fit_transform(X)
        except (ValueError, np.linalg.LinAlgError, RuntimeError) as wrong:  # RuntimeError: SuperLU, a factor exactly singular
            raise DataError(
                f"LLE ({self.method}) finds no picture here: some neighborhoods have no spread of their own (alike rows, or columns that "
                f"are sums of others). Raise reg or neighbors, drop duplicates, or choose another method. ({wrong})"
            ) from None
        count = pieces(X, model.n_neighbors)
        note = (
            f"The neighbor graph falls into {count} pieces, which are drawn over each other or as points: raise neighbors."
            if count > 1
            else ""
        )
        return Reduction(positions, objective=float(model.reconstruction_error_), objective_name="reconstruction error", note=note)

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, k) of new rows (m, d): each as the same mix of its neighbors' positions. O(n m d) for the neighbors."""
        X = self.check(X)
        new = newcomers(new, X.shape[1], self.name)
        found = among(new, X, min(self.neighbors, len(X) - 1)).indices
        return np.einsum("mk,mkc->mc", mixes(new, X[found], self.reg), fitted.positions[found]).astype(np.float32)


def mixes(rows: np.ndarray, near: np.ndarray, reg: float) -> np.ndarray:
    """Weights (m, k), each row summing to 1, by which the k neighbors `near` (m, k, d) make `rows` (m, d) best. O(m k^2 (d + k))."""
    apart = near - rows[:, None]
    gram = np.einsum("mkd,mld->mkl", apart, apart)
    trace = np.trace(gram, axis1=1, axis2=2)
    diagonal = np.arange(gram.shape[1])
    gram[:, diagonal, diagonal] += (reg * np.where(trace > 0, trace, 1))[:, None]
    made = np.linalg.solve(gram, np.ones((*gram.shape[:2], 1)))[..., 0]
    return made / made.sum(axis=1, keepdims=True)
