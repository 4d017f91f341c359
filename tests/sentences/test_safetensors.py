"""Files of the `safetensors` library (0.8.0) are read; files that lie about their sizes are refused before anything is allocated."""

import io
import json

import numpy as np
import pytest

from mllab.errors import DataError
from mllab.sentences._safetensors import tensors

# safetensors.numpy.save({"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.array([1, -2], np.int64)}, {"made": "here"})
_HEADER = b'{"__metadata__":{"made":"here"},"b":{"dtype":"I64","shape":[2],"data_offsets":[0,16]},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[16,40]}}'
_NUMBERS = bytes.fromhex("0100000000000000feffffffffffffff000000000000803f0000004000004040000080400000a040")
WRITTEN = (144).to_bytes(8, "little") + _HEADER.ljust(144) + _NUMBERS


def file_of(header: object, numbers: bytes = b"", length: int | None = None) -> tuple[io.BytesIO, int]:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    whole = (len(text) if length is None else length).to_bytes(8, "little") + text + numbers
    return io.BytesIO(whole), len(whole)


def entry(kind="F32", shape=(2,), offsets=(0, 8)) -> dict:
    return {"a": {"dtype": kind, "shape": list(shape), "data_offsets": list(offsets)}}


def test_a_file_of_the_library_is_read():
    found = tensors(io.BytesIO(WRITTEN), len(WRITTEN))
    np.testing.assert_array_equal(found["a"], np.arange(6, dtype=np.float32).reshape(2, 3))
    np.testing.assert_array_equal(found["b"], [1, -2])


@pytest.mark.parametrize(
    ("header", "numbers", "length", "said"),
    [
        (b"", b"", 10_000_000_000, "10,000,000,000 bytes, the file has 8"),
        (b"{}", b"", 2**63, "the file has 10"),
        (b"no json", b"", None, "cannot be read"),
        (b"[1, 2]", b"", None, "cannot be read"),
        (b"\xff\xfe", b"", None, "cannot be read"),
        (entry(shape=(10**6, 10**6), offsets=(0, 4 * 10**12)), b"12345678", None, "needs 4,000,000,000,000 bytes"),
        (entry(shape=(2**62, 8), offsets=(0, 0)), b"", None, "needs 147,573,952,589,676,412,928 bytes"),
        (entry(shape=(-1, 2), offsets=(8, 0)), b"12345678", None, "needs -8 bytes"),
        (entry(offsets=(-8, 0)), b"12345678", None, "at -8 to 0"),
        (entry(offsets=(4, 12)), b"12345678", None, "at 4 to 12 of 8"),
        (entry(kind="F8_E4M3"), b"12345678", None, "holds F8_E4M3"),
        ({"a": {"dtype": "F32", "shape": [2]}}, b"", None, "cannot be read"),
    ],
)
def test_a_header_that_lies_is_refused(header, numbers, length, said):
    with pytest.raises(DataError, match=said):
        tensors(*file_of(header, numbers, length))


def test_a_file_that_ends_early_is_refused():
    file, size = file_of(entry(), b"12345678")
    with pytest.raises(DataError, match="ends after"):
        tensors(io.BytesIO(file.getvalue()[:-3]), size)
