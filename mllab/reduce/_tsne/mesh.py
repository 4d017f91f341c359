"""Repulsion between all pairs of a picture in O(n + g log g): charges on a grid, one convolution, one field read back.

One charge per point and the kernel 1 / (1 + r^2) give its sum over all others; the force is half its slope, which the splines give
without further transforms (smooth particle-mesh Ewald, Essmann et al. 1995, for the kernel of t-SNE as in Linderman et al. 2019).
"""

import numpy as np

SPACING = 0.5  # of nodes; the kernel is about 1 wide
FEWEST = 48  # nodes per side, for pictures that are still small
EDGE = 7  # nodes beyond the points, for the splines' reach
MOST = 1400  # nodes per side; wider pictures get wider cells


class Mesh:
    """The grid of one picture as it grows; kernel transforms are kept while the grid stays."""

    def __init__(self) -> None:
        self.side, self.size, self.spacing = 0, 0, 0.0

    def push(self, y: np.ndarray, forces: np.ndarray, mass: np.ndarray) -> None:
        """forces (2, n) and mass (n,) of points y (2, n), as the exact kernel `push_2d` gives them."""
        from scipy import fft

        from mllab.reduce.kernels.tsne_mesh import read, spread

        low, high = y.min(axis=1), y.max(axis=1)
        self._fit(float((high - low).max()))
        low, finer = low - np.float32(1e-3 * self.spacing), np.float32(1 / self.spacing)
        spread(y, low[0], low[1], finer, self.side, self.grids, self.grid)
        waves = fft.rfft(self.grid[: self.side], n=self.size, axis=1, workers=2)
        waves = fft.fft(waves, n=self.size, axis=0, workers=2, overwrite_x=True)
        waves *= self.kernel
        waves = fft.ifft(waves, axis=0, workers=2, overwrite_x=True)[: self.side]
        field = fft.irfft(waves, n=self.size, axis=1, workers=2)
        read(y, low[0], low[1], finer, field, self.near, forces, mass)
        mass += np.float32(1 + self.far * (y.shape[1] - 1))

    def _fit(self, span: float) -> None:
        """Take a grid that holds the span with some room to grow, when the present one does not fit."""
        room = (self.side - EDGE) * self.spacing
        if span <= room and (room < 1.35 * span or (self.spacing == SPACING and self.side <= FEWEST)):
            return
        wide = max(1.12 * span, 1e-12)
        self.spacing = max(min(SPACING, wide / (FEWEST - EDGE)), wide / (MOST - EDGE))
        from scipy import fft

        from mllab.reduce.kernels.tsne_mesh import SHARES

        self.side = int(np.ceil(wide / self.spacing)) + EDGE
        self.size = fft.next_fast_len(2 * self.side, real=True)
        self.grids = np.zeros((SHARES, self.side, self.side), np.float32)
        self.grid = np.zeros((self.side, self.side), np.float32)
        self.kernel, self.near, self.far = _kernel(self.size, self.spacing)


def _kernel(size: int, spacing: float) -> tuple[np.ndarray, np.ndarray, float]:
    """(transform (size, size // 2 + 1) of 1 / (1 + r^2) less its value at the far corner, the same on the nodes near 0, that value).

    Less that value, because in a tiny picture the kernel is all but flat and single precision would lose its slope.
    The splines smooth twice, on the way to the grid and back; the transform is divided by what that does to each wave.
    """
    from scipy import fft

    from mllab.reduce.kernels.tsne_mesh import ORDER

    step = np.minimum(np.arange(size), size - np.arange(size)) * spacing
    squares = step[:, None] ** 2 + step[None, :] ** 2
    most = squares.max()
    waves = fft.rfft2((most - squares) / ((1 + squares) * (1 + most)), workers=2)
    turn = 2 * np.pi * np.arange(size) / size
    smooth = (66 + 52 * np.cos(turn) + 2 * np.cos(2 * turn)) / 120
    waves /= (smooth[:, None] * smooth[None, : size // 2 + 1]) ** 2
    near = fft.irfft2(waves, s=(size, size), workers=2)[:ORDER, :ORDER]
    return waves.real.astype(np.float32), near.astype(np.float32), float(1 / (1 + most))
