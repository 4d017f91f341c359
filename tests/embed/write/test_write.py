"""Files that are written are read by gensim, by the projector's rules, and by ourselves, to the last bit."""

import json

import numpy as np
import pytest

from mllab.embed import Words, read, write
from mllab.errors import DataError, ParamError

NAMES = ["the", "naïve", "</s>", "東京", "a,b", "0.5"]
ODD = np.array([np.pi, -1e-38, 1e-45, 3.4028235e38, 0.1, -0.0], np.float32)  # subnormal, largest, and what has no short text
VECTORS = np.stack([np.roll(ODD * np.float32(1e-20 if shift else 1e-5), shift) for shift in range(6)]).astype(np.float32)


@pytest.fixture
def words():
    """Six words with numbers that are hard to write."""
    return Words.of(NAMES, VECTORS, name="hard")


@pytest.mark.parametrize("ending", [".txt", ".vec", ".bin"])
def test_gensim_reads_what_is_written(words, tmp_path, ending):
    gensim = pytest.importorskip("gensim.models")
    (path,) = write.write(words, tmp_path / f"out{ending}")
    theirs = gensim.KeyedVectors.load_word2vec_format(str(path), binary=ending == ".bin")
    assert theirs.index_to_key == NAMES
    assert np.array_equal(theirs.vectors.view(np.uint32), VECTORS.view(np.uint32))


@pytest.mark.parametrize("ending", list(write.FORMATS))
def test_every_format_gives_the_same_bits_back(words, tmp_path, ending):
    paths = write.write(words, tmp_path / f"out{ending}")
    again = read.words(paths[-1] if ending == ".bytes" else paths[0])
    assert list(again.vocabulary) == NAMES
    assert np.array_equal(np.asarray(again.vectors).view(np.uint32), VECTORS.view(np.uint32))
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == sorted(one.name for one in paths)


def test_the_projector_finds_a_shape_and_files_that_agree(words, tmp_path):
    """Its documentation: tensors and metadata have a line per point, and one column of metadata has no header."""
    vectors, metadata, config = write.write(words, tmp_path / "p.tsv")
    told = json.loads(config.read_text(encoding="utf-8"))["embeddings"][0]
    assert told["tensorShape"] == [6, 6]
    assert (tmp_path / told["tensorPath"], tmp_path / told["metadataPath"]) == (vectors, metadata)
    assert metadata.read_text(encoding="utf-8").split("\n") == [*NAMES, ""]
    assert np.loadtxt(vectors, delimiter="\t").astype(np.float32).shape == (6, 6)


def test_words_with_spaces_are_refused_unless_it_is_said_what_they_become(tmp_path):
    words = Words.of(["new york", "rome"], np.eye(2))
    with pytest.raises(DataError, match=r"cannot hold the word 'new york'.*spaces='_'"):
        write.write(words, tmp_path / "a.txt")
    (path,) = write.write(words, tmp_path / "a.txt", spaces="_")
    assert list(read.words(path).vocabulary) == ["new_york", "rome"]
    paths = write.write(words, tmp_path / "a.tsv")  # TSV holds spaces, and no tabs
    assert list(read.words(paths[0]).vocabulary) == ["new york", "rome"]
    with pytest.raises(DataError, match="comes twice"):
        write.write(Words.of(["a b", "a_b"], np.eye(2)), tmp_path / "b.txt", spaces="_")
    with pytest.raises(DataError, match="Choose another sign"):
        write.write(words, tmp_path / "b.txt", spaces=" ")
    assert not (tmp_path / "b.txt").exists()


def test_parquet_tells_which_vectors_are_estimated(tmp_path):
    import pyarrow.parquet as pq

    words = Words.of(["a", "b"], np.eye(2), estimated=np.array([False, True]))
    (path,) = write.write(words, tmp_path / "a.parquet")
    assert pq.read_table(path).column("estimated").to_pylist() == [False, True]


def test_an_ending_that_is_no_format_and_a_place_that_cannot_be_written(words, tmp_path):
    with pytest.raises(ParamError, match=r"'\.doc'. The endings are \.txt: word2vec text"):
        write.write(words, tmp_path / "a.doc")
    with pytest.raises(DataError, match="Choose another place"):
        write.write(words, tmp_path / "nowhere" / "a.txt")
