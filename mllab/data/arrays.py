"""Arrow arrays without `pa.array`, which imports pandas to see whether it was given a Series: a fifth of a second at the start of a process."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


def places(found: "np.ndarray") -> "pa.Array":
    """(n,) int64 as Arrow, without a copy."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int64(), len(found), [None, pa.py_buffer(found)])


def marks(found: "np.ndarray") -> "pa.Array":
    """(n,) bool as Arrow."""
    import numpy as np
    import pyarrow as pa

    return pa.Array.from_buffers(pa.bool_(), len(found), [None, pa.py_buffer(np.packbits(found, bitorder="little"))])


def strings(texts: Sequence[str]) -> "pa.Array":
    """Texts as Arrow. O(characters)."""
    import numpy as np
    import pyarrow as pa

    held = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, held)], dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), len(held), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(held))])


def values(found: "pa.ChunkedArray | pa.Array") -> "np.ndarray":
    """Numbers without gaps as numpy, truth values as bool; without a copy where they lie in one piece."""
    import numpy as np
    import pyarrow as pa

    if pa.types.is_boolean(found.type):
        return values(found.cast(pa.uint8())).astype(bool)
    letter = "u" if pa.types.is_unsigned_integer(found.type) else "f" if pa.types.is_floating(found.type) else "i"
    kind = np.dtype(f"{letter}{found.type.bit_width // 8}")
    pieces = [_piece(chunk, kind) for chunk in (found.chunks if isinstance(found, pa.ChunkedArray) else [found])]
    return pieces[0] if len(pieces) == 1 else np.concatenate([np.zeros(0, kind), *pieces])


def _piece(chunk: "pa.Array", kind: "np.dtype") -> "np.ndarray":
    import numpy as np

    held = chunk.buffers()[1]
    return np.frombuffer(held, kind, len(chunk), chunk.offset * kind.itemsize) if held is not None and len(chunk) else np.zeros(0, kind)
