"""Parquet and CSV: a column of words, and the vectors as one column per number or one column of lists."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.embed.read.beside import NAMES
from mllab.embed.read.layout import NUMBER
from mllab.embed.read.matrix import packed
from mllab.embed.read.task import Task
from mllab.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 8_192
COMMAS = "decimal sign ','"  # in the reason of a decision about a column's type


def read_csv(task: Task) -> Iterator[int]:
    """A CSV, read by the reader of tables, which decides on delimiter, quotes and decimal sign and tells it; yields the bytes done."""
    from mllab.data.read import read

    folder = task.work / "table"
    delimiter, header = _first_line(task.path)
    table = read(task.path, name=task.name, into=folder, delimiter=delimiter, header_rows=header)
    yield task.size // 2
    commas = [one.about for one in table.decisions if COMMAS in one.why]
    if commas:
        task.notes.append(
            f"The numbers were read with decimal commas ({commas[0]} and {len(commas) - 1:,} more columns); write points where that is wrong."
        )
    for line, column, raw, reason in table.rejects.itertuples(index=False):
        task.rejects.add(int(line), str(raw), f"{reason} {column}".strip(), reason)
    yield from _table(task, folder / "data.parquet", header)


def _first_line(path: Path) -> tuple[str, int]:
    """Comma or semicolon, whichever is more frequent outside quotes in the first line, and 1 when that line is a header: it has no number."""
    with path.open("rb") as file:
        plain = b"".join(file.readline(1 << 20).removeprefix(b"\xef\xbb\xbf").split(b'"')[::2])
    delimiter = b";" if plain.count(b";") > plain.count(b",") else b","
    fields = [field.strip().replace(b",", b".") for field in plain.strip().split(delimiter)[1:]]
    return delimiter.decode(), int(not any(NUMBER.fullmatch(field) for field in fields))


def read_parquet(task: Task) -> Iterator[int]:
    """A Parquet file, in batches of rows. Raises DataError when there is no column of words, or none of numbers."""
    yield from _table(task, task.path, 0)


def _table(task: Task, path: Path, header: int) -> Iterator[int]:
    """The rows of a Parquet file; `header` lines stand before them where it was made of a CSV."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, memory_map=True) as file:
            schema = file.schema_arrow
            word = _word(task, schema)
            columns = _vectors(task, schema, word)
            row, rows = 0, max(1, file.metadata.num_rows)
            for batch in file.iter_batches(ROWS, columns=[word, *columns]):
                _batch(task, batch, word, columns, row + header)
                row += len(batch)
                yield task.size * row // rows
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{task.name} is a damaged Parquet file ({str(error)[:200]}). Write it again.") from error


def _word(task: Task, schema: "pa.Schema") -> str:
    import pyarrow as pa

    texts = [f.name for f in schema if pa.types.is_string(f.type) or pa.types.is_large_string(f.type) or pa.types.is_dictionary(f.type)]
    asked = task.asked.column
    if asked is not None:
        if asked not in schema.names:
            raise DataError(f"{task.name} has no column {asked!r}. It has {', '.join(schema.names[:10])}.")
        return asked
    named = [one for one in texts if one.lower() in NAMES]
    if not texts:
        raise DataError(
            f"{task.name} has no column of texts to take the words from. Its columns are {', '.join(schema.names[:10])}. Name one: column='...'."
        )
    return (named or texts)[0]


def _vectors(task: Task, schema: "pa.Schema", word: str) -> list[str]:
    """The column of lists when there is one, a column of texts that are lists, or all columns of numbers."""
    import pyarrow as pa

    others = [f for f in schema if f.name != word]
    lists = [f.name for f in others if pa.types.is_list(f.type) or pa.types.is_large_list(f.type) or pa.types.is_fixed_size_list(f.type)]
    single = [f.name for f in others if pa.types.is_floating(f.type) or pa.types.is_integer(f.type)]
    texts = [f.name for f in others if pa.types.is_string(f.type) or pa.types.is_large_string(f.type)]
    if lists:
        return _one(task, lists)
    if single:
        return single
    if texts:
        return _one(task, texts)
    raise DataError(f"{task.name} has words in {word!r} and no numbers: its columns are {', '.join(schema.names[:10])}.")


def _one(task: Task, names: list[str]) -> list[str]:
    if task.asked.tensor is not None:
        if task.asked.tensor not in names:
            raise DataError(f"{task.name} has no column of lists named {task.asked.tensor!r}. It has {', '.join(names)}.")
        return [task.asked.tensor]
    if len(names) > 1:
        raise DataError(f"{task.name} has several columns of vectors: {', '.join(names)}. Name one as tensor='...'.")
    return names


def _batch(task: Task, batch: "pa.RecordBatch", word: str, columns: list[str], first: int) -> None:
    """The rows of one batch; a row without a word, or with a missing number, is left out and told."""
    words = batch.column(word).to_pylist()
    arrays = [batch.column(one) for one in columns]
    singles = len(columns) > 1 or _is_number(arrays[0])
    rows, whys = _numbers(arrays) if singles else _lists(arrays[0], task.made.dimension if task.made else None)
    whys = ["there is no word" if word is None else why for word, why in zip(words, whys, strict=True)]
    for at, why in enumerate(whys):
        if why is not None:
            task.rejects.add(first + at + 1, str(words[at]), why, "the word, or a number, is missing")
    keep = np.array([at for at, why in enumerate(whys) if why is None], np.int64)
    if rows.shape[1]:
        text, lengths = packed([str(words[at]) for at in keep])
        made = task.made or task.start(rows.shape[1])
        with np.errstate(over="ignore"):
            made.add(text, lengths, rows[keep].astype(np.float32), first + keep + 1)


def _numbers(arrays: list[Any]) -> tuple[np.ndarray, list[str | None]]:
    """A matrix (rows, columns) of columns of numbers, and why a row does not fit."""
    rows = np.stack([one.to_numpy(zero_copy_only=False).astype(np.float64) for one in arrays], axis=1)
    missing = np.zeros(len(rows), bool)
    for one in arrays:
        missing |= one.is_null().to_numpy(zero_copy_only=False)
    return rows, ["a number is missing" if one else None for one in missing.tolist()]


def _lists(array: Any, dimension: int | None) -> tuple[np.ndarray, list[str | None]]:
    """A matrix of a column of lists; its dimension is that of the batches before, or of the first list."""
    cells = [_cell(one) for one in array.to_pylist()]
    wide = dimension or next((len(one) for one in cells if one), 0)
    whys = [_short(one, wide) for one in cells]
    return np.array([one if why is None and one else [0.0] * wide for one, why in zip(cells, whys, strict=True)], np.float64), whys


def _is_number(array: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_floating(array.type) or pa.types.is_integer(array.type))


def _cell(cell: Any) -> list[float] | None:
    """A list of numbers, also one that is written as text; None for what is none."""
    if isinstance(cell, str):
        try:
            cell = json.loads(cell)
        except ValueError:
            return None
    if not isinstance(cell, list) or not all(isinstance(one, int | float) and not isinstance(one, bool) for one in cell):
        return None
    return [float(one) for one in cell]


def _short(cell: list[float] | None, dimension: int) -> str | None:
    if cell is None:
        return "there is no list of numbers"
    return None if len(cell) == dimension and dimension else f"{len(cell)} numbers where {dimension} are expected"
