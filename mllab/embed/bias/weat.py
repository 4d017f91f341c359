"""Word embedding association tests: do two lists of words stand differently to two others?"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mllab.embed.axes.given import needed
from mllab.embed.bias.permutation import Chance, chance
from mllab.embed.words import Words
from mllab.errors import DataError


@dataclass(frozen=True, eq=False)
class Weat:
    """The `effect` size, how often `chance` alone reaches it, and each target word's association s(w, A, B) with list A rather than B."""

    effect: float
    chance: Chance
    first: tuple[str, ...]
    second: tuple[str, ...]
    associations: np.ndarray  # (x + y,), first the words of `first`
    missing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SingleWeat:
    """Per word the effect size (m,), the permutation p-value, and p adjusted for having looked at m words (`adjusted`)."""

    words: tuple[str, ...]
    effects: np.ndarray
    p: np.ndarray
    adjusted: np.ndarray
    exact: bool
    missing: tuple[str, ...]


def weat(words: Words, X: Iterable[str], Y: Iterable[str], A: Iterable[str], B: Iterable[str], draws: int = 100_000, seed: int = 0) -> Weat:
    """The word embedding association test of the targets X and Y with the attributes A and B.

    s(w, A, B) = mean cos(w, a) - mean cos(w, b); effect = (mean s over X - mean s over Y) / standard deviation of s over X and Y together
    (with n - 1). p is one-sided, by permuting X and Y; where words are missing the lists keep their own sizes and means are compared instead
    of sums, which is the same for equal sizes. Fails to mean much below some eight words a list, and depends on the words chosen: Ethayarajh,
    Duvenaud & Hirst 2019 show that it can be made large. O((x + y)(a + b) d). Caliskan, Bryson & Narayanan 2017.

    Raises DataError when a list has fewer than two words in the embedding, or a word is in both targets.
    """
    x, y = (needed(words, terms, 2, f"The {which} target list") for terms, which in ((X, "first"), (Y, "second")))
    a, b = (needed(words, terms, 2, f"The {which} attribute list") for terms, which in ((A, "first"), (B, "second")))
    if both := sorted(set(x.words) & set(y.words)):
        raise DataError(f"A word cannot be in both target lists: {', '.join(both)}. Take it out of one.")
    targets = np.vstack([x.unit, y.unit])
    s = (targets @ a.unit.T).mean(axis=1) - (targets @ b.unit.T).mean(axis=1)
    n = len(x.words)
    missing = tuple(dict.fromkeys((*x.missing, *y.missing, *a.missing, *b.missing)))
    return Weat(_effect(s, n), chance(s, n, draws, seed), x.words, y.words, s, missing)


def single_weat(words: Words, terms: Iterable[str], A: Iterable[str], B: Iterable[str], draws: int = 20_000, seed: int = 0) -> SingleWeat:
    """The single-category test (SC-WEAT) of each word: (mean cos(w, a) - mean cos(w, b)) / standard deviation of the cosines with A and B together.

    p is one-sided towards the side that the effect points to, doubled, by permuting the words of A and B; `adjusted` keeps the share of false
    finds among those below it in hand (Benjamini & Hochberg 1995). Caliskan, Bryson & Narayanan 2017 call it WEFAT, Toney & Caliskan 2021
    SC-WEAT. O(m draws (a + b)). Raises DataError when a list has fewer than two words in the embedding.
    """
    looked = needed(words, terms, 1, "The list of words")
    a, b = (needed(words, attributes, 2, f"The {which} attribute list") for attributes, which in ((A, "first"), (B, "second")))
    n = len(a.words)
    cosines = looked.unit @ np.vstack([a.unit, b.unit]).T
    effects = np.array([_effect(row, n) for row in cosines])
    turned = np.where(effects[:, None] < 0, -cosines, cosines)
    found = [chance(row, n, draws, seed, exact=draws) for row in turned]
    p = np.minimum(1.0, 2 * np.array([one.p for one in found]))
    missing = tuple(dict.fromkeys((*looked.missing, *a.missing, *b.missing)))
    return SingleWeat(looked.words, effects, p, adjusted(p), found[0].exact, missing)


def adjusted(p: np.ndarray) -> np.ndarray:
    """p-values (m,) adjusted for looking at m of them: those below a share q hold a share q of false finds at most, on average.

    O(m log m). Benjamini & Hochberg 1995.
    """
    order = np.argsort(-p, kind="stable")
    m = len(p)
    stepped = np.minimum.accumulate(p[order] * m / np.arange(m, 0, -1))
    found = np.empty(m)
    found[order] = np.minimum(stepped, 1.0)
    return found


def _effect(values: np.ndarray, first: int) -> float:
    """The difference of the two groups' means over the standard deviation of all; 0 where nothing differs."""
    spread = float(values.std(ddof=1))
    return float(values[:first].mean() - values[first:].mean()) / spread if spread > 1e-12 else 0.0
