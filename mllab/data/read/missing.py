"""The usual words for "no value", and which of them may be a value all the same."""

import re
from collections import Counter

# Read as missing in every column.
ALWAYS = frozenset(
    {
        "",
        "na",
        "n/a",
        "#n/a",
        "n.a.",
        "<na>",
        "null",
        "nan",
        "-nan",
        "nat",
        "#na",
        "#null!",
        "#value!",
        "#ref!",
        "#div/0!",
        "#name?",
        "#num!",
        "\\n",
    }
)
# Read as missing in a text column too: marks that say nothing else.
MARKS = frozenset(
    {"-", "--", "---", "?", "??", ".", "..", "...", "\u2013", "\u2014", "(null)", "(missing)", "(empty)", "(blank)", "missing", "[null]"}
)
# Missing among numbers, dates and booleans only; in a text column they may be an answer ("allergies: none").
WORDS = frozenset({"none", "unknown", "not available", "not applicable", "nil", "empty", "undefined", "blank", "k.a.", "keine angabe"})
TYPED = ALWAYS | MARKS | WORDS
TEXT = ALWAYS | MARKS
CODE = re.compile(r"[A-Z]{2}")


def in_text(values: Counter[str]) -> tuple[frozenset[str], str]:
    """The words (lower case) that mean missing in a text column with these distinct values, and what was kept and why.

    "NA" among two-letter capitals is a code (Namibia, North America), not a missing value.
    """
    others = [text for text in values if text.lower() not in TYPED]
    words, why = TEXT, ""
    if values.get("NA") and len(others) >= 3 and sum(bool(CODE.fullmatch(text)) for text in others) >= 0.9 * len(others):
        words, why = words - {"na"}, "'NA' is kept as a value: the others are two-letter codes as well"
    kept = sorted({text for text in values if text.strip().lower() in WORDS})
    if kept:
        listed = ", ".join(map(repr, kept[:5]))
        why = "; ".join(filter(None, [why, f"{listed} kept as a value: in a text column it may be an answer"]))
    return words, why
