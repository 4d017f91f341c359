"""Parquet: a column of words and a column of vectors, and which vectors were estimated."""

from pathlib import Path

import numpy as np

from mllab.embed.words import Words
from mllab.embed.write.words import parts, whole


def parquet(words: Words, path: Path, spaces: str | None) -> list[Path]:
    """The columns `word` (text) and `vector` (lists of float32), and `estimated` where some were. It can hold any word."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = [pa.field("word", pa.string()), pa.field("vector", pa.list_(pa.float32(), words.dimension))]
    if words.estimated is not None:
        fields.append(pa.field("estimated", pa.bool_()))
    schema = pa.schema(fields)
    with whole(path) as out, pq.ParquetWriter(out, schema, compression="zstd") as made:
        for part in parts(words):
            flat = pa.array(np.asarray(words.vectors[part], np.float32).ravel())
            columns = [pa.array(words.vocabulary[part], pa.string()), pa.FixedSizeListArray.from_arrays(flat, words.dimension)]
            if words.estimated is not None:
                columns.append(pa.array(words.estimated[part]))
            made.write_batch(pa.record_batch(columns, schema=schema))
    return [path]
