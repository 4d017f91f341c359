"""Texts: known answers against scikit-learn, encodings that see nothing but their fold, and what single words are worth."""

import sys
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import issparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

from mllab import sentences
from mllab.data.matrix import _matrix
from mllab.data.table import Column
from mllab.errors import DataError
from mllab.jobs.matrices import flat, whole
from mllab.models import MODELS, keep
from mllab.models._words import counted
from mllab.models.board import score
from mllab.models.board._score import part
from mllab.models.explain import added, marked, words
from mllab.models.fitted import fitted
from mllab.models.keep._onnx import answers
from mllab.models.metrics import METRICS
from mllab.models.task import Fold, Rows, Task, encoded, encoder
from mllab.models.task.script import cut

TEXT, NUMBER, KIND = Column("text", "text", "VARCHAR"), Column("size", "number", "DOUBLE"), Column("kind", "category", "VARCHAR")
TASK = Task("label", "classification", ("text",), "stratified", text="words")


def corpus(n: int = 240, seed: int = 0) -> tuple[pd.DataFrame, np.ndarray]:
    """Texts of words whose frequencies depend on the class, a number and a category beside them, and the classes (n,)."""
    rng = np.random.default_rng(seed)
    vocabulary = np.array([f"{a}{b}" for a in ("ka", "lo", "mi", "nu", "pe", "ra") for b in "bcdfghjklmnpqrst"])
    plain = rng.dirichlet(np.full(len(vocabulary), 0.3))
    other = 0.6 * plain + 0.4 * rng.dirichlet(np.full(len(vocabulary), 0.3))
    y = rng.integers(0, 2, n)
    texts = [" ".join(rng.choice(vocabulary, rng.integers(4, 20), p=other if one else plain)) for one in y]
    return pd.DataFrame({"text": texts, "size": rng.normal(size=n), "kind": rng.choice(["red", "blue", "green"], n)}), y


