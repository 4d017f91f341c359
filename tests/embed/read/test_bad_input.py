"""What does not fit is named with its line and text and left out, or refused; nothing is guessed, and nothing large is allocated first."""

import gzip
import json
import struct
import tracemalloc

import numpy as np
import pytest

from mllab.embed import read
from mllab.errors import DataError, ParamError


def written(tmp_path, data, name="vectors.txt"):
    """A file with this text or these bytes."""
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def refused(tmp_path, data, match, name="vectors.txt", **asked):
    """Reading is refused, with a message that says what to do."""
    with pytest.raises(DataError, match=match) as caught:
        read.words(written(tmp_path, data, name), **asked)
    return str(caught.value)


def left_out(tmp_path, data, *lines, name="vectors.txt"):
    """The words, when exactly these (line, raw text, part of the reason) were left out; strict refuses at the first."""
    file = written(tmp_path, data, name)
    words = read.words(file)
    found = read.rejects(words)
    assert [(one.line, one.raw) for one in found] == [(line, raw) for line, raw, _ in lines]
    assert all(reason in one.reason for one, (_, _, reason) in zip(found, lines, strict=True)), found
    assert f"{len(lines)} did not fit" in words.notes[-1]
    with pytest.raises(DataError, match="without strict"):
        read.words(file, strict=True)
    return words


GOOD = "a 1 2 3\nb 4 5 6\nc 7 8 9\n"


def test_a_line_with_too_few_or_too_many_numbers(tmp_path):
    words = left_out(
        tmp_path, f"{GOOD}few 1 2\nmany 1 2 3 4\nd 1 1 1\n", (4, "few 1 2", "2 numbers where 3"), (5, "many 1 2 3 4", "4 numbers where 3")
    )
    assert list(words.vocabulary) == ["a", "b", "c", "d"]


def test_a_decimal_comma_is_no_number(tmp_path):
    left_out(tmp_path, f"{GOOD}d 1,5 2 3\n", (4, "d 1,5 2 3", "decimal comma: '1,5'"))
    refused(tmp_path, "a 0,1 0,2\nb 0,3 0,4\n", r"decimal commas, as in '0,1'")
    refused(tmp_path, "2 2\na 0,1 0,2\nb 0,3 0,4\n", r"decimal commas")


@pytest.mark.parametrize("odd", ["x", "1_000", "0x10", "1e", "--1", "1.2.3", "٣", "1d5", "+", "."])
def test_what_python_or_people_may_take_for_a_number_is_none(tmp_path, odd):
    left_out(tmp_path, f"{GOOD}d 1 2 {odd}\n", (4, f"d 1 2 {odd}", "no number"))


@pytest.mark.parametrize(
    ("number", "reason"), [("nan", "NaN"), ("-NaN", "NaN"), ("inf", "infinite"), ("1e39", "infinite"), ("3e38", "square")]
)
def test_numbers_that_are_not_finite(tmp_path, number, reason):
    if reason == "square":  # the largest float32 is 3.4e38, and doubles square it without overflow
        assert len(read.words(written(tmp_path, f"{GOOD}d 1 2 {number}\n"))) == 4
        return
    left_out(tmp_path, f"{GOOD}d 1 2 {number}\n", (4, f"d 1 2 {number}", reason))


def test_a_vector_of_zeros_is_kept_and_has_no_neighbors(tmp_path):
    words = read.words(written(tmp_path, f"{GOOD}zero 0 0 -0\n"))
    assert words.norms.tolist()[-1] == 0
    assert words.notes == ("1 words have a vector of zeros and so no neighbors: 'zero'.",)
    assert "zero" not in [word for word, _ in words.similar("a", n=10)]


