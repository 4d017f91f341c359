"""The words of a map as a table, so that all that the map of a table can do is there for words, too."""

from hashlib import blake2b
from pathlib import Path

import numpy as np

from mllab.data.table import Column, Kind, Table
from mllab.embed import Words
from mllab.embed.speech import PARTS
from mllab.paths import workspace
from mllab.ui.words.map.taken import Taken

KEPT = 40  # tables; older ones are removed
WORD, RANK, LETTERS, ESTIMATED, SPEECH = "word", "rank", "letters", "estimated", "part of speech"


def table(words: Words, taken: Taken, axis: tuple[str, str] | None) -> Table:
    """A row per word: the word, its rank, its letters; estimated or not, its part of speech; its cosine with the middle and its place on an `axis`,
    where there are.

    Written once to the workspace, and found there again.
    """
    columns = _columns(words, taken, axis)
    id = blake2b(f"{words.digest} {taken.middle} {axis} {list(columns)}".encode() + taken.rows.tobytes(), digest_size=8).hexdigest()
    path = _folder() / f"{id}.parquet"
    if not path.exists():
        _write(path, {name: values for name, (_, _, values) in columns.items()})
    listed = tuple(Column(name, kind, sql) for name, (kind, sql, _) in columns.items())
    return Table(f"words-{id}", f"{words.name}, {taken.says}", path, len(taken.rows), listed, id)


def _columns(words: Words, taken: Taken, axis: tuple[str, str] | None) -> dict[str, tuple[Kind, str, object]]:
    named = [words.vocabulary[int(row)] for row in taken.rows]
    found: dict[str, tuple[Kind, str, object]] = {
        WORD: ("identifier", "VARCHAR", named),
        RANK: ("number", "BIGINT", taken.rows + 1),
        LETTERS: ("number", "BIGINT", [len(word) for word in named]),
    }
    if words.estimated is not None and words.estimated.any():
        found[ESTIMATED] = ("category", "VARCHAR", np.where(words.estimated[taken.rows], "estimated", "learned"))
    if words.speech is not None:
        found[SPEECH] = ("category", "VARCHAR", np.array(PARTS)[words.speech[taken.rows]])
    if taken.middle:
        found[f"cosine with {taken.middle}"] = (
            "number",
            "DOUBLE",
            _along(words, taken, words.vector([(1.0, part) for part in taken.middle.split(", ")])),
        )
    if axis is not None:
        found[f"{axis[0]} to {axis[1]}"] = ("number", "DOUBLE", _along(words, taken, words.vector([(1.0, axis[1]), (-1.0, axis[0])])))
    return found


def _along(words: Words, taken: Taken, direction: np.ndarray) -> np.ndarray:
    """The cosine of every word with a direction."""
    length = float(np.linalg.norm(direction))
    return words.units(taken.rows) @ direction / length if length else np.zeros(len(taken.rows))


def _folder() -> Path:
    folder = workspace() / "words" / "mapped"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, columns: dict[str, object]) -> None:
    import pandas as pd

    draft = path.with_suffix(".draft")
    pd.DataFrame(columns).to_parquet(draft, index=False)
    draft.replace(path)
    for old in sorted(path.parent.glob("*.parquet"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
