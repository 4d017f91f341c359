"""Test files: questions in sections, and pairs with a judgement. Every line that is neither is kept and told, never guessed at."""

import re
from dataclasses import dataclass
from pathlib import Path

from mllab.errors import DataError

JUDGEMENTS = (
    "simlex999",
    "human (mean)",
    "human",
    "score",
    "similarity",
    "mean",
    "rating",
    "gold",
)  # headings of the column to compare with
MOST = 64 << 20  # bytes; the largest public test has 5 MB


@dataclass(frozen=True)
class Questions:
    """Analogy questions of a file: `asked` (a, b, c, d) in order, the section of each, and the lines that are no question."""

    name: str
    asked: tuple[tuple[str, str, str, str], ...]
    sections: tuple[str, ...]
    rejects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pairs:
    """Pairs of words with the similarity that people gave them, and the lines that are none."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    judgements: tuple[float, ...]
    rejects: tuple[str, ...] = ()


def read_test(path: str | Path) -> Questions | Pairs:
    """A test file as what it is: questions where lines have four words or start with a colon, else pairs. Raises DataError for neither."""
    path = Path(path)
    lines = _lines(path)
    if any(line.startswith(":") for line in lines) or (
        sum(len(line.split()) == 4 for line in lines) > len(lines) / 2 and not _numbers(lines)
    ):
        return _questions(path.name, lines)
    return _pairs(path.name, lines)


def read_questions(path: str | Path) -> Questions:
    """Questions of four words a line, in sections that start with `: name` (the layout of questions-words.txt). Raises DataError without any."""
    return _questions(Path(path).name, _lines(Path(path)))


def read_pairs(path: str | Path) -> Pairs:
    """Pairs with a judgement, as WordSim-353 and SimLex-999 come: by tabs, commas, semicolons or spaces, with or without a heading.

    A heading names the column of the judgement (SimLex999, Human (mean), score ...); without one it is the third. Lines that start with #
    are remarks. Raises DataError when no line is a pair.
    """
    return _pairs(Path(path).name, _lines(Path(path)))


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MOST:
            raise DataError(f"{path} has {path.stat().st_size:,} bytes, a test at most {MOST:,}. Is it an embedding?")
        return path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise DataError(f"Cannot read the test {path}: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not text in UTF-8: byte {error.start:,} does not fit. Save it as UTF-8.") from None


def _questions(name: str, lines: list[str]) -> Questions:
    asked: list[tuple[str, str, str, str]] = []
    sections: list[str] = []
    rejects: list[str] = []
    section = "questions"
    for number, line in enumerate(lines, 1):
        parts = line.split()
        if line.startswith(":"):
            section = line.lstrip(": ").strip() or f"section of line {number}"
        elif len(parts) == 4:
            asked.append((parts[0], parts[1], parts[2], parts[3]))
            sections.append(section)
        elif parts and not line.startswith("#"):
            rejects.append(f"line {number}: {len(parts)} words instead of 4: {line[:60]!r}")
    if not asked:
        raise DataError(f"{name} holds no analogy questions. Write four words on a line, and sections as `: name`.")
    return Questions(name, tuple(asked), tuple(sections), tuple(rejects))


def _pairs(name: str, lines: list[str]) -> Pairs:
    pairs: list[tuple[str, str]] = []
    judgements: list[float] = []
    rejects: list[str] = []
    split, place = _layout(lines)
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in re.split(split, line.strip())]
        score = _number(parts[place]) if len(parts) > place else None
        if score is not None and all(parts[:2]):
            pairs.append((parts[0], parts[1]))
            judgements.append(score)
        elif not _heading(parts, bool(pairs or rejects)):
            rejects.append(f"line {number}: not two words and a number: {line[:60]!r}")
    if not pairs:
        raise DataError(f"{name} holds no pairs of words with a number. Write them as `word, tab, word, tab, number`.")
    return Pairs(name, tuple(pairs), tuple(judgements), tuple(rejects))


def _layout(lines: list[str]) -> tuple[str, int]:
    """What stands between the columns, and which column the judgement is."""
    told = [line for line in lines if line.strip() and not line.startswith("#")]
    first = told[0] if told else ""
    split = next((mark for mark in ("\t", ";", ",") if mark in first), r"\s+")
    headings = [part.strip().casefold() for part in re.split(split, first.strip())]
    return split, next((headings.index(name) for name in JUDGEMENTS if name in headings), 2)


def _heading(parts: list[str], begun: bool) -> bool:
    return not begun and len(parts) > 2 and not any(_number(part) is not None for part in parts)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def _numbers(lines: list[str]) -> bool:
    """Whether most lines hold a number."""
    return sum(any(_number(part) is not None for part in line.split()) for line in lines) > len(lines) / 2
