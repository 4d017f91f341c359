"""What words answer: the same as gensim 4.4 on the same vectors, and what gensim has no answer to."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from mllab.embed import Words
from mllab.errors import DataError, ParamError

PLANE = {
    "king": (1, 1),
    "queen": (1, -1),
    "man": (0, 1),
    "woman": (0, -1),
    "new": (2, 0),
    "york": (0, 3),
    "kings": (3, 3.3),
    "apple": (-1, 0),
}


@pytest.fixture(scope="module")
def words(related):
    return Words.of(*related)


@pytest.fixture(scope="module")
def plane():
    return Words.of(list(PLANE), np.array(list(PLANE.values())), "plane")


def same(ours, theirs):
    assert [word for word, _ in ours] == [word for word, _ in theirs]
    np.testing.assert_allclose([score for _, score in ours], [score for _, score in theirs], atol=2e-6)


def test_neighbors_are_those_of_gensim(words, keyed):
    for word in ("Paris", "slow", "son", "mouse"):
        same(words.similar(word, 12), keyed.most_similar(word, topn=12))
        same(words.similar([word, "brother"], 5), keyed.most_similar(positive=[word, "brother"], topn=5))
        same(words.similar(word, 5, among=500), keyed.most_similar(word, topn=5, restrict_vocab=500))
        assert words.similarity(word, "brother") == pytest.approx(keyed.similarity(word, "brother"), abs=1e-6)


def test_analogies_are_those_of_gensim_by_both_methods(words, keyed):
    for a, b, c in (("man", "king", "woman"), ("slow", "slowly", "rapid"), ("France", "Paris", "Spain"), ("go", "going", "walk")):
        if not all(word in words for word in (a, b, c)):
            continue
        same(words.analogy(a, b, c, 8), keyed.most_similar(positive=[b, c], negative=[a], topn=8))
        same(words.analogy(a, b, c, 8, "3CosMul"), keyed.most_similar_cosmul(positive=[b, c], negative=[a], topn=8))


def test_a_chain_is_that_of_gensim(words, keyed):
    terms = [(2.0, "slow"), (-0.5, "mouse"), (1.0, "brother")]
    same(words.sum(terms, 6), keyed.most_similar(positive=[("slow", 2.0), ("brother", 1.0)], negative=[("mouse", -0.5)], topn=6))
    np.testing.assert_allclose(words.vector(terms), 2 * words.unit[words.row("slow")] - 0.5 * words.unit[words.row("mouse")] + words.unit[words.row("brother")], atol=1e-6)  # fmt: skip


def test_a_vector_asks_like_a_word(words, keyed):
    vector = words.vector("slow")
    np.testing.assert_array_equal(vector, keyed["slow"])
    same(words.similar(vector, 4), keyed.similar_by_vector(keyed["slow"], topn=4))


def test_pair_direction_follows_its_formula(plane):
    """Levy and Goldberg 2014: cos(x - c, b - a), words as vectors of length 1."""
    found = dict(plane.analogy("man", "king", "woman", 8, "pair direction"))
    a, b, c = (plane.units([plane.row(word)])[0] for word in ("man", "king", "woman"))
    for word, score in found.items():
        x = plane.units([plane.row(word)])[0]
        way = x - c
        assert score == pytest.approx(way @ (b - a) / np.sqrt(way @ way) / np.sqrt((b - a) @ (b - a)), abs=1e-12)
    assert set(found) == set(PLANE) - {"man", "king", "woman"}


def test_the_inputs_of_an_analogy_can_be_let_in(plane):
    """Linzen 2016: left in, they often win."""
    out, let_in = plane.analogy("apple", "apple", "king", 1), plane.analogy("apple", "apple", "king", 1, inputs=True)
    assert (out[0][0], let_in[0][0]) == ("kings", "king")


def test_distances_and_dot_products_are_of_the_vectors_as_they_are(plane):
    assert plane.similar("man", 2, "dot") == [("kings", pytest.approx(3.3)), ("york", 3)]
    assert plane.similar("man", 2, "euclidean") == [("king", 1.0), ("apple", pytest.approx(2**0.5))]


def test_a_phrase_is_composed_and_says_so(plane):
    assert plane.composed("new york") == ("new", "york")
    assert plane.composed("king") is None
    np.testing.assert_allclose(plane.vector("new york"), [0.5, 0.5])
    assert "new" not in dict(plane.similar("new york"))
    assert plane.similar("new york", 1)[0] == ("king", pytest.approx(1))


def test_a_phrase_that_the_file_has_is_one_entry():
    words = Words.of(["new_york", "new", "york", "tab\there", "newyork"], np.eye(5))
    assert words.composed("new york") is None
    assert words.row(" new  york ") == 0
    assert words.row("tab\there") == 3


def test_forms_of_the_query_can_be_left_out(plane):
    assert "kings" in dict(plane.similar("king"))
    assert "kings" not in dict(plane.similar("king", forms=False))
    assert len(plane.similar("king", 6, forms=False)) == 6


def test_the_odd_one_is_least_like_the_others(plane, words, keyed):
    odd, means = plane.odd_one_out(["king", "kings", "man", "apple"])
    assert odd == "apple"
    cosines = plane.between(["king"], ["kings", "man", "apple"])
    assert dict(means)["king"] == pytest.approx(cosines.mean())
    four = ["Paris", "Rome", "Madrid", "mouse"]
    assert words.odd_one_out(four)[0] == keyed.doesnt_match(four)


def test_a_heat_map_holds_every_pair(plane):
    found = plane.between(["king", "new york"], ["queen", "man", "apple"])
    assert found.shape == (2, 3)
    np.testing.assert_allclose(found[1], [0, 0.5**0.5, -(0.5**0.5)], atol=1e-12)


def test_hidden_words_answer_but_are_never_suggested():
    words = Words.of(["king", "kind", "kin", "queen"], np.array([[1, 0], [1, 0.1], [1, 0.3], [0, 1]]), hidden=frozenset({1}))
    assert [word for word, _ in words.similar("king")] == ["kin", "queen"]
    assert words.similar("kind", 1)[0][0] == "king"
    assert words.complete("ki") == ["king", "kin"]
    assert words.suggest("kinb") == ["king", "kin"]
    assert "kind" not in dict(words.analogy("queen", "king", "kin"))


def test_a_misspelt_word_gets_up_to_five_suggestions(plane):
    with pytest.raises(DataError, match=r"'qeen' is not among the 8 words of plane\. Did you mean 'queen'\?"):
        plane.similar("qeen")
    with pytest.raises(DataError, match="Nothing there is spelt like it"):
        plane.similar("xylophone")
    with pytest.raises(DataError, match="'yorck'"):
        plane.similar("new yorck")


@pytest.mark.parametrize("query", ["", "   ", [], [""]])
def test_an_empty_query_is_refused(plane, query):
    with pytest.raises(DataError, match="empty query"):
        plane.similar(query)


def test_queries_that_mean_nothing_are_refused(plane):
    with pytest.raises(DataError, match="adds up to nothing"):
        plane.similar(["man", "woman"])
    with pytest.raises(DataError, match="2 numbers"):
        plane.similar(np.ones(3))
    with pytest.raises(DataError, match="NaN"):
        plane.similar(np.array([1, np.nan]))
    with pytest.raises(DataError, match="at least 3"):
        plane.odd_one_out(["king", "man"])
    with pytest.raises(DataError, match="at least one word"):
        plane.between([], ["king"])
    with pytest.raises(DataError, match="empty query"):
        plane.sum([])
    with pytest.raises(ParamError, match="3CosAdd"):
        plane.analogy("man", "king", "woman", method="4CosAdd")  # type: ignore[arg-type]


def test_words_that_come_twice_keep_the_first_and_say_so():
    words = Words.of(
        ["a", "b", "a", "c"],
        np.array([[1, 0], [0, 1], [9, 9], [1, 1]]),
        hidden=frozenset({3}),
        estimated=np.array([False, True, True, True]),
    )
    assert list(words.vocabulary) == ["a", "b", "c"]
    assert words.vector("a").tolist() == [1, 0]
    assert words.hidden == {2}
    assert words.estimated.tolist() == [False, True, True]
    assert "came again" in words.notes[0]
    assert "'a'" in words.notes[0]


def test_vectors_of_zeros_have_no_neighbors_and_are_told():
    words = Words.of(["a", "b", "none"], np.array([[1, 0], [1, 1], [0, 0]]))
    assert "'none'" in words.notes[0]
    assert [word for word, _ in words.similar("a")] == ["b"]
    assert not words.unit[2].any()
    with pytest.raises(DataError, match="all zeros"):
        words.similar("none")


@pytest.mark.parametrize("bad", [np.nan, np.inf, 3e38])
def test_numbers_that_are_none_are_refused(bad):
    with pytest.raises(DataError, match=r"finite numbers.*'b'"):
        Words.of(["a", "b"], np.array([[1, 0], [bad, bad]], np.float32))


def test_counts_that_differ_are_refused():
    for words, vectors in ((["a"], np.eye(2)), ([], np.empty((0, 3))), (["a", "b"], np.ones(2))):
        with pytest.raises(DataError, match="one row per word"):
            Words.of(words, vectors)


def test_nothing_is_changed_and_the_content_is_marked():
    rows = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    before = rows.copy()
    rows.setflags(write=False)
    words = Words.of(list("abcde"), rows)
    words.similar("a")
    np.testing.assert_array_equal(rows, before)
    assert words.digest == Words.of(list("abcde"), before).digest
    assert words.digest != Words.of(list("abcdf"), before).digest
    assert words.digest != Words.of(list("abcde"), 2 * before).digest
    np.testing.assert_allclose(np.linalg.norm(words.unit, axis=1), 1, rtol=1e-6)
    with pytest.raises(ValueError, match="read-only"):
        words.unit[0] = 0


def test_several_threads_ask_at_once(related):
    words = Words.of(*related)
    asked = list(words.vocabulary)[:24]
    alone = [words.similar(word, 3) for word in asked]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda word: words.similar(word, 3), asked)) == alone


def test_any_number_of_threads_finds_the_same(related):
    import numba

    words = Words.of(*related)
    before = numba.get_num_threads()
    try:
        found = []
        for threads in (1, before):
            numba.set_num_threads(threads)
            found.append([words.analogy("slow", "slowly", "rapid", 9, method) for method in ("3CosAdd", "3CosMul", "pair direction")])
    finally:
        numba.set_num_threads(before)
    assert found[0] == found[1]
