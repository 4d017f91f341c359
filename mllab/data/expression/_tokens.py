"""A text into words, numbers, texts and signs, each knowing its place."""

import re
from dataclasses import dataclass
from typing import Literal

from mllab.data.expression._errors import wrong

KEYWORDS = {"and", "or", "not", "in", "is", "missing", "between", "true", "false"}
Sort = Literal["number", "text", "column", "word", "sign", "end"]

_PATTERN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)"
    r"|(?P<text>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")"
    r"|(?P<column>`(?:[^`]|``)*`)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<sign>\*\*|<=|>=|<>|!=|==|[-+*/%<>=(),\[\]])"
)


@dataclass(frozen=True)
class Token:
    """`value` is what was meant: quotes are gone, doubled ones are single."""

    sort: Sort
    value: str
    at: int


def tokens(text: str) -> list[Token]:
    """The tokens of `text`, ending with one of sort "end". Raises DataError at a character that fits nothing."""
    found, at = [], 0
    while at < len(text):
        match = _PATTERN.match(text, at)
        if match is None:
            raise wrong(text, at, _strange(text[at]))
        if match.lastgroup != "space":
            found.append(_token(match, at))
        at = match.end()
    return [*found, Token("end", "", len(text))]


def _token(match: re.Match[str], at: int) -> Token:
    given = match.groupdict()
    sort: Sort = next(sort for sort in ("number", "text", "column", "word", "sign") if given[sort] is not None)
    value = match.group()
    if sort in {"text", "column"}:
        mark = value[0]
        value = value[1:-1].replace(mark * 2, mark)
    elif sort == "word" and value.lower() in KEYWORDS:
        sort, value = "sign", value.lower()
    return Token(sort, value, at)


def _strange(character: str) -> str:
    if character in "'\"":
        return "The text that starts here has no closing quote."
    if character == "`":
        return "The column name that starts here has no closing back-quote."
    if character in "&|!":
        return f"{character!r} means nothing here. Write 'and', 'or', 'not'."
    return f"{character!r} means nothing in an expression. Column names with such characters are written in `back-quotes`."
