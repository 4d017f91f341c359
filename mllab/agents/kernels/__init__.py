"""Loops that numba compiles; every module here is imported inside functions only. The code panel shows these same sources."""
