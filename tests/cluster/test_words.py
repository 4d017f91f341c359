"""Typical words of groups: Grootendorst's formula by hand, and words that are typical rather than common."""

import numpy as np
import pytest

from mllab.cluster.judge.words import _weights, typical_words
from mllab.errors import DataError


def test_the_weights_are_those_of_the_paper():
    """Grootendorst 2022, equation 2: W = tf log(1 + A / f), worked out by hand for two groups of ten and six words."""
    counts = np.array([[6, 4, 0], [0, 4, 2]])
    mean = (10 + 6) / 2
    by_hand = [
        [6 / 10 * np.log(1 + mean / 6), 4 / 10 * np.log(1 + mean / 8), 0.0],
        [0.0, 4 / 6 * np.log(1 + mean / 8), 2 / 6 * np.log(1 + mean / 2)],
    ]
    np.testing.assert_allclose(_weights(counts), by_hand, rtol=1e-12)


def test_words_are_typical_and_not_the_commonest():
    """Coffee stands in every text and is the commonest word of both groups; what parts them is the parcel and the mill."""
    late = ["der kaffee ist gut, das paket war spät"] * 20 + ["kaffee gut, kaffee stark"] * 20
    loud = ["der kaffee ist gut, das mahlwerk war laut"] * 20 + ["kaffee gut, kaffee stark"] * 20
    found = typical_words(late + loud, np.repeat([0, 1], 40), many=5)
    assert {group: set(words) for group, words in found.items()} == {0: {"paket", "spät"}, 1: {"mahlwerk", "laut"}}


def test_noise_names_nothing_and_texts_without_words_leave_a_group_without_a_name():
    assert typical_words(["a b", "1 2 3", ""], np.array([0, 0, -1])) == {0: []}
    assert typical_words(["apple pie"] * 6 + ["42"] * 4, np.repeat([0, 1], [6, 4])) == {0: ["apple", "pie"], 1: []}


def test_texts_and_labels_are_of_the_same_rows():
    with pytest.raises(DataError, match="2 texts and 3 labels"):
        typical_words(["a", "b"], np.zeros(3, dtype=int))
