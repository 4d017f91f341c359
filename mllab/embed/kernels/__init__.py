"""Kernels that numba compiles; every module here is imported inside functions only."""

import mllab.neighbors.kernels  # noqa: F401  (it sets how threads wait, before the first of them starts)