def halves(n: int) -> Fold:
    place = np.random.default_rng(1).permutation(n)
    return Fold(np.sort(place[: n // 2]), np.sort(place[n // 2 :]))


# known answers


@pytest.mark.parametrize("balanced", [False, True])
def test_tf_idf_and_a_line_are_scikit_learns_vectorizer_and_logistic_regression(balanced):
    frame, y = corpus()
    fold = halves(len(y))
    (X,) = encoded(frame, [fold], [TEXT], 0, "words")
    ours = MODELS["TF-IDF + linear"](balanced=balanced).fit(X[fold.train], 0, y[fold.train]).estimator
    weight = "balanced" if balanced else None
    peer = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000, tol=1e-8, class_weight=weight))
    peer.fit(frame["text"].iloc[fold.train], y[fold.train])
    ours, theirs = ours.predict_proba(X[fold.valid]), peer.predict_proba(frame["text"].iloc[fold.valid])
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


@pytest.mark.parametrize("knobs", [{}, {"damped": True}, {"rarity": False}, {"strength": 0.1}])
def test_for_numbers_it_is_the_vectorizer_and_ridge(knobs):
    frame, y = corpus()
    fold = halves(len(y))
    numbers = y + np.random.default_rng(2).normal(0, 0.1, len(y))
    (X,) = encoded(frame, [fold], [TEXT], 0, "words")
    ours = MODELS["TF-IDF + linear"](**knobs).fit(X[fold.train], 0, numbers[fold.train], "regression").estimator
    peer = make_pipeline(
        TfidfVectorizer(sublinear_tf=knobs.get("damped", False), use_idf=knobs.get("rarity", True)), Ridge(alpha=knobs.get("strength", 1.0))
    )
    peer.fit(frame["text"].iloc[fold.train], numbers[fold.train])
    np.testing.assert_allclose(ours.predict(X[fold.valid]), peer.predict(frame["text"].iloc[fold.valid]), atol=1e-5)


def test_naive_bayes_of_words_is_the_classic():
    frame, y = corpus()
    fold = halves(len(y))
    (X,) = encoded(frame, [fold], [TEXT], 0, "words")
    ours = MODELS["multinomial naive Bayes"]().fit(X[fold.train], 0, y[fold.train]).estimator.predict_proba(X[fold.valid])
    peer = make_pipeline(CountVectorizer(), MultinomialNB()).fit(frame["text"].iloc[fold.train], y[fold.train])
    np.testing.assert_allclose(ours, peer.predict_proba(frame["text"].iloc[fold.valid]), rtol=1e-6)


def test_the_weight_of_a_word_in_naive_bayes_is_the_log_of_how_much_more_frequent_it_is():
    """By hand, with one added to every count (Laplace): 'win' is 3 of 4 words of spam and 0 of 4 of ham, of a vocabulary of 3."""
    frame, y = pd.DataFrame({"text": ["win win", "win now", "see you", "now see"]}), np.array([1, 1, 0, 0])
    seen = encoder(frame, [TEXT], 0, "words")
    estimator = MODELS["multinomial naive Bayes"]().fit(seen.values, 0, y).estimator
    found = words(estimator, seen, y, 2)
    assert found.words == ("now", "see", "win", "you")
    assert found.weights[0, 2] == pytest.approx(np.log((3 + 1) / (4 + 4)) - np.log((0 + 1) / (4 + 4)))
    assert found.texts.tolist() == [[1, 2, 0, 1], [1, 0, 2, 0]]
    assert found.of.tolist() == [2, 2]


# nothing but the fold


def test_a_planted_vocabulary_leak_does_not_pass_the_folds():
    """Each fold's judging rows name their class by words of that fold alone: whoever counts words over all rows knows them, a fold does not."""
    rng = np.random.default_rng(3)
    n = 400
    y = rng.integers(0, 2, n)
    place = rng.permutation(n) % 5
    noise = [" ".join(rng.choice([f"word{i}" for i in range(60)], 8)) for _ in range(n)]
    texts = [f"{text} fold{fold}{'yes' if one else 'no'}" for text, fold, one in zip(noise, place, y, strict=True)]
    frame = pd.DataFrame({"text": texts})
    cuts = [Fold(np.flatnonzero(place != fold), np.flatnonzero(place == fold)) for fold in range(5)]
    auc = METRICS["ROC AUC"].score
    for name in ("TF-IDF + linear", "multinomial naive Bayes"):
        found = []
        for X, fold in zip(encoded(frame, cuts, [TEXT], 0, "words"), cuts, strict=True):
            model = MODELS[name]().fit(X[fold.train], 0, y[fold.train]).estimator
            found.append(auc(y[fold.valid], model.predict_proba(X[fold.valid])))
        assert abs(np.mean(found) - 0.5) < 0.08, f"{name} knows what no fold can know"
        whole = encoder(frame, [TEXT], 0, "words").values
        leaked = MODELS[name]().fit(whole, 0, y).estimator
        assert auc(y, leaked.predict_proba(whole)) > 0.95, "the leak is there for those who look at all rows"


def test_the_vocabulary_and_the_rarity_of_words_are_those_of_the_rows_learned_from():
    frame, y = corpus()
    fold = halves(len(y))
    frame.loc[frame.index[fold.valid], "text"] += " onlythere"
    seen = encoder(frame.iloc[fold.train], [TEXT], 0, "words")
    assert "text: onlythere" not in seen.names
    assert set(seen.names) == {f"text: {word}" for word in CountVectorizer().fit(frame["text"].iloc[fold.train]).get_feature_names_out()}
    X = seen.transform(frame.iloc[fold.valid])
    model = MODELS["TF-IDF + linear"]().fit(seen.values, 0, y[fold.train]).estimator
    without = frame.iloc[fold.valid].assign(text=frame["text"].iloc[fold.valid].str.removesuffix(" onlythere"))
    np.testing.assert_array_equal(model.predict_proba(X), model.predict_proba(seen.transform(without)))


# the encoding


def test_words_stand_beside_other_columns_in_the_order_of_the_table():
    frame, _ = corpus()
    seen = encoder(frame, [NUMBER, TEXT, KIND], 0, "words")
    assert seen.names[0] == "size"
    assert seen.names[-3:] == ("kind = blue", "kind = green", "kind = red")
    counts = CountVectorizer().fit_transform(frame["text"]).toarray()
    np.testing.assert_array_equal(seen.values[:, 1:-3], counts)
    np.testing.assert_array_equal(counted(seen.values), [False, *[True] * counts.shape[1], False, False, False])
    np.testing.assert_array_equal(seen.transform(frame), seen.values)
    apart = encoder(frame, [NUMBER, KIND], 0)
    np.testing.assert_array_equal(seen.values[:, [0, -3, -2, -1]], apart.values)


@pytest.mark.parametrize("columns", [(TEXT,), (NUMBER, TEXT, KIND)])
@pytest.mark.parametrize("name", ["TF-IDF + linear", "multinomial naive Bayes"])
def test_the_script_makes_the_same_matrices_and_the_same_model(name, columns):
    frame, y = corpus()
    frame.loc[[3, 7], "text"] = [None, "   "]
    fold = halves(len(y))
    rows = Rows(frame[[column.name for column in columns]], y, ("a", "b"), np.arange(len(y)), np.arange(0))
    (X,) = encoded(rows.frame, [fold], list(columns), 0, "words")
    code = cut(rows, TASK, [fold], list(columns), 2, 1)
    body = code.body[code.body.index("def encode") : code.body.index("matrices =")]
    place = {"frame": rows.frame}
    exec("\n".join([*code.imports, body]), place)  # noqa: S102 - our own script
    np.testing.assert_allclose(place["encode"](rows.frame, fold.train, fold.valid), X, atol=1e-6)
    scripted = {"X": X[fold.train], "y": y[fold.train]}
    exec(str(MODELS[name]().script(0)), scripted)  # noqa: S102 - our own script
    ours = MODELS[name]().fit(X[fold.train], 0, y[fold.train]).estimator
    np.testing.assert_allclose(scripted["model"].predict_proba(X[fold.valid]), ours.predict_proba(X[fold.valid]), atol=1e-6)
    whole = {"frame": rows.frame}
    seen = encoder(rows.frame, list(columns), 0, "words")
    exec(str(seen.script()), whole)  # noqa: S102 - our own script
    np.testing.assert_allclose(whole["X"], seen.values, atol=1e-6)


def test_beside_other_columns_many_rows_keep_the_most_frequent_words_only(monkeypatch):
    from mllab.data.matrix import _columns

    frame, _ = corpus()
    monkeypatch.setattr(_columns, "CELLS", 10 * len(frame))
    seen = encoder(frame, [NUMBER, TEXT], 0, "words")
    counts = CountVectorizer().fit(frame["text"])
    totals = dict(zip(counts.get_feature_names_out(), counts.transform(frame["text"]).toarray().sum(axis=0), strict=True))
    assert len(seen.names) == 11
    assert min(totals[name.removeprefix("text: ")] for name in seen.names[1:]) >= sorted(totals.values())[-10]
    assert "at most 10 words" in seen.notes["text"]


def test_texts_without_a_word_are_no_counts():
    frame = pd.DataFrame({"text": [f"{'!' * (i % 7 + 1)}?" for i in range(40)]})
    assert not any(name.startswith("text: ") for name in encoder(frame, [TEXT], 0, "words").names)


def test_a_text_that_is_missing_has_no_word_and_new_ones_may_be_too():
    frame, _ = corpus()
    frame.loc[3, "text"] = None
    seen = encoder(frame, [TEXT], 0, "words")
    assert not seen.values[3].any()
    assert not seen.transform(pd.DataFrame({"text": [None, "neverseen words"]})).any()


def test_other_readers_of_tables_see_texts_as_before():
    """Clusters and maps compare rows by a few numbers per text; only tasks ask for words."""
    frame, _ = corpus()
    assert len(_matrix.encode_frame(frame, [TEXT], asked=True).names) == 8


# words without their zeros


@pytest.fixture
def crowded(monkeypatch):
    """As if a thousand counts filled the memory."""
    from mllab.data.matrix import _columns

    monkeypatch.setattr(_columns, "CELLS", 1_000)


def test_the_words_of_many_texts_are_kept_without_their_zeros(crowded):
    frame, _ = corpus()
    seen = encoder(frame, [TEXT], 0, "words")
    counts = CountVectorizer().fit_transform(frame["text"])
    assert issparse(seen.values)
    assert seen.values.nnz == counts.nnz
    assert (seen.values != counts).nnz == 0
    assert "at most 5,000 words" in seen.notes["text"]
    assert isinstance(seen.transform(frame.head(3)), np.ndarray), "a few rows are as ever"
    np.testing.assert_array_equal(seen.rows(np.array([4, 2])), counts.toarray()[[4, 2]])
    with pytest.raises(DataError, match="too many for this question"):
        seen.rows()


def test_each_fold_has_its_rows_at_their_places_and_zeros_for_the_rest(crowded):
    frame, _ = corpus()
    fold = Fold(np.arange(100, 200), np.arange(20, 60))
    (X,) = encoded(frame, [fold], [TEXT], 0, "words")
    seen = encoder(frame.iloc[fold.train], [TEXT], 0, "words")
    there = X.toarray()
    np.testing.assert_array_equal(there[fold.train], seen.values.toarray())
    np.testing.assert_array_equal(there[fold.valid], matrix_of(seen.transform(frame.iloc[fold.valid])))
    assert not there[:20].any()
    assert not there[200:].any()
    (again,) = [whole(flat(X))]
    np.testing.assert_array_equal(again.toarray(), there)
    assert again.dtype == np.float32


def matrix_of(X):
    return X.toarray() if issparse(X) else X


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, kind) for name, model in MODELS.items() if model.sparse for kind in model.kinds],
)
def test_models_that_read_words_without_zeros_learn_the_same(name, kind, monkeypatch):
    from mllab.data.matrix import _columns

    frame, y = corpus()
    answers, k = (y, 2) if kind == "classification" else (y + frame["size"].to_numpy(), 0)
    cut = [halves(len(y))]
    model = MODELS[name]()
    *_, before = score(model, kind, encoded(frame, cut, [TEXT], 0, "words"), answers, cut, k)
    monkeypatch.setattr(_columns, "CELLS", 1_000)
    X = encoded(frame, cut, [TEXT], 0, "words")
    assert issparse(X[0])
    *_, after = score(model, kind, X, answers, cut, k)
    np.testing.assert_allclose(after.predicted, before.predicted, atol=2e-3, equal_nan=True)  # ridge iterates there


