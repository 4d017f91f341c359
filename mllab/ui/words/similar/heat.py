"""One list of words against itself, or two against each other, as a heat map of cosines."""

import streamlit as st

from mllab.charts.word_heat import word_heat
from mllab.embed import Words
from mllab.ui import chart, code
from mllab.ui.words.loading import called, script
from mllab.ui.words.typed import type_words

ROWS = ("king", "queen", "prince", "princess", "doctor", "nurse", "teacher", "apple", "pear", "bread")
ABOUT = "A second list makes the columns. Left empty, the first list is compared with itself."
MOST = 60


def heat(words: Words) -> None:
    """The two lists, their heat map, and the script."""
    left, right = st.columns(2, gap="medium")
    with left:
        rows = type_words(words, "words_rows", "Rows", ROWS, "What stands in the rows. Type to see how entries go on.", MOST)
    with right:
        columns = type_words(words, "words_columns", "Columns", (), ABOUT, MOST) or rows
    if len(rows) < (2 if columns == rows else 1):
        st.info(f"Type at least two {called(words)} to compare them.", icon=":material/grid_on:")
        return
    table = words.between(rows, columns)
    chart(word_heat(rows, columns, table), alt=f"The cosine of {len(rows)} words with {len(columns)}")
    code(script(words, f"table = words.between({rows!r}, {columns!r})\nprint(table.round(3))"))
