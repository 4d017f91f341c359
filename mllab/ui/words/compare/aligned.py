"""One embedding turned onto the other, and how well that fits."""

import streamlit as st

from mllab.charts.ranges import ranges
from mllab.charts.word_counts import word_counts
from mllab.embed import Words
from mllab.embed.compare import align
from mllab.script import Script
from mllab.ui import chart, code, facts
from mllab.ui.words.chosen import sources
from mllab.ui.words.loading import script
from mllab.ui.words.second import choose_second
from mllab.ui.words.worked import worked

FITTED = "The mean cosine of each shared word with itself, for the words that the turn was made from. 1 is a perfect fit."
HELD = "The same for every fifth word, which had no part in the turn: the honest figure."
WHAT = "Orthogonal Procrustes: the rotation (or reflection) that brings the shared words closest to themselves (Schönemann 1966)."


def aligned(words: Words) -> None:
    """The fit, how it spreads over the words, and the words that fit least."""
    other = choose_second(words, sources())
    found = worked(("align", words.digest, other.words.digest), "Turning one onto the other", lambda told: align(words, other.words))
    fitted, held = found.fit
    facts(
        ("Fit", f"{fitted:.3f}", FITTED),
        ("Held out", f"{held:.3f}", HELD),
        ("Shared words", f"{len(found.words):,}", "Words that both embeddings have, the most common 20,000 at most."),
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        chart(
            word_counts(found.cosines, "cosine of a word with itself after the turn", held, "held out, mean", height=300),
            alt=f"How alike words are to themselves after the turn; {held:.2f} on average",
        )
        st.caption(
            f"{WHAT} Distances within an embedding do not change, so whatever does not fit is a difference of texts, of method, or chance."
        )
    with right:
        names, cosines = zip(*found.moved(16), strict=True)
        none = [float("nan")] * len(names)
        st.markdown("**Least like themselves**", help="The shared words with the lowest cosine after the turn.")
        chart(ranges(names, list(cosines), none, none, "cosine", bars=True, format=".2f", wide=120), alt="The words that fit least")  # type: ignore[arg-type]
    asked = "found = compare.align(words, other)\nprint(found.fit)\nprint(found.moved())"
    code(script(words, ""), other.script, Script(asked, ("from mllab.embed import compare",)))
