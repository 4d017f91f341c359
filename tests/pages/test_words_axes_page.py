"""The panels Axes, Unusual connections and Compare of the words page, on a small embedding with a gender direction."""

import pytest
from streamlit.testing.v1 import AppTest


def panel(which: str):
    """One panel on its own, over words that lie on a few directions with some noise; she-he along the first, poor-rich along the second."""
    import importlib

    import numpy as np
    import streamlit as st

    from mllab.embed import Words
    from mllab.embed.axes import AXES, LISTS, listed
    from mllab.embed.bias import DEFINITIONAL, TESTS
    from mllab.ui import page

    names = [word for text in (AXES["she-he"].text, AXES["poor-rich"].text) for pair in listed(text) for word in pair.split("-")]
    names += [word for pair in DEFINITIONAL for word in pair]
    names += [word for test in TESTS[:1] + TESTS[6:7] for part in (test.X, test.Y, test.A, test.B) for word in listed(part[1])]
    names += [*listed(LISTS["occupations"]), "bank", *(f"w{i}" for i in range(120))]
    names = list(dict.fromkeys(names))
    X = np.random.default_rng(0).normal(0, 0.4, (len(names), 60))
    place = {name: row for row, name in enumerate(names)}
    for column, pairs in enumerate([pair.split("-") for pair in listed(AXES[name].text)] for name in ("she-he", "poor-rich")):
        for low, high in pairs:
            X[place[low], column] -= 2
            X[place[high], column] += 2
    for word in ("nurse", "dancer", "librarian"):
        X[place[word], 0] -= 2
    for first, second, column in ((TESTS[0].X, TESTS[0].A, 5), (TESTS[0].Y, TESTS[0].B, 6)):
        for word in (*listed(first[1]), *listed(second[1])):
            X[place[word], column] += 2
    hidden = frozenset({place["w0"]})
    with page("Words", "A panel on its own."):
        importlib.import_module(f"mllab.ui.words.{which}").show(Words.of(names, X, name="made up", hidden=hidden))
    st.session_state["shown"] = True


def opened(which: str, **query: str) -> AppTest:
    at = AppTest.from_function(panel, args=(which,), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    assert not at.error
    return at


def said(at: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "info", "warning") for element in at.get(kind))


def test_the_axis_from_she_to_he_over_occupations():
    at = opened("axes")
    text = said(at)
    assert "8 of 8 pairs point the way that the others point" in text
    assert "jackknife" in text
    assert "not a fact about people" in text
    drawn = at.get("vega_lite_chart")[0]
    assert drawn is not None
    script = at.code[0].value
    assert "axes.written(words, 'she-he, her-his" in script
    compile(script, "script", "exec")


def test_the_link_brings_an_axis_of_ones_own_back():
    at = opened("axes", words_axis="my own", words_axis_pairs="poor-rich, zebra-lion", words_axis_list="things")
    assert at.text_area(key="words_axis_pairs").value == "poor-rich, zebra-lion"
    assert "zebra, lion" in said(at)
    assert at.query_params["words_axis"] == "my own"


@pytest.mark.parametrize("more", [{"words_axis2": "poor-rich"}, {"words_axis2": "poor-rich", "words_axis3": "she-he"}])
def test_two_axes_make_a_plane_and_three_a_cube(more):
    at = opened("axes", **more)
    assert "Angle between the axes: she-he and poor-rich" in said(at)
    assert "axes.coordinates(words, [axes.written(words, " in at.code[0].value


def test_an_axis_that_cannot_be_read_is_told_and_nothing_else_breaks():
    at = AppTest.from_function(panel, args=("axes",), default_timeout=60)
    at.query_params["words_axis"] = "my own"
    at.query_params["words_axis_pairs"] = "she"
    at.run()
    assert not at.exception
    assert "cannot read" in at.error[0].value


def test_flowers_and_insects():
    at = opened("unusual")
    figures = {metric.label: metric.value for metric in at.metric}
    assert float(figures["Effect size"]) > 1
    assert figures["p"] == "< 0.0001"
    assert figures["As published"] == "+1.50"
    assert "*flowers* stand nearer to *pleasant*" in said(at)
    assert "not a fact about people" in said(at)


def test_names_that_are_not_there_make_it_a_refused_test():
    at = AppTest.from_function(panel, args=("unusual",), default_timeout=60)
    at.query_params["words_weat"] = "6. male names and female names"
    at.run()
    assert "Not in the embedding: Paul" in at.error[0].value.replace("\\", "")


def test_lists_of_ones_own_are_in_the_link():
    at = opened(
        "unusual",
        words_weat="my own lists",
        words_weat_first_targets="nurse, dancer, librarian",
        words_weat_second_targets="pilot, farmer, boss",
    )
    figures = {metric.label: metric.value for metric in at.metric}
    assert set(figures) == {"Effect size", "p"}
    assert float(figures["Effect size"]) < -1  # the first targets lean to she
    assert float(figures["p"]) == 1.0


def test_word_by_word_tells_what_it_adjusts_for():
    at = opened("unusual", words_unusual="Word by word")
    assert "adjusted for looking at 27 words" in said(at)


def test_debiasing_shows_what_is_left():
    at = opened("unusual", words_unusual="Debiasing", words_debias_n="50")
    text = said(at)
    assert "are still told apart" in text
    assert "The company of" in text


def test_hubs_and_their_settings():
    at = opened("unusual", words_unusual="Hubs", words_hub_k="3")
    assert {"Skewness", "By chance", "In most lists", "In no list"} == {metric.label for metric in at.metric}
    assert "k=3" in at.code[0].value


@pytest.mark.parametrize("second", ["Itself, 50 of 60 dimensions", "Itself, debiased"])
@pytest.mark.parametrize("way", ["Side by side", "Neighbors kept", "Turned onto each other", "Public tests"])
def test_an_embedding_beside_a_copy_of_itself(way, second):
    at = opened("compare", words_compare=way, words_second=second, words_kept_k="5", words_kept_n="1,000")
    assert at.selectbox(key="words_second").value == ("debiased" if "debiased" in second else "50-dimensions")
    if way == "Side by side":
        assert "of 12** neighbors are the same" in said(at)
    if way == "Turned onto each other":
        assert 0.3 < float({metric.label: metric.value for metric in at.metric}["Held out"]) <= 1
    for code in at.code:
        compile(code.value, "script", "exec")


def test_a_public_test_is_answered_by_both():
    at = opened("compare", words_compare="Public tests", words_second="Itself, 50 of 60 dimensions")
    questions = ": family\nshe he her his\nshe he woman man\nshe he zebra lion\n"
    at.file_uploader(key="words_test").upload("mine.txt", questions.encode(), "text/plain").run()
    assert not at.exception
    assert not at.error
    frame = at.dataframe[0].value
    assert list(frame["section"]) == ["family", "all"]
    assert list(frame["questions"]) == [3, 3]
    for which in ("first", "other"):
        assert list(frame[f"covered, {which}"]) == pytest.approx([2 / 3, 2 / 3])
        assert frame[f"3CosAdd, {which}"].between(0, 1).all()
