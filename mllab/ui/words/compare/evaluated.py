"""Both embeddings on a public test: the one that the reader brings, or the analogies that come with mllab."""

from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import streamlit as st

from mllab.embed import Words
from mllab.errors import DataError
from mllab.neighbors import Told
from mllab.script import Script
from mllab.ui import code, plain
from mllab.ui.words.analogy.questions import shipped
from mllab.ui.words.chosen import sources
from mllab.ui.words.loading import script
from mllab.ui.words.second import choose_second
from mllab.ui.words.worked import worked

TYPES = ["txt", "tsv", "csv"]
OWN = "analogies.txt"
BRING = (
    "Analogies, four words a line in sections (`questions-words.txt`), or pairs of words with a judgement (WordSim-353, SimLex-999). They are "
    "told apart by themselves; gensim's folder `test/test_data` holds all three. The file is not kept, and so not part of the link."
)
SCORES = {"coverage": "covered", "3CosAdd": "3CosAdd", "3CosMul": "3CosMul", "Spearman": "Spearman", "Pearson": "Pearson"}
SHARES = ("coverage", "3CosAdd", "3CosMul")


def evaluated(words: Words) -> None:
    """The scores of both, section by section."""
    other = choose_second(words, sources())
    file = st.file_uploader("A test file", TYPES, key="words_test", help=BRING)
    name, content = (OWN, shipped().encode()) if file is None else (file.name, file.getvalue())
    if file is None:
        st.caption("Without a file of yours, these are the analogies that come with mllab: few and easy ones.")
    st.markdown(f"First: *{plain(words.name)}*; other: *{plain(other.words.name)}*.")
    _table([_scores(source, name, content) for source in (words, other.words)], (words.name, other.words.name))
    st.caption(
        "Only questions whose words are all there are counted: a small vocabulary answers fewer and easier ones, so compare what is covered before "
        "what is right. Similarities are ranked, as people's judgements are (Spearman)."
    )
    code(script(words, ""), other.script, Script(f"for source in (words, other):\n    print(source.evaluate({name!r}))"))


def _scores(source: Words, name: str, content: bytes) -> pd.DataFrame:
    key = ("evaluate", source.digest, name, blake2b(content, digest_size=16).hexdigest())
    found: pd.DataFrame = worked(key, f"Answering {name}", lambda told: _evaluated(source, name, content, told))
    return found


def _evaluated(source: Words, name: str, content: bytes, told: Told) -> Any:
    """The scores; what is wrong with the file is told by its own name, not by the copy's."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or OWN)
        path.write_bytes(content)
        try:
            return source.evaluate(path, told=told)
        except DataError as error:
            raise DataError(str(error).replace(str(path), name)) from None


def _table(frames: list[pd.DataFrame], names: tuple[str, str]) -> None:
    """A row per section, each score of the one beside that of the other."""
    first, second = frames
    heading = [column for column in ("section", "test", "questions", "pairs") if column in first]
    measures = [column for column in SCORES if column in first]
    shown = first[heading].copy()
    columns: dict[str, Any] = {}
    for measure in measures:
        for says, frame, full in (("first", first, names[0]), ("other", second, names[1])):
            title = f"{SCORES[measure]}, {says}"
            shown[title] = frame[measure].to_numpy()
            columns[title] = st.column_config.NumberColumn(format="percent" if measure in SHARES else "%.3f", help=full)
    st.dataframe(shown, hide_index=True, column_config=columns)
