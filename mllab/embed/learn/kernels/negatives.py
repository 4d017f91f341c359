"""Negative sampling: one true word against some drawn ones, and the step that makes the true one likelier (Mikolov et al. 2013)."""

import numpy as np
from numba import njit

from mllab.embed.learn.kernels.draws import after, below, drawn, share

f4 = np.float32
LEAST = 1e-6  # no probability counts as less in the loss, so that a product of some dozen stays a number


@njit(cache=True, fastmath=True)
def step(hidden, outputs, word, error, rate, negatives, chance, other, state):  # type: ignore[no-untyped-def]
    """One step of size `rate` down the loss -log s(h.o[word]) - sum over drawn words of log s(-h.o[drawn]), with s(x) = 1 / (1 + exp(-x)).

    `outputs` (n, d) are moved; `error` (d,) becomes the step that `hidden` (d,) is to take, which is left to the caller. A drawn word that is the
    true one is passed over. Returns the loss before the step, and the next state of the random numbers. O(negatives d).
    """
    d = hidden.shape[0]
    for k in range(d):
        error[k] = 0
    likely = 1.0
    for turn in range(negatives + 1):
        target, label = np.int64(word), f4(1)
        if turn:
            state = after(state)
            target, label = drawn(state, chance, other), f4(0)
            if target == word:
                continue
        dot = f4(0)
        for k in range(d):
            dot += hidden[k] * outputs[target, k]
        p = f4(1) / (f4(1) + np.exp(-dot))
        likely *= max(LEAST, float(p) if turn == 0 else 1.0 - p)
        g = (label - p) * f4(rate)
        for k in range(d):
            o = outputs[target, k]
            error[k] += g * o
            outputs[target, k] = o + g * hidden[k]
    return -np.log(likely), state


@njit(cache=True)
def thinned(tokens, first, last, keep, kept, state):  # type: ignore[no-untyped-def]
    """The words of a sentence that stay, in `kept`: each with its probability `keep` (n,). Returns how many, and the next state."""
    m = 0
    for i in range(first, last):
        word = tokens[i]
        if keep[word] < f4(1):
            state = after(state)
            if share(state) >= keep[word]:
                continue
        kept[m] = word
        m += 1
    return m, state


@njit(cache=True)
def reach(i, m, window, state):  # type: ignore[no-untyped-def]
    """First and last place (not included) of the company of place i among m: a window drawn from 1 to `window`. And the next state."""
    state = after(state)
    wide = 1 + below(state, window)[0]
    return max(0, i - wide), min(m, i + wide + 1), state
