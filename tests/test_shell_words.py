"""`mllab words` from a shell."""

import hashlib

import numpy as np
import pytest

from mllab.__main__ import main
from mllab.embed import fetch, read
from mllab.embed.fetch.registry import Entry

TEXT = "a 1 2\nb 3 4\nodd 1\nnew york 5 6\n"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The workspace."""
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_convert_says_what_did_not_fit_and_writes_the_rest(tmp_path, capsys):
    (tmp_path / "in.txt").write_text(TEXT)
    assert main(["words", "convert", str(tmp_path / "in.txt"), str(tmp_path / "out.bin"), "--spaces", "_"]) == 0
    said = capsys.readouterr()
    assert "1 did not fit" in said.out
    assert "line 3" in said.out
    assert f"Written to {tmp_path / 'out.bin'}" in said.out
    assert "100.0%" in said.err
    words = read.words(tmp_path / "out.bin")
    assert list(words.vocabulary) == ["a", "b", "new_york"]
    assert np.array_equal(words.vectors, [[1, 2], [3, 4], [5, 6]])


@pytest.mark.parametrize(
    ("more", "told"),
    [(["out.bin"], "spaces='_'"), (["out.doc"], "endings are"), (["out.tsv", "--strict"], "line 3: 1 numbers where 2")],
)
def test_convert_refuses_with_a_message_and_writes_nothing(tmp_path, capsys, more, told):
    (tmp_path / "in.txt").write_text(TEXT)
    assert main(["words", "convert", str(tmp_path / "in.txt"), str(tmp_path / more[0]), *more[1:]]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / more[0]).exists()


def test_convert_reads_words_from_a_file_of_their_own(tmp_path):
    np.save(tmp_path / "v.npy", np.eye(2))
    (tmp_path / "list.txt").write_text("x\ny\n")
    assert main(["words", "convert", str(tmp_path / "v.npy"), str(tmp_path / "o.txt"), "--words", str(tmp_path / "list.txt")]) == 0
    assert (tmp_path / "o.txt").read_text() == "2 2\nx 1.0 0.0\ny 0.0 1.0\n"


def test_list_names_what_can_be_fetched_and_what_was_read(tmp_path, capsys):
    (tmp_path / "in.txt").write_text(TEXT)
    read.words(tmp_path / "in.txt")
    assert main(["words", "list"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in fetch.REGISTRY)
    assert str(tmp_path / "in.txt") in said


def test_fetch_downloads_checks_and_says_where(tmp_path, capsys, monkeypatch, home):
    body = TEXT.encode() * 1000
    served = tmp_path / "served.txt"
    served.write_bytes(body)
    entry = Entry("tiny", served.as_uri(), len(body), f"md5:{hashlib.md5(body).hexdigest()}", 3, 2, "three words", "none")
    monkeypatch.setitem(fetch.REGISTRY, "tiny", entry)
    assert main(["words", "fetch", "tiny"]) == 0
    said = capsys.readouterr()
    assert "three words" in said.out
    assert f"MD5 {entry.checksum[4:]}" in said.out
    assert str(home / "words" / "fetched" / "served.txt") in said.out
    assert (home / "words" / "fetched" / "served.txt").read_bytes() == body
    assert main(["words", "list"]) == 0
    assert any("tiny" in line and "here" in line for line in capsys.readouterr().out.splitlines())


def test_fetch_of_an_unknown_name(capsys):
    assert main(["words", "fetch", "nothing"]) == 2
    assert "There are: glove-6b" in capsys.readouterr().err


def test_a_verb_that_is_none(capsys):
    with pytest.raises(SystemExit):
        main(["words", "sing"])
    assert "fetch" in capsys.readouterr().err


def test_words_are_learned_and_written(tmp_path, capsys):
    path, out = tmp_path / "few.txt", tmp_path / "few.vec"
    path.write_text("the cat sees the dog . the dog sees a cat . a cat and a dog eat . " * 60)
    main(
        [
            "words",
            "learn",
            str(path),
            "--method",
            "fastText",
            "--dimension",
            "3",
            "--passes",
            "2",
            "--out",
            str(out),
            "--near",
            "cat",
            "cats",
        ]
    )
    printed = capsys.readouterr().out
    assert "7 words x 3" in printed
    assert "FastText(dimension=3" in printed
    assert "cats (not in the text, made of its letters)" in printed
    assert read.words(out).dimension == 3


def test_words_are_learned_from_a_column_and_from_the_text_that_is_here(capsys):
    main(["words", "learn", "sample:spam", "--column", "text", "--method", "PPMI + SVD", "--least", "20", "--dimension", "5"])
    assert "words x 5" in capsys.readouterr().out
    main(["words", "learn", "small-world", "--method", "PPMI + SVD", "--near", "king"])
    assert "queen" in capsys.readouterr().out


def test_a_text_that_cannot_be_learned_from_is_told(tmp_path, capsys):
    (tmp_path / "none.txt").write_text("once")
    assert main(["words", "learn", str(tmp_path / "none.txt")]) != 0
    assert "at least two must" in capsys.readouterr().err