def test_a_model_that_needs_every_zero_says_so_and_predicts_many_rows_by_parts(monkeypatch):
    from mllab.data.matrix import _columns

    frame, y = corpus()
    rows = Rows(frame[["text"]], y, ("ham", "spam"), np.arange(200), np.arange(200, 240))
    tree = fitted(rows, TASK.but(columns=("text",)), MODELS["decision tree"](), [TEXT])
    told = tree.predict(frame)
    monkeypatch.setattr(_columns, "CELLS", 1_000)
    assert issparse(tree.encoder.transform(frame))
    np.testing.assert_array_equal(tree.predict(frame), told)
    with pytest.raises(DataError, match=r"decision tree needs every column of every row at hand, and 200 texts of .* TF-IDF"):
        fitted(rows, TASK.but(columns=("text",)), MODELS["decision tree"](), [TEXT])


def test_a_kept_model_of_many_texts_says_the_same_and_knows_its_words(crowded):
    frame, y = corpus()
    rows = Rows(frame[["text"]], y, ("ham", "spam"), np.arange(200), np.arange(200, 240))
    made = fitted(rows, TASK.but(columns=("text",)), MODELS["TF-IDF + linear"](), [TEXT])
    again = keep.unpack(keep.pack(made))
    np.testing.assert_array_equal(again.predict(frame), made.predict(frame))
    found = words(made.trained.estimator, made.encoder, y[:200], 2)
    counts = CountVectorizer().fit_transform(frame["text"][:200]).toarray() > 0
    np.testing.assert_array_equal(found.texts, [counts[y[:200] == code].sum(axis=0) for code in (0, 1)])


