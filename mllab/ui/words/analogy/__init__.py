"""Calculating with words: sums drawn as arrows, three ways to solve an analogy, many of them from a file, and a quiz."""

from mllab.embed import Words
from mllab.ui.which import which
from mllab.ui.words.analogy.arithmetic import arithmetic
from mllab.ui.words.analogy.batch import batch
from mllab.ui.words.analogy.quiz import quiz

WAYS = {"Arithmetic": arithmetic, "Many from a file": batch, "Quiz": quiz}


def show(words: Words) -> None:
    """One way at a time; which one stays in the link."""
    WAYS[which("Way", WAYS, "words_reckon")](words)
