"""Up to a million points drawn by the graphics card: pan, zoom, orbit, hover, select; maps of one group share what is chosen."""

from mllab.ui.points.component import points
from mllab.ui.points.images import Images
from mllab.ui.points.packet import Part, text
from mllab.ui.points.picked import Picked

__all__ = ["Images", "Part", "Picked", "points", "text"]
