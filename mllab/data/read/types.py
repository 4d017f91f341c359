"""From texts to a type: what most cells of a column can be read as, and how.

A column is a type when at least 95 % of its non-missing cells fit; the others become missing and are listed as rejects,
so one odd cell does not turn 10,000 numbers to text. Inference looks at distinct texts and their counts, O(distinct).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from mllab.data.read import candidates, dates, missing, numbers
from mllab.data.read.candidates import CODE_NAME, NO_HINTS, Hints
from mllab.data.read.glance import Glance, glance
from mllab.data.read.options import AS_TYPE, TYPES, ReadOptions
from mllab.data.read.plan import BLANKS, Plan
from mllab.data.table import Decision

ENOUGH = 0.95  # share of the non-missing cells that must fit


def infer(name: str, counts: Counter[str], options: ReadOptions, hints: Hints = NO_HINTS) -> Plan:
    """The plan for a column with these texts and their counts; `options` win, then the column's own evidence, then `hints`."""
    seen = glance(counts)
    if (plain := _plain(name, counts, seen, options, hints)) is not None:
        return plain
    stripped = _stripped(counts)
    asked = AS_TYPE[options.types[name]] if name in options.types else None
    typed_words = _words(missing.TYPED, options)
    values = Counter({text: count for text, count in stripped.items() if text.lower() not in typed_words})
    tried = candidates.FOR[asked] if asked else candidates.ALL
    if seen.words and asked in {None, "boolean"}:
        tried = tried[:1]  # words without a digit are no numbers and no dates
    best = ""
    for candidate in tried:
        guess = candidate(name, values, options, hints, asked)
        if guess.plan is not None and (asked is not None or guess.fits >= ENOUGH * values.total() > 0):
            return replace(guess.plan, words=typed_words, why=f"asked for; {guess.plan.why}" if asked else guess.plan.why)
        best = best or guess.against or (f"only {guess.plan.why}" if guess.plan and guess.fits else "")
    return _text(stripped, values, options, best, asked)


def _plain(name: str, counts: Counter[str], seen: Glance, options: ReadOptions, hints: Hints) -> Plan | None:
    """The plan of a column of plain numbers and empty cells; None for one that needs a closer look, or where something else was asked for."""
    told = name in options.types or options.missing is not None or options.decimal is not None or options.thousands is not None
    doubt = hints.decimal == "," if seen.whole else not seen.proven
    if not seen.plain or told or doubt or CODE_NAME.search(name):
        return None
    cells = counts.total() - counts[""]
    return Plan("integer" if seen.whole else "decimal", missing.TYPED, f"{cells:,} of {cells:,} cells are {'whole ' * seen.whole}numbers")


def _stripped(counts: Counter[str]) -> Counter[str]:
    """The texts without blanks around them."""
    made: Counter[str] = Counter()
    for text, count in counts.items():
        made[text.strip(BLANKS)] += count
    return made


def hints(columns: Iterable[Counter[str]]) -> Hints:
    """The decimal sign and the order of dates that the columns of a file prove together. O(distinct texts)."""
    signs: Counter[str] = Counter()
    orders: Counter[str] = Counter()
    for counts in columns:
        seen = glance(counts)
        if seen.plain or seen.words:
            signs["."] += seen.proven
        elif (sign := numbers.marks(counts).decimal) is not None:
            signs[sign] += 1
        elif (found := dates.style(counts)).proof:
            orders[found.order] += 1
    return Hints(_leader(+signs), _leader(+orders))


def _leader(votes: Counter[str]) -> str | None:
    ranked = votes.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _words(words: frozenset[str], options: ReadOptions) -> frozenset[str]:
    return words if options.missing is None else frozenset({"", *(word.lower() for word in options.missing)})


def _text(stripped: Counter[str], values: Counter[str], options: ReadOptions, best: str, asked: str | None) -> Plan:
    words, note = missing.in_text(stripped)
    if options.missing is not None:
        words, note = _words(words, options), ""
    if asked:
        return Plan("text", words, "asked for", note=note)
    why = "no value is given" if not values else best or "words"
    return Plan("text", words, why, note=note)


def complete(plan: Plan, counts: Counter[str]) -> Plan:
    """The plan with the spellings of its missing cells, for a column whose every cell is in `counts`: short SQL, any spelling."""
    return replace(plan, seen=missing_in(counts, plan.words))


def missing_in(counts: Counter[str], words: frozenset[str]) -> frozenset[str]:
    """The texts among these that mean missing, as they are spelt."""
    if glance(counts).plain:
        return frozenset({""} & counts.keys() & words)
    return frozenset(text for text in counts if text.strip(BLANKS).lower() in words)


def decision(name: str, plan: Plan) -> Decision:
    """What was decided for a column, in words."""
    option = "dates" if plan.date is not None and plan.date.order else "types"
    return Decision(f"type of {name}", plan.type, plan.why, option, ("day first", "month first", "text") if option == "dates" else TYPES)
