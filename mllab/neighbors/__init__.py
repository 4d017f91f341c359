"""The nearest rows of every row: searched once per matrix, kept, and shared by whatever stands on neighbors.

>>> found = nearest(X, k=15)          # X (n, d); exact up to 50,000 rows, above that recall >= 0.99, measured
>>> found.indices, found.distances    # (n, k) int32 and float32, nearest first, a row never its own neighbor
>>> nearest(X, k=10)                  # no second search
"""

from mllab.neighbors._graph import Metric, Neighbors
from mllab.neighbors._kept import forget
from mllab.neighbors._search import Told, among, nearest, searching, warm

__all__ = ["Metric", "Neighbors", "Told", "among", "forget", "nearest", "searching", "warm"]
