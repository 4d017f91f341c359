"""Known answers: gradients against finite differences, PPMI and GloVe against their formulas, n-grams as published, gensim on the same text."""

import logging

import numpy as np
import pytest

from mllab.embed.learn import LEARNERS, Corpus
from mllab.embed.learn._counts import counting, weight
from mllab.embed.learn._grams import bucket, ngrams, parted
from mllab.embed.learn.glove import beginning, targets
from mllab.embed.learn.ppmi_svd import shifted
from mllab.embed.learn.watched import nearest

HELD = ("vectors", "biases", "squares", "bias_squares")
TINY = [["a", "b", "c", "a", "d"], ["c", "a", "b"], ["d", "d", "c"], ["e", "a"], ["b", "e", "c", "d"]]


def counts(corpus, window, weighting):
    """All counts, by going through every pair."""
    found = np.zeros((len(corpus.words),) * 2)
    for s in range(corpus.sentences):
        words = corpus.tokens[corpus.starts[s] : corpus.starts[s + 1]]
        for i, word in enumerate(words):
            for j in range(max(0, i - window), min(len(words), i + window + 1)):
                if j != i:
                    found[word, words[j]] += weight(abs(i - j), window, weighting)
    return found


def counted(corpus, window, weighting):
    """The counts of the module."""
    counter = counting(corpus, window, weighting)
    while True:
        try:
            next(counter)
        except StopIteration as ended:
            return ended.value


def sampling(n=12, d=6, seed=0):
    """A hidden vector, outputs, and tables to draw from, with some rows far more likely."""
    from mllab.embed.learn.kernels.draws import alias

    rng = np.random.default_rng(seed)
    hidden, outputs = (rng.normal(0, 0.7, shape).astype(np.float32) for shape in ((d,), (n, d)))
    return hidden, outputs, alias(rng.random(n))


def loss(hidden, outputs, tables, word=3):
    """The loss of a step of no length, with the same words drawn."""
    from mllab.embed.learn.kernels.negatives import step

    return step(hidden, outputs.copy(), word, np.zeros_like(hidden), 0.0, 5, *tables, np.uint64(99))[0]


def test_the_gradient_of_negative_sampling_is_that_of_finite_differences():
    from mllab.embed.learn.kernels.negatives import step

    hidden, outputs, tables = sampling()
    moved, error, rate, h = outputs.copy(), np.zeros_like(hidden), 1e-3, 1e-2
    step(hidden, moved, 3, error, rate, 5, *tables, np.uint64(99))
    numbers = np.zeros(6)
    for k in range(6):
        up, down = hidden.copy(), hidden.copy()
        up[k] += h
        down[k] -= h
        numbers[k] = (loss(up, outputs, tables) - loss(down, outputs, tables)) / (2 * h)
    assert np.allclose(-error / rate, numbers, atol=2e-3)
    for row in range(len(outputs)):
        for k in range(6):
            up, down = outputs.copy(), outputs.copy()
            up[row, k] += h
            down[row, k] -= h
            number = (loss(hidden, up, tables) - loss(hidden, down, tables)) / (2 * h)
            assert -(moved[row, k] - outputs[row, k]) / rate == pytest.approx(number, abs=3e-3)
    assert (moved != outputs).any(axis=1).sum() >= 3  # the true word and drawn ones


def test_the_loss_of_negative_sampling_is_its_formula():
    from mllab.embed.learn.kernels.draws import after, drawn

    hidden, outputs, tables = sampling()
    state, targets_ = np.uint64(99), [3]
    for _ in range(5):
        state = np.uint64(after(state))
        if (row := drawn(state, *tables)) != 3:
            targets_.append(row)
    signs = np.array([1.0] + [-1.0] * (len(targets_) - 1))
    formula = np.log1p(np.exp(-signs * (outputs[targets_].astype(float) @ hidden))).sum()
    assert loss(hidden, outputs, tables) == pytest.approx(formula, rel=1e-5)


def test_words_are_drawn_in_proportion_to_their_weights():
    from mllab.embed.learn.kernels.draws import after, alias, drawn

    weights = np.array([1.0, 2.0, 4.0, 0.0, 13.0])
    tables, state, often = alias(weights), np.uint64(7), np.zeros(5)
    for _ in range(20_000):
        state = np.uint64(after(state))
        often[drawn(state, *tables)] += 1
    assert often[3] == 0
    assert np.allclose(often / often.sum(), weights / weights.sum(), atol=0.012)  # 3.6 standard errors


