"""Lists of words to begin with, or one's own; and what is to be said of every figure that comes of them."""

from collections.abc import Sequence

import streamlit as st

from mllab.embed import Words
from mllab.embed.axes import LISTS, listed
from mllab.ui.show import plain
from mllab.ui.words.loading import called
from mllab.ui.words.typed import anew, known, type_words

OWN = "my own words"
MOST_NAMED = 12


def pick_list(words: Words, key: str, default: str, label: str = "Words") -> list[str]:
    """One of the lists that come with mllab, or words typed in. `key` names it in the link."""
    names = [*LISTS, OWN]
    begin = default if _has(words, default) else OWN
    anew(words, key, lambda held: _has(words, held), begin)
    chosen = st.selectbox(label, names, index=names.index(begin), key=key, bind="query-params", help="What is looked at.")
    if chosen != OWN:
        return listed(LISTS[chosen or default])
    return type_words(words, f"{key}_own", f"Your {called(words)}", listed(LISTS[default])[:6], "What is looked at.")


def _has(words: Words, name: str) -> bool:
    """Whether a list is one's own, or any word of it is there."""
    return name == OWN or any(known(words, word) for word in listed(LISTS[name]))


def told_missing(missing: Sequence[str]) -> None:
    """Name the words that the embedding does not have, the first of many."""
    if missing:
        named = ", ".join(plain(word) for word in missing[:MOST_NAMED])
        more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
        st.caption(f":material/rule: Not in this embedding, and so left out: {named}{more}.")


def told_estimated(words: Words, names: Sequence[str]) -> None:
    """Name the words whose vectors were estimated from other words, not learned from texts."""
    if words.estimated is None:
        return
    rows = {name: words.vocabulary.find(name) for name in names}
    if found := [name for name, row in rows.items() if row is not None and bool(words.estimated[row])]:
        st.caption(
            f":material/blur_on: Estimated from other words' vectors, and so less sure: {', '.join(map(plain, found[:MOST_NAMED]))}."
        )


def caution() -> None:
    """What such figures are of."""
    st.caption(
        ":material/help: A property of the texts that the embedding was learned from, of this choice of words, and of the method: something to "
        "question, not a fact about people."
    )
