"""Texts to learn from."""

import pytest

from mllab.embed.learn import LEARNERS, Corpus, Learned, read, sources


@pytest.fixture(scope="session")
def world() -> Corpus:
    """The text that comes with mllab."""
    return read(sources.small_world())


@pytest.fixture(scope="session")
def few(world: Corpus) -> Corpus:
    """Its first sentences."""
    return Corpus.of([world.sentence(i) for i in range(600)], "few sentences", 5)


@pytest.fixture(scope="session")
def part(world: Corpus) -> Corpus:
    """A quarter of it."""
    return Corpus.of([world.sentence(i) for i in range(world.sentences // 4)], "a part", 5)


@pytest.fixture(scope="session")
def spelled(part: Corpus) -> Learned:
    """What fastText learns of it."""
    return LEARNERS["fastText"](passes=3, rate=0.1).fit(part)
