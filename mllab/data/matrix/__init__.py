"""One way from a table to a matrix: what every algorithm sees, and what was done to each column on the way.

>>> seen = encode(table)
>>> seen.values.shape, seen.names[:2], seen.notes["age"]
((2430, 61), ('region = North', 'region = South'), '12 % missing filled with the median, flagged; scaled')
"""

from mllab.data.matrix._matrix import Matrix, encode, fit

__all__ = ["Matrix", "encode", "fit"]
