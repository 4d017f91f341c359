"""The safetensors format: eight bytes with the length of a JSON header, the header, and the numbers.

Nothing in it can run, so a file of another's making is safe to read once its sizes are checked. https://github.com/huggingface/safetensors (2022)
"""

import json
from dataclasses import dataclass
from typing import IO, Any

import numpy as np

from mllab.errors import DataError

KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "|i1", "U8": "|u1", "BOOL": "|b1"}
LONGEST_HEADER = 100_000_000  # bytes; the limit of the format's own library


@dataclass(frozen=True)
class Tensor:
    """What the header says of one tensor; `start` and `end` are bytes after the header."""

    name: str
    kind: str
    shape: tuple[int, ...]
    start: int
    end: int


def header(file: IO[bytes], size: int) -> tuple[dict[str, Tensor], int]:
    """The tensors of an open file of `size` bytes, and where their numbers begin. Nothing is allocated on the header's word alone.

    Raises DataError for a header that is longer than the file, is no JSON, or promises numbers that the file does not hold.
    """
    first = file.read(8)
    length = int.from_bytes(first, "little")
    if len(first) < 8 or length > min(size - 8, LONGEST_HEADER):
        raise DataError(f"Not a safetensors file: its header would be {length:,} bytes, the file has {size:,}. Bring the whole file.")
    try:
        told = json.loads(file.read(length))
        tensors = {name: _tensor(name, entry) for name, entry in told.items() if name != "__metadata__"}
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise DataError(f"Not a safetensors file: its header cannot be read ({wrong}). Bring the whole file.") from wrong
    for tensor in tensors.values():
        _check(tensor, size - 8 - length)
    return tensors, 8 + length


def tensors(file: IO[bytes], size: int) -> dict[str, np.ndarray]:
    """Every tensor of an open file of `size` bytes, in memory. Raises DataError as `header` does, and for a file that ends early. O(size)."""
    found, start = header(file, size)
    numbers = bytearray(file.read(size - start))
    if len(numbers) < size - start:
        raise DataError(f"The safetensors file ends after {start + len(numbers):,} of {size:,} bytes. Bring the whole file.")
    return {name: _array(tensor, numbers) for name, tensor in found.items()}


def _tensor(name: str, entry: dict[str, Any]) -> Tensor:
    start, end = entry["data_offsets"]
    return Tensor(name, str(entry["dtype"]), tuple(int(length) for length in entry["shape"]), int(start), int(end))


def _check(tensor: Tensor, available: int) -> None:
    if tensor.kind not in KINDS:
        raise DataError(f"The tensor {tensor.name!r} holds {tensor.kind}, which is not read here. Known: {', '.join(KINDS)}.")
    count = 1
    for length in tensor.shape:
        count *= length
    needed = count * np.dtype(KINDS[tensor.kind]).itemsize
    if min((*tensor.shape, tensor.start)) < 0 or tensor.end - tensor.start != needed or tensor.end > available:
        raise DataError(
            f"The tensor {tensor.name!r} of shape {tensor.shape} needs {needed:,} bytes, but the header places it at "
            f"{tensor.start:,} to {tensor.end:,} of {available:,}. Bring the whole file."
        )


def _array(tensor: Tensor, numbers: bytearray) -> np.ndarray:
    return np.frombuffer(memoryview(numbers)[tensor.start : tensor.end], KINDS[tensor.kind]).reshape(tensor.shape)
