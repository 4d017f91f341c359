"""Sums of words as pictures: the parallelogram of an analogy in its own plane, and a chain of arrows in the plane that fits it best."""

from dataclasses import dataclass

import numpy as np

from mllab.charts.word_plane import ANSWER, NEAR, SUM, TAKEN, TYPED, Arrow
from mllab.embed import Words
from mllab.embed.expression import spoken
from mllab.embed.plane import Plane, best, through
from mllab.ui.show import plain

Found = list[tuple[str, float]]


@dataclass(frozen=True, eq=False)
class Drawing:
    """Words with their places (n, 2), roles and cosines with the sum; arrows, names of the axes, and how much the plane shows."""

    words: list[str]
    positions: np.ndarray
    roles: list[str]
    figures: list[float]
    arrows: list[Arrow]
    axes: tuple[str, str]
    said: str


def parallelogram(words: Words, a: str, b: str, c: str, found: Found) -> Drawing:
    """b - a + c in the plane through a, b and c, which holds the sum exactly; the answers are dropped onto it."""
    corner, up, across = (_unit(words, word) for word in (a, b, c))
    plane = through(corner, across, up)
    total = up - corner + across
    named = [word for word, _ in found if word not in {a, b, c}]
    vectors = np.stack([corner, up, across, total, *(_unit(words, word) for word in named)])
    places = plane.place(vectors)
    arrows = [
        Arrow(_spot(places[0]), _spot(places[2]), f"from {a} to {c}"),
        Arrow(_spot(places[1]), _spot(places[3]), f"the same step from {b}", SUM, dashed=True),
    ]
    return Drawing(
        [a, b, c, "the sum", *named],
        places,
        [TAKEN, TYPED, TYPED, SUM, *_ranked(len(named))],
        _cosines(vectors, total),
        arrows,
        (f"from {a} to {c}", f"towards {b}"),
        _exactly(plane, vectors[4:], named),
    )


def chained(words: Words, terms: list[tuple[float, str]], found: Found) -> Drawing:
    """The words of a sum as arrows from the origin, one after the other, in the plane that fits their ends best."""
    steps = np.stack([weight * _unit(words, word) for weight, word in terms])
    ends = np.vstack([np.zeros((1, words.dimension)), np.cumsum(steps, axis=0)])
    plane = best(ends)
    near = np.stack([_unit(words, word) for word, _ in found]) if found else np.empty((0, words.dimension))
    length = float(np.linalg.norm(ends[-1]))
    places, beside = plane.place(ends), plane.place(near * length)
    signed = [spoken([term]) for term in terms]
    arrows = [
        Arrow(_spot(places[i]), _spot(places[i + 1]), signed[i], TAKEN if weight < 0 else TYPED) for i, (weight, _) in enumerate(terms)
    ]
    middles = (places[:-1] + places[1:]) / 2
    return Drawing(
        ["the sum", "0", *signed, *(word for word, _ in found)],
        np.vstack([places[-1:], places[:1], middles, beside]),
        [SUM, NEAR, *(TAKEN if weight < 0 else TYPED for weight, _ in terms), *_ranked(len(found))],
        _cosines(np.vstack([ends[-1:], ends[:1], steps, near]), ends[-1]),
        arrows,
        ("", ""),
        f"Arrows of the unit vectors, one after the other, in the plane that fits their ends best: it shows {_percent(plane.share)} of them. "
        "The nearest words are drawn as long as the sum.",
    )


def _unit(words: Words, entry: str) -> np.ndarray:
    return words.vector([(1.0, entry)])


def _ranked(many: int) -> list[str]:
    return [ANSWER if place == 0 else NEAR for place in range(many)]


def _spot(place: np.ndarray) -> tuple[float, float]:
    return float(place[0]), float(place[1])


def _cosines(vectors: np.ndarray, total: np.ndarray) -> list[float]:
    lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(total)
    return [float(cosine) for cosine in np.divide(vectors @ total, lengths, out=np.zeros(len(vectors)), where=lengths > 0)]


def _exactly(plane: Plane, near: np.ndarray, named: list[str]) -> str:
    said = "The three words and their sum lie exactly in this plane: a parallelogram."
    if not named:
        return said
    return f"{said} Other words are dropped onto it; of how {plain(named[0])} differs from the corner it shows {_percent(float(plane.kept(near[:1])[0]))}."


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
