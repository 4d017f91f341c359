"""The files of word vectors in gensim's own test set, written by word2vec, GloVe, fastText and gensim: read as gensim reads them."""

from pathlib import Path

import numpy as np
import pytest

from mllab.embed import read
from mllab.errors import DataError

gensim = pytest.importorskip("gensim")
FOLDER = Path(gensim.__file__).parent / "test" / "test_data"


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("lee_fasttext.vec", {}),
        ("crime-and-punishment.vec", {}),
        ("toy-model.vec", {}),
        ("test_glove.txt", {"no_header": True}),
        ("EN.1-10.cbow1_wind5_hs0_neg10_size300_smpl1e-05.txt", {}),
        ("high_precision.kv.txt", {}),
        ("euclidean_vectors.bin", {"binary": True}),
        ("high_precision.kv.bin", {"binary": True}),
    ],
)
def test_the_same_words_and_bits_as_gensim(name, how):
    words = read.words(FOLDER / name)
    theirs = gensim.models.KeyedVectors.load_word2vec_format(str(FOLDER / name), **how)
    assert list(words.vocabulary) == theirs.index_to_key
    assert np.array_equal(words.vectors, theirs.vectors)
    assert read.rejects(words) == []


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("word2vec_old", "pickle.*save_word2vec_format"),
        ("word2vec_pre_kv_py3", "pickle"),
        ("toy-model-pretrained.bin", "model of fastText"),
    ],
)
def test_models_are_refused_by_name(name, match):
    with pytest.raises(DataError, match=match):
        read.words(FOLDER / name)


def test_a_file_with_broken_words_is_refused_with_their_lines():
    """gensim needs unicode_errors="replace" or "ignore" for it, and then makes up words."""
    with pytest.raises(DataError, match="no UTF-8"):
        read.words(FOLDER / "w2v_keyedvectors_load_test.modeldata")


@pytest.mark.parametrize("name", ["word2vec_pre_kv_sep_py3.syn0.npy", "word2vec_pre_kv_sep_py2.syn0.npy"])
def test_vectors_saved_apart_from_a_pickle(name, tmp_path):
    vectors = np.load(FOLDER / name, allow_pickle=False)
    (tmp_path / "words.txt").write_text("".join(f"w{i}\n" for i in range(len(vectors))))
    assert np.array_equal(read.words(FOLDER / name, words=tmp_path / "words.txt").vectors, vectors.astype(np.float32))
