"""What of a file does not fit: each line with its number, its raw text and the reason. Nothing is guessed: it is left out and told, or refused."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from mllab.errors import DataError

KEPT = 10_000  # so many are kept with their text; the others are counted
MOST = 1_000  # so many may not fit whatever their share
RAW = 200  # characters of a raw line that are kept


@dataclass(frozen=True)
class Reject:
    """One line that was left out: its number (from 1; in files without lines, the row; 0 is the file itself), raw text and why."""

    line: int
    raw: str
    reason: str


@dataclass
class Rejects:
    """The rejects of one file as they are found. With `strict` the first one raises a DataError."""

    name: str
    strict: bool = False
    kept: list[Reject] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, line: int, raw: str, reason: str, kind: str | None = None) -> None:
        """Note one; `kind` is its reason without figures, by which it is counted. Raises DataError when `strict`."""
        told = Reject(line, raw[:RAW], reason)
        if self.strict:
            where = f"line {line}" if line else "the file as a whole"
            raise DataError(
                f"{self.name}, {where}: {reason}. It reads {told.raw!r}. Mend it, or read without strict: then it is left out and told."
            )
        self.reasons[kind or reason] += 1
        if len(self.kept) < KEPT:
            self.kept.append(told)

    @property
    def count(self) -> int:
        """How many there are, also those that are only counted."""
        return sum(self.reasons.values())

    def check(self, words: int) -> None:
        """Raises DataError where more lines do not fit than do: then the format is another, and the lines are not to blame."""
        if self.count > max(MOST, words):
            first = self.kept[0]
            raise DataError(
                f"{self.name}: {self.count:,} lines do not fit and {words:,} do, so this is no file of word vectors as it was taken for. The first:"
                f" line {first.line}, {first.reason}: {first.raw!r}."
            )

    def note(self) -> str | None:
        """One sentence of what was left out; None when nothing was."""
        if not self.kept:
            return None
        first = self.kept[0]
        listed = ", ".join(f"{count:,} × {reason}" for reason, count in self.reasons.most_common(5))
        return f"{self.count:,} did not fit: {listed}. The first: line {first.line}, {first.reason}: {first.raw[:60]!r}."

    def told(self) -> dict[str, Any]:
        """As plain data for a JSON file."""
        return {"rejects": [asdict(one) for one in self.kept], "reasons": dict(self.reasons)}
