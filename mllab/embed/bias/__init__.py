"""Unusual connections: what texts put together, measured. Properties of texts, to question, not facts about people.

>>> test = TESTS[0]                                  # flowers and insects, pleasant and unpleasant
>>> weat(words, *(listed(part[1]) for part in (test.X, test.Y, test.A, test.B))).effect
>>> fixed = debias(words)
>>> remains(words, fixed).after.mean()               # how well the sides are still told apart
"""

from mllab.embed.bias.debias import Debiased, debias, principal
from mllab.embed.bias.gendered import DEFINITIONAL, EQUALIZE, SPECIFIC
from mllab.embed.bias.hubs import Hubs, hubs
from mllab.embed.bias.permutation import Chance, chance
from mllab.embed.bias.published import TESTS, Published
from mllab.embed.bias.remains import Remains, interval, remains
from mllab.embed.bias.weat import SingleWeat, Weat, single_weat, weat

__all__ = [
    "DEFINITIONAL",
    "EQUALIZE",
    "SPECIFIC",
    "TESTS",
    "Chance",
    "Debiased",
    "Hubs",
    "Published",
    "Remains",
    "SingleWeat",
    "Weat",
    "chance",
    "debias",
    "hubs",
    "interval",
    "principal",
    "remains",
    "single_weat",
    "weat",
]
