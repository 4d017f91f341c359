"""What is seen of learning: the loss, the plane forming, the neighbors of chosen words over time."""

from typing import Any

import numpy as np
import streamlit as st

from mllab.charts.word_bars import word_bars
from mllab.charts.word_growth import falling, nearing
from mllab.charts.word_plane import NEAR, TYPED, word_plane
from mllab.embed.learn.sources import PLANTED
from mllab.embed.learn.watched import company, forming, growth, nearest
from mllab.jobs.wording import Seen
from mllab.ui.show import chart, facts, plain
from mllab.ui.watch import scrub
from mllab.ui.words.learn.explore import explore
from mllab.ui.words.typed import known, type_words

WATCHED = "words_watched"
OPENING = ("king", "queen", "paris", "france", "puppy", "swam")
OTHERS = 4  # words that are watched in a text without those
EACH = 4  # neighbors of each that are drawn in the plane
LISTED = 5
PLANE = "The plane that fits these words best at the last state; every state is drawn in that same plane, directions only."
FROM = "Neighbors and places are those among the {:,} most frequent words."


def growing(found: Seen) -> None:
    """The newest state while it is learned: no controls."""
    rows = _rows(found, st.session_state.get(WATCHED) or opening(found))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _plane(found, rows, len(found.moments) - 1)
    with right:
        _loss(found, None)
        _neighbors(found, rows, len(found.moments) - 1)


def learned(found: Seen, spec: dict[str, Any]) -> None:
    """What was learned, any state of it, and words to look at."""
    kept = st.session_state.get(WATCHED)
    if kept and not any(known(found.words, word) for word in kept):  # they were watched in another text
        st.session_state[WATCHED] = opening(found)
    _facts(found, spec)
    watched = type_words(
        found.words, WATCHED, "Watched words", opening(found), "Their neighbors are listed, and all are drawn in the plane."
    )
    rows = _rows(found, watched)
    if not rows:
        st.info(f"Choose words to watch, of the {found.moments.shape[1]:,} most frequent ones.", icon=":material/visibility:")
        return
    at = scrub(list(range(len(found.moments))), "words_moment", "State")
    left, right = st.columns([3, 2], gap="large")
    with left:
        _plane(found, rows, at)
        st.caption(f"After {int(found.moment_seen[at]):,} words. {FROM.format(found.moments.shape[1])}", help=PLANE)
    with right:
        _loss(found, at)
        _neighbors(found, rows, at)
    _over_time(found, rows, at)
    _unseen(found)


def opening(found: Seen) -> list[str]:
    """The words to begin with: those of the small world, else frequent ones that are not the most frequent, which say least."""
    known = [word for word in OPENING if word in found.words]
    names = found.words.vocabulary[: found.moments.shape[1]]
    long = [word for word in names[len(names) // 10 :] if len(word) > 3]
    return known if len(known) > 2 else (long or list(names))[:OTHERS]


def _rows(found: Seen, names: list[str]) -> list[int]:
    """The rows of watched words that were kept on the way."""
    rows = [found.words.vocabulary.find(name) for name in names]
    return [row for row in rows if row is not None and row < found.moments.shape[1]]


def _facts(found: Seen, spec: dict[str, Any]) -> None:
    told = [
        ("Words", f"{len(found.words):,}", "How many words have a vector."),
        (
            found.learned.objective_name.capitalize(),
            f"{found.losses[-1]:.4g}",
            "At the newest state; less is better, for the same method and settings.",
        ),
    ]
    if spec["source"]["kind"] == "small world" and found.learned.seen:
        right, asked = _planted(found, found.words.digest)
        told.append(
            (
                "Planted analogies",
                f"{right:.0%}",
                f"How many of the {asked:,} analogies that were planted in the text come out right (3CosAdd, first answer).",
            )
        )
    facts(*told)
    with st.container(horizontal=True, vertical_alignment="center"):
        explore(found.words, (st.session_state.get(WATCHED) or opening(found))[0])
        with st.popover("What it was learned from", icon=":material/info:", type="tertiary"):
            for note in found.words.notes:
                st.markdown(f"- {plain(note)}")


@st.cache_data(max_entries=20, show_spinner="Asking the planted analogies")
def _planted(_found: Seen, digest: str) -> tuple[float, int]:
    from mllab.embed.evaluate import analogies, read_questions

    answered = analogies(_found.words, read_questions(PLANTED), ["3CosAdd"])
    return answered.score(), len(answered.answered.places)


def _plane(found: Seen, rows: list[int], at: int) -> None:
    last = found.moments[-1]
    drawn = company(last, rows, EACH)
    if len(drawn) < 2:
        return
    places = forming(found.moments, drawn)
    names = [found.words.vocabulary[row] for row in drawn]
    often = [float(np.linalg.norm(place)) for place in places[at]]
    roles = [TYPED if row in rows else NEAR for row in drawn]
    picture = word_plane(names, places[at], roles, often, "distance from the middle", room=places[-1], height=460)
    chart(picture, key=f"words_forming_{at}", alt=f"Where {len(names)} words stand after {int(found.moment_seen[at]):,} words of the text")


def _loss(found: Seen, at: int | None) -> None:
    moment = None if at is None else float(found.moment_seen[at])
    chart(
        falling(found.loss_seen, found.losses, found.learned.objective_name or "loss", moment), alt="The loss over the words gone through"
    )


def _neighbors(found: Seen, rows: list[int], at: int) -> None:
    listed = {
        found.words.vocabulary[row]: [found.words.vocabulary[near] for near, _ in nearest(found.moments[at], row, LISTED)] for row in rows
    }
    st.dataframe({"word": list(listed), "nearest": [", ".join(near) for near in listed.values()]}, hide_index=True, width="stretch")


def _over_time(found: Seen, rows: list[int], at: int) -> None:
    names = [found.words.vocabulary[row] for row in rows]
    word = st.selectbox(
        "Neighbors over time of",
        names,
        key="words_grown",
        bind="query-params",
        help="How near its neighbors of the last state were before.",
    )
    row = rows[names.index(word) if word in names else 0]
    near = [other for other, _ in nearest(found.moments[-1], row, LISTED)]
    cosines = growth(found.moments, row, near)
    picture = nearing(found.moment_seen, [found.words.vocabulary[other] for other in near], cosines, word, float(found.moment_seen[at]))
    chart(picture, alt=f"The cosine of {word} with its neighbors while it was learned")


def _unseen(found: Seen) -> None:
    """A word that the text does not have, made of its letters."""
    if not found.learner.composes:
        return
    word = st.text_input(
        "A word that the text does not have",
        "kingdoms",
        key="words_unseen",
        bind="query-params",
        help="Its vector is made of the runs of letters that it shares with words of the text.",
    ).strip()
    vector = found.learner.compose(word.lower(), found.learned) if word else None
    if vector is None:
        st.caption("It shares no run of letters with any word of the text, so there is nothing to make its vector of.")
        return
    near = found.words.similar(vector, 8)
    chart(
        word_bars([name for name, _ in near], [score for _, score in near], [NEAR] * len(near), f"cosine to {word}"),
        alt=f"The words nearest to {word}",
    )
