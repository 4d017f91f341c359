"""Kernels that numba compiles; every module here is imported inside functions only."""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # why: mllab/neighbors/kernels/__init__.py
