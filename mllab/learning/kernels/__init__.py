"""Loops that numba compiles; every module here is imported inside functions only."""
