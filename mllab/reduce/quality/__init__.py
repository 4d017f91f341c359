"""How far a picture can be trusted. One question per file.

>>> judge(X, positions).at(10)                      # trustworthiness, continuity and recall of the 10 nearest neighbors
>>> lost(X, positions, k=10)                        # (n,) share of each row's neighbors that the picture lost
>>> *_, last = stability(reducer, X, seeds=5)       # how much the picture depends on the seed, row by row
>>> dict(sweep(reducer, X, [{"perplexity": p} for p in (5, 30, 100)]))
"""

from mllab.reduce.quality.every_row import lost
from mllab.reduce.quality.figures import Quality, judge, judging, warm
from mllab.reduce.quality.procrustes import onto
from mllab.reduce.quality.seeds import Stability, stability
from mllab.reduce.quality.shepard import Shepard
from mllab.reduce.quality.sweeps import sweep

__all__ = ["Quality", "Shepard", "Stability", "judge", "judging", "lost", "onto", "stability", "sweep", "warm"]
