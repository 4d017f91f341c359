"""The parts of the build, each on an example that can be worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from mllab.embed import factor
from mllab.embed.default import build, estimate, join, network, speech, stop, vocabulary
from mllab.embed.default.chosen_words import WORDS
from mllab.embed.default.wordnet import WordNet
from mllab.embed.speech import PARTS
from mllab.errors import DataError


def test_pairs_share_one_over_the_others_of_their_group():
    groups, items = np.array([0, 0, 0, 1, 1, 2]), np.array([0, 1, 2, 0, 1, 3])
    np.testing.assert_allclose(
        factor.together(groups, items, 4).toarray(), [[0, 1.5, 0.5, 0], [1.5, 0, 0.5, 0], [0.5, 0.5, 0, 0], [0, 0, 0, 0]], atol=1e-6
    )


def test_mutual_information_is_that_of_the_formula():
    counts = np.array([[4.0, 1.0, 0.0], [1.0, 4.0, 2.0]])
    total, rows, columns = counts.sum(), counts.sum(1, keepdims=True), counts.sum(0, keepdims=True)
    with np.errstate(divide="ignore"):
        expected = np.maximum(np.log(counts * total / (rows * columns)), 0)
    np.testing.assert_allclose(factor.ppmi(csr_matrix(counts), 1.0).toarray(), expected)


def test_smoothing_lowers_what_a_rare_context_tells():
    counts = csr_matrix(np.array([[30.0, 1.0], [30.0, 0.0]]))
    assert factor.ppmi(counts, 0.75)[0, 1] < factor.ppmi(counts, 1.0)[0, 1]


def test_factors_give_back_the_cosines_of_a_low_rank_matrix():
    inner = np.random.default_rng(0).normal(size=(40, 3))
    found = factor.factored(csr_matrix(inner @ inner.T), 3, seed=0)  # left vectors times roots of the values are inner, turned
    centred = inner - inner.mean(axis=0)
    np.testing.assert_allclose(found @ found.T, factor.unit(centred) @ factor.unit(centred).T, atol=1e-4)


def test_a_row_with_nothing_in_it_has_zeros():
    matrix = np.random.default_rng(0).random((30, 30))
    matrix[7] = 0
    assert not factor.factored(csr_matrix(matrix), 4, seed=0)[7].any()


def test_more_dimensions_than_rows_are_refused():
    with pytest.raises(DataError, match="Ask for fewer dimensions"):
        factor.factored(csr_matrix(np.eye(4)), 4, seed=0)


def test_ridge_is_scikit_learns():
    from sklearn.linear_model import Ridge

    rng = np.random.default_rng(0)
    features, own = rng.normal(size=(60, 5)).astype(np.float32), rng.normal(size=(50, 3)).astype(np.float32)
    expected = Ridge(alpha=10.0).fit(features[:50], own).predict(features[50:])
    np.testing.assert_allclose(estimate.ridge(features, own), factor.unit(expected), atol=1e-5)


def test_joined_keeps_the_axes_of_the_first_rows_only():
    rng = np.random.default_rng(0)
    network_side = rng.normal(size=(50, 4)) * [9, 3, 1, 0.1]
    zeros = np.zeros((50, 1))
    found = join.joined(network_side, zeros, zeros, core=40, dimension=2)
    centred = network_side - network_side[:40].mean(axis=0)
    _, _, axes = np.linalg.svd(centred[:40], full_matrices=False)
    expected = factor.unit(centred @ axes[:2].T)
    np.testing.assert_allclose(found @ found.T, expected @ expected.T, atol=1e-5)


def test_bytes_are_the_numbers_to_the_nearest_of_127_steps():
    rows = np.random.default_rng(0).normal(size=(20, 8)).astype(np.float32)
    whole = join.bytes_of(rows).astype(np.float64)
    assert (np.abs(whole).max(axis=1) == 127).all()
    scale = np.abs(rows).max(axis=1, keepdims=True) / 127
    assert np.abs(whole * scale - rows).max() <= scale.max() / 2 + 1e-6


def test_a_word_is_split_as_if_it_were_not_known_as_a_whole():
    index = {"playing": 0, "play": 1, "##ing": 2, "p": 3, "##l": 4}
    assert network._split("playing", index) == [1, 2]
    assert network._split("play", index) == [], "the rest after p and ##l has no piece"


def test_words_are_whole_ones_then_those_chosen_by_hand_then_those_in_use(monkeypatch):
    lemmas = [["paris"], ["walk", "stroll"], ["janitor"]]
    senses = {("paris", "n"): [(0, 0.5)], ("walk", "v"): [(1, 4.5)], ("stroll", "v"): [(1, 0.5)], ("janitor", "n"): [(2, 0.5)]}
    known = WordNet(lemmas, [["a", "city"], ["walks", "walks", "paris"], []], [[], [["stroll"]], []], [], senses, {"walk": 4}, {})
    pieces = ["[PAD]"] * 30 + ["a", *["[unused]"] * (vocabulary.FIRST - 31), "the", "##ing", "city", "1990", "x"]
    monkeypatch.setattr(vocabulary, "WORDS", ("janitor", "the"))
    chosen = vocabulary.choose(pieces, known, size=7)
    assert chosen.words[: chosen.core] == ("a", "the", "city")
    assert chosen.words[chosen.core :] == ("janitor", "walk", "walks", "paris"), "stroll is not the first spelling of its synset"


def test_words_chosen_by_hand_must_be_in_the_dictionary(monkeypatch):
    monkeypatch.setattr(vocabulary, "WORDS", ("bitcoin",))
    with pytest.raises(DataError, match="not in WordNet: bitcoin"):
        vocabulary.choose([], WordNet([], [], [], [], {}, {}, {}), size=1)


def test_the_words_chosen_by_hand_come_once():
    assert len(WORDS) == len(set(WORDS)) > 300
    assert {"homemaker", "babysitter", "firefighter", "stylist", "cashier", "bookkeeper", "janitor", "socialite"} <= set(WORDS)


def test_fragments_are_stopped_and_words_are_not():
    known = WordNet([["king"]], [["the", "cat", "and", "the", "king", "and"]], [[]], [], {("cat", "n"): [(0, 1.0)]}, {}, {})
    words = ("the", "to", "qx", "sho", "cat", "and", "usa", "fragment")
    assert [words[row] for row in stop.stopped(words, known)] == ["qx", "sho"]


def test_a_build_is_compared_with_rounding_in_mind():
    kept = build.Built(("a", "b"), np.zeros((2, 500), np.int8), 1, np.zeros(0, np.int32), np.array([1, 2], np.uint8))
    near, far = kept.vectors.copy(), kept.vectors.copy()
    near[0, :5] = 1
    far[0, 0] = 4
    assert "0.500% of the bytes differ, by at most 1" in build.compared(replace(kept, vectors=near), kept)
    with pytest.raises(DataError, match="by up to 4"):
        build.compared(replace(kept, vectors=far), kept)
    with pytest.raises(DataError, match="other words"):
        build.compared(replace(kept, words=("a", "c")), kept)
    with pytest.raises(DataError, match="other parts of speech"):
        build.compared(replace(kept, parts=kept.parts[::-1]), kept)


def test_the_part_of_speech_is_that_which_the_base_form_is_seen_in_most():
    """went is a form of the verb go, seen 5 times there, once as a noun; he is a function word, though WordNet knows helium by it."""
    senses = {
        ("go", "v"): [(0, 5.5)],
        ("go", "n"): [(1, 1.5)],
        ("he", "n"): [(2, 0.5)],
        ("green", "a"): [(3, 4.5), (4, 0.25)],
        ("green", "n"): [(5, 2.5)],
    }
    known = WordNet([], [], [], [], senses, {}, {("went", "v"): ["go"]})
    words = ("go", "went", "goes", "he", "greener", "green", "qwx")
    named = [PARTS[code] for code in speech.parts(words, known)]
    assert named == ["verb", "verb", "verb", "function word", "adjective", "adjective", "not known"]
