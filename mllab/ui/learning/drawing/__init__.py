"""Drawing points by hand: a square that every lab can have, and what was drawn as a table."""

from mllab.ui.learning.drawing.canvas import MOST, Point, canvas, told
from mllab.ui.learning.drawing.drawn import drawn
from mllab.ui.learning.drawing.keep import keep, table_of

__all__ = ["MOST", "Point", "canvas", "drawn", "keep", "table_of", "told"]
