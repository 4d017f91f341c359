"""Which words are alike: the nearest to a word, two lists against each other, and the one that does not belong."""

from mllab.embed import Words
from mllab.ui.which import which
from mllab.ui.words.similar.heat import heat
from mllab.ui.words.similar.nearest import nearest
from mllab.ui.words.similar.odd import odd

WAYS = {"Nearest": nearest, "Heat map": heat, "Odd one out": odd}


def show(words: Words) -> None:
    """One way to look at similarity at a time; which one stays in the link."""
    WAYS[which("Way", WAYS, "words_way")](words)
