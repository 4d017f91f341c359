"""Word embeddings asked and judged from a shell."""

import pytest

from mllab.__main__ import main

PLANE = "king 1 1\nqueen 1 -1\nman 0 1\nwoman 0 -1\nkings 2 2.2\nnew 1 0\nyork 3 0.5\n"


@pytest.fixture
def plane(tmp_path, monkeypatch):
    """Seven words in a plane, as GloVe writes them."""
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))
    (tmp_path / "plane.txt").write_text(PLANE)
    return str(tmp_path / "plane.txt")


def lines(capsys) -> list[list[str]]:
    return [line.split() for line in capsys.readouterr().out.splitlines()]


def test_similar_lists_the_nearest_words(plane, capsys):
    assert main(["words", "similar", "king", "--embedding", plane, "-n", "2"]) == 0
    assert [line[-1] for line in lines(capsys)[-2:]] == ["kings", "york"]
    assert main(["words", "similar", "king", "--embedding", plane, "-n", "1", "--hide-forms"]) == 0
    assert lines(capsys)[-1][-1] == "york"
    assert main(["words", "similar", "new york", "--embedding", plane, "--among", "2", "--measure", "dot"]) == 0
    said = lines(capsys)
    assert ["'new", "york'", "is", "not", "one", "entry:", "the", "mean", "of", "new,", "york"] in said
    assert [line[-1] for line in said[-2:]] == ["king", "queen"]


def test_analogy_answers_by_every_method(plane, capsys):
    assert main(["words", "analogy", "man", "king", "woman", "--embedding", plane, "-n", "1"]) == 0
    said = lines(capsys)
    assert [line[-1] for line in said[-5::2]] == ["queen", "queen", "queen"]


def test_a_misspelt_word_is_told_what_it_may_mean(plane, capsys):
    assert main(["words", "similar", "qeen", "--embedding", plane]) == 2
    assert "Did you mean 'queen'?" in capsys.readouterr().err


def test_evaluate_prints_a_line_per_section_and_writes_them(plane, tmp_path, capsys):
    test, out = tmp_path / "test.txt", tmp_path / "scores.csv"
    test.write_text(": royals\nman king woman queen\nman king woman duchess\nman king\n")
    assert main(["words", "evaluate", str(test), "--embedding", plane, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "line 4: 2 words instead of 4" in said
    assert out.read_text().splitlines()[1] == "royals,2,1,0.5,1,1.0,1,1.0"
