"""Any dialect as one that Python's csv module reads at full speed: multi-character delimiters and escapes become single marks.

A delimiter such as `||` is replaced by one private character before parsing, and put back inside the cells that held it
within quotes. The same is done with an escaped quote (`\\"`), delimiter or escape, so that a backslash before anything else
(`C:\\data`) stays what it is: the csv module's own `escapechar` would drop it.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

SPACES = " +"  # the delimiter "one or more spaces", as a pattern; what aligned columns of a printed table need


def _marks(text: str, n: int) -> list[str]:
    found = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    return [next(found) for _ in range(n)]


@dataclass(frozen=True)
class Dialect:
    """Delimiter, quote ('' for none) and escape (the quote itself when doubled, '' when there is none)."""

    delimiter: str
    quote: str = '"'
    escape: str = '"'

    def prepare(self, text: str) -> "Prepared":
        """`text` with one character in the place of the delimiter and of each escaped character. O(n)."""
        mark, quote, escaped, delimiter = _marks(text, 4)
        back: dict[str, str] = {}
        if self.escape not in {"", self.quote} and self.escape in text:
            text, back = self._unescape(text, quote, escaped, delimiter)
        separator = self.delimiter
        if self.delimiter == SPACES:
            text, separator = re.sub(r"(?m)^ +| +$", "", text), " "
            text = re.sub(" +", " ", text) if not self.quote or self.quote not in text else _squeezed(text, self.quote)
        elif len(self.delimiter) != 1:
            text, separator = text.replace(self.delimiter, mark), mark
            back[mark] = self.delimiter
        return Prepared(text, separator, self.quote, back)

    def _unescape(self, text: str, quote: str, escaped: str, delimiter: str) -> tuple[str, dict[str, str]]:
        """Escapes as marks. The escape itself counts as escaped only where no escape stands before an ordinary character."""
        e, q, d = re.escape(self.escape), re.escape(self.quote), re.escape(self.delimiter)
        special = f"{q}|{d}" if self.quote else d
        strict = re.search(f"{e}(?!{special}|{e}|[\r\n])", re.sub(f"{e}{e}", "", text)) is None
        marks = {self.quote: quote, self.delimiter: delimiter, self.escape: escaped}
        pattern = f"{e}({special}|{e})" if strict else f"{e}({special})"
        text = re.sub(pattern, lambda m: marks[m[1]], text)
        return text, {mark: literal for literal, mark in marks.items() if literal}


def _squeezed(text: str, quote: str) -> str:
    q = re.escape(quote)
    return re.sub(f"{q}[^{q}\n]*{q}| +", lambda m: " " if m[0][0] == " " else m[0], text)


@dataclass(frozen=True)
class Prepared:
    """Text in which `separator` is one character, and what its marks stand for."""

    text: str
    separator: str
    quote: str
    back: dict[str, str]

    @cached_property
    def _marked(self) -> re.Pattern[str] | None:
        return re.compile("|".join(map(re.escape, self.back))) if self.back else None

    def restored(self, cells: list[str]) -> list[str]:
        """Cells with the marks turned back into what they stand for."""
        if self._marked is None:
            return cells
        return [self._marked.sub(lambda m: self.back[m[0]], cell) for cell in cells]

    def raw(self, line: str) -> str:
        """A line as near as can be to how it stood in the file; exact unless escapes were used."""
        return self.restored([line])[0]

    def reader(self, lines: Iterable[str], strict: bool = True) -> "Iterator[list[str]]":
        """Python's csv reader over `lines`; strict, so that what breaks the rules of quoting is an error and not a guess."""
        if csv.field_size_limit() < sys.maxsize:
            csv.field_size_limit(sys.maxsize)
        if not self.quote:
            return csv.reader(lines, delimiter=self.separator, quoting=csv.QUOTE_NONE, quotechar=None)
        return csv.reader(lines, delimiter=self.separator, quotechar=self.quote, doublequote=True, strict=strict)