def test_twenty_thousand_texts_of_thousands_of_words_take_a_fraction_of_the_memory_that_their_zeros_would():
    n, seen = 20_000, 5_000
    rng = np.random.default_rng(0)
    spoken = np.array([f"word{i}" for i in range(seen)])
    drawn = (seen * rng.random((n, 8)) ** 2).astype(int)
    frame = pd.DataFrame({"text": [" ".join(spoken[row]) for row in drawn]})
    y = (drawn[:, 0] % 2).astype(np.int64)
    fold = Fold(np.arange(0, 15_000), np.arange(15_000, n))
    tracemalloc.start()
    (X,) = encoded(frame, [fold], [TEXT], 0, "words")
    for name in ("multinomial naive Bayes", "TF-IDF + linear"):
        assert part(MODELS[name](), "classification", X, y, fold, 2, 0) is not None
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert X.shape == (n, seen)
    assert peak < n * seen * 4 / 3, f"{peak:,} bytes for {n * seen * 4:,} of counts and their zeros"


# what words are worth


def test_what_words_add_is_the_whole_answer():
    """The log-odds of a text are the intercept and what its words add; with a number beside them, and its weight, too."""
    frame, y = corpus()
    for columns in ((TEXT,), (NUMBER, TEXT)):
        seen = encoder(frame, list(columns), 0, "words")
        model = MODELS["TF-IDF + linear"]().fit(seen.values, 0, y).estimator
        found = words(model, seen, y, 2)
        assert len(found.words) == len(found.places) == found.weights.shape[1]
        line = model.steps[-1][1]
        for row in (0, 5, 9):
            x = seen.values[row]
            p = model.predict_proba(x[None, :].astype(np.float64))[0, 1]
            rest = line.intercept_[0] + (line.coef_[0, -1] * x[0] if len(columns) == 2 else 0.0)
            assert added(model, found, x)[0].sum() + rest == pytest.approx(np.log(p / (1 - p)), abs=1e-5)


