"""t-SNE's pull and push on a device of PyTorch."""

from typing import TYPE_CHECKING

import numpy as np

from mllab.reduce._torch.mesh import Mesh
from mllab.reduce._tsne.affinity import Affinities
from mllab.reduce._tsne.forces import Forces

if TYPE_CHECKING:
    from torch import Tensor

PAIRS = 50_000_000  # of points, computed at once


class DeviceForces(Forces):
    """`Forces` whose sums over edges and pairs run on `device`; the picture comes from there and goes back once a step. O(n) memory."""

    def __init__(self, P: Affinities, axes: int, device: str) -> None:
        import torch

        super().__init__(P, axes)
        self.device = device
        self.starts, self.columns = (torch.from_numpy(each.astype(np.int64)).to(device) for each in (P.starts, P.columns))
        self.values = torch.from_numpy(np.array(P.values)).to(device)
        self.rows = torch.repeat_interleave(torch.arange(P.n, device=device), self.starts.diff())
        self.device_mesh = Mesh(device) if axes == 2 and self.fast is not None else None

    def at(self, y: np.ndarray) -> None:
        """Fill pull, push and mass as `Forces.at` does."""
        import torch

        points = torch.from_numpy(y).to(self.device)
        self.pull[:] = pulled(self.starts, self.rows, self.columns, self.values, points).cpu().numpy()
        push, mass = self.device_mesh.pushed(points) if self.device_mesh is not None else pushed(points)
        self.push[:], self.mass[:] = push.cpu().numpy(), mass.cpu().numpy()


def pulled(starts: "Tensor", rows: "Tensor", columns: "Tensor", values: "Tensor", y: "Tensor") -> "Tensor":
    """(axes, n) sum over edges of values q (y_i - y_j), q = 1 / (1 + |y_i - y_j|^2). O(edges)."""
    import torch

    gaps = y[:, rows] - y[:, columns]
    gaps *= values / (1 + gaps.square().sum(dim=0))
    return torch.stack([torch.segment_reduce(gap, "sum", offsets=starts, unsafe=True) for gap in gaps])


def pushed(y: "Tensor") -> "tuple[Tensor, Tensor]":
    """(axes, n) sum over all points of q^2 (y_i - y_j), and (n,) sum of q, the point itself included. O(n^2)."""
    import torch

    parts = []
    for part in y.split(max(1, PAIRS // y.shape[1]), dim=1):
        gaps = part[:, :, None] - y[:, None, :]
        q = 1 / (1 + gaps.square().sum(dim=0))
        parts.append(torch.cat([(gaps * q.square()).sum(dim=2), q.sum(dim=1)[None]]))
    both = torch.cat(parts, dim=1)
    return both[:-1], both[-1]
