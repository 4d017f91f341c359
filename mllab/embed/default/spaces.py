"""Two small spaces made of WordNet alone: words that share texts, and words that share relations."""

from typing import TYPE_CHECKING

import numpy as np

from mllab.embed.default.wordnet import WordNet
from mllab.embed.factor import factored, ppmi, together

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SMOOTHING = 0.75  # of the contexts' frequencies, Levy, Goldberg and Dagan 2015
DIMENSION = 300


def texts(words: tuple[str, ...], wordnet: WordNet, seed: int) -> np.ndarray:
    """(n, 300) float32: PPMI of words that stand in one definition (with the lemmas it defines) or one example, by SVD. Levy et al. 2015.

    A sentence of m words gives each of its pairs 1 / (m - 1). Rows are centred and of length 1; a word in no sentence has zeros.
    """
    row_of = {word: row for row, word in enumerate(words)}
    groups, items = [], []
    for number, sentence in enumerate(_sentences(wordnet)):
        found = sorted({row_of[word] for word in sentence if word in row_of})
        groups += [number] * len(found)
        items += found
    pairs = together(np.array(groups), np.array(items), len(words))
    return factored(ppmi(pairs, SMOOTHING), DIMENSION, seed)


def relations(words: tuple[str, ...], wordnet: WordNet, seed: int) -> np.ndarray:
    """(n, 300) float32: PPMI of words and the synsets they mean or reach in two steps, by SVD; rows as in `texts`."""
    meaning, step = senses(words, wordnet), steps(wordnet)
    near = meaning @ step
    return factored(ppmi((meaning + near + 0.7 * (near @ step)).tocsr(), 1.0), DIMENSION, seed)


def senses(words: tuple[str, ...], wordnet: WordNet) -> "csr_matrix":
    """(words, synsets): how much of each word's use is each synset's: times seen in SemCor + 0.5 / rank."""
    from scipy.sparse import csr_matrix

    entries = [(row, synset, weight) for row, word in enumerate(words) for synset, weight in wordnet.senses_of(word)]
    rows, columns, weights = zip(*entries, strict=True)
    return csr_matrix((np.array(weights), (rows, columns)), shape=(len(words), len(wordnet.lemmas)))


def steps(wordnet: WordNet) -> "csr_matrix":
    """(synsets, synsets): one step along any pointer, or none; rows add up to 1."""
    from scipy.sparse import csr_matrix, identity

    count = len(wordnet.lemmas)
    start, to, _ = zip(*wordnet.pointers, strict=True)
    graph = csr_matrix((np.ones(len(start)), (start, to)), shape=(count, count)) + identity(count, format="csr")
    graph.data[:] = 1.0
    return shared(graph)


def shared(matrix: "csr_matrix") -> "csr_matrix":
    """Every row divided by its sum; rows of zeros stay."""
    from scipy.sparse import diags

    total = np.asarray(matrix.sum(axis=1)).ravel()
    return (diags(np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)) @ matrix).tocsr()


def _sentences(wordnet: WordNet) -> list[list[str]]:
    found = []
    for lemmas, definition, examples in zip(wordnet.lemmas, wordnet.definitions, wordnet.examples, strict=True):
        found += [[*lemmas, *definition], *examples]
    return found