def test_of_a_word_that_comes_twice_the_first_is_kept(tmp_path):
    words = left_out(
        tmp_path, f"{GOOD}a 9 9 9\nd 1 1 1\nb 0 0 1\n", (4, "a", "stood in line 1 already"), (6, "b", "stood in line 2 already")
    )
    assert words.vectors.tolist() == [[1, 2, 3], [4, 5, 6], [7, 8, 9], [1, 1, 1]]
    assert words.codes.codes.shape == (4, 3)
    assert words.similar("a", n=1)[0][0] == "b"


def test_invalid_utf8(tmp_path):
    words = left_out(
        tmp_path, b"a 1 2\n\xff\xfe 3 4\nna\xc3\xafve 5 6\n\xc3 7 8\n", (2, r"\xff\xfe 3 4", "no UTF-8"), (4, r"\xc3 7 8", "no UTF-8")
    )
    assert list(words.vocabulary) == ["a", "naïve"]


def test_letters_are_not_put_together_from_two_words(tmp_path):
    left_out(tmp_path, b"a 1 2\n\xc3 3 4\n\xaf 5 6\nb 5 6\n", (2, r"\xc3 3 4", "no UTF-8"), (3, r"\xaf 5 6", "no UTF-8"))


def test_words_with_spaces_tabs_and_markup(tmp_path):
    """GloVe 840B has tokens such as ". . ." and "at name@domain.com", separated by the same space as the numbers."""
    lines = [
        ". . . 1 2 3",
        "at name@domain.com 4 5 6",
        "<b>x</b> 7 8 9",
        "<script>alert(1)</script> 1 1 1",
        "a\tb 2 2 2",
        "&amp; 3 3 3",
        "x y  1   2 3 ",
    ]
    words = read.words(written(tmp_path, GOOD.replace("a 1", "w 1") + "\n".join(lines)))
    assert list(words.vocabulary)[3:] == [". . .", "at name@domain.com", "<b>x</b>", "<script>alert(1)</script>", "a\tb", "&amp;", "x y"]
    assert words.vectors.tolist()[3] == [1, 2, 3]


def test_a_word_that_ends_in_a_number_is_not_told_from_one_number_too_many(tmp_path):
    left_out(tmp_path, f"{GOOD}catch 22 1 2 3\n", (4, "catch 22 1 2 3", "4 numbers where 3"))


def test_a_line_without_a_word_and_empty_lines(tmp_path):
    words = left_out(tmp_path, f"{GOOD}\n 1 2 3\n\nd 1 1 1\n\n", (5, " 1 2 3", "no word"))
    assert len(words) == 4


@pytest.mark.parametrize("promised", [2, 5, 10**15])
def test_a_header_of_text_that_lies_about_the_count_is_told_and_every_line_is_read(tmp_path, promised):
    words = left_out(tmp_path, f"{promised} 3\n{GOOD}", (1, f"{promised} 3", f"promises {promised:,} words, and 3 lines follow"))
    assert len(words) == 3


def test_a_header_that_lies_about_the_dimension_is_refused(tmp_path):
    refused(tmp_path, f"3 4\n{GOOD}", "promises vectors of 4 numbers in its first line, and its lines have 3")
    refused(tmp_path, f"3 2\n{GOOD}", "promises vectors of 2 numbers")


def binary(words, dimension, promised=None):
    """A word2vec binary."""
    vectors = np.random.default_rng(0).normal(size=(words, dimension)).astype("<f4")
    rows = b"".join(f"word{i} ".encode() + row.tobytes() for i, row in enumerate(vectors))
    return f"{promised or words} {dimension}\n".encode() + rows, vectors


def test_a_truncated_binary_is_refused_or_its_whole_rows_are_taken(tmp_path):
    data, vectors = binary(20, 8)
    cut = data[: len(data) - 50]
    refused(tmp_path, cut[: len(cut) - 100], "cut off.*partial=True", name="a.bin")
    file = written(tmp_path, cut[: len(cut) - 100], "b.bin")
    words = read.words(file, partial=True)
    assert np.array_equal(words.vectors, vectors[: len(words)])
    assert 14 <= len(words) < 20
    assert read.rejects(words)[0].reason == f"the file is cut off in row {len(words) + 1} of 20"


