"""The words page as its user meets it: every question by its link, words that are misspelt, and scripts that give the same."""

import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from mllab import embed, jobs, runs
from mllab.paths import app_root
from mllab.ui.upload import parts
from mllab.ui.words import bring, brought
from mllab.ui.words.analogy.questions import questions
from mllab.ui.words.ask import QUESTIONS

PAGE = Path(__file__).parents[2] / "pages" / "words.py"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path_factory.getbasetemp() / "words-home"))


@pytest.fixture(scope="module")
def words():
    return embed.load()


def opened(**query: str | list[str]) -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=90)
    for name, value in query.items():
        at.query_params[name] = value
    return run(at)


def run(at: AppTest) -> AppTest:
    """Run again, as the page does by itself, until nothing is computed any more."""
    at.run()
    until = time.monotonic() + 90
    while any(button.label == "Stop" for button in at.button):
        assert time.monotonic() < until, "still computing"
        time.sleep(0.1)
        at.run()
    assert not at.exception, at.exception[0].message
    return at


def told(at: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "info", "warning", "error") for element in getattr(at, kind))


def bars(at: AppTest) -> list[list[tuple[str, float]]]:
    """The words and figures of every chart of bars, from the top."""
    found = []
    for chart in at.get("vega_lite_chart"):
        frames = [convert_arrow_bytes_to_pandas_df(part.data.data) for part in chart.proto.datasets]
        found += [list(zip(frame["word"], frame["figure"], strict=True)) for frame in frames if {"place", "word", "figure"} <= set(frame)]
    return found


def shown(at: AppTest) -> np.ndarray:
    """The places of the words on the map."""
    named = at.query_params["picture"]
    return jobs.find(named if isinstance(named, str) else named[0]).result()["positions"]


def printed(at: AppTest, tmp_path) -> str:
    """What the script on the page prints in an interpreter of its own."""
    done = subprocess.run([sys.executable, "-c", at.code[-1].value], cwd=tmp_path, check=True, timeout=100, capture_output=True, text=True)
    return done.stdout


def click(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click()
    return run(at)


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "Map"])
def test_every_question_opens_by_its_link(name):
    at = opened(words_ask=name)
    assert not at.error, told(at)
    assert at.get("vega_lite_chart")
    assert at.code, "every result is a script"


def test_it_opens_on_the_neighborhood_of_a_word(words):
    at = opened()
    assert bars(at)[0] == words.similar("ocean", 12)


def test_another_embedding_begins_with_what_it_has_and_calls_it_so():
    at = opened()
    at.selectbox(key="words_from").set_value("table")
    run(at)
    assert at.multiselect(key="words_query").label == "Rows"
    assert bars(at)[0], "what stood in the box is no row"
    assert "is not among the" not in told(at)
    assert "Click a row to go to it" in told(at)
    for question in ("Axes", "Unusual connections"):
        at.button_group(key="words_ask").set_value(question)
        assert not run(at).error, told(at)
        assert at.get("vega_lite_chart"), question
    at.button_group(key="words_ask").set_value("Analogy")
    run(at)
    at.selectbox(key="words_from").set_value(embed.DEFAULT)
    assert "#### king − man \\+ woman ≈ **queen**" in told(run(at))


@pytest.mark.parametrize(("said", "measure"), [("cosine", "cosine"), ("dot product", "dot"), ("Euclidean distance", "euclidean")])
def test_neighbors_by_every_measure_and_without_the_words_own_forms(words, said, measure):
    at = opened(words_query="doctor", words_measure=said, words_forms="false", words_n="5")
    assert bars(at)[0] == words.similar("doctor", 5, measure, forms=False)


def test_a_misspelt_word_is_told_of_and_corrected_by_a_click():
    at = opened(words_query=["kinng"])
    assert "is not among the" in told(at)
    click(at, "king")
    assert at.multiselect(key="words_query").value == ["king"]
    assert "is not among the" not in told(at)


def test_a_phrase_is_composed_and_says_so():
    assert "Put together as the mean of its words: “hot dog” from hot, dog" in told(opened(words_query=["hot dog"]))


def test_nothing_typed_says_what_to_do():
    at = opened()
    at.multiselect(key="words_query").set_value([])
    assert "Type a word" in told(run(at))


def test_king_less_man_plus_woman_is_queen_by_adding_and_by_multiplying():
    at = opened(words_ask="Analogy")
    assert "#### king − man \\+ woman ≈ **queen**" in told(at)
    adding, multiplying, direction = bars(at)
    assert adding[0][0] == multiplying[0][0] == "queen"
    assert len(direction) == 5


def test_with_the_typed_words_allowed_the_answer_is_the_king_himself():
    at = opened(words_ask="Analogy", words_inputs="true")
    assert bars(at)[0][0][0] == "king", "the known trick: Linzen 2016"
    assert "Linzen 2016" in told(at)


