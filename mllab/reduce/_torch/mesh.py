"""The grid of `_tsne.mesh` on a device of PyTorch: the same size, the same kernel, the same splines."""

from typing import TYPE_CHECKING

import numpy as np

from mllab.reduce._tsne import mesh

if TYPE_CHECKING:
    from torch import Tensor

WHOLE = 2.0**30  # charges are dealt in whole parts of this size: whole numbers add up to the same sum in any order
ORDER = 6  # nodes per axis that a point touches, as in the compiled kernel


class Mesh(mesh.Mesh):
    """The grid of one picture as it grows, its kernel kept on `device`."""

    def __init__(self, device: str) -> None:
        super().__init__()
        self.device = device

    def pushed(self, y: "Tensor") -> "tuple[Tensor, Tensor]":
        """(forces (2, n), mass (n,)) of points y (2, n). O(n + side^2 log side)."""
        import torch

        low, high = y.min(dim=1).values, y.max(dim=1).values
        before = self.kernel if self.side else None
        self._fit(float((high - low).max()))
        if self.kernel is not before:
            self.waves, self.lags = (torch.from_numpy(each).to(self.device) for each in (self.kernel, self.near))
        place = (y - (low - 1e-3 * self.spacing)[:, None]) / self.spacing
        node = place.floor()
        w, d = splines(place - node)
        corner = torch.arange(ORDER, device=y.device)
        first, second = node.long()[:, :, None] + corner  # (n, ORDER) along each axis
        cells = first[:, :, None] * self.side + second[:, None, :]
        field = self._field(cells, w)[cells]
        return self._read(field, w, d, y.shape[1])

    def _field(self, cells: "Tensor", w: "Tensor") -> "Tensor":
        """The field at every node (side * side,) of the points' charges."""
        import torch

        charges = (w[0][:, :, None] * w[1][:, None, :] * WHOLE).round().long()
        grid = torch.zeros(self.side * self.side, dtype=torch.int64, device=w.device).index_add_(0, cells.ravel(), charges.ravel())
        spread = (grid.double() / WHOLE).float().view(self.side, self.side)
        waves = torch.fft.rfft2(spread, s=(self.size, self.size)) * self.waves
        return torch.fft.irfft2(waves, s=(self.size, self.size))[: self.side, : self.side].ravel()

    def _read(self, field: "Tensor", w: "Tensor", d: "Tensor", n: int) -> "tuple[Tensor, Tensor]":
        """The field and minus half its slope at the points, without what each gave to itself."""
        import torch

        pairs = ((w[0], w[1]), (d[0], w[1]), (w[0], d[1]))
        mass, *slopes = (torch.einsum("nr,nrc,nc->n", u, field, v) for u, v in pairs)
        (even, odd) = overlaps(w, d)
        own = ((even[0], even[1]), (odd[0], even[1]), (even[0], odd[1]))
        mass, *slopes = (each - torch.einsum("nr,rc,nc->n", u, self.lags, v) for each, (u, v) in zip((mass, *slopes), own, strict=True))
        return torch.stack(slopes) * np.float32(-0.5 / self.spacing).item(), mass + (1 + self.far * (n - 1))


def splines(t: "Tensor") -> "tuple[Tensor, Tensor]":
    """Weights of the ORDER nodes around points at share t (axes, n) of their cells, and their derivatives by t: (axes, n, ORDER) each."""
    import torch

    w = [1 - t, t]
    for order in range(3, ORDER + 1):
        if order == ORDER:
            d = [-w[0], *(w[j - 1] - w[j] for j in range(1, ORDER - 1)), w[ORDER - 2]]
        part = 1 / (order - 1)
        inner = [part * ((t + (order - 1 - j)) * w[j - 1] + ((j + 1) - t) * w[j]) for j in range(1, order - 1)]
        w = [part * (1 - t) * w[0], *inner, part * t * w[order - 2]]
    return torch.stack(w, dim=-1), torch.stack(d, dim=-1)


def overlaps(w: "Tensor", d: "Tensor") -> "tuple[Tensor, Tensor]":
    """How a point's own charge reaches it over so many nodes, (axes, n, ORDER): sums of w w, and of d w, both ways."""
    import torch

    even = [(w[..., : ORDER - lag] * w[..., lag:]).sum(dim=-1) * (1 if lag == 0 else 2) for lag in range(ORDER)]
    there = [(d[..., : ORDER - lag] * w[..., lag:] + d[..., lag:] * w[..., : ORDER - lag]).sum(dim=-1) for lag in range(ORDER)]
    odd = [each * (0.5 if lag == 0 else 1) for lag, each in enumerate(there)]
    return torch.stack(even, dim=-1), torch.stack(odd, dim=-1)
