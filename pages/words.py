"""Words: meaning as directions."""

from mllab.ui import page
from mllab.ui.words import ask, choose_words

with page("Words", "Every word is a point in space, placed by the company it keeps: near means alike, and directions mean something."):
    ask(choose_words())
