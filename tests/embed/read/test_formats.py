"""Every format gives the same words; files written by gensim are read, and how each is told from the others."""

import gzip
import json
import zipfile

import numpy as np
import pytest

from mllab.embed import read
from mllab.errors import DataError

WORDS = ["the", "naïve", "</s>", "king", "U.S.", "東京", "don't", "1984"]
VECTORS = np.random.default_rng(0).normal(0, 0.5, (len(WORDS), 5)).astype(np.float32)
LINES = [f"{word} {' '.join(str(x) for x in row)}" for word, row in zip(WORDS, VECTORS, strict=True)]
HEADER = f"{len(WORDS)} 5"


def same(words):
    """Exactly the words and vectors above, nothing left out."""
    assert list(words.vocabulary) == WORDS
    assert np.array_equal(words.vectors, VECTORS)
    assert np.allclose(words.norms, np.linalg.norm(VECTORS, axis=1))
    assert [words.vocabulary.find(word) for word in WORDS] == list(range(len(WORDS)))
    assert read.rejects(words) == []
    return True


def text(lines, end="\n"):
    return (end.join(lines) + end).encode()


def test_glove_text_has_no_header(tmp_path):
    file = tmp_path / "glove.txt"
    file.write_bytes(text(LINES))
    assert same(read.words(file))
    assert read.words(file).name == "glove.txt"


def test_word2vec_text_has_one(tmp_path):
    file = tmp_path / "w2v.txt"
    file.write_bytes(text([HEADER, *LINES]))
    assert same(read.words(file))


def test_fasttext_ends_its_lines_with_a_space(tmp_path):
    file = tmp_path / "wiki.vec"
    file.write_bytes(text([HEADER, *(line + " " for line in LINES)]))
    assert same(read.words(file))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_do_not_matter_nor_does_a_missing_last_line_end(tmp_path, end, mark):
    file = tmp_path / "a.txt"
    file.write_bytes(mark + text(LINES, end).rstrip())
    assert same(read.words(file))


