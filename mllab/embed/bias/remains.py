"""What is left of a direction after it was taken out: can the words that leaned to either side still be told apart?"""

from dataclasses import dataclass

import numpy as np

from mllab.embed.bias.debias import Debiased
from mllab.embed.words import Words
from mllab.errors import DataError
from mllab.neighbors import Told

FOLDS = 5
Z = 1.959963984540054  # the normal distribution holds 95 % within so many standard deviations


@dataclass(frozen=True, eq=False)
class Remains:
    """Accuracies (folds,) of telling the words of one side from those of the other: `before`, `after`, and after with shuffled sides (`chance`).

    `clusters` are the same without labels, by two groups that k-means finds, before and after. `low` and `high` are the words, the furthest first.
    """

    before: np.ndarray
    after: np.ndarray
    chance: np.ndarray
    clusters: tuple[float, float]
    low: tuple[str, ...]
    high: tuple[str, ...]


def remains(words: Words, debiased: Debiased, n: int = 500, seed: int = 0, told: Told = lambda share: None) -> Remains:
    """Take the n words that leaned furthest to either side before (words that mean the difference left out), and tell the sides apart by
    what debiasing left: accuracy of a support vector machine (radial basis) in 5-fold cross-validation.

    Well above chance means that the direction went, and the neighborhoods that it made stayed. Forms of one word fall into different folds and
    help the classifier, before as after. `told` hears the share done and may raise to stop. O(n^2 d). Gonen & Goldberg 2019, "Lipstick on a
    Pig", where word2vec came to 88.9 % after hard debiasing, and to 92.5 % by clusters.

    Raises DataError when there are fewer than 10 such words a side.
    """
    low, high = _leaning(words, debiased, n)
    rows = np.concatenate([low, high])
    sides = np.repeat([0, 1], [len(low), len(high)])
    old, new = words.units(rows), debiased.words.units(rows)
    shuffled = np.random.default_rng(seed).permutation(sides)
    scores = []
    for share, X, y in ((0.3, old, sides), (0.6, new, sides), (0.9, new, shuffled)):
        scores.append(_accuracies(X, y, seed))
        told(share)
    groups = (_grouped(old, sides, seed), _grouped(new, sides, seed))
    told(1.0)
    first, second = (tuple(words.vocabulary[int(row)] for row in found) for found in (low, high))
    return Remains(scores[0], scores[1], scores[2], groups, first, second)


def interval(accuracy: float, n: int) -> tuple[float, float]:
    """The 95 % interval of an accuracy over n words (Wilson 1927); somewhat too narrow, since the folds share their training words. O(1)."""
    spread = Z * np.sqrt(accuracy * (1 - accuracy) / n + Z * Z / (4 * n * n))
    middle, shrunk = accuracy + Z * Z / (2 * n), 1 + Z * Z / n
    return float((middle - spread) / shrunk), float((middle + spread) / shrunk)


def _leaning(words: Words, debiased: Debiased, n: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows that lean furthest to the low and to the high side, the furthest first."""
    leaning = words.units(np.arange(len(debiased.words))) @ debiased.direction
    left_out = [row for row in debiased.kept | words.hidden if row < len(leaning)]
    order = np.argsort(leaning, kind="stable")
    order = order[~np.isin(order, left_out)]
    n = min(n, len(order) // 4)
    if n < 10:
        raise DataError(f"Telling the sides apart needs at least 40 words that may lean, got {len(order)}. Take a larger embedding.")
    return order[:n], order[: -n - 1 : -1]


def _accuracies(X: np.ndarray, sides: np.ndarray, seed: int) -> np.ndarray:
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.svm import SVC

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    return np.asarray(cross_val_score(SVC(kernel="rbf"), X, sides, cv=folds))


def _grouped(X: np.ndarray, sides: np.ndarray, seed: int) -> float:
    """The share of words in the group of their side, whichever group that is."""
    from sklearn.cluster import KMeans

    agreed = float((KMeans(2, n_init=10, random_state=seed).fit_predict(X) == sides).mean())
    return max(agreed, 1 - agreed)
