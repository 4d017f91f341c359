"""The n best rows for a query, exactly: the same as a search in double precision over all rows."""

from mllab.embed.search._codes import Codes, encode, row_norms
from mllab.embed.search._gather import gather
from mllab.embed.search._parts import seen
from mllab.embed.search._top import Measure, direction, product, top
from mllab.embed.search._warm import warm

__all__ = ["Codes", "Measure", "direction", "encode", "gather", "product", "row_norms", "seen", "top", "warm"]