def test_a_pass_of_cbow_and_of_skip_gram_moves_each_word_by_its_step():
    """Two words of one sentence, once: all that happens is written down by hand from the step."""
    from mllab.embed.learn.kernels.negatives import step
    from mllab.embed.learn.kernels.word2vec import cbow, skip_gram

    _, outputs, tables = sampling(2, 4, 1)
    inputs = np.random.default_rng(2).normal(size=(2, 4)).astype(np.float32)
    tokens, starts, keep = np.array([0, 1], np.int32), np.array([0, 2]), np.ones(2, np.float32)
    given = (tokens, starts, 0, 1, keep, 1, 2, tables)
    for kernel in (skip_gram, cbow):
        moved, out = inputs.copy(), outputs.copy()
        kernel(*given, moved, out, 0.1, 0, 2, np.uint64(5))
        by_hand, out_by_hand, error, state = inputs.copy(), outputs.copy(), np.zeros(4, np.float32), np.uint64(5)
        from mllab.embed.learn.kernels.negatives import reach

        for i, (word, target) in enumerate(((1, 0), (0, 1))):  # whose vector, and which word it is to tell
            state = np.uint64(reach(i, 2, 1, state)[2])
            _, state = step(by_hand[word].copy(), out_by_hand, target, error, 0.1, 2, *tables, state)
            state = np.uint64(state)
            by_hand[word] += error
        assert np.allclose(moved, by_hand, atol=1e-6)
        assert np.allclose(out, out_by_hand, atol=1e-6)


@pytest.mark.parametrize("weighting", ["linear", "harmonic", "flat"])
def test_counts_are_those_of_going_through_every_pair(few, weighting, monkeypatch):
    from mllab.embed.learn import _counts

    monkeypatch.setattr(_counts, "PART", 500)
    assert np.allclose(counted(few, 4, weighting).toarray(), counts(few, 4, weighting))


@pytest.mark.parametrize(("smoothing", "shift"), [(1.0, 1.0), (0.75, 1.0), (0.75, 5.0)])
def test_ppmi_is_its_definition(smoothing, shift):
    """Levy, Goldberg & Dagan 2015: max(PMI(w, c) - log k, 0) with p(c) of smoothed contexts, from dense counts."""
    corpus = Corpus.of(TINY)
    x = counts(corpus, 2, "linear")
    chance = np.outer(x.sum(axis=1) / x.sum(), x.sum(axis=0) ** smoothing / (x.sum(axis=0) ** smoothing).sum())
    with np.errstate(divide="ignore"):
        dense = np.maximum(np.log(x / x.sum() / chance) - np.log(shift), 0)
    assert np.allclose(shifted(counted(corpus, 2, "linear"), smoothing, shift).toarray(), dense)


def test_its_vectors_are_the_singular_vectors_of_a_dense_computation(few):
    learner = LEARNERS["PPMI + SVD"](dimension=10, window=5, turns=100)
    left, values, _ = np.linalg.svd(shifted(counted(few, 5, "linear"), 0.75, 1.0).toarray())
    dense = left[:, :10] * np.sqrt(values[:10])
    found = learner.fit(few)
    assert np.allclose(np.abs(found.vectors), np.abs(dense), atol=2e-3)
    assert np.allclose(found.vectors @ found.vectors.T, dense @ dense.T, atol=2e-3)
    assert found.objective == pytest.approx(1 - (values[:10] ** 2).sum() / (values**2).sum(), abs=1e-6)


def glove_loss(held, rows, columns, logs, weights):
    """Pennington, Socher & Manning 2014, equation 8, halved as in the authors' code."""
    w, c = held["vectors"].astype(float)
    b, b_ = held["biases"].astype(float)
    return 0.5 * weights * ((w[rows] * c[columns]).sum(axis=1) + b[rows] + b_[columns] - logs) ** 2


