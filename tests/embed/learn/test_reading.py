"""From a text to a corpus: what is a word, where a sentence ends, and texts that are none."""

import gzip
from collections import Counter

import numpy as np
import pytest

from mllab.data import samples
from mllab.embed.learn import Corpus, Rules, read, sources
from mllab.embed.learn.spool import Spool
from mllab.errors import DataError

FOX = "The quick fox. The lazy dog!\nDon't stop, e-mail 3.14 foxes:\n\nThe Äpfel fox… the dog"


def sentences(corpus: Corpus) -> list[str]:
    return [" ".join(corpus.sentence(i)) for i in range(corpus.sentences)]


def of_bytes(tmp_path, content: bytes, name: str = "text.txt") -> sources.Source:
    path = tmp_path / name
    path.write_bytes(content)
    return sources.of_file(path)


def test_words_keep_their_apostrophes_hyphens_and_decimal_points_and_sentences_end_where_they_do():
    found = read(sources.of_text(FOX), Rules(least=1))
    assert sentences(found) == ["the quick fox", "the lazy dog", "don't stop e-mail 3.14 foxes", "the äpfel fox", "the dog"]
    assert found.words[0] == "the"
    assert found.total == 16


def test_a_line_break_ends_a_sentence_where_that_is_asked_for():
    wrapped = "a long line\nthat goes on a line"
    assert sentences(read(sources.of_text(wrapped), Rules(least=1))) == ["a long line that goes on a line"]
    assert sentences(read(sources.of_text(wrapped), Rules(least=1, lines=True))) == ["a long line", "that goes on a line"]


def test_capitals_may_stay():
    found = read(sources.of_text("The fox saw the fox"), Rules(least=1, lower=False))
    assert set(found.words) == {"The", "fox", "saw", "the"}


def test_rare_words_are_left_out_and_their_neighbors_move_together():
    found = read(sources.of_text("b a x b. a b a."), Rules(least=2))
    assert sentences(found) == ["b a b", "a b a"]
    assert found.total == 7


def test_no_more_words_than_asked_for_get_a_vector(world):
    found = read(sources.small_world(), Rules(least=1, most=100))
    assert found.words == world.words[:100]


def test_counts_are_those_of_a_plain_count(world):
    plain = Counter(gzip.decompress(sources.SMALL_WORLD.read_bytes()).decode().lower().replace(".", " ").replace(",", " ").split())
    assert world.total == plain.total()
    assert dict(zip(world.words, world.counts.tolist(), strict=True)) == {word: n for word, n in plain.items() if n >= 5}
    assert (np.diff(world.counts) <= 0).all()


def test_a_file_in_pieces_is_the_same_as_at_once(tmp_path, monkeypatch):
    text = " ".join(FOX for _ in range(200))
    whole = read(sources.of_text(text), Rules(least=1))
    monkeypatch.setattr(sources, "PIECE", 37)
    for name, content in (("t.txt", text.encode()), ("t.gz", gzip.compress(text.encode()))):
        found = read(of_bytes(tmp_path, content, name), Rules(least=1))
        assert found.words == whole.words
        assert np.array_equal(found.tokens, whole.tokens)
        assert np.array_equal(found.starts, whole.starts)


def test_many_words_lie_in_a_file_and_are_the_same(monkeypatch, world):
    from mllab.embed.learn import spool

    monkeypatch.setattr(spool, "IN_MEMORY", 1_000)
    monkeypatch.setattr(spool, "PART", 777)
    found = read(sources.small_world())
    assert isinstance(found.tokens.base, np.memmap)
    assert found.words == world.words
    assert np.array_equal(found.tokens, world.tokens)
    assert np.array_equal(found.starts, world.starts)


def test_an_empty_spool_gives_nothing():
    with Spool(np.int32) as spool:
        assert len(spool.whole()) == 0
        assert list(spool.parts()) == []


def test_an_endless_sentence_is_cut_after_a_thousand_words():
    found = Corpus.of([["a", "b"] * 1_700])
    assert np.diff(found.starts).tolist() == [1_000, 1_000, 1_000, 400]


def test_ten_megabytes_on_one_line(tmp_path):
    found = read(of_bytes(tmp_path, b"ocean wave " * (10_000_000 // 11)))
    assert found.words == ("ocean", "wave")
    assert found.total == 2 * (10_000_000 // 11)
    assert np.diff(found.starts).max() == 1_000


def test_ten_megabytes_without_a_blank_are_no_word(tmp_path):
    with pytest.raises(DataError, match="holds no words"):
        read(of_bytes(tmp_path, b"a" * 10_000_000), Rules(least=1))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("word", "at least two must"),
        ("word " * 50, "at least two must"),
        ("every one of these words comes once", "at least two must"),
        ("... !!! ???", "holds no words"),
    ],
)
def test_a_text_of_which_nothing_can_be_learned_says_so(text, why):
    with pytest.raises(DataError, match=why):
        read(sources.of_text(text))


def test_a_text_without_repeated_words_says_so():
    with pytest.raises(DataError, match="No word of pasted text comes twice"):
        read(sources.of_text("every one of these words comes once"), Rules(least=1))


def test_words_that_never_stand_together_say_so():
    with pytest.raises(DataError, match="no word has company"):
        read(sources.of_text("a. b. a. b."), Rules(least=1))


@pytest.mark.parametrize("content", [b"", b"  \n\t\n"])
def test_an_empty_file_says_so(tmp_path, content):
    with pytest.raises(DataError, match="is empty"):
        of_bytes(tmp_path, content)


def test_no_text_is_pasted():
    with pytest.raises(DataError, match="There is no text"):
        sources.of_text("  \n ")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" + bytes(50), b"\x7fELF" + bytes(range(256)) * 20, b"word " * 30 + bytes(3) + b"word " * 30]
)
def test_a_binary_file_is_refused(tmp_path, content):
    with pytest.raises(DataError, match=r"no plain text|looks binary") as refused:
        of_bytes(tmp_path, content)
    assert "table" not in str(refused.value)


def test_zero_bytes_far_into_a_file_are_refused_too(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "PIECE", 100)
    with pytest.raises(DataError, match="zero bytes"):
        read(of_bytes(tmp_path, b"some words " * 100 + bytes(4)))


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        sources.of_file(tmp_path / "none.txt")


@pytest.mark.parametrize("numbers", [1_000, 200_000])
def test_a_gzip_that_is_cut_off_says_so(tmp_path, numbers):
    noise = " ".join(str(i) for i in np.random.default_rng(0).integers(0, 10**9, numbers))
    with pytest.raises(DataError, match=r"cannot be read .*Is it whole"):
        read(of_bytes(tmp_path, gzip.compress(noise.encode(), 1)[:-2_000], "cut.gz"))


@pytest.mark.parametrize(("encoding", "named"), [("cp1252", "cp1252"), ("utf-16", "utf-16")])
def test_another_encoding_is_told(tmp_path, encoding, named):
    source = of_bytes(tmp_path, ("Die Äpfel sind süß, die Bären groß. " * 50).encode(encoding))
    found = read(source)
    assert "äpfel" in found.words
    assert named in found.notes[0]


def test_a_column_of_a_table_is_read_cell_by_cell():
    table = samples.load("spam")
    column = table.of_kind("text")[0]
    found = read(sources.of_table(table, column), Rules(least=2))
    cells = table.frame([column])[column]
    assert found.sentences >= len(cells)
    assert "free" in found.words
    with pytest.raises(DataError, match="no column"):
        sources.of_table(table, "no such column")
