"""A whole analogy test at once: one product of the test's words with all words, three sums per question, and what can win scored exactly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mllab.embed.evaluate._files import Questions
from mllab.embed.evaluate._folded import Folded
from mllab.embed.search import product as top_product
from mllab.embed.search import seen, top
from mllab.embed.turns import TURN
from mllab.errors import ParamError

if TYPE_CHECKING:
    import pandas as pd

    from mllab.embed.evaluate.kernels.blocks import Kept
    from mllab.embed.words import Words

Told = Callable[[float], object]
METHODS = ("3CosAdd", "3CosMul")
AMONG = 300_000  # words that take part, the rule of gensim
BEST = 5  # answers looked at for the first that is no input in another case, the rule of gensim
ROOM = 48  # rows kept per question while blocks pass
CELLS = 1 << 21  # of scores at a time; they stay in the last cache


@dataclass(frozen=True)
class Answered:
    """Questions of a test whose four words are all there (k of them): which, in the file's order, and per method the answer and its rank.

    `places` (k,) are numbers of questions; `answers[method]` (k, BEST) rows, best first, -1 beyond the last; `said[method]` (k,) the row
    that counts as the answer; `right[method]` (k,) bool.
    """

    places: np.ndarray
    answers: dict[str, np.ndarray]
    said: dict[str, np.ndarray]
    right: dict[str, np.ndarray]


@dataclass(frozen=True)
class Analogies:
    """A test, what was answered, and the tallies."""

    questions: Questions
    answered: Answered

    def score(self, method: str = "3CosAdd") -> float:
        """Share of the covered questions that are answered right; NaN when none is covered."""
        right = self.answered.right[method]
        return float(right.mean()) if len(right) else float("nan")

    def frame(self) -> "pd.DataFrame":
        """A row per section, then semantic, syntactic (sections named gram...) and all: questions, covered, coverage, right and accuracy."""
        import pandas as pd

        sections = np.array(self.questions.sections)
        names = list(dict.fromkeys(self.questions.sections))
        syntactic = np.char.startswith(sections, "gram")
        rows = [self._row(name, sections == name) for name in names]
        if syntactic.any() and not syntactic.all():
            rows += [self._row("semantic", ~syntactic), self._row("syntactic", syntactic)]
        return pd.DataFrame([*rows, self._row("all", np.ones(len(sections), bool))])

    def _row(self, name: str, belongs: np.ndarray) -> dict[str, object]:
        here = belongs[self.answered.places]
        questions, covered = int(belongs.sum()), int(here.sum())
        row: dict[str, object] = {"section": name, "questions": questions, "covered": covered, "coverage": covered / questions}
        for method, right in self.answered.right.items():
            row[f"{method} right"] = int(right[here].sum())
            row[method] = float(right[here].mean()) if covered else float("nan")
        return row


def analogies(
    words: "Words",
    questions: Questions,
    methods: Sequence[str] = METHODS,
    among: int = AMONG,
    case: bool = False,
    told: Told = lambda share: None,
) -> Analogies:
    """Answer every question a b c d whose words are all among the first `among`: is d the best of these words, a, b and c left out?

    The rules of gensim's `evaluate_word_analogies`: without regard to case (`case=True` minds it) a word is the first of its variants, and
    of the five best the first that is no variant of an input counts. Other questions are not counted as wrong; coverage tells how many.
    Answers are those of a search in double precision: products in single precision have a bound on their error, and every row within it
    of the five best is scored again. `told` hears the share done and may raise to stop. O(w n d + q n) for w different words in q
    questions, in blocks: nothing of size w n is held. Raises ParamError for an unknown method.
    """
    if not methods or set(methods) - set(METHODS):
        raise ParamError(f"A test is answered by {' and '.join(METHODS)}, got {', '.join(methods) or 'none'}.")
    folded = Folded(words, among, case)
    rows = folded.find(word for question in questions.asked for word in question)
    asked = [[rows.get(folded.fold(word), -1) for word in question] for question in questions.asked]
    table = np.array(asked, np.int64).reshape(-1, 4)
    places = np.flatnonzero((table >= 0).all(axis=1))
    table = table[places]
    answers = _answers(words, table[:, :3], methods, folded.n, told)
    said = {method: _said(answers[method], table, folded) for method in methods}
    right = {method: said[method] == table[:, 3] for method in methods}
    return Analogies(questions, Answered(places, answers, said, right))


def _said(answers: np.ndarray, table: np.ndarray, folded: Folded) -> np.ndarray:
    """Of the best rows (k, BEST) the first that is no input in another case, as the first row of its variants; else the last; -1 for none."""
    said = np.full(len(answers), -1, np.int64)
    for k, row in enumerate(answers.tolist()):
        inputs = {folded.at(place) for place in table[k, :3].tolist()}
        named = [folded.at(place) for place in row if place >= 0]
        word = next((one for one in named if one not in inputs), named[-1] if named else None)
        if word == folded.at(int(table[k, 3])):
            said[k] = table[k, 3]
        elif word is not None:
            said[k] = row[named.index(word)]
    return said


def _answers(words: "Words", asked: np.ndarray, methods: Sequence[str], n: int, told: Told) -> dict[str, np.ndarray]:
    """The BEST rows of every question (k, 3) by every method, exactly."""
    from mllab.embed.evaluate.kernels.blocks import Kept, collect

    used, inverse = np.unique(asked, return_inverse=True)
    inverse = inverse.reshape(asked.shape).astype(np.int32)
    queries = words.units(used).astype(np.float32)
    off = (words.dimension + 16) * 2.0**-24  # Higham 2002, section 3.1: any order of summing, the rounding of both sides included
    kept = {method: Kept(len(asked), BEST, ROOM) for method in methods}
    wide = int(np.clip(CELLS // max(len(used), 1), 64, 2048))
    for first in range(0, n if len(asked) else 0, wide):
        last = min(first + wide, n)
        norms = np.asarray(words.norms[first:last])
        scores = queries @ _scaled(words, first, norms).T
        for method in methods:
            with TURN:
                collect(scores, seen(norms), asked, inverse, METHODS.index(method), off, first, kept[method])
        told(last / n)
    return {method: _exact(words, asked, kept[method], method, n) for method in methods}


def _scaled(words: "Words", first: int, norms: np.ndarray) -> np.ndarray:
    """Rows from `first` on at length 1 in single precision; rows of zeros stay, and lengths whose inverse overflows go through double."""
    usual = norms > 1e-30
    unit = words.vectors[first : first + len(norms)] * np.divide(np.float32(1), norms, out=np.zeros_like(norms), where=usual)[:, None]
    if not usual.all():
        unit[~usual] = words.units(first + np.flatnonzero(~usual))
    return np.asarray(unit)


def _exact(words: "Words", asked: np.ndarray, kept: "Kept", method: str, n: int) -> np.ndarray:
    """The rows kept in their exact order; questions with more than there was room for are searched by themselves."""
    from mllab.embed.evaluate.kernels.blocks import settle

    used, inverse = np.unique(asked, return_inverse=True)
    inverse = inverse.reshape(asked.shape).astype(np.int32)
    rule = METHODS.index(method)
    with TURN:
        answers = settle(seen(words.vectors), words.units(used), inverse, rule, kept.least, kept.rows, kept.upper, kept.count)
    for q in np.flatnonzero(kept.count < 0).tolist():
        a, b, c = words.units(asked[q])
        if method == "3CosAdd":
            found = top(words, b - a + c, BEST, "cosine", asked[q].tolist(), n)[0]
        else:
            found = top_product(words, [b, c], [a], BEST, asked[q].tolist(), n)[0]
        answers[q, : len(found)] = found
    return np.asarray(answers)
