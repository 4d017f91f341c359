"""A text in pieces of whole lines, and rows that are taken out of a file on the disk."""

import numpy as np
import pytest

from mllab.embed.read import blocks
from mllab.embed.read.growing import Growing
from mllab.errors import DataError


@pytest.mark.parametrize("size", [1, 7, 64])
def test_blocks_are_the_file_in_whole_lines(tmp_path, monkeypatch, size):
    monkeypatch.setattr(blocks, "BLOCK", size)
    data = b"one\ntwo two\n\nthree three three three\nlast"
    file = tmp_path / "a"
    file.write_bytes(data)
    found = [block.tobytes() for block in blocks.blocks(file, 0, "a")]
    assert b"".join(found) == data
    assert all(block.endswith(b"\n") for block in found[:-1])


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 1 << 10)
    monkeypatch.setattr(blocks, "LONGEST", 1 << 12)
    file = tmp_path / "a"
    file.write_bytes(b"x" * (1 << 16))
    with pytest.raises(DataError, match="a line of more than"):
        list(blocks.blocks(file, 0, "a"))


@pytest.mark.parametrize("width", [0, 3])
@pytest.mark.parametrize("rows", [[], [0], [4, 5, 49_999], list(range(0, 50_000, 2))])
def test_rows_taken_out_of_a_growing_file(tmp_path, width, rows):
    made = np.random.default_rng(0).normal(size=(50_000, width or 1)).astype(np.float32)
    made = made if width else made[:, 0]
    file = Growing(tmp_path / "a.npy", "<f4", width)
    for part in np.array_split(made, 7):
        file.add(part)
    file.drop(np.array(rows, np.int64))
    file.close()
    assert np.array_equal(np.load(tmp_path / "a.npy", allow_pickle=False), np.delete(made, rows, axis=0))
