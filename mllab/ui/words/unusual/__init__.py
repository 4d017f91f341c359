"""Unusual connections: what the texts put together, measured and doubted."""

from mllab.embed import Words
from mllab.ui.which import which
from mllab.ui.words.compare.differing import differing
from mllab.ui.words.listing import caution
from mllab.ui.words.unusual.association import association
from mllab.ui.words.unusual.debiasing import debiasing
from mllab.ui.words.unusual.hubs import hubs
from mllab.ui.words.unusual.single import single

WAYS = {
    "Association test": association,
    "Word by word": single,
    "Debiasing": debiasing,
    "Hubs": hubs,
    "Two embeddings": differing,
}


def show(words: Words) -> None:
    """One way to look for unusual connections at a time; which one stays in the link."""
    WAYS[which("Way", WAYS, "words_unusual")](words)
    caution()
