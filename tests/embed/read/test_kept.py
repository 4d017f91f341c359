"""What was read is kept in the workspace and mapped when the same file is opened again."""

import os

import numpy as np
import pytest

from mllab.embed import read
from mllab.embed.search import encode
from mllab.errors import DataError

VECTORS = np.random.default_rng(3).normal(size=(50, 4)).astype(np.float32)


@pytest.fixture
def file(tmp_path):
    """Fifty words, one of them twice, and a line that does not fit."""
    path = tmp_path / "a.txt"
    lines = [f"w{i} {' '.join(map(str, row))}" for i, row in enumerate(VECTORS)]
    path.write_text("\n".join([*lines, "w7 1 1 1 1", "odd 1"]) + "\n")
    return path


def folders(home):
    return [one.name for one in (home / "words" / "read").iterdir()]


def test_a_reading_tells_how_far_it_is_and_ends_with_the_words(file):
    states = list(read.reading(file))
    assert [state.result is None for state in states] == [True] * (len(states) - 1) + [False]
    assert [state.share for state in states] == sorted(state.share for state in states)
    assert states[-1].words == len(states[-1].result) == 50
    assert all(state.total == file.stat().st_size for state in states)


def test_the_second_opening_maps_what_the_first_has_kept(file, home):
    first = read.words(file)
    states = list(read.reading(file))
    again = states[-1].result
    assert [state.doing for state in states] == ["opened as it was read before"]
    assert folders(home) == [first.digest] == [again.digest]
    assert isinstance(again.vectors, np.memmap)
    assert not again.vectors.flags.writeable
    assert np.array_equal(again.vectors, VECTORS)
    assert list(again.vocabulary) == [f"w{i}" for i in range(50)]
    assert again.similar("w3", n=5) == first.similar("w3", n=5)
    assert again.notes == first.notes
    assert read.rejects(again) == read.rejects(first) != []


def test_the_codes_of_a_search_are_kept_as_they_would_be_made(file):
    words, made = read.words(file), encode(VECTORS)
    for part in ("codes", "scales", "rests"):
        assert np.array_equal(getattr(words.codes, part), getattr(made, part))


def test_a_changed_file_is_read_anew_and_its_old_reading_goes(file, home):
    old = read.words(file)
    file.write_text("a 1 2\nb 3 4\n")
    new = read.words(file)
    assert list(new.vocabulary) == ["a", "b"]
    assert folders(home) == [new.digest] != [old.digest]


def test_the_same_size_at_another_time_is_another_file(file):
    first = read.words(file)
    stat = file.stat()
    file.write_bytes(file.read_bytes().replace(b"odd", b"ODD"))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert read.words(file).digest != first.digest


def test_options_and_files_beside_are_part_of_what_was_read(tmp_path):
    np.save(tmp_path / "v.npy", VECTORS[:2])
    (tmp_path / "v.words.txt").write_text("a\nb\n")
    (tmp_path / "other.txt").write_text("c\nd\n")
    assert list(read.words(tmp_path / "v.npy").vocabulary) == ["a", "b"]
    assert list(read.words(tmp_path / "v.npy", words=tmp_path / "other.txt").vocabulary) == ["c", "d"]
    (tmp_path / "v.words.txt").write_text("e\nf\n")
    assert list(read.words(tmp_path / "v.npy").vocabulary) == ["e", "f"]


@pytest.mark.parametrize("damage", ["vectors.npy", "words.npy", "card.json", "hashes.npy"])
@pytest.mark.parametrize("how", ["cut", "gone"])
def test_what_was_kept_and_is_damaged_is_read_anew(file, home, damage, how):
    first = read.words(file)
    kept = home / "words" / "read" / first.digest / damage
    kept.write_bytes(kept.read_bytes()[:40]) if how == "cut" else kept.unlink()
    again = read.words(file)
    assert np.array_equal(again.vectors, VECTORS)
    assert len(folders(home)) == 1


def test_strict_refuses_also_a_file_that_was_read_with_lines_left_out(file):
    read.words(file)
    with pytest.raises(DataError, match="line 52"):
        read.words(file, strict=True)


def test_rejects_of_words_that_were_not_read(file):
    from mllab.embed import Words

    with pytest.raises(DataError, match="not read from a file"):
        read.rejects(Words.of(["a"], np.ones((1, 2))))


def test_nothing_but_arrays_and_a_card_is_kept_also_of_packed_files(tmp_path, home):
    import gzip

    (tmp_path / "a.gz").write_bytes(gzip.compress(b"a 1 2\nb 3 4\n"))
    np.savez(tmp_path / "b.npz", vectors=VECTORS, words=np.array([f"w{i}" for i in range(50)]))
    (tmp_path / "c.csv").write_text("word;x;y\na;0,5;1,5\nb;2,25;-3\n")
    arrays = ("codes", "hashes", "norms", "offsets", "rests", "rows", "scales", "vectors", "words")
    for name in ("a.gz", "b.npz", "c.csv"):
        words = read.words(tmp_path / name)
        assert sorted(one.name for one in (home / "words" / "read" / words.digest).iterdir()) == [
            "card.json",
            *(f"{one}.npy" for one in arrays),
        ]
    assert words.vectors.tolist() == [[0.5, 1.5], [2.25, -3]]
    assert any("decimal commas" in note for note in words.notes), "a table's reader decides on the decimal sign, and tells it"


def test_a_reading_can_be_forgotten(file, home):
    words = read.words(file)
    assert [card["digest"] for card in read.kept.listed()] == [words.digest]
    read.kept.forget(words.digest)
    assert folders(home) == []
    read.kept.forget("../..")
    assert home.exists()


def test_drafts_of_a_killed_process_go_after_a_day(file, home):
    for name, age in (("old", 100_000), ("new", 10)):
        left = home / "words" / "read" / f".draft-{name}"
        left.mkdir(parents=True)
        os.utime(left, (os.stat(left).st_atime - age, os.stat(left).st_mtime - age))
    words = read.words(file)
    assert sorted(folders(home)) == [".draft-new", words.digest]


def test_warming_compiles_and_keeps_nothing(home):
    from mllab.embed.read.kernels import numbers, rows

    read.warm()
    assert all(kernel.signatures for kernel in (numbers.parse, numbers.gather, rows.cut, rows.lift))
    assert not (home / "words" / "read").exists()
