"""Every way to learn words: what holds for all of them, and what each must find in the small world, where analogies were planted."""

import importlib.util
import itertools
from pathlib import Path

import numpy as np
import pytest

from mllab.embed.evaluate import analogies, read_questions
from mllab.embed.learn import LEARNERS, Corpus, Learned, read, sources
from mllab.errors import DataError, ParamError

SMALL = {"dimension": 8}
FAST = {"passes": 2, **SMALL}


def made(name: str):
    """A learner that is done soon."""
    return LEARNERS[name](**(SMALL if name == "PPMI + SVD" else FAST))


def right(corpus: Corpus, learned: Learned) -> float:
    """The share of planted analogies that come out."""
    return analogies(corpus.embedded(learned.vectors), read_questions(sources.PLANTED), ["3CosAdd"]).score()


@pytest.mark.parametrize("name", LEARNERS)
def test_a_seed_gives_the_same_vectors_and_another_one_others(few, name):
    first, again, other = (made(name).fit(few, seed) for seed in (3, 3, 4))
    assert first.vectors.dtype == np.float32
    assert first.vectors.shape == (len(few.words), 8)
    assert np.array_equal(first.vectors, again.vectors)
    assert not np.array_equal(first.vectors, other.vectors)


@pytest.mark.parametrize("name", LEARNERS)
def test_the_last_state_is_the_result_and_no_state_changes_afterwards(few, name):
    states = [(state, state.vectors.copy()) for state in made(name).steps(few, 1)]
    assert all(np.array_equal(state.vectors, kept) for state, kept in states)
    last = states[-1][0]
    assert np.array_equal(last.vectors, made(name).fit(few, 1).vectors)
    assert last.seen == last.of
    assert last.step == last.steps
    assert all(before.seen <= after.seen for (before, _), (after, _) in itertools.pairwise(states))


@pytest.mark.parametrize("name", [name for name in LEARNERS if LEARNERS[name].continues])
def test_going_on_from_any_state_gives_what_would_have_come(few, name):
    states = list(made(name).steps(few, 5))
    *_, end = made(name).steps(few, 5, states[len(states) // 2])
    assert np.array_equal(end.vectors, states[-1].vectors)


@pytest.mark.parametrize("name", [name for name in LEARNERS if LEARNERS[name].continues])
def test_a_state_of_other_settings_is_refused(few, name):
    state = made(name).fit(few)
    with pytest.raises(DataError, match="Start anew"):
        list(LEARNERS[name](dimension=9, passes=2).steps(few, 0, state))


@pytest.mark.parametrize("name", LEARNERS)
def test_two_words_are_enough_and_nothing_is_infinite(name):
    corpus = Corpus.of([["a", "b"] * 30, ["b", "a", "a"]] * 40)
    learner = LEARNERS[name](dimension=2) if name != "PPMI + SVD" else LEARNERS[name](dimension=2, smoothing=0.0)
    if name == "PPMI + SVD":
        with pytest.raises(DataError, match="more words than that"):
            learner.fit(corpus)
        return
    assert np.isfinite(learner.fit(corpus).vectors).all()


@pytest.mark.parametrize("name", LEARNERS)
def test_the_loss_falls(few, name):
    losses = [state.objective for state in made(name).steps(few) if state.objective is not None]
    assert losses[-1] < losses[0]


def test_planted_analogies_come_out_by_counting_and_by_guessing(world):
    """Nine of ten, of 1,024 that were planted; by chance it would be one in 589."""
    assert right(world, LEARNERS["PPMI + SVD"](turns=4).fit(world)) >= 0.9
    assert right(world, LEARNERS["word2vec skip-gram"](passes=4, rate=0.05).fit(world)) >= 0.9


def test_planted_analogies_come_out_by_letters_and_windows(part, spelled):
    assert right(part, spelled) >= 0.5
    assert right(part, LEARNERS["word2vec CBOW"](rate=0.1).fit(part)) >= 0.5


def test_the_small_world_is_what_its_script_writes():
    spec = importlib.util.spec_from_file_location("make_small_world", Path(sources.SMALL_WORLD).parents[1] / "make_small_world.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    import gzip

    assert script.text().encode() == gzip.decompress(sources.SMALL_WORLD.read_bytes())
    assert script.questions() == sources.PLANTED.read_text(encoding="utf-8")
    assert sources.SMALL_WORLD.stat().st_size < 1_000_000


def test_every_planted_word_is_learned(world):
    asked = [line.split() for line in sources.PLANTED.read_text().splitlines() if not line.startswith(":")]
    assert {word for words in asked for word in words} <= set(world.words)


def test_the_script_gives_the_same_vectors(few):
    learner = LEARNERS["word2vec CBOW"](dimension=4, passes=1)
    names = {"corpus": few}
    exec(str(learner.script(seed=2)), names)  # noqa: S102  what the page shows is run as it stands
    assert np.array_equal(names["words"].vectors, learner.fit(few, 2).vectors)


def test_words_longer_than_the_longest_run_of_letters_need_an_order():
    with pytest.raises(ParamError, match="longest"):
        LEARNERS["fastText"](shortest=5, longest=4)


def test_a_corpus_that_was_read_is_the_one_that_was_split(world):
    again = Corpus.of((world.sentence(i) for i in range(world.sentences)), least=1)
    assert again.words == world.words
    assert np.array_equal(again.tokens, world.tokens)
    assert read(sources.small_world()).notes == world.notes
