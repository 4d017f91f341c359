"""Kernels that numba compiles; every module here is imported inside functions only."""

import mllab.neighbors.kernels  # noqa: F401  says how threads wait, before they start
