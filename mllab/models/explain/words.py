"""What words say: the weight of each in a model that adds words up, how many texts have it, and what it adds to one text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mllab.models.task import Encoder

WORD = re.compile(r"\w\w+")  # as scikit-learn's CountVectorizer cuts texts


@dataclass(frozen=True, eq=False)
class Words:
    """The m words of a fitted model.

    words    (m,) as they are counted, in lower case
    places   (m,) which output of the encoding counts each
    weights  (r, m) what each adds: r is 1 for numbers and for two classes (to the log-odds of the second), else the number of classes
    texts    (k, m) texts of each class that have the word; k is 1 for numbers
    of       (k,) texts of each class
    """

    words: tuple[str, ...]
    places: np.ndarray = field(repr=False)
    weights: np.ndarray = field(repr=False)
    texts: np.ndarray = field(repr=False)
    of: np.ndarray = field(repr=False)


def words(estimator: Any, encoder: Encoder, y: np.ndarray, k: int) -> Words | None:
    """The words of a model that gives each a weight: linear ones, with TF-IDF or without, and multinomial naive Bayes. None for others.

    `y` (n,) are the answers of the rows that the encoder was fitted on; k classes, 0 for numbers. A weight is what one more unit of the word
    adds to the log-odds of a class or to the number: a count, or with TF-IDF a text that is nothing but the word. In naive Bayes it is the log of how many times as
    frequent the word is in the class (with many classes: against the mean of the others). Words that go together share what they say, but
    not in naive Bayes, which counts it for each. O(n d).
    """
    weights = per_output(estimator, len(encoder.names))
    read = {role.name for role in encoder.matrix.roles if role.read == "words"}
    places = np.array([i for i, source in enumerate(encoder.sources) if source in read], np.int64)
    if weights is None or not len(places):
        return None
    named = tuple(encoder.names[i][len(encoder.sources[i]) + 2 :] for i in places)
    there = encoder.values[:, places] > 0  # dense, or CSR
    classes = range(k) if k else range(1)
    mine = [y == code if k else np.ones(len(y), bool) for code in classes]
    texts = np.array([np.asarray(there[rows].sum(axis=0)).ravel() for rows in mine])
    return Words(named, places, weights[:, places], texts, np.array([int(rows.sum()) for rows in mine]))


def per_output(estimator: Any, d: int) -> np.ndarray | None:
    """(r, d) weight of each output of the encoding, NaN where a step mixes outputs; None for a model without weights."""
    steps = [step for _, step in estimator.steps] if hasattr(estimator, "steps") else [estimator]
    found = _own(steps[-1])
    if found is None:
        return None
    if len(steps) == 1 or type(steps[0]).__name__ == "TfidfTransformer":
        return found if found.shape[1] == d else None
    if type(steps[0]).__name__ != "ColumnTransformer":
        return None
    whole = np.full((len(found), d), np.nan)
    for name, step, places in steps[0].transformers_:
        if name == "words" or type(step).__name__ == "FunctionTransformer":  # what a column transformer makes of "passthrough"
            whole[:, places] = found[:, steps[0].output_indices_[name]]
    return whole


def _own(model: Any) -> np.ndarray | None:
    """(r, m) weights by the model's own inputs."""
    if hasattr(model, "feature_log_prob_"):
        likely = np.asarray(model.feature_log_prob_)
        if len(likely) == 2:
            return likely[1:] - likely[:1]
        return likely - (likely.sum(axis=0) - likely) / (len(likely) - 1)  # type: ignore[no-any-return]
    return np.atleast_2d(np.asarray(model.coef_, np.float64)) if hasattr(model, "coef_") else None


def added(estimator: Any, found: Words, x: np.ndarray) -> np.ndarray:
    """(r, m) what each word adds for one encoded row x (d,): its weight times how much of it is there. O(d)."""
    row = np.asarray(x, np.float64).reshape(1, -1)
    first: Any = estimator.steps[0][1] if hasattr(estimator, "steps") else None
    if type(first).__name__ == "TfidfTransformer":
        row = first.transform(row).toarray()
    elif type(first).__name__ == "ColumnTransformer":
        row = row.copy()
        for name, step, places in first.transformers_:
            if name == "words" and type(step).__name__ == "TfidfTransformer":
                row[:, places] = step.transform(row[:, places]).toarray()
    share: np.ndarray = found.weights * row[0, found.places]
    return share


def marked(text: str, words: Sequence[str], values: np.ndarray) -> list[tuple[str, float]]:
    """The text in pieces with what each adds: a word its value, anything between 0. The pieces joined are the text. O(length)."""
    worth = dict(zip(words, values.tolist(), strict=True))
    pieces: list[tuple[str, float]] = []
    at = 0
    for word in WORD.finditer(text):
        if word.start() > at:
            pieces.append((text[at : word.start()], 0.0))
        pieces.append((word[0], worth.get(word[0].lower(), 0.0)))
        at = word.end()
    return [*pieces, (text[at:], 0.0)] if at < len(text) else pieces
