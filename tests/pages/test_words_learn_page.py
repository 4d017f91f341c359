"""The words page's question Learn: a text, a method, what is seen of learning, stopping and going on, and the way to explore it."""

import re
import time
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mllab import embed, jobs
from mllab.embed.learn import LEARNERS, Rules, read, sources
from mllab.ui.words import brought
from mllab.ui.words.brought import TEXTS

PAGE = Path(__file__).parents[2] / "pages" / "words.py"
SHORT = "the cat sees the dog . the dog sees a cat . a cat and a dog eat . " * 60


def opened(**query: str) -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=90)
    for name, value in {"words_ask": "Learn", **query}.items():
        at.query_params[name] = value
    return run(at)


def run(at: AppTest) -> AppTest:
    """Run again, as the page does by itself, until nothing is learned any more."""
    at.run()
    until = time.monotonic() + 90
    while any(button.label == "Stop" for button in at.button):
        assert time.monotonic() < until, "still learning"
        time.sleep(0.1)
        at.run()
    assert not at.exception, at.exception[0].message
    return at


def click(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click()
    return run(at)


def told(at: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "info", "warning", "error") for element in getattr(at, kind))


def text(content: str, name: str = "few.txt") -> str:
    """A text that was brought; its id in the link."""
    return brought.keep([(name, content.encode())], TEXTS).id


def test_the_small_world_is_learned_and_explored(capsys):
    at = opened(words_learner="PPMI + SVD")
    figures = {metric.label: metric.value for metric in at.metric}
    assert figures["Words"] == "589"
    assert int(figures["Planted analogies"].rstrip("%")) >= 90
    assert len(at.get("vega_lite_chart")) == 3
    near = at.dataframe[0].value
    assert near["word"].tolist() == ["king", "queen", "paris", "france", "puppy", "swam"]
    assert "queen" in near["nearest"][0].split(", ")
    before = re.search(r"After ([\d,]+) words", told(at))[1]
    at.slider(key="words_moment").set_value(1)
    run(at)
    assert before == "292,598"
    assert at.slider(key="words_moment").value == 1
    scripted: dict[str, object] = {}
    exec(at.code[-1].value, scripted)  # noqa: S102  what the page shows is run as it stands
    assert capsys.readouterr().out.startswith("the [(")
    click(at, "Explore it")
    assert at.multiselect(key="words_query").value == ["king"]
    (kept,) = brought.listing()
    assert at.selectbox(key="words_from").value == kept.id
    assert np.array_equal(embed.load(kept.path).vectors, scripted["words"].vectors)


def test_words_that_the_text_does_not_have_are_composed():
    at = opened(words_learner="fastText", words_text=text(SHORT + "kings and kingdoms . kings and queens . " * 20), words_unseen="kingly")
    assert len(at.get("vega_lite_chart")) == 4
    at.text_input(key="words_unseen").set_value("żż")
    run(at)
    assert "shares no run of letters" in told(at)


def test_a_pasted_text_is_kept_and_learned():
    at = opened(words_learner="GloVe", words_text=text(SHORT, "other.txt"))
    at.text_area(key="_words_text_pasted").set_value(SHORT.replace("cat", "bird"))
    run(at)
    assert {one.name for one in brought.listing(TEXTS)} == {"other.txt", "the-bird-sees-the.txt"}
    assert at.query_params["words_text"] == at.selectbox(key="words_text").value
    assert {metric.label: metric.value for metric in at.metric}["Words"] == "7"
    assert "bird" in at.multiselect(key="words_watched").options
    click(at, "Forget this text")
    assert [one.name for one in brought.listing(TEXTS)] == ["other.txt"]


def test_words_that_were_watched_in_another_text_make_way():
    id = text(SHORT * 20)
    at = opened(words_learner="PPMI + SVD", words_watched=["king", "queen"], **{"words_learner.PPMI-+-SVD.dimension": "4"})
    assert at.multiselect(key="words_watched").value == ["king", "queen"]
    at.selectbox(key="words_text").set_value(id)
    run(at)
    assert at.multiselect(key="words_watched").value
    assert not {"king", "queen"} & set(at.multiselect(key="words_watched").value)
    assert not at.warning


def test_a_column_of_a_table_is_learned():
    at = opened(words_learner="PPMI + SVD", words_text="table")
    assert int({metric.label: metric.value for metric in at.metric}["Words"].replace(",", "")) > 100


@pytest.mark.parametrize(("content", "why"), [("once only in here", "at least two must"), ("... !!!", "holds no words")])
def test_a_text_of_which_nothing_can_be_learned_says_so(content, why):
    at = opened(words_text=text(content))
    assert why in told(at).replace("\\", "")


def test_what_was_learned_before_a_stop_is_shown_and_learning_goes_on():
    id = text(SHORT * 20)
    at = AppTest.from_file(str(PAGE), default_timeout=90)
    asked = {"words_ask": "Learn", "words_text": id, "words_learner.word2vec-skip-gram.passes": "100"}
    for name, value in asked.items():
        at.query_params[name] = value
    at.run()
    (job,) = jobs.listing()
    until = time.monotonic() + 60
    while job.status().step < 3:
        assert time.monotonic() < until
        time.sleep(0.01)
    job.stop()
    stopped = job.wait(60)
    run(at)
    if stopped.state == "stopped":  # else the machine was so quick that it was done
        assert at.dataframe[0].value["word"].tolist()
        assert any(button.label == "Explore it" for button in at.button)
        click(at, "Go on")
        job = jobs.listing()[0]
    corpus = read(sources.of_file(brought.listing(TEXTS)[0].path), Rules())
    assert np.array_equal(job.result()["vectors"], LEARNERS["word2vec skip-gram"](passes=100).fit(corpus).vectors)
    assert not at.error


def test_a_long_text_waits_to_be_asked(monkeypatch):
    from mllab.ui.words.learn import text as of

    monkeypatch.setattr(of, "QUICK", 100)
    at = opened(words_text=text(SHORT))
    assert not jobs.listing()
    assert "may take minutes" in told(at)
    click(at, "Learn")
    assert at.metric


def test_a_link_to_a_text_that_is_gone_says_so():
    at = AppTest.from_file(str(PAGE), default_timeout=90)
    at.query_params["words_ask"], at.query_params["words_text"] = "Learn", "file-000000000000"
    at.run()
    assert "text of this link is not here" in at.toast[0].value
    assert at.selectbox(key="words_text").value == "small-world"