@pytest.mark.parametrize("between", [b"\t", b" "])
def test_a_tab_behind_the_word_allows_spaces_in_it(tmp_path, between):
    file = tmp_path / "a.tsv"
    file.write_bytes(b"new york\t1" + between + b"2\nlos angeles\t3" + between + b"4\nrome\t5" + between + b"6\n")
    words = read.words(file)
    assert list(words.vocabulary) == ["new york", "los angeles", "rome"]
    assert words.vectors.tolist() == [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize("end", [b"", b"\n"], ids=["gensim", "the original program"])
def test_word2vec_binary(tmp_path, end):
    file = tmp_path / "w2v.bin"
    rows = [word.encode() + b" " + row.tobytes() + end for word, row in zip(WORDS, VECTORS, strict=True)]
    file.write_bytes(HEADER.encode() + b"\n" + b"".join(rows))
    assert same(read.words(file))


def test_a_binary_of_zeros_and_letters_is_not_taken_for_text(tmp_path):
    vectors = np.frombuffer(b"abcd" * 8, np.float32).reshape(4, 2)  # bytes that are letters
    file = tmp_path / "odd.bin"
    file.write_bytes(b"4 2\n" + b"".join(f"w{i} ".encode() + row.tobytes() for i, row in enumerate(vectors)))
    assert np.array_equal(read.words(file).vectors, vectors)


@pytest.mark.parametrize("binary", [False, True])
def test_what_gensim_writes(tmp_path, binary):
    gensim = pytest.importorskip("gensim.models")
    made = gensim.KeyedVectors(5)
    made.add_vectors(WORDS, VECTORS)
    file = tmp_path / "vectors"
    made.save_word2vec_format(str(file), binary=binary)
    words = read.words(file)
    theirs = gensim.KeyedVectors.load_word2vec_format(str(file), binary=binary)
    assert list(words.vocabulary) == theirs.index_to_key
    assert np.array_equal(words.vectors, theirs.vectors)


def test_vectors_that_gensim_saved_beside_its_pickle_are_read_with_a_file_of_words(tmp_path):
    gensim = pytest.importorskip("gensim.models")
    made = gensim.KeyedVectors(5)
    made.add_vectors(WORDS, VECTORS)
    file = tmp_path / "model.kv"
    made.save(str(file), separately=["vectors"])
    with pytest.raises(DataError, match=r"pickle.*save_word2vec_format.*model\.kv\.vectors\.npy"):
        read.words(file)
    (tmp_path / "vocabulary.txt").write_text("\n".join(WORDS), encoding="utf-8")
    assert same(read.words(tmp_path / "model.kv.vectors.npy", words=tmp_path / "vocabulary.txt"))


@pytest.mark.parametrize("header", [False, True])
def test_projector_pair_with_one_column_of_metadata_or_several(tmp_path, header):
    (tmp_path / "vectors.tsv").write_text("".join("\t".join(map(str, row)) + "\n" for row in VECTORS))
    rows = [f"{i}\t{word}" for i, word in enumerate(WORDS)] if header else WORDS
    (tmp_path / "metadata.tsv").write_text("\n".join([*(["count\tword"] if header else []), *rows]) + "\n", encoding="utf-8")
    assert same(read.words(tmp_path / "vectors.tsv"))


def test_projector_vectors_take_the_metadata_of_their_own_name(tmp_path):
    (tmp_path / "metadata.tsv").write_text("\n".join(reversed(WORDS)), encoding="utf-8")
    (tmp_path / "mine_tensors.tsv").write_text("".join("\t".join(map(str, row)) + "\n" for row in VECTORS))
    (tmp_path / "mine_metadata.tsv").write_text("\n".join(WORDS), encoding="utf-8")
    assert same(read.words(tmp_path / "mine_tensors.tsv"))


def test_a_projector_pair_in_one_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "pair.zip", "w") as archive:
        archive.writestr("mine/metadata.tsv", "\n".join(WORDS))
        archive.writestr("mine/vectors.tsv", "".join("\t".join(map(str, row)) + "\n" for row in VECTORS))
    assert same(read.words(tmp_path / "pair.zip"))


def test_the_pair_that_gensim_writes_for_the_projector(tmp_path):
    gensim = pytest.importorskip("gensim.scripts.word2vec2tensor")
    (tmp_path / "w2v.txt").write_bytes(text([HEADER, *LINES]))
    gensim.word2vec2tensor(str(tmp_path / "w2v.txt"), str(tmp_path / "out"))
    assert same(read.words(tmp_path / "out_tensor.tsv"))


def test_projector_bytes_by_their_config(tmp_path):
    (tmp_path / "x_tensors.bytes").write_bytes(VECTORS.tobytes())
    (tmp_path / "x_labels.tsv").write_text("word\tcount\n" + "".join(f"{word}\t7\n" for word in WORDS), encoding="utf-8")
    told = {"tensorName": "Mine", "tensorShape": [8, 5], "tensorPath": "oss_data/x_tensors.bytes", "metadataPath": "oss_data/x_labels.tsv"}
    (tmp_path / "config.json").write_text(json.dumps({"embeddings": [told], "modelCheckpointPath": "Demo datasets"}))
    assert same(read.words(tmp_path / "config.json"))


def test_rows_named_by_whole_numbers_are_words(tmp_path):
    file = tmp_path / "ids.tsv"
    file.write_text("10\t0.5\t1.5\n11\t2.5\t3.5\n12\t1\t0\n")
    assert list(read.words(file).vocabulary) == ["10", "11", "12"]


@pytest.mark.parametrize("dtype", ["<f2", ">f4", "<f8"])
def test_npy_with_words_beside(tmp_path, dtype):
    np.save(tmp_path / "v.npy", VECTORS.astype(dtype))
    (tmp_path / "v.words.txt").write_text("\n".join(WORDS), encoding="utf-8")
    words = read.words(tmp_path / "v.npy")
    assert list(words.vocabulary) == WORDS
    assert np.array_equal(words.vectors, VECTORS.astype(dtype).astype(np.float32))


