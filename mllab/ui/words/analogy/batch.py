"""Many analogies from a file, with a score per section and every answer that was given."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import streamlit as st

from mllab.charts.word_sections import word_sections
from mllab.embed import Words
from mllab.embed.evaluate import Analogies, analogies, read_questions
from mllab.errors import DataError
from mllab.ui import chart, code, facts
from mllab.ui.words.analogy.questions import shipped
from mllab.ui.words.loading import script
from mllab.ui.words.worked import worked

METHODS = ("3CosAdd", "3CosMul")
BRING = (
    "Lines of four words, in sections that begin with a line such as “: capitals”: the layout of questions-words.txt, the public test of Mikolov et al. "
    "2013. The file is not kept, and so not part of the link."
)
OWN = "analogies.txt"
SHOWN = 2_000


def batch(words: Words) -> None:
    """The test, its scores section by section, and its answers."""
    file = st.file_uploader("A file of analogies", ["txt", "csv", "tsv"], key="words_batch", help=BRING)
    name, content = (OWN, shipped().encode()) if file is None else (file.name, file.getvalue())
    if file is None:
        st.caption("Without a file of yours, these are the analogies that come with mllab.")
    found = worked(("analogies", words.digest, content), f"Answering {name}", lambda told: _answered(words, name, content, told))
    _headline(found)
    left, right = st.columns([2, 3], gap="large")
    with left:
        _sections(found)
    with right:
        _answers(words, found)
    code(script(words, f"print(words.evaluate({name!r}))  # lines of four words in sections, as in questions-words.txt"))


def _answered(words: Words, name: str, content: bytes, told: object) -> Analogies:
    """The test answered; a file that is none is called by its own name."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or OWN)
        path.write_bytes(content)
        try:
            return analogies(words, read_questions(path), told=told)  # type: ignore[arg-type]
        except DataError as error:
            raise DataError(str(error).replace(str(path), name)) from None


def _headline(found: Analogies) -> None:
    asked, covered = len(found.questions.asked), len(found.answered.places)
    facts(
        ("Questions", f"{asked:,}", "Lines of four words in the file."),
        (
            "Covered",
            f"{covered / asked:.0%}".replace("%", " %"),
            "Share of them whose four words are all in this embedding; only these are counted.",
        ),
        *(
            (
                method,
                "none" if not covered else f"{found.score(method):.1%}".replace("%", " %"),
                "Share of the covered ones that it answers right.",
            )
            for method in METHODS
        ),
    )
    if found.questions.rejects:
        st.caption(
            f"{len(found.questions.rejects):,} lines are no questions and were left out, such as {found.questions.rejects[0][:80]!r}."
        )


def _sections(found: Analogies) -> None:
    frame = found.frame()
    chart(
        word_sections(frame["section"].tolist(), frame["covered"].tolist(), {method: frame[method].tolist() for method in METHODS}),
        alt="The share of right answers in every section, by both methods",
    )


def _answers(words: Words, found: Analogies) -> None:
    """Every question with what was answered; those that went wrong alone, where asked for."""
    wrong = st.toggle("Only where 3CosAdd is wrong", key="words_wrong", bind="query-params", help="Leaves out what was answered right.")
    answered = found.answered
    rows = np.flatnonzero(~answered.right[METHODS[0]]) if wrong else np.arange(len(answered.places))
    asked = [found.questions.asked[int(answered.places[row])] for row in rows[:SHOWN]]
    st.dataframe(
        {
            "section": [found.questions.sections[int(answered.places[row])] for row in rows[:SHOWN]],
            "asked": [f"{a} : {b} = {c} : ?" for a, b, c, _ in asked],
            "wanted": [wanted for *_, wanted in asked],
            **{method: [_word(words, int(answered.said[method][row])) for row in rows[:SHOWN]] for method in METHODS},
        },
        hide_index=True,
        height=460,
    )
    if len(rows) > SHOWN:
        st.caption(f"The first {SHOWN:,} of {len(rows):,} are shown.")


def _word(words: Words, row: int) -> str:
    return words.vocabulary[row] if row >= 0 else ""
