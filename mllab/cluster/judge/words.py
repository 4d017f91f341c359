"""The words that are typical of each group's texts: not the commonest, but those that the others use less."""

from collections.abc import Sequence

import numpy as np

from mllab.cluster.judge.describe import SMALL
from mllab.errors import DataError

MOST_TEXTS = 20_000
MOST_WORDS = 20_000
FEWEST = 3  # texts of a group in which a word must stand
WORD = r"(?u)\b[^\W\d_]{3,}\b"


def typical_words(texts: Sequence[str], labels: np.ndarray, many: int = 3, seed: int = 0) -> dict[int, list[str]]:
    """Per group (label >= 0) up to `many` words, most typical first; texts (n,), labels (n,).

    Class-based TF-IDF: tf log(1 + A / f), with tf the word's share of the group's words, f how often all groups use it and A the
    mean number of words in a group (Grootendorst 2022). Only words that stand in more of the group's texts than of the others'
    by Cohen's h >= 0.2 (Cohen 1988), so that function words name nothing, whatever the language; scikit-learn's English ones are left
    out from the start. Words have three letters or more. Fails to find any in very short or very mixed texts; the list is then empty. Above 20,000 texts a seeded sample is read. O(characters).

    Raises DataError when texts and labels are not about the same rows.
    """
    if len(texts) != len(labels):
        raise DataError(f"There are {len(texts)} texts and {len(labels)} labels. Give both for the same rows.")
    rows = np.flatnonzero(np.asarray(labels) >= 0)
    if len(rows) > MOST_TEXTS:
        rows = np.sort(np.random.default_rng(seed).choice(rows, MOST_TEXTS, replace=False))
    groups, codes = np.unique(np.asarray(labels)[rows], return_inverse=True)
    found: dict[int, list[str]] = {int(group): [] for group in groups}
    words, counts, holding = _counted([texts[row] for row in rows.tolist()], codes, len(groups))
    if not len(words):
        return found
    weights = _weights(counts) * _apart(holding, np.bincount(codes, minlength=len(groups)))
    for group, row in zip(groups, weights, strict=True):
        best = np.argsort(-row, kind="stable")[:many]
        found[int(group)] = [str(words[i]) for i in best if row[i] > 0]
    return found


def _counted(texts: list[str], codes: np.ndarray, groups: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The words (w,), how often each group uses each (groups, w), and in how many of its texts (groups, w)."""
    from scipy.sparse import csr_array
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(token_pattern=WORD, max_features=MOST_WORDS, stop_words="english")
    try:
        each = counter.fit_transform(texts)
    except ValueError:  # no text holds a word
        return np.empty(0, dtype=object), np.empty((groups, 0)), np.empty((groups, 0))
    member = csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(groups, len(codes)))
    return counter.get_feature_names_out(), (member @ each).toarray(), (member @ (each > 0)).toarray()


def _weights(counts: np.ndarray) -> np.ndarray:
    """Class-based TF-IDF (groups, w)."""
    uses = counts.sum(axis=1, keepdims=True)
    mean = uses.mean()
    return counts / np.maximum(uses, 1) * np.log1p(mean / np.maximum(counts.sum(axis=0), 1))


def _apart(holding: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """(groups, w) whether a word stands in clearly more of the group's texts than of the others'; with one group alone, whether it stands in some."""
    if len(sizes) == 1:
        return holding >= FEWEST
    here = holding / np.maximum(sizes, 1)[:, None]
    rest = (holding.sum(axis=0) - holding) / np.maximum(sizes.sum() - sizes, 1)[:, None]
    effect = 2 * np.arcsin(np.sqrt(np.clip(here, 0, 1))) - 2 * np.arcsin(np.sqrt(np.clip(rest, 0, 1)))
    return (effect >= SMALL) & (holding >= FEWEST)