@pytest.mark.parametrize("kind", ["U", "S"])
def test_npz_with_its_words(tmp_path, kind):
    listed = np.array(WORDS if kind == "U" else [word.encode() for word in WORDS])
    np.savez_compressed(tmp_path / "v.npz", vectors=VECTORS, words=listed, scale=np.float32(1))
    assert same(read.words(tmp_path / "v.npz"))


@pytest.mark.parametrize("shape", ["columns", "lists", "fixed lists"])
def test_parquet(tmp_path, shape):
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"word": pa.array(WORDS)}
    if shape == "columns":
        columns |= {f"x{axis}": pa.array(VECTORS[:, axis]) for axis in range(5)}
    elif shape == "lists":
        columns |= {"vector": pa.array(VECTORS.tolist(), pa.list_(pa.float32()))}
    else:
        columns |= {"vector": pa.FixedSizeListArray.from_arrays(pa.array(VECTORS.ravel()), 5)}
    pq.write_table(pa.table(columns), tmp_path / "v.parquet")
    assert same(read.words(tmp_path / "v.parquet"))


@pytest.mark.parametrize("lists", [False, True])
def test_csv_with_columns_of_numbers_or_one_of_lists(tmp_path, lists):
    import pandas as pd

    rows = {f"x{axis}": VECTORS[:, axis] for axis in range(5)} if not lists else {"vector": [str(row) for row in VECTORS.tolist()]}
    pd.DataFrame({"word": WORDS, **rows}).to_csv(tmp_path / "v.csv", index=False)
    words = read.words(tmp_path / "v.csv")
    assert list(words.vocabulary) == WORDS
    assert np.allclose(words.vectors, VECTORS, rtol=1e-7)


def test_csv_without_a_header_and_with_quoted_words(tmp_path):
    (tmp_path / "v.csv").write_text('"new york, ny",1,2.5\n"a ""b""",3,4\nc,5,6\n')
    words = read.words(tmp_path / "v.csv")
    assert list(words.vocabulary) == ["new york, ny", 'a "b"', "c"]
    assert words.vectors.tolist() == [[1, 2.5], [3, 4], [5, 6]]


@pytest.mark.parametrize("dtype", ["F32", "F16", "BF16"])
def test_safetensors(tmp_path, dtype):
    raw = {"F32": VECTORS, "F16": VECTORS.astype("<f2"), "BF16": (VECTORS.view(np.uint32) >> 16).astype("<u2")}[dtype]
    told = {"dtype": dtype, "shape": [8, 5], "data_offsets": [0, raw.nbytes]}
    header = json.dumps({"__metadata__": {"words": json.dumps(WORDS)}, "embedding": told}).encode()
    (tmp_path / "m.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + raw.tobytes())
    words = read.words(tmp_path / "m.safetensors")
    want = {"F32": VECTORS, "F16": raw.astype(np.float32), "BF16": (VECTORS.view(np.uint32) & 0xFFFF0000).view(np.float32)}[dtype]
    assert list(words.vocabulary) == WORDS
    assert np.array_equal(words.vectors, want)


def test_gzipped_and_zipped_whatever_their_name(tmp_path):
    (tmp_path / "packed").write_bytes(gzip.compress(text(LINES)))
    assert same(read.words(tmp_path / "packed"))
    with zipfile.ZipFile(tmp_path / "both.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("long.txt", text(LINES))
        archive.writestr("short.txt", "a 1 2\nb 3 4\n")
    words = read.words(tmp_path / "both.zip")
    assert same(words)
    assert "long.txt was read" in words.notes[0]
    assert "short.txt" in words.notes[0]
    assert list(read.words(tmp_path / "both.zip", member="short.txt").vocabulary) == ["a", "b"]


def test_the_format_is_told_by_the_bytes_and_not_by_the_name(tmp_path):
    np.savez(tmp_path / "v.txt", vectors=VECTORS, words=np.array(WORDS))
    (tmp_path / "v.txt.npz").rename(tmp_path / "glove.txt")
    assert same(read.words(tmp_path / "glove.txt"))