def test_a_chain_with_weights_is_drawn_arrow_by_arrow(words):
    at = opened(words_ask="Analogy", words_sum="2 music - song + 0.5 river")
    assert not at.error, told(at)
    assert [word for word, _ in bars(at)[0]] == [word for word, _ in words.sum([(2, "music"), (-1, "song"), (0.5, "river")], 12)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("king -", "a word is missing"), ("king - kinng", "is not among"), ("", "nothing to add up"), ("king - king", "adds up to nothing")],
)
def test_a_sum_that_cannot_be_is_told_in_words(typed, said):
    at = opened(words_ask="Analogy")
    at.text_input(key="words_sum").set_value(typed)
    assert said in told(run(at))


@pytest.mark.parametrize(
    "query",
    [
        {"words_query": "ocean"},
        {"words_way": "Heat map"},
        {"words_way": "Odd one out"},
        {"words_ask": "Analogy"},
        {"words_ask": "Analogy", "words_sum": "ocean + desert"},
    ],
    ids=lambda query: " ".join(query.values()),
)
def test_the_script_prints_the_same(query, tmp_path):
    at = opened(**query)
    out = printed(at, tmp_path)
    figures = np.array([float(figure) for figure in re.findall(r"-?\d+\.\d+", out)])
    for word, figure in [pair for chart in bars(at) for pair in chart]:
        assert word in out
        assert np.abs(figures - figure).min() < 1e-4


def test_two_lists_as_a_heat_map(words):
    at = opened(words_way="Heat map", words_rows=["cat", "dog"], words_columns=["kitten", "puppy", "car"])
    chart = at.get("vega_lite_chart")[0]
    frame = convert_arrow_bytes_to_pandas_df(chart.proto.datasets[0].data.data)
    assert frame["cosine"].to_numpy().reshape(2, 3) == pytest.approx(words.between(["cat", "dog"], ["kitten", "puppy", "car"]))


def test_the_odd_one_out_is_the_cathedral_among_meals():
    assert "**cathedral** is least like the others" in told(opened(words_way="Odd one out"))


def test_the_analogies_that_come_with_it_are_answered_section_by_section(words):
    at = opened(words_ask="Analogy", words_reckon="Many from a file")
    shown = {metric.label: metric.value for metric in at.metric}
    frame = words.evaluate(app_root() / "datasets" / "words" / "analogies.txt")
    assert shown["Questions"] == str(len(questions()))
    assert shown["3CosAdd"] == f"{frame.iloc[-1]['3CosAdd']:.1%}".replace("%", " %")


def test_the_quiz_asks_before_it_tells_and_marks_both():
    at = opened(words_ask="Analogy", words_reckon="Quiz")
    assert not bars(at), "nothing is told before the guess"
    wanted = questions()[0].words[3]
    next(field for field in at.text_input if field.label == "Your guess").set_value(wanted)
    click(at, "Show the answer")
    assert f"You: **{wanted}**" in told(at)
    assert "So far, of 1: you 1, the embedding" in told(at)
    click(at, "Next question")
    assert at.number_input(key="words_quiz").value == 2
    assert not bars(at)


@pytest.mark.parametrize(
    "query", [{}, {"words_taken": "around a word", "words_near": "100"}, {"words_taken": "a list"}, {"words_sphere": "true"}]
)
def test_the_map_of_words_by_its_link(query):
    at = opened(words_ask="Map", words_reducer="PCA", words_many="500", **query)
    assert not at.error, told(at)
    assert "**PCA**" in told(at)


def test_own_axes_put_the_words_of_the_ends_at_the_ends():
    at = opened(words_ask="Map", words_reducer="custom axes", words_many="500")
    assert not at.error, told(at)
    assert "Trustworthiness" in [metric.label for metric in at.metric]


def test_the_colours_can_follow_an_axis_and_an_axis_has_two_ends():
    at = opened(words_ask="Map", words_reducer="PCA", words_many="500", words_axis="she, he", colour="she to he")
    assert not at.error, told(at)
    assert at.selectbox(key="colour").value == "she to he"
    at.text_input(key="words_axis").set_value("she")
    assert "two ends" in told(run(at))


def test_the_script_of_a_map_gives_the_same_picture(tmp_path):
    at = opened(words_ask="Map", words_reducer="PCA", words_many="500")
    code = at.code[-1].value + "\nnp.save('positions.npy', positions)"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=100, capture_output=True)
    positions = np.load(tmp_path / "positions.npy")
    assert np.allclose(np.abs(positions), np.abs(shown(at)), atol=1e-4), "the same but for the sign of an axis"


def test_a_file_that_was_brought_is_read_and_its_bad_lines_are_listed():
    lines = ["cat 1 0 0", "dog 0.9 0.1 0", "car 0 1 0", "bus 0 0.9 0.2", "broken 1 2"]
    kept = brought.keep([("tiny.txt", "\n".join(lines).encode())])
    at = opened(words_from=kept.id, words_query="cat")
    assert not at.error, told(at)
    assert "**4** words, **3** numbers each" in told(at)
    assert [word for word, _ in bars(at)[0]] == ["dog", "car", "bus"]
    assert "broken" in str(at.dataframe[0].value.values)
    assert "embed.load(" in at.code[-1].value
    at.toggle(key="words_lenient").set_value(False)
    assert "broken" in " ".join(error.value for error in run(at).error)
    click(at, "Forget this file")
    assert not brought.listing()


