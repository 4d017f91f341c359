"""Learning words from a text, as it is done in a worker: the text read, the vectors learned, and what is needed to watch them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mllab.embed import Words
from mllab.embed.learn import LEARNERS, Corpus, Learned, Rules, WordLearner, reading, sources
from mllab.embed.learn.sources import Source
from mllab.errors import DataError
from mllab.jobs.state import State, Values

Arrays = dict[str, np.ndarray]
SHOWN = 1_000  # words, the most frequent ones, that are kept on the way
KEPT = 40  # states that are kept at most; of more every second one is let go
HELD = "held "


@dataclass(frozen=True, eq=False)
class Seen:
    """What was learned, and how it came: `moments` (m, shown, d) float16 are the vectors of the most frequent words after moment_seen (m,) words.

    losses (k,) is the loss after loss_seen (k,) words; of both the last is the newest. `notes` are of the text.
    """

    learner: WordLearner
    words: Words
    learned: Learned
    losses: np.ndarray
    loss_seen: np.ndarray
    moments: np.ndarray
    moment_seen: np.ndarray


def learn(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """Read the text and learn. `spec` has learner and rules (name, knobs), source and seed; `arrays` are what an earlier state held, to go on from.

    A state holds the vectors so far with their words, the losses, and some of the states before; the share is that of reading, then of learning.
    """
    made, corpus = learner(spec), None
    for state in reading(source(spec["source"]), Rules(**spec["rules"]["knobs"])):
        corpus = state.corpus
        yield State({"stage": f"reading, {state.words:,} words so far"}, 0.1 * state.share)
    if corpus is None:
        raise RuntimeError("a reading ended without a corpus")
    past = Past(corpus, arrays)
    start = started(arrays) if arrays else None
    for found in made.steps(corpus, spec["seed"], start):
        past.add(found)
        yield State(past.told(found), 0.1 + 0.9 * found.seen / max(found.of, 1))


class Past:
    """The losses so far, and the vectors of the most frequent words at moments that are evenly spread."""

    def __init__(self, corpus: Corpus, arrays: Arrays) -> None:
        text = "\n".join(corpus.words).encode()
        self.known: Values = {
            "words": np.frombuffer(text, np.uint8),
            "notes": "\n".join(corpus.notes),
            "name": corpus.name,
            "text": corpus.total,
        }
        self.losses = [(float(seen), float(loss)) for seen, loss in zip(arrays.get("loss_seen", ()), arrays.get("losses", ()), strict=True)]
        self.moments = list(zip(arrays.get("moment_seen", ()), arrays.get("moments", ()), strict=True))
        self.every, self.turn = max(1, int(arrays.get("every", np.ones(1))[0])), len(self.losses)

    def add(self, found: Learned) -> None:
        """A state has come; one in which nothing is learned yet has no loss, and its vectors may be zeros."""
        if found.objective is None:
            if not self.moments and found.vectors.any():
                self.moments.append((found.seen, found.vectors[:SHOWN].astype(np.float16)))
            return
        self.losses.append((found.seen, found.objective))
        if self.turn % self.every == 0 or found.step == found.steps:
            self.moments.append((found.seen, found.vectors[:SHOWN].astype(np.float16)))
        self.turn += 1
        if len(self.moments) > KEPT:
            self.moments = [*self.moments[:-1:2], self.moments[-1]]
            self.every *= 2

    def told(self, found: Learned) -> Values:
        """The values of a state."""
        numbers = {"seen": found.seen, "of_seen": found.of, "step": found.step, "of": found.steps, "note": found.note}
        about = {"objective": found.objective, "objective_name": found.objective_name, "every": np.array([self.every])}
        return {
            **self.known, **numbers, **about, "vectors": found.vectors,
            "losses": np.array([loss for _, loss in self.losses]), "loss_seen": np.array([seen for seen, _ in self.losses]),
            "moments": np.array([part for _, part in self.moments], np.float16), "moment_seen": np.array([seen for seen, _ in self.moments]),
            **{f"{HELD}{name}": value for name, value in found.held.items()},
        }  # fmt: skip


def learner(spec: Mapping[str, Any]) -> WordLearner:
    """The way to learn with its knobs that a spec names. Raises ParamError when there is none such."""
    made: WordLearner = LEARNERS[spec["learner"]["name"]](**spec["learner"]["knobs"])
    return made


def source(told: Mapping[str, Any]) -> Source:
    """The text that a spec names: {"kind": "small world"}, {"kind": "file", "path": ...} or {"kind": "table", "table": id, "column": ...}."""
    if told["kind"] == "file":
        return sources.of_file(told["path"])
    if told["kind"] == "table":
        from mllab.data import samples, store

        id = told["table"]
        table = samples.load(id.removeprefix("sample-")) if id.startswith("sample-") else store.open(id)
        return sources.of_table(table, told["column"])
    if told["kind"] != "small world":
        raise DataError(f"There is no text of kind {told['kind']!r}. Choose one on the page.")
    return sources.small_world()


def seen(spec: Mapping[str, Any], values: Values) -> Seen | None:
    """What the values of a state told; None while nothing is learned yet."""
    if "vectors" not in values or not len(values["losses"]):
        return None
    words = bytes(values["words"]).decode().split("\n")
    made = Words.of(words, values["vectors"], f"{values['name']}, {spec['learner']['name']}", notes=tuple(values["notes"].split("\n")))
    parts = (values[name] for name in ("losses", "loss_seen", "moments", "moment_seen"))
    return Seen(learner(spec), made, started(values), *parts)


def going_on(values: Values) -> Arrays:
    """What a state gives the work that goes on from it."""
    names = ("vectors", "losses", "loss_seen", "moments", "moment_seen", "every")
    held = [name for name in values if name.startswith(HELD)]
    return {name: values[name] for name in (*names, *held)} | {
        "step": np.array([values["step"], values["seen"], values["of_seen"], values["of"]])
    }


def started(values: Mapping[str, Any]) -> Learned:
    """A state as it was told."""
    step, seen, of, steps = (
        values["step"].tolist() if isinstance(values["step"], np.ndarray) else [values[name] for name in ("step", "seen", "of_seen", "of")]
    )
    held = {name.removeprefix(HELD): value for name, value in values.items() if name.startswith(HELD)}
    return Learned(values["vectors"], values.get("objective"), values.get("objective_name", ""), seen, of, step, steps, held=held)