def test_naive_bayes_beside_other_columns_knows_its_words_still():
    frame, y = corpus()
    seen, alone = encoder(frame, [NUMBER, TEXT], 0, "words"), encoder(frame, [TEXT], 0, "words")
    model = MODELS["multinomial naive Bayes"]
    found = words(model().fit(seen.values, 0, y).estimator, seen, y, 2)
    plain = words(model().fit(alone.values, 0, y).estimator, alone, y, 2)
    assert found.words == plain.words
    assert np.corrcoef(found.weights[0], plain.weights[0])[0, 1] > 0.999


def test_with_many_classes_every_class_has_its_words():
    frame = pd.DataFrame({"text": ["red apple", "red cherry", "green leaf", "green grass", "blue sky", "blue sea"] * 4})
    y = np.array([0, 0, 1, 1, 2, 2] * 4)
    seen = encoder(frame, [TEXT], 0, "words")
    for name in ("TF-IDF + linear", "multinomial naive Bayes", "logistic regression"):
        found = words(MODELS[name]().fit(seen.values, 0, y).estimator, seen, y, 3)
        assert [found.words[i] for i in found.weights.argmax(axis=1)] == ["red", "green", "blue"], name


def test_models_without_weights_have_no_words():
    frame, y = corpus()
    seen = encoder(frame, [TEXT], 0, "words")
    assert words(MODELS["decision tree"]().fit(seen.values, 0, y).estimator, seen, y, 2) is None


def test_a_marked_text_is_the_text():
    pieces = marked("  FREE entry, free (a) Gift!", ["entry", "free"], np.array([0.5, -2.0]))
    assert "".join(piece for piece, _ in pieces) == "  FREE entry, free (a) Gift!"
    assert [(piece, value) for piece, value in pieces if value] == [("FREE", -2.0), ("entry", 0.5), ("free", -2.0)]


# kept, and exported


@pytest.mark.parametrize("name", ["TF-IDF + linear", "multinomial naive Bayes"])
@pytest.mark.parametrize("columns", [(TEXT,), (NUMBER, TEXT, KIND)])
def test_a_kept_model_of_texts_says_the_same(name, columns):
    frame, y = corpus()
    names = tuple(column.name for column in columns)
    rows = Rows(frame[list(names)], y, ("ham", "spam"), np.arange(200), np.arange(200, 240))
    made = fitted(rows, TASK.but(columns=names), MODELS[name](), columns)
    again = keep.unpack(keep.pack(made))
    np.testing.assert_array_equal(again.predict(rows.frame.iloc[rows.test]), made.predict(rows.frame.iloc[rows.test]))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("TF-IDF + linear", "classification"),
        ("TF-IDF + linear", "regression"),
        ("multinomial naive Bayes", "classification"),
        ("logistic regression", "classification"),
    ],
)
@pytest.mark.parametrize("columns", [(TEXT,), (NUMBER, TEXT, KIND)])
def test_a_model_of_word_counts_has_an_onnx_form_that_takes_the_counts(name, kind, columns):
    frame, y = corpus()
    names = tuple(column.name for column in columns)
    classes = ("ham", "spam") if kind == "classification" else ()
    rows = Rows(frame[list(names)], y if classes else y + frame["size"].to_numpy(), classes, np.arange(200), np.arange(200, 240))
    task = TASK.but(columns=names, kind=kind, split="stratified" if classes else "random")
    made = fitted(rows, task, MODELS[name](), columns)
    new = rows.frame.iloc[rows.test]
    ours, exported = made.predict(new), keep.onnx(made, rows.frame)
    assert not exported.whole
    theirs = answers(exported.data, made, new, False)
    said = theirs["probabilities"] if classes else theirs["prediction"].ravel()
    assert np.abs(said - ours).max() <= 1e-5 * (1 if classes else np.abs(ours).max())


# sentence vectors


