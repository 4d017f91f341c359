"""Least squares on the first 1, 2 ... p columns of a design, all from one factorization."""

import numpy as np


def nested(design: np.ndarray, y: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """(p, r, m) predictions at `wanted` (m, p) from the least-squares fits of y (r, n) on the first 1 ... p columns of `design`, (r, n, p) or (1, n, p).

    With design = QR, the fit on the first j columns uses the first j columns of Q, since R is triangular: every further column adds a term. O(r n p²).
    """
    Q, R = np.linalg.qr(design)
    weights = np.einsum("rnp,rn->rp", np.broadcast_to(Q, (len(y), *Q.shape[1:])), y)
    ahead = np.linalg.solve(np.swapaxes(R, -1, -2), wanted.T)  # (r or 1, p, m): the columns of Q at the wanted places
    return np.cumsum(np.moveaxis(ahead * weights[:, :, None], 1, 0), axis=0)