def test_files_that_came_in_pieces_are_opened_together(monkeypatch):
    finished = []
    for name, content in (("vectors.tsv", b"1\t0\t0.5\n0.9\t0.1\t0.5\n0\t1\t0.2\n"), ("metadata.tsv", b"cat\ndog\ncar\n")):
        upload = parts.begin(name, len(content), name)
        with parts.writer(upload, 0) as writer:
            writer.write(content)
        finished.append(upload.id)
    monkeypatch.setattr(bring, "big_uploads", lambda zone, stored, **_: [id for id in finished if id not in stored])
    at = opened(words_query="cat")
    assert not at.error, told(at)
    assert "**3** words, **3** numbers each" in told(at)
    assert [word for word, _ in bars(at)[0]] == ["dog", "car"]
    assert at.query_params["words_from"] in ([kept.id for kept in brought.listing()], brought.listing()[0].id)
    assert not list(parts.folder().iterdir()), "nothing is left of the upload"
    brought.forget(brought.listing()[0].id)


def test_capitals_that_are_not_there_are_told_and_those_that_are_offered():
    lines = ["apple 1 0 0", "Apple 0 1 0", "pear 0.9 0.1 0", "Paris 0 0.2 1", "London 0 0.3 0.9"]
    kept = brought.keep([("capitals.txt", "\n".join(lines).encode())])
    at = opened(words_from=kept.id, words_query=["paris"])
    assert "“paris” is written “Paris” here" in told(at)
    assert bars(at)[0][0][0] == "London"
    at = opened(words_from=kept.id, words_query=["apple"])
    assert "“apple” is here with other capitals, too" in told(at)
    click(at, "Apple")
    assert at.multiselect(key="words_query").value == ["apple", "Apple"]
    at = opened(words_from=kept.id, words_ask="Analogy", words_sum="paris - apple + pear")
    assert "#### Paris − apple \\+ pear" in told(at)
    brought.forget(kept.id)


def test_a_map_is_coloured_by_part_of_speech_and_noted_as_a_run():
    at = opened(words_ask="Map", words_reducer="PCA", words_many="500", colour="part of speech")
    assert not at.error, told(at)
    assert at.selectbox(key="colour").value == "part of speech"
    (run,) = [run for run in runs.listing() if run.page == "words" and run.query.get("colour") == ["part of speech"]]
    assert run.title.startswith("PCA")
    assert run.spec["taken"].endswith("most common words")
    again = opened(**run.query)
    np.testing.assert_array_equal(shown(again), shown(at))


def test_a_file_that_holds_no_words_is_told_in_words():
    kept = brought.keep([("notes.txt", b"\x80\x04pickled")])
    at = opened(words_from=kept.id)
    assert at.error
    brought.forget(kept.id)


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        ("its rows", "Iris flowers (sample)"),
        ("products bought together", "Receipts of a grocer (sample)"),
        ("a column of categories", "Two years of a bakery (sample)"),
    ],
)
def test_what_is_no_word_is_explored_alike(kind, table, tmp_path):
    at = opened(words_from="table", words_table=table, words_kind=kind)
    assert not at.error, told(at)
    first = bars(at)[0]
    assert first
    out = printed(at, tmp_path)
    assert all(word in out for word, _ in first), "the script makes the same embedding"
    assert not opened(words_from="table", words_table=table, words_kind=kind, words_ask="Analogy").error


def test_rows_that_are_images_are_drawn_beside_their_neighbors_and_named_by_what_they_are():
    at = opened(words_from="table", words_table="Handwritten digits (sample)", words_kind="its rows", words_n="5")
    assert not at.error, told(at)
    (drawn,) = at.get("image")
    names = [image.caption.replace("\\", "") for image in drawn.proto.imgs]
    assert names[1:] == [word for word, _ in bars(at)[0]]
    assert {name.split()[0] for name in names} == {"0"}, "the nearest to a zero are zeros, though that is not in their vectors"


def test_a_link_to_an_embedding_that_is_gone_says_so_and_opens_the_default(words):
    at = opened(words_from="file-0123456789ab")
    assert "not here" in told(at)
    assert f"**{len(words):,}** words" in told(at)


def test_a_list_is_mapped_alone_and_what_is_not_there_is_told():
    at = opened(words_ask="Map", words_reducer="PCA", words_taken="a list", words_these="cat dog horse nosuchword")
    assert "left out: nosuchword" in told(at)
    assert shown(at).shape == (3, 2)


def test_words_are_shown_and_never_obeyed():
    hostile = ["<b>bold</b>", "[go](javascript:x)", "$x$", ":red[a]", "a|b"]
    lines = [f"{word} {i + 1} {5 - i} {i * i}" for i, word in enumerate(hostile)]
    kept = brought.keep([("hostile.txt", "\n".join(lines).encode())])
    for query in ({}, {"words_ask": "Analogy"}, {"words_way": "Odd one out"}, {"words_way": "Heat map"}):
        at = opened(words_from=kept.id, **query)
        assert not at.error, told(at)
        for word in hostile:
            assert word not in told(at)
            assert all(word not in button.label for button in at.button)
    brought.forget(kept.id)
