"""The pieces of the Explore page, one view each."""

from mllab.ui.explore.build import build
from mllab.ui.explore.columns import columns
from mllab.ui.explore.headline import headline, target
from mllab.ui.explore.missing import missing
from mllab.ui.explore.rows import rows
from mllab.ui.explore.together import together

__all__ = ["build", "columns", "headline", "missing", "rows", "target", "together"]
