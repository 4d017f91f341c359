"""The analogies that come with mllab, and how such files are read."""

from dataclasses import dataclass
from functools import cache
from random import Random

from mllab.paths import app_root

SEED = 0  # of the order in which the quiz asks


@dataclass(frozen=True)
class Question:
    """The first word is to the second as the third is to the fourth."""

    section: str
    words: tuple[str, str, str, str]


def shipped() -> str:
    """The text of the analogies that come with mllab: ": section", then four words a line."""
    return (app_root() / "datasets" / "words" / "analogies.txt").read_text(encoding="utf-8")


@cache
def questions() -> tuple[Question, ...]:
    """Those analogies, mixed, but always in the same order."""
    found, section = [], ""
    for line in shipped().splitlines():
        if line.startswith(":"):
            section = line[1:].strip()
        elif len(four := line.split()) == 4:
            found.append(Question(section, (four[0], four[1], four[2], four[3])))
    Random(SEED).shuffle(found)
    return tuple(found)
