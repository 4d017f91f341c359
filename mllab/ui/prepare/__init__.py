"""The pieces of the Prepare page."""

from mllab.ui.prepare.add import add
from mllab.ui.prepare.draft import draft, script
from mllab.ui.prepare.preview import preview
from mllab.ui.prepare.save import save
from mllab.ui.prepare.sees import sees
from mllab.ui.prepare.steps import steps
from mllab.ui.prepare.suggest import suggestion

__all__ = ["add", "draft", "preview", "save", "script", "sees", "steps", "suggestion"]
