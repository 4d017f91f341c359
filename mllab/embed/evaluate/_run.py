"""A test file, whatever it holds, as a table of scores."""

from pathlib import Path
from typing import TYPE_CHECKING

from mllab.embed.evaluate._analogies import AMONG, Told, analogies
from mllab.embed.evaluate._files import Questions, read_test
from mllab.embed.evaluate._pairs import judge

if TYPE_CHECKING:
    import pandas as pd

    from mllab.embed.words import Words


def evaluate(words: "Words", path: str | Path, among: int = AMONG, case: bool = False, told: Told = lambda share: None) -> "pd.DataFrame":
    """The scores of a test file: analogies by section with 3CosAdd and 3CosMul, or word similarities by Spearman, with coverage.

    `among` and `case` as in `analogies`; lines that are neither question nor pair are in the frame's attrs["rejects"]. Raises DataError for a
    file that is no test.
    """
    test = read_test(path)
    scored = analogies(words, test, among=among, case=case, told=told) if isinstance(test, Questions) else judge(words, test, among, case)
    frame = scored.frame()
    frame.attrs["rejects"] = test.rejects
    return frame


def warm() -> None:
    """Compile what an analogy test needs, or load it from the disk."""
    import numpy as np

    from mllab.embed.words import Words

    words = Words.of(list("abcdefgh"), np.random.default_rng(0).normal(size=(8, 3)))
    analogies(words, Questions("warm", (("a", "b", "c", "d"),), ("warm",)))