def test_the_loss_of_glove_is_its_formula_and_its_gradient_that_of_finite_differences():
    from mllab.embed.learn.kernels.glove import descend

    x = counted(Corpus.of(TINY), 3, "harmonic").tocoo()
    logs, weights = targets(x, 3.0, 0.75)
    rows, columns = x.row.astype(np.int32), x.col.astype(np.int32)
    held = beginning(5, 4, 0)
    held["vectors"] *= 8
    formula = glove_loss(held, rows, columns, logs, weights)
    still = [held[name].copy() for name in HELD]
    assert descend(rows, columns, logs, weights, np.arange(len(logs)), *still, 0.0) == pytest.approx(formula.sum(), rel=1e-5)
    moved, rate, h = {name: held[name].copy() for name in HELD}, 1e-3, 1e-4
    descend(rows, columns, logs, weights, np.array([7]), *(moved[name] for name in HELD), rate)
    for name in ("vectors", "biases"):
        for place in np.ndindex(held[name].shape):
            up, down = ({key: value.astype(float) for key, value in held.items()} for _ in range(2))
            up[name][place] += h
            down[name][place] -= h
            number = (glove_loss(up, rows, columns, logs, weights)[7] - glove_loss(down, rows, columns, logs, weights)[7]) / (2 * h)
            assert -(moved[name][place] - held[name][place]) / rate == pytest.approx(
                number, abs=1e-3
            )  # sums of squares are 1: AdaGrad's first step
            squares = {"vectors": "squares", "biases": "bias_squares"}[name]
            assert moved[squares][place] == pytest.approx(1 + number**2, rel=1e-4)


def test_counts_weigh_as_in_the_paper():
    x = counted(Corpus.of(TINY), 3, "harmonic").tocoo()
    logs, weights = targets(x, 2.0, 0.75)
    assert np.allclose(logs, np.log(x.data), atol=1e-6)
    assert np.allclose(weights, np.where(x.data < 2, (x.data / 2) ** 0.75, 1))


def test_the_n_grams_of_where_are_those_of_the_paper():
    """Bojanowski et al. 2017, section 3.2: for n = 3, where is <wh, whe, her, ere, re>, and the word itself; her in it is not the word <her>."""
    assert ngrams("where", 3, 3) == ["<wh", "whe", "her", "ere", "re>"]
    assert "<her>" not in ngrams("where", 3, 6)
    assert len(ngrams("where", 3, 6)) == 5 + 4 + 3 + 2
    assert ngrams("a", 3, 6) == []  # <a> is the word itself


def test_n_grams_fall_into_the_buckets_of_gensim():
    from gensim.models.fasttext_inner import compute_ngrams, ft_hash_bytes

    for word in ("where", "straße", "東京都", "a"):
        own = [gram for gram in compute_ngrams(word, 3, 6) if gram != f"<{word}>"]
        assert sorted(ngrams(word, 3, 6)) == sorted(own)
        assert [bucket(gram, 2_000_000) for gram in own] == [ft_hash_bytes(gram.encode()) % 2_000_000 for gram in own]


def test_words_share_the_rows_of_their_n_grams():
    found = parted(("king", "kings"), 3, 6, 2_000_000)
    rows = [set(found.rows[found.ends[i] : found.ends[i + 1]].tolist()) for i in range(2)]
    assert rows[0] & {0, 1} == {0}
    assert rows[1] & {0, 1} == {1}
    assert len(rows[0] & rows[1]) == len(set(ngrams("king", 3, 6)) & set(ngrams("kings", 3, 6)))
    assert max(found.rows) + 1 == 2 + len(found.buckets)


def test_a_word_never_seen_is_near_those_that_it_looks_like(part, spelled):
    learner = LEARNERS["fastText"](passes=3, rate=0.1)
    words = part.embedded(spelled.vectors)
    assert "kingdoms" not in words
    assert words.similar(learner.compose("kingdoms", spelled), 1)[0][0] == "kingdom"
    assert learner.compose("żżż", spelled) is None
    assert LEARNERS["GloVe"]().compose("kingdoms", spelled) is None


def overlap(corpus, ours, theirs, n=10):
    """The share of the ten nearest words that two sets of vectors agree on, over all words."""
    both = [
        len({i for i, _ in nearest(ours, row, n)} & {i for i, _ in nearest(theirs, row, n)}) / n for row in range(0, len(corpus.words), 3)
    ]
    return float(np.mean(both))


@pytest.mark.parametrize(("name", "sg", "least"), [("word2vec skip-gram", 1, 0.6), ("word2vec CBOW", 0, 0.5)])
def test_neighbors_are_those_of_gensim(part, name, sg, least):
    """gensim's word2vec on the same sentences with the same settings: the overlap is about that of gensim with itself and another seed."""
    from gensim.models import Word2Vec

    logging.getLogger("gensim").setLevel(logging.ERROR)
    learner = LEARNERS[name](dimension=30, passes=5, rate=0.1)
    sentences = [part.sentence(i) for i in range(part.sentences)]
    peer = Word2Vec(
        sentences, vector_size=30, window=5, min_count=1, sg=sg, negative=5, epochs=5, alpha=0.1, sample=1e-3, seed=1, workers=1
    )
    theirs = np.stack([peer.wv[word] for word in part.words])
    assert overlap(part, learner.fit(part).vectors, theirs) >= least
