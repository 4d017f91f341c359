"""word2vec over a run of sentences: skip-gram and CBOW with negative sampling, and skip-gram with character n-grams (fastText)."""

import numpy as np
from numba import njit

from mllab.embed.learn.kernels.negatives import reach, step, thinned

f4 = np.float32
LONGEST = 1_000  # words of a sentence
LEAST = 1e-4  # part of the first rate that the last one is


@njit(cache=True, fastmath=True)
def skip_gram(tokens, starts, first, last, keep, window, negatives, tables, inputs, outputs, rate, done, total, state):  # type: ignore[no-untyped-def]
    """Sentences first .. last: every word around a word is to tell it, which over a text are the same pairs as the other way round. `inputs` and `outputs` (n, d) are moved.

    `done` of `total` words have been gone through before, by which the rate falls in a line. Returns the sum of the losses, and of how many pairs.
    """
    error, kept = np.empty(inputs.shape[1], inputs.dtype), np.empty(LONGEST, np.int32)
    chance, other = tables
    loss, pairs = 0.0, 0
    for s in range(first, last):
        now = rate * max(LEAST, 1 - (done + starts[s] - starts[first]) / total)
        m, state = thinned(tokens, starts[s], starts[s + 1], keep, kept, state)
        for i in range(m):
            low, high, state = reach(i, m, window, state)
            for j in range(low, high):
                if j != i:
                    hidden = inputs[kept[j]]
                    one, state = step(hidden, outputs, kept[i], error, now, negatives, chance, other, state)
                    for k in range(hidden.shape[0]):
                        hidden[k] += error[k]
                    loss += one
                    pairs += 1
    return loss, pairs


@njit(cache=True, fastmath=True)
def cbow(tokens, starts, first, last, keep, window, negatives, tables, inputs, outputs, rate, done, total, state):  # type: ignore[no-untyped-def]
    """Sentences first .. last: the mean of the vectors around a word is to tell it. As `skip_gram`.

    Every word around takes the whole step of the mean, as in the authors' code: the gradient is that divided by their number.
    """
    error, kept = np.empty(inputs.shape[1], inputs.dtype), np.empty(LONGEST, np.int32)
    hidden = np.empty(inputs.shape[1], inputs.dtype)
    chance, other = tables
    loss, pairs = 0.0, 0
    for s in range(first, last):
        now = rate * max(LEAST, 1 - (done + starts[s] - starts[first]) / total)
        m, state = thinned(tokens, starts[s], starts[s + 1], keep, kept, state)
        for i in range(m):
            low, high, state = reach(i, m, window, state)
            if high - low < 2:
                continue
            hidden[:] = 0
            part = f4(1) / f4(high - low - 1)
            for j in range(low, high):
                if j != i:
                    for k in range(hidden.shape[0]):
                        hidden[k] += part * inputs[kept[j], k]
            one, state = step(hidden, outputs, kept[i], error, now, negatives, chance, other, state)
            for j in range(low, high):
                if j != i:
                    for k in range(hidden.shape[0]):
                        inputs[kept[j], k] += error[k]
            loss += one
            pairs += 1
    return loss, pairs


@njit(cache=True, fastmath=True)
def with_grams(tokens, starts, first, last, keep, window, negatives, tables, inputs, outputs, rate, done, total, state, grams):  # type: ignore[no-untyped-def]
    """Skip-gram where a word's vector is the mean of the rows of `inputs` that `grams` = (ends, rows) lists for it. As `skip_gram`.

    Each row takes the whole step, as in the authors' code. No row is listed twice for a word, so the mean moves by just that step: it is
    put together once for a word, not once for every word around it.
    """
    d = inputs.shape[1]
    error, hidden, moved = np.empty(d, inputs.dtype), np.empty(d, inputs.dtype), np.empty(d, inputs.dtype)
    kept = np.empty(LONGEST, np.int32)
    (chance, other), (ends, rows) = tables, grams
    loss, pairs = 0.0, 0
    for s in range(first, last):
        now = rate * max(LEAST, 1 - (done + starts[s] - starts[first]) / total)
        m, state = thinned(tokens, starts[s], starts[s + 1], keep, kept, state)
        for i in range(m):
            begin, end = ends[kept[i]], ends[kept[i] + 1]
            part = f4(1) / f4(end - begin)
            hidden[:] = 0
            moved[:] = 0
            for g in range(begin, end):
                for k in range(d):
                    hidden[k] += part * inputs[rows[g], k]
            low, high, state = reach(i, m, window, state)
            for j in range(low, high):
                if j != i:
                    one, state = step(hidden, outputs, kept[j], error, now, negatives, chance, other, state)
                    for k in range(d):
                        hidden[k] += error[k]
                        moved[k] += error[k]
                    loss += one
                    pairs += 1
            for g in range(begin, end):
                for k in range(d):
                    inputs[rows[g], k] += moved[k]
    return loss, pairs
