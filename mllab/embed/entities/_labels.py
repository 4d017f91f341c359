"""Names for what is not a word: short, on one line, each once."""

from collections import Counter
from collections.abc import Iterable, Sequence

LONGEST = 80  # letters


def labels(values: Iterable[object], rows: Sequence[int]) -> list[str]:
    """A name for each value: its text on one line, cut at 80 letters; what comes more than once, or is missing, is told apart by its row.

    >>> labels(["7", "1", "7", None], [0, 1, 2, 3])
    ['7 (row 0)', '1', '7 (row 2)', 'row 3']
    """
    texts = ["" if value is None or value != value else _short(str(value)) for value in values]
    often = Counter(texts)
    taken = {text for text, count in often.items() if count == 1}
    found = []
    for text, row in zip(texts, rows, strict=True):
        name = text if text and often[text] == 1 else f"{text} (row {row})" if text else f"row {row}"
        while name in taken and often[text] != 1:  # a text that is itself written like a name with a row
            name += "'"
        taken.add(name)
        found.append(name)
    return found


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
