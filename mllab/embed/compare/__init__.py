"""Two embeddings side by side.

>>> align(first, second).fit                  # mean cosine of shared words after turning one onto the other: fitted, held out
>>> overlap(first, second, k=10).shares       # neighbors kept, per shared word
"""

from mllab.embed.compare.fewer import fewer
from mllab.embed.compare.overlap import Overlap, overlap
from mllab.embed.compare.procrustes import Alignment, align, orthogonal
from mllab.embed.compare.shared import Shared, shared

__all__ = ["Alignment", "Overlap", "Shared", "align", "fewer", "orthogonal", "overlap", "shared"]