def test_a_binary_that_goes_on_behind_its_last_word_is_told(tmp_path):
    data, vectors = binary(20, 8)
    words = left_out(tmp_path, data.replace(b"20 8\n", b"15 8\n", 1), (0, "15 words of 8 numbers", "bytes follow"), name="a.bin")
    assert np.array_equal(words.vectors, vectors[:15])


@pytest.mark.parametrize("lie", [4, 7])
def test_a_binary_whose_header_names_a_smaller_dimension_is_refused(tmp_path, lie):
    data, _ = binary(200, 8)
    refused(tmp_path, data.replace(b"200 8\n", f"200 {lie}\n".encode(), 1), "first line", name="a.bin")


@pytest.mark.parametrize("promise", ["3000000 1000", "100 100000", "99999999999999 300", "5 99999999999"])
def test_a_header_of_ten_gigabytes_is_refused_before_anything_is_allocated(tmp_path, promise):
    file = written(tmp_path, f"{promise}\nword ".encode() + b"\0\1\2\3" * 300, "a.bin")
    read.words(written(tmp_path, GOOD))  # so that modules are loaded
    tracemalloc.start()
    with pytest.raises(DataError, match="promises"):
        read.words(file)
    assert tracemalloc.get_traced_memory()[1] < 20 << 20
    tracemalloc.stop()


def test_headers_of_npy_npz_and_safetensors_are_compared_with_the_file(tmp_path):
    header = (
        np.lib.format.magic(1, 0) + b"\x76\0" + b"{'descr': '<f4', 'fortran_order': False, 'shape': (3000000, 1000), }".ljust(117) + b"\n"
    )
    refused(tmp_path, header + bytes(400), r"promises an array of \(3000000, 1000\), 12,000,000,000 bytes", name="a.npy")
    packed(tmp_path / "a.npz", "vectors.npy", header + bytes(400))
    with pytest.raises(DataError, match="12,000,000,000"):
        read.words(tmp_path / "a.npz")
    refused(tmp_path, struct.pack("<Q", 90 << 20) + b'{"a": 1}', "promises a header of 94,371,840 bytes", name="a.safetensors")
    told = json.dumps({"e": {"dtype": "F32", "shape": [3000000, 1000], "data_offsets": [0, 12 * 10**9]}}).encode()
    refused(tmp_path, struct.pack("<Q", len(told)) + told + bytes(100), "12,000,000,000 bytes", name="b.safetensors")


def packed(path, name, data):
    import zipfile

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, data)


def test_a_config_of_the_projector_whose_shape_is_wrong(tmp_path):
    (tmp_path / "t.bytes").write_bytes(bytes(80))
    (tmp_path / "m.tsv").write_text("a\nb\nc\nd\n")
    told = {"embeddings": [{"tensorName": "t", "tensorShape": [4, 9], "tensorPath": "t.bytes", "metadataPath": "m.tsv"}]}
    refused(tmp_path, json.dumps(told), r"promises the shape \[4, 9\] for t.bytes, 144 bytes, and it has 80", name="config.json")
    told["embeddings"][0] |= {"tensorPath": "../../secret.bytes"}
    refused(tmp_path, json.dumps(told), "not beside it", name="config.json")
    refused(tmp_path, bytes(80), "projector's configuration", name="t.bytes")


@pytest.mark.parametrize("protocol", [0, 2, 3, 4, 5])
def test_a_pickle_is_refused_by_name_with_what_to_do(tmp_path, protocol):
    import pickle

    data = pickle.dumps({"a": np.arange(3)}, protocol=protocol)
    refused(tmp_path, data, "pickle.*save_word2vec_format", name="model.pkl")


