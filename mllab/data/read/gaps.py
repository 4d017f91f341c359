"""The words for missing among the texts of an Arrow array, found without a look at most of them."""

from typing import TYPE_CHECKING

from mllab.data.arrays import marks, places, strings, values
from mllab.data.read.plan import BLANKS

if TYPE_CHECKING:
    import pyarrow as pa


def without(array: "pa.Array", words: frozenset[str]) -> "pa.Array":
    """The texts with null for the words that mean missing. O(texts)."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    coded = pa.types.is_dictionary(array.type)
    texts = array.dictionary if coded else array
    suspects = _suspects(texts, words)
    looked = pc.is_in(pc.utf8_lower(pc.utf8_trim(texts.take(suspects), BLANKS)), strings(sorted(words)))
    if not pc.any(looked).as_py():
        return array
    gone_there = np.zeros(len(texts), bool)
    gone_there[values(suspects.filter(looked))] = True
    gone = marks(gone_there)
    if not coded:
        return pc.if_else(gone, pa.nulls(1, texts.type)[0], texts)
    indices = pc.if_else(pc.take(gone, array.indices), pa.nulls(1, pa.int32())[0], array.indices)
    return pa.DictionaryArray.from_arrays(indices, texts)


def _suspects(texts: "pa.Array", words: frozenset[str]) -> "pa.Array":
    """The places of the texts that are empty or begin as a blank or one of the words does: the only ones worth a close look."""
    import numpy as np

    begins = np.zeros(256, bool)
    begins[[form.encode()[0] for word in words | set(BLANKS) for form in (word.lower(), word.upper()) if form]] = True
    _, ends, held = texts.buffers()
    offsets = np.frombuffer(ends, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    letters = np.frombuffer(held or b"", np.uint8)
    filled = offsets[1:] > offsets[:-1]
    if not len(letters):
        return places(np.arange(len(texts)))
    first = letters[np.minimum(offsets[:-1], len(letters) - 1)]
    return places(np.flatnonzero(~filled | begins[first]))
