"""Something worth looking at on every page: small pictures of what mllab finds in its samples, each with the door to the view itself.

The pictures are made by datasets/make_pictures.py.
"""

from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent / "pictures"


@dataclass(frozen=True)
class Card:
    """A picture by name, what it shows, and the view behind it."""

    picture: str
    page: str
    title: str
    says: str
    query: dict[str, str] = field(hash=False)


CARDS = (
    Card(
        "map",
        "pages/map.py",
        "A map of handwriting",
        "t-SNE lays out 1,797 digits; nobody told it which is which.",
        {"table": "sample-digits", "reducer": "t-SNE", "colour": "digit"},
    ),
    Card(
        "clustering",
        "pages/clustering.py",
        "Groups of any shape",
        "Two half circles: HDBSCAN finds what k-means would cut.",
        {"table": "sample-moons", "algorithm": "HDBSCAN"},
    ),
    Card(
        "train",
        "pages/train.py",
        "A fair race of models",
        "Which model tells the flowers apart best, and how sure is that?",
        {"table": "sample-iris"},
    ),
    Card(
        "words",
        "pages/words.py",
        "Arithmetic with words",
        "king - man + woman: where it ends, and which words are near.",
        {"words_ask": "Analogy"},
    ),
    Card(
        "bias_variance",
        "pages/bias_variance.py",
        "Too simple, too rich",
        "Many fits to one truth: bias, variance and noise, by hand.",
        {},
    ),
    Card(
        "boundaries",
        "pages/boundaries.py",
        "Where the border runs",
        "A tree, neighbors, a street of support vectors: five ideas, by hand.",
        {"border": "Neighbors", "border_points": "spiral"},
    ),
    Card(
        "gradient_descent",
        "pages/gradient_descent.py",
        "Racing downhill",
        "Four ways down Himmelblau's hills from one start: who arrives where?",
        {"surface": "Himmelblau"},
    ),
    Card(
        "agents",
        "pages/agents.py",
        "An agent by the cliff",
        "500 tries, no map, and a dear step to avoid: Q-learning.",
        {"world": "cliff", "agent": "Q-learning"},
    ),
)


def gallery() -> None:
    """The cards side by side, or one under the other where there is little room."""
    with st.container(horizontal=True, gap="small"):
        for card in CARDS:
            with st.container(border=True, width=248, gap="small"):
                st.image(str(FOLDER / f"{card.picture}.svg"), width="stretch", alt=card.says)
                st.page_link(card.page, label=f"**{card.title}**", query_params=card.query, icon=":material/arrow_forward:")
                st.caption(card.says)
