"""Non-negative matrix factorization: rows as sums of parts."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.params import knob
from mllab.peers import quiet
from mllab.reduce._base import Reduction
from mllab.reduce._linear import Mixture, newcomers, weights
from mllab.reduce._sklearn import AtMost, written
from mllab.script import Script

LOSSES = {"squares": ("frobenius", "cd"), "Kullback-Leibler": ("kullback-leibler", "mu")}


@dataclass(frozen=True)
class NMF(Mixture):
    """Every row as a sum of a few parts, with nothing taken away: the axes say how much of each part a row holds.

    Columns with negative numbers are first shifted to start at 0. Fails to be unique: other parts may fit as well, and another
    number of axes gives other parts. O(n d k) an iteration (Cichocki & Phan 2009; for Kullback-Leibler Lee & Seung 2001).
    """

    name: ClassVar[str] = "NMF"
    source: ClassVar[str] = "Paatero & Tapper 1994; Lee & Seung 1999"
    limit: ClassVar[int] = 200_000
    peer: ClassVar[str] = "sklearn.decomposition.NMF"
    cannot: ClassVar[str] = "Only sums of parts, never differences: opposites are not drawn as opposite sides."

    dimensions: int = knob(2, 2, 3, help="Number of parts.")
    loss: Literal["squares", "Kullback-Leibler"] = knob("squares", help="What a misfit costs; Kullback-Leibler suits counts.")
    iterations: int = knob(500, 10, 5000, log=True, help="Iterations at most.")

    def arguments(self, seed: int) -> dict[str, Any]:
        loss, solver = LOSSES[self.loss]
        how = {"init": "nndsvda", "solver": solver, "beta_loss": loss, "max_iter": self.iterations, "random_state": seed}
        return {"n_components": AtMost(self.dimensions, "*X.shape"), **how}

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        shift = np.minimum(X.min(axis=0), 0)
        shifted = int(np.count_nonzero(shift))
        note = f"{shifted} of {len(shift)} columns hold negative numbers and were shifted to start at 0." if shifted else ""
        positions = model.fit_transform(X - shift)
        loadings = model.components_.T.copy()
        return Reduction(
            positions, None, loadings, shift, float(model.reconstruction_err_), "reconstruction error", model.n_iter_, self.iterations, note
        )

    def script(self, seed: int = 0) -> Script:
        return written(self.peer, self.arguments(seed), "X - np.minimum(X.min(axis=0), 0)")

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, k) of new rows (m, d): how much of each fitted part makes them best, by the same loss. O(m d k) an iteration.

        What is below the fitted minimum of a shifted column counts as that minimum.
        """
        from sklearn.decomposition import non_negative_factorization

        parts, shift = weights(fitted, self.name)
        rows = np.maximum(newcomers(new, len(shift), self.name) - shift, 0).astype(parts.dtype)
        loss, solver = LOSSES[self.loss]
        how = {"update_H": False, "solver": solver, "beta_loss": loss, "max_iter": self.iterations, "random_state": 0}
        with quiet():
            made, _, _ = non_negative_factorization(rows, H=np.ascontiguousarray(parts.T), n_components=parts.shape[1], **how)
        return np.ascontiguousarray(made, dtype=np.float32)
