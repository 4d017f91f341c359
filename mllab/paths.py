"""Where things lie: the app's own files, and the workspace where the user's tables and runs are kept."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def app_root() -> Path:
    """The folder with app.py, pages/ and datasets/: the checkout, or the copy inside an installed wheel."""
    installed = PACKAGE / "_app"
    return installed if installed.exists() else PACKAGE.parent


def workspace() -> Path:
    """The folder of the user's tables and runs: MLLAB_HOME, or ~/.mllab. Made when missing."""
    home = Path(os.environ.get("MLLAB_HOME") or Path.home() / ".mllab").expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True)
    return home
