"""The n best rows by every way of scoring them: scan the codes, score exactly what can win, sort."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from mllab.embed.search._gather import gather
from mllab.embed.search._parts import candidates
from mllab.errors import DataError, ParamError

if TYPE_CHECKING:
    from mllab.embed.words import Words

Measure: TypeAlias = Literal["cosine", "dot", "euclidean"]
Found: TypeAlias = tuple[np.ndarray, np.ndarray]
SHAPES: dict[str, tuple[float, float]] = {"cosine": (0, 0), "dot": (1, 0), "euclidean": (2, 1)}  # slope and bend of the scan's LINEAR rule
FINEST = 32_767  # steps of a query in 16 bits


def top(
    words: "Words", query: np.ndarray, n: int, measure: Measure = "cosine", left_out: Collection[int] = (), among: int | None = None
) -> Found:
    """The n best rows (m,) int64 for a query (d,) and their scores (m,) float64, best first, ties in row order; m < n where fewer are left.

    Scores are the cosine, the dot product or the Euclidean distance (lowest first), in double precision from the vectors as they were
    read. Rows of zeros are nobody's neighbor. Raises DataError for a query of zeros by cosine, ParamError for another measure.
    """
    from mllab.embed.search.kernels import exact
    from mllab.embed.search.kernels.scan import LINEAR

    if measure not in SHAPES:
        raise ParamError(f"Words are measured by {', '.join(SHAPES)}, got {measure!r}.")
    if measure == "cosine":
        query = _direction(query)
    rows = _candidates(words, [query], n, left_out, among, LINEAR, *SHAPES[measure])
    if measure == "cosine":
        return _best(rows, exact.cosines(gather(words.vectors, rows), query[None])[:, 0], n)
    if measure == "dot":
        return _best(rows, exact.dots(gather(words.vectors, rows), query), n)
    rows, scores = _best(rows, -exact.distances(gather(words.vectors, rows), query), n)
    return rows, -scores


def product(
    words: "Words", good: Sequence[np.ndarray], bad: Sequence[np.ndarray], n: int, left_out: Collection[int] = (), among: int | None = None
) -> Found:
    """The n best rows by 3CosMul: shares (1 + cosine) / 2 with the good vectors multiplied, over those with the bad ones and 0.000001.

    Levy and Goldberg 2014, equation 4. Raises DataError for a vector of zeros.
    """
    from mllab.embed.search.kernels import exact
    from mllab.embed.search.kernels.scan import PRODUCT

    queries = [_direction(one) for one in (*good, *bad)]
    rows = _candidates(words, queries, n, left_out, among, PRODUCT, len(good), 0)
    shares = (1 + exact.cosines(gather(words.vectors, rows), np.array(queries))) / 2
    return _best(rows, shares[:, : len(good)].prod(axis=1) / (shares[:, len(good) :].prod(axis=1) + 1e-6), n)


def direction(
    words: "Words", along: np.ndarray, start: np.ndarray, n: int, left_out: Collection[int] = (), among: int | None = None
) -> Found:
    """The n best rows x by the cosine of x - start with `along`, x of length 1. Levy and Goldberg 2014, PairDirection.

    Raises DataError when `along` is all zeros.
    """
    from mllab.embed.search.kernels import exact
    from mllab.embed.search.kernels.scan import DIRECTION

    along = _direction(along)
    rows = _candidates(words, [along, start], n, left_out, among, DIRECTION, float(along @ start), float(1 + start @ start))
    return _best(rows, exact.directions(gather(words.vectors, rows), along, start), n)


def _direction(query: np.ndarray) -> np.ndarray:
    """A query at length 1. Raises DataError where it has none."""
    length = np.sqrt(query @ query)
    if not length > 0:
        raise DataError("The query adds up to nothing, so nothing is near to it. Take other words or weights.")
    return np.asarray(query / length)


def _candidates(
    words: "Words",
    queries: Sequence[np.ndarray],
    n: int,
    left_out: Collection[int],
    among: int | None,
    rule: int,
    first: float,
    second: float,
) -> np.ndarray:
    """The rows that can be among the n best. Raises ParamError for an n or a number of rows to look among below 1."""
    if n < 1 or (among is not None and among < 1):
        raise ParamError(f"A search finds 1 word or more among 1 or more, got n={n} and among={among}.")
    rows = len(words) if among is None else min(among, len(words))
    skip = np.zeros(rows, bool)
    skip[[row for row in left_out if row < rows]] = True
    stepped = [_stepped(np.asarray(query, np.float64)) for query in queries]
    asked = (
        np.array([query for query, _, _ in stepped]),
        np.array([step for _, step, _ in stepped]),
        np.array([float(np.sqrt(query @ query)) for query in queries]),
        np.array([slip for _, _, slip in stepped]),
    )
    return candidates(words.codes, words.norms, skip, asked, rule, float(first), float(second), min(n, rows))


def _stepped(query: np.ndarray) -> tuple[np.ndarray, float, float]:
    """A query as int16 times a step, and the length of what that leaves out. Few enough steps for sums of 127 times them to fit 32 bits."""
    most = min(FINEST, (2**31 - 1) // (127 * max(len(query), 1)))
    step = float(np.abs(query).max(initial=0)) / most
    if step == 0:
        return np.zeros(len(query), np.int16), 0.0, float(np.sqrt(query @ query))
    whole = np.rint(query / step).clip(-most, most)
    rest = query - step * whole
    return whole.astype(np.int16), step, float(np.sqrt(rest @ rest)) + 1e-12 * step


def _best(rows: np.ndarray, scores: np.ndarray, n: int) -> Found:
    """The n highest of the scores, ties in row order; rows ascend already."""
    order = np.argsort(-scores, kind="stable")[:n]
    order = order[scores[order] > -np.inf]
    return rows[order], scores[order]
