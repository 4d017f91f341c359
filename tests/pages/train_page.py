"""How the tests work the page "Train and compare": open it, wait for the board, read what is told."""

import time
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).parents[2] / "pages" / "train.py"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """One workspace for all these tests, so that what one has trained another finds; work is done in a thread of the test."""
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path_factory.getbasetemp() / "mllab-home"))
    monkeypatch.setenv("MLLAB_WORKERS", "0")


def opened(**query: str | list[str]) -> AppTest:
    """The page with a finished board."""
    at = AppTest.from_file(str(PAGE), default_timeout=120)
    for name, value in query.items():
        at.query_params[name] = value
    return finished(at.run())


def finished(at: AppTest, seconds: float = 120) -> AppTest:
    """The page once nothing is under way any more."""
    until = time.monotonic() + seconds
    while any(str(button.key).endswith("_stop") or button.key == "board-stop" for button in at.button) and time.monotonic() < until:
        time.sleep(0.1)
        at.run()
    assert not at.exception, at.exception[0].message
    return at


def told(at: AppTest) -> str:
    """All that is said, without the marks of Markdown."""
    kinds = ("markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in getattr(at, kind)).replace("\\", "")


def board(at: AppTest) -> pd.DataFrame:
    """The leaderboard, by model."""
    return next(frame.value for frame in at.dataframe if "model" in frame.value).set_index("model")
