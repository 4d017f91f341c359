"""How well an embedding does on public tests: analogies by section, and word similarities that people judged.

>>> evaluate(words, "questions-words.txt")     # a frame: per section and in total, coverage and accuracy by 3CosAdd and 3CosMul
>>> evaluate(words, "wordsim353.tsv")          # a frame of one row: coverage, Spearman, Pearson
"""

from mllab.embed.evaluate._analogies import AMONG, Analogies, Answered, analogies
from mllab.embed.evaluate._files import Pairs, Questions, read_pairs, read_questions, read_test
from mllab.embed.evaluate._pairs import Judged, judge
from mllab.embed.evaluate._run import evaluate, warm

__all__ = [
    "AMONG",
    "Analogies",
    "Answered",
    "Judged",
    "Pairs",
    "Questions",
    "analogies",
    "evaluate",
    "judge",
    "read_pairs",
    "read_questions",
    "read_test",
    "warm",
]
