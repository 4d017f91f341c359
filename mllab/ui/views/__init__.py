"""Named views: a small button on every page that keeps the present link, and the list of them on Home."""

from mllab.ui.views.here import holding, selected
from mllab.ui.views.keep import views_button
from mllab.ui.views.shelf import kept_views

__all__ = ["holding", "kept_views", "selected", "views_button"]
