"""The home page: what would you like to do?"""

from mllab.ui.home.gallery import gallery
from mllab.ui.home.hero import hero
from mllab.ui.home.overview import latest_runs, your_tables
from mllab.ui.home.path import ask

__all__ = ["ask", "gallery", "hero", "latest_runs", "your_tables"]
