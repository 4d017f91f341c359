"""UMAP's epochs on a device of PyTorch."""

from typing import TYPE_CHECKING

import numpy as np

from mllab.reduce._umap.layout import DRAWS

if TYPE_CHECKING:
    from torch import Tensor

LIMIT, TINY = 4.0, 1e-12  # as in the compiled kernel
WORD, SIGN = 1 << 64, 1 << 63


class Advance:
    """The compiled `advance` on `device`, called as that is, for points that act on each other; the edges stay there between calls."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.kept: np.ndarray | None = None

    def __call__(
        self,
        heads: np.ndarray,
        tails: np.ndarray,
        speed: np.ndarray,
        indptr: np.ndarray,
        indices: np.ndarray,
        weights: np.ndarray,
        degree: np.ndarray,
        a: float,
        b: float,
        push: np.ndarray,
        ahead: float,
        rates: np.ndarray,
        first: int,
        key: int,
        deep: bool | None,
        dense: None = None,
    ) -> None:
        """Run the epochs first, first + 1, ..., one for each of `rates`; heads (2, 3, n + wrap) and speed (3, n) are written. O(edges + 32 n) each."""
        self._hold(indptr, indices, weights, degree)
        n, axes, draws, total = len(degree), 3 if deep else 2, int(push[0]), tails.shape[2] - DRAWS
        now, moved = self._sent(heads[first % 2, :axes, :n]), self._sent(speed[:axes])
        power, strength = (float(a), float(b)), float(push[1]) / (4 * float(a) * float(b) * draws)
        for epoch, rate in enumerate(rates, first):
            others = _round(now, DRAWS)
            force = self._pull(now, others, *power) / self.degree
            force += strength * _push(now, others, drawn(key, epoch, n, total, self.device), draws, *power)
            moved = float(ahead) * moved + float(rate) * force.clamp(-LIMIT, LIMIT)
            now = now + moved
        speed[:axes] = moved.cpu().numpy()
        heads[(first + len(rates)) % 2, :axes] = _round(now, heads.shape[2] - n).cpu().numpy()

    def _sent(self, given: np.ndarray) -> "Tensor":
        import torch

        return torch.from_numpy(np.ascontiguousarray(given)).to(self.device)

    def _hold(self, indptr: np.ndarray, indices: np.ndarray, weights: np.ndarray, degree: np.ndarray) -> None:
        """Take the edges to the device, unless they are those of the call before."""
        import torch

        if self.kept is weights:
            return
        self.kept = weights
        self.starts, self.ends = self._sent(indptr.astype(np.int64)), self._sent(indices.astype(np.int64))
        self.weights, self.degree = self._sent(weights), self._sent(degree)
        self.rows = torch.repeat_interleave(torch.arange(len(degree), device=self.device), self.starts.diff())

    def _pull(self, now: "Tensor", others: "Tensor", a: float, b: float) -> "Tensor":
        """(axes, n) the pull along the edges, summed row by row."""
        import torch

        gaps = now[:, self.rows] - others[:, self.ends]
        square = gaps.square().sum(dim=0) + TINY
        u = square**b
        gaps *= -self.weights * u / (square * (1 + a * u))
        return torch.stack([torch.segment_reduce(gap, "sum", offsets=self.starts, unsafe=True) for gap in gaps])


def _push(now: "Tensor", others: "Tensor", first: "Tensor", draws: int, a: float, b: float) -> "Tensor":
    """(axes, n) the push of the `draws` points from `first` (n,) on."""
    import torch

    gaps = now[:, :, None] - others[:, first[:, None] + torch.arange(draws, device=now.device)]
    square = gaps.square().sum(dim=0) + TINY
    gaps *= 2 * b / ((0.001 + square) * (1 + a * square**b))
    return gaps.clamp(-LIMIT, LIMIT).sum(dim=2)


def _round(points: "Tensor", more: int) -> "Tensor":
    """The points (axes, n) and the first `more` of them again."""
    import torch

    return points[:, torch.arange(points.shape[1] + more, device=points.device) % points.shape[1]]


def drawn(key: int, epoch: int, rows: int, n: int, device: str) -> "Tensor":
    """(rows,) numbers in 0..n-1, those of the compiled `drawn` (splitmix64) for the rows 0, 1, ...; 64-bit words as PyTorch has them, signed."""
    import torch

    h = torch.arange(rows, device=device) * _signed(0xD1342543DE82EF95) + _signed(key + epoch * 0x9E3779B97F4A7C15)
    h = (h ^ _right(h, 30)) * _signed(0xBF58476D1CE4E5B9)
    h = (h ^ _right(h, 27)) * _signed(0x94D049BB133111EB)
    h = h ^ _right(h, 31)
    return (_right(h, 1) % n * 2 + (h & 1)) % n


def _signed(word: int) -> int:
    word %= WORD
    return word - WORD if word >= SIGN else word


def _right(words: "Tensor", by: int) -> "Tensor":
    """Shifted to the right, zeros coming in."""
    return (words >> by) & ((1 << (64 - by)) - 1)
