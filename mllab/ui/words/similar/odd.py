"""The odd one out: of a list, the word that is least like the others."""

import numpy as np
import streamlit as st

from mllab.charts.word_bars import word_bars
from mllab.charts.word_plane import ANSWER, NEAR, word_plane
from mllab.embed import Words
from mllab.embed.plane import best
from mllab.ui import chart, code, plain
from mllab.ui.words.loading import called, script
from mllab.ui.words.pictures import strip
from mllab.ui.words.typed import type_words

KEY = "words_list"
OPENING = ("breakfast", "lunch", "dinner", "supper", "cathedral")
FEWEST, MOST = 3, 40


def odd(words: Words) -> None:
    """The list, the word that does not belong, and every word's mean similarity to the others."""
    listed = type_words(words, KEY, called(words).capitalize(), OPENING, "At least three, one of which may not belong.", MOST)
    if len(listed) < FEWEST:
        st.info(f"Type at least three {called(words)}.", icon=":material/filter_none:")
        return
    found, means = words.odd_one_out(listed)
    st.markdown(f"**{plain(found)}** is least like the others.", help="The word with the lowest mean cosine to the others.")
    order = sorted(means, key=lambda pair: -pair[1])
    roles = [ANSWER if word == found else NEAR for word, _ in order]
    left, right = st.columns([3, 2], gap="large")
    with left:
        vectors = np.stack([words.vector([(1.0, word)]) for word in listed])
        fitted = best(vectors)
        first = sorted(range(len(listed)), key=lambda i: listed[i] != found)
        chart(
            word_plane(
                [listed[i] for i in first],
                fitted.place(vectors)[first],
                [ANSWER if listed[i] == found else NEAR for i in first],
                [means[i][1] for i in first],
                "mean cosine",
            ),
            alt=f"{found} stands apart from {', '.join(word for word in listed if word != found)}",
        )
        st.caption(f"The plane that fits these words best shows {fitted.share:.0%} of how they differ.".replace("%", " %"))
    with right:
        chart(
            word_bars([word for word, _ in order], [mean for _, mean in order], roles, "mean cosine to the others"),
            alt="Every word's mean cosine to the others",
        )
    strip(words, [word for word, _ in order])
    code(script(words, f"odd, means = words.odd_one_out({listed!r})\nprint(odd)\nprint(means)"))
