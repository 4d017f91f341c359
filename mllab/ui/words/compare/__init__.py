"""Two embeddings: the same query in both, how well one turns onto the other, how many neighbors they share, and their scores on public tests."""

from mllab.embed import Words
from mllab.ui.which import which
from mllab.ui.words.compare.aligned import aligned
from mllab.ui.words.compare.beside import beside
from mllab.ui.words.compare.differing import differing
from mllab.ui.words.compare.evaluated import evaluated

WAYS = {"Side by side": beside, "Neighbors kept": differing, "Turned onto each other": aligned, "Public tests": evaluated}


def show(words: Words) -> None:
    """One comparison at a time; which one stays in the link."""
    WAYS[which("Comparison", WAYS, "words_compare")](words)
