"""Kernels that numba compiles; every module here is imported inside functions only."""

import os

# Threads that wait for work sleep instead of spinning: the matrix products and transforms between two kernels have threads of their own,
# and on a busy machine a spinning thread takes the core that the working one needs (measured: 36 ms instead of 1). Read by OpenMP when it starts.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
