"""Texts of a column."""

from collections.abc import Callable

from mllab.data.table import Table
from mllab.embed.entities._labels import labels
from mllab.embed.words import Words
from mllab.errors import DataError


def of_texts(table: Table, column: str, told: Callable[[float], object] = lambda share: None) -> Words:
    """Every different text of a column as an entity, with a vector for what it says: all-MiniLM-L6-v2, see `mllab.sentences`.

    The order is that of the first appearance; missing and empty texts are left out. `told` hears the share done and may raise to stop.
    Raises MissingExtra when the extra `text` is not installed, DataError when the column holds no text.
    """
    from mllab.sentences import sentences

    values = table.frame([column])[column]
    given = values.notna().to_numpy()
    whole = {str(text).strip(): row for row, text in reversed(list(enumerate(values))) if given[row]}
    first = sorted((row, text) for text, row in whole.items() if text)
    if not first:
        raise DataError(f"The column {column!r} of {table.name} holds no text. Choose another.")
    rows, texts = [row for row, _ in first], [text for _, text in first]
    left = len(values) - int(given.sum())
    notes = (
        f"{len(texts):,} different texts of {column} in {len(values):,} rows{f', {left:,} missing' if left else ''}; vectors: all-MiniLM-L6-v2.",
    )
    return Words.of(labels(texts, rows), sentences(texts, told), f"{table.name}, {column}", notes=notes)
