"""Names in Vega expressions: whatever a column, a class or a word is called, it is drawn and never obeyed."""

import json

import numpy as np
import pytest
import vl_convert

from mllab.charts.names import TAKEN, written
from mllab.charts.weighed_words import weighed_words

WORDS = [
    *sorted(TAKEN), "datum", "event", "item", "parent", "signal", "while", "function", "return", "this", "null", "true", "NaN", "Math", "pow",
    "data", "scale", "width", "split", "length", "prototype", "window", "format", "time", "inrange", "eval", "'; x", '"quoted\\"', "größe", "😀",
]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_chart_of_a_word_is_drawn_with_the_word(word):
    """Compiled and run by Vega itself: `if`, `constructor` and other names that it uses once left the chart empty."""
    picture = weighed_words([word, "usual"], np.array([2.0, 1.0]), ["a", "b"], "weight", 2.0).to_dict()
    drawn = vl_convert.vegalite_to_svg(picture).replace("&quot;", '"').replace("&#39;", "'").replace("&apos;", "'")
    assert f">{word}</text>" in drawn
    assert ">usual</text>" in drawn


def test_all_other_names_are_plain_json():
    names = [word for word in WORDS if word not in TAKEN]
    assert json.loads(written(names)) == names
