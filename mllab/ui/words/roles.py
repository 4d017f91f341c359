"""What a word's colour says in the pictures of this page."""

from mllab.charts.word_plane import ESTIMATED, NEAR
from mllab.embed import Words


def role(words: Words, word: str) -> str:
    """A neighbor, or one whose vector was estimated from other words' vectors."""
    if words.estimated is None:
        return NEAR
    row = words.vocabulary.find(word)
    return ESTIMATED if row is not None and bool(words.estimated[row]) else NEAR