def test_arrays_of_python_objects_are_not_unpickled(tmp_path):
    np.save(tmp_path / "a.npy", np.array([["a", 1.0]], object))
    with pytest.raises(DataError, match="unpickling"):
        read.words(tmp_path / "a.npy")
    np.savez(tmp_path / "a.npz", vectors=np.eye(2), words=np.array(["a", "b"], object))
    with pytest.raises(DataError, match="unpickling"):
        read.words(tmp_path / "a.npz")


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"3 4\n", "ends behind its header"),
        (b"just a sentence\nand another one\n", "no word vectors"),
        ("a 1 2\nb 3 4\n".encode("utf-16"), "UTF-16"),
        (struct.pack("<ii", 793712314, 12) + bytes(100), "model of fastText.*vec"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG picture"),
        (bytes(range(256)) * 4, "binary file"),
        (b"0 0\n\0\0\0", "at least one word"),
    ],
)
def test_files_that_are_something_else(tmp_path, data, match):
    refused(tmp_path, data, match)


def test_a_folder_and_no_file(tmp_path):
    with pytest.raises(DataError, match="folder"):
        read.words(tmp_path)
    with pytest.raises(DataError, match="no file"):
        read.words(tmp_path / "missing.txt")


def test_when_more_lines_do_not_fit_than_do_it_is_another_format(tmp_path):
    odd = "".join(f"w{i} x y z\n" for i in range(3000))
    refused(tmp_path, GOOD * 100 + odd, "lines do not fit and")


def test_vectors_without_words_ask_for_them(tmp_path):
    refused(tmp_path, "0.1\t0.2\n0.3\t0.4\n", "metadata.tsv beside it", name="vectors.tsv")
    (tmp_path / "metadata.tsv").write_text("a\nb\nc\nd\n")
    refused(tmp_path, "0.1\t0.2\n0.3\t0.4\n", "metadata.tsv has 4 lines for 2 vectors", name="vectors.tsv")
    (tmp_path / "x").mkdir()
    np.save(tmp_path / "x" / "v.npy", np.eye(3))
    with pytest.raises(DataError, match=r"v\.words\.txt"):
        read.words(tmp_path / "x" / "v.npy")


def test_missing_numbers_in_a_table(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"word": ["a", "b", None], "x": [1.0, None, 2.0], "y": [1, 2, 3]}), tmp_path / "t.parquet")
    words = read.words(tmp_path / "t.parquet")
    assert list(words.vocabulary) == ["a"]
    assert [(one.line, one.reason) for one in read.rejects(words)] == [(2, "a number is missing"), (3, "there is no word")]
    refused(tmp_path, b"PAR1" + bytes(50), "damaged Parquet", name="u.parquet")


def test_cells_of_a_csv_that_do_not_fit_are_told_with_their_line(tmp_path):
    rows = "".join(f"w{i},{i}.5,1\n" for i in range(40))
    words = read.words(written(tmp_path, f"word,x,y\n{rows}odd,abc,1\nlast,2,2\n", "t.csv"))
    assert list(words.vocabulary) == [*(f"w{i}" for i in range(40)), "last"]
    assert {one.line for one in read.rejects(words)} == {42}
    assert "abc" in [one.raw for one in read.rejects(words)]


def test_damaged_archives_and_an_option_that_does_not_exist(tmp_path):
    whole = gzip.compress(GOOD.encode() * 1000)
    refused(tmp_path, whole[: len(whole) // 2], "cut off", name="a.gz")
    refused(tmp_path, b"PK\x03\x04" + bytes(100), "damaged zip", name="a.zip")
    with pytest.raises(ParamError, match="no option 'colour'"):
        read.words(written(tmp_path, GOOD), colour=3)


def test_a_reading_that_is_broken_off_leaves_nothing_behind(tmp_path, home):
    states = read.reading(written(tmp_path, GOOD * 1 + "".join(f"w{i} 1 2 {i}\n" for i in range(1000))))
    next(states)
    states.close()
    assert list((home / "words" / "read").iterdir()) == []
