"""The questions asked of an embedding; only the one that is open is computed, and which it is stays in the link."""

from mllab.embed import Words
from mllab.ui.which import which
from mllab.ui.words import analogy, axes, compare, learn, map, similar, unusual

QUESTIONS = {
    "Similar": similar.show,
    "Analogy": analogy.show,
    "Axes": axes.show,
    "Unusual connections": unusual.show,
    "Map": map.show,
    "Compare": compare.show,
    "Learn": learn.show,
}


def ask(words: Words) -> None:
    """A row of questions, and the answer to the chosen one."""
    QUESTIONS[which("Question", QUESTIONS, "words_ask")](words)