@pytest.mark.skipif(not sentences.installed(), reason="the weights of MiniLM are not installed")
def test_sentence_vectors_know_what_no_shared_word_tells():
    """Trained on other words for the same: words in common tell nothing, what is meant does."""
    about = {
        1: ["The soup was cold.", "We ordered pasta and wine.", "The waiter brought bread.", "A delicious cake for dessert."],
        0: ["The engine makes noise.", "My tyres are flat.", "He repaired the brakes.", "The highway was jammed."],
    }
    asked = pd.DataFrame({"text": ["I grilled some fish and vegetables", "Her truck needs fuel"]})
    frame = pd.DataFrame({"text": [text for texts in about.values() for text in texts]})
    y = np.repeat(list(about), 4)
    seen = encoder(frame, [TEXT], 0, "sentences")
    assert seen.names[:2] == ("text ~ 1", "text ~ 2")
    assert seen.values.shape == (8, 384)
    np.testing.assert_allclose(seen.transform(frame), seen.values, atol=1e-5)
    np.testing.assert_allclose(seen.values.mean(axis=0), 0, atol=1e-5)
    told = MODELS["logistic regression"]().fit(seen.values, 0, y).estimator.predict(seen.transform(asked))
    assert told.tolist() == [1, 0]


@pytest.mark.skipif(not sentences.installed(), reason="the weights of MiniLM are not installed")
def test_a_text_is_read_by_the_language_model_once_however_many_folds_there_are(monkeypatch):
    frame, _ = corpus(30, seed=9)
    told, real = [], sentences.sentences
    monkeypatch.setattr(sentences, "sentences", lambda texts: told.extend(texts) or real(texts))
    encoded(frame, [halves(30), Fold(np.arange(15), np.arange(15, 30))], [TEXT], 0, "sentences")
    assert sorted(told) == sorted(frame["text"])


def test_vectors_are_found_again_by_another_process_and_a_damaged_shelf_begins_anew(monkeypatch):
    """What a process has read lies in the workspace; the other process is this one without its memory."""
    from mllab.data.matrix import _sentences
    from mllab.data.matrix._shelved import Shelf

    told, made = [], np.random.default_rng(0).normal(size=(5, 384)).astype(np.float32)
    texts = [f"text {i} that nobody else has" for i in range(5)]

    def read(asked):
        told.extend(asked)
        return made[[texts.index(text) for text in asked]]

    monkeypatch.setattr(sentences, "sentences", read)
    monkeypatch.setattr(_sentences, "_digest", lambda where: "0123")
    monkeypatch.setattr("mllab.sentences._place.place", lambda path=None: None)
    for asked in (texts[:3], texts):
        _sentences._kept.clear()
        np.testing.assert_array_equal(_sentences.vectors(asked), made[: len(asked)])
    assert told == texts, "each is read once"
    shelf = Shelf("0123")
    assert set(shelf.known([*texts, "another"])) == set(texts)
    assert b"nobody" not in shelf.path.read_bytes(), "digests and numbers, no texts"
    shelf.path.write_bytes(b"no such thing as a base" * 100)
    _sentences._kept.clear()
    np.testing.assert_array_equal(_sentences.vectors(texts), made)
    assert told == texts * 2
    _sentences._kept.clear()
    np.testing.assert_array_equal(_sentences.vectors(texts), made)


def test_the_oldest_vectors_are_let_go(monkeypatch):
    from mllab.data.matrix import _shelved

    monkeypatch.setattr(_shelved, "MOST", 3)
    shelf = _shelved.Shelf("4567")
    for number in range(5):
        shelf.keep({f"text {number}": np.full(2, number, np.float32)})
    assert set(shelf.known([f"text {number}" for number in range(5)])) == {"text 2", "text 3", "text 4"}


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    from mllab.errors import MissingExtra

    def missing(texts):
        raise MissingExtra('pip install "mllab[text]"')

    monkeypatch.setattr(sentences, "sentences", missing)
    with pytest.raises(MissingExtra, match="mllab"):
        encoder(pd.DataFrame({"text": ["one text that nobody has read yet", "and another one"]}), [TEXT], 0, "sentences")


def test_the_language_model_is_not_imported_for_words():
    import subprocess

    code = (
        "import sys, pandas as pd\n"
        "from mllab.data.table import Column\n"
        "from mllab.models.task import encoder\n"
        "encoder(pd.DataFrame({'text': ['one two', 'two three', 'four five six']}), [Column('text', 'text', 'VARCHAR')], 0, 'words')\n"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, timeout=100)
