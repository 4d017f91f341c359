"""What is wrong with an expression, where, and what was perhaps meant."""

import difflib
from collections.abc import Iterable

from mllab.errors import DataError


def wrong(text: str, at: int, problem: str) -> DataError:
    """The error for `problem` at character `at` of `text`: the line in question with a caret under the place."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    left = max(0, at - start - 60)
    shown, caret = line[left : left + 120], " " * (at - start - left)
    return DataError(f"{problem}\n    {shown}\n    {caret}^")


def near(word: str, known: Iterable[str]) -> str:
    """A suggestion: the known words most like `word`, or some of them."""
    names = list(known)
    lowered = {name.lower(): name for name in names}
    close = [lowered[match] for match in difflib.get_close_matches(word.lower(), lowered, n=2, cutoff=0.6)]
    if close:
        return f"Did you mean {' or '.join(quoted(name) for name in close)}?"
    listed = ", ".join(quoted(name) for name in names[:12])
    return f"There are: {listed}{', ...' if len(names) > 12 else ''}." if names else "There are none."


def quoted(name: str) -> str:
    """A column name as it is written in an expression."""
    short = name if len(name) <= 60 else name[:57] + "..."
    return (
        short
        if short.isidentifier() and short.lower() not in {"and", "or", "not", "in", "is", "missing", "between", "true", "false"}
        else f"`{short}`"
    )
