"""The pieces of the words page: which embedding, and one folder per question asked of it."""

from mllab.ui.words.ask import ask
from mllab.ui.words.chosen import choose_words

__all__ = ["ask", "choose_words"]
