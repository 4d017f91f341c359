"""What the sidebar says of the map of words: which words, by which method, and how they are compared."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from mllab.data.matrix import Matrix
from mllab.embed import Words
from mllab.errors import DataError
from mllab.reduce import REDUCERS, Reducer
from mllab.reduce._custom import CustomAxes
from mllab.script import Script
from mllab.ui.knobs import pick, tune
from mllab.ui.map.chosen import Chosen
from mllab.ui.words.loading import script
from mllab.ui.words.map.table import RANK, WORD, table
from mllab.ui.words.map.taken import Taken, choose_taken

DEFAULT = "t-SNE"
KEY = "words_reducer"
ENDS = {"left": "she woman girl", "right": "he man boy", "down": "poor cheap", "up": "rich expensive"}
SPHERE = "Moves the mean of all words to the origin and brings every word to length 1 again: what all words have in common is taken off (“spherize”)."
AXIS = "A word at each end, such as she, he: the colours can then show where every word lies between them."


@dataclass(frozen=True, eq=False)
class WordsChosen(Chosen):
    """Words of an embedding, mapped by a method."""

    words: Words | None = None
    taken: Taken | None = None

    @property
    def first_colour(self) -> str:
        return RANK

    @property
    def first_label(self) -> str:
        return WORD

    @property
    def rows(self) -> tuple[object, ...]:
        return (self._digest, self.seed, self.matrix.unit, self.table.id)

    @property
    def spec(self) -> dict[str, Any]:
        return {
            "reducer": self.reducer.spec(),
            "seed": self.seed,
            "words": self._digest,
            "rows": len(self.matrix.rows),
            "unit": self.matrix.unit,
        }

    @property
    def _digest(self) -> str:
        from hashlib import blake2b

        rows = b"" if self.taken is None else self.taken.rows.tobytes()
        return f"{'' if self.words is None else self.words.digest}-{blake2b(rows, digest_size=8).hexdigest()}"

    def called(self) -> list[str]:
        return self.frame()[WORD].tolist()

    def script(self) -> Script:
        if self.words is None or self.taken is None:
            return Script()
        rows = _said(self.taken.rows)
        body = f"rows = {rows}\nX = words.units(rows).astype('float32')"
        body += "\nX -= X.mean(axis=0)\nX /= np.linalg.norm(X, axis=1, keepdims=True)" if self.matrix.unit else ""
        imports = ["import numpy as np"]
        if isinstance(self.reducer, CustomAxes):
            body += f"\nframe = pd.DataFrame({{{WORD!r}: [words.vocabulary[row] for row in rows]}})"
            imports.append("import pandas as pd")
        return script(self.words, body, *imports) + self.reducer.script(self.seed)


def choose_map(words: Words) -> WordsChosen:
    """The words, the method with its knobs, the sphere, the axis of the colours and the seed, all in the link."""
    taken = choose_taken(words)
    with st.sidebar:
        method = pick(
            {**{name: item for name, item in REDUCERS.items() if item.labelled != "must"}, CustomAxes.name: CustomAxes}, KEY, DEFAULT
        )
        reducer: Reducer
        if method is CustomAxes:
            reducer, taken = _own_axes(words, taken)
        else:
            reducer = tune(method, KEY)
        unit = bool(st.toggle("Spherize", key="words_sphere", bind="query-params", help=SPHERE))
        axis = _choose_axis(words)
        seed = int(st.number_input("Seed", 0, 9999, 0, key="seed", bind="query-params", help="Another seed, another start."))
    rows = taken.rows
    if len(rows) > reducer.limit:
        raise DataError(f"{reducer.name} takes at most {reducer.limit:,} words in reasonable time, these are {len(rows):,}. Take fewer.")
    made = _matrix(words, rows, unit, (words.digest, rows.tobytes(), unit))
    return WordsChosen(table(words, taken, axis), (WORD,), reducer, seed, made, words=words, taken=taken)


@st.cache_resource(max_entries=4, show_spinner=False)
def _matrix(_words: Words, _rows: np.ndarray, unit: bool, token: tuple[object, ...]) -> Matrix:
    """The unit vectors of the words, around their mean and of length 1 again where asked for."""
    X = _words.units(_rows)
    if unit:
        X = X - X.mean(axis=0)
        length = np.linalg.norm(X, axis=1, keepdims=True)
        X = np.divide(X, length, out=np.zeros_like(X), where=length > 0)
    names = tuple(f"dimension {i + 1}" for i in range(X.shape[1]))
    note = {WORD: f"its vector of {X.shape[1]} numbers, brought to length 1"}
    return Matrix(np.ascontiguousarray(X, np.float32), names, (WORD,) * len(names), note, np.arange(len(X)), None, unit=unit)  # type: ignore[arg-type]


def _own_axes(words: Words, taken: Taken) -> tuple[CustomAxes, Taken]:
    """Axes from words to words: the words at the ends are on the map, too."""
    texts = {}
    for pair in (("left", "right"), ("down", "up")):
        for end, place in zip(pair, st.columns(2, gap="small"), strict=True):
            texts[end] = place.text_input(
                end.capitalize(), ENDS[end], key=f"words_{end}", bind="query-params", help="Words that stand for this end."
            )
    typed = {end: (text or "").replace(",", " ").split() for end, text in texts.items()}
    ends = {end: [words.vocabulary[row] for word in listed if (row := words.find(word)) is not None] for end, listed in typed.items()}
    if not ends["left"] or not ends["right"]:
        raise DataError("An axis needs words of this embedding at its left and at its right end. Type some at the side.")
    rows = np.union1d(taken.rows, [words.row(word) for listed in ends.values() for word in listed]).astype(np.int64)
    both = bool(ends["down"] and ends["up"])
    patterns: dict[str, Any] = {end: _whole(listed) for end, listed in ends.items() if listed and (both or end in {"left", "right"})}
    axes = CustomAxes(**patterns, left_right_in=WORD, up_down_in=WORD, pattern=True)
    return axes, Taken(rows, taken.says, taken.middle)


def _whole(listed: list[str]) -> str:
    return f"^({'|'.join(map(re.escape, listed))})$"


def _choose_axis(words: Words) -> tuple[str, str] | None:
    text = st.text_input("Axis for the colours", key="words_axis", bind="query-params", placeholder="she, he", help=AXIS)
    ends = [" ".join(part.split()) for part in (text or "").split(",")]
    if not text:
        return None
    if len(ends) != 2 or not all(ends):
        raise DataError(f"An axis has two ends with a comma between them, such as she, he; this is {text!r}.")
    for end in ends:
        words.composed(end)
    return ends[0], ends[1]


def _said(rows: np.ndarray) -> str:
    """Row numbers as a script writes them."""
    if len(rows) and rows[-1] - rows[0] == len(rows) - 1:
        return f"np.arange({rows[0]}, {rows[-1] + 1})"
    return f"np.array({rows.tolist()})"
