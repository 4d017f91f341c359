"""The search for the best knobs: by a model of what was good so far (TPE), at random, or through a grid, judged fold by fold."""

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError, ParamError
from mllab.models._base import Model
from mllab.models.metrics import METRICS
from mllab.models.tune._range import Range
from mllab.models.tune._sweep import Setting, settings
from mllab.models.tune._tried import Data, figure, tried
from mllab.params import Params, Value, knob

DONE, PRUNED, FAILED = 0, 1, 2
FIRST = 8  # trials at random before TPE has something to go by
BEFORE_PRUNING = 5  # trials that are judged on all folds, whatever they score
BEFORE_IMPORTANCE = 6


@dataclass(frozen=True)
class Search(Params):
    """How to look for the best knobs.

    TPE draws values where good trials are dense and bad ones are not. With `prune`, a trial is given up after the folds that show it behind the median of
    those before it; the one that wins has always been judged on all. Deterministic for a seed while there is no limit of time. O(trials · folds) fits.
    """

    name: ClassVar[str] = "search"
    source: ClassVar[str] = "Bergstra, Bardenet, Bengio & Kégl 2011; Akiba et al. 2019"

    method: Literal["TPE", "random", "grid"] = knob("TPE", help="TPE learns from its trials where to look; grid tries every combination.")
    trials: int = knob(40, 2, 1000, log=True, help="Settings to try, at most.")
    seconds: float = knob(0.0, 0.0, 3600.0, unit="seconds", help="Time to search, at most; 0 for no limit.")
    prune: bool = knob(True, help="Give a setting up after the first folds when they show it well behind.")


@dataclass(frozen=True, eq=False)
class Trials:
    """The history so far.

    settings    the knobs of each of t trials
    folds       (t, j) figures; NaN where a fold was spared or failed
    state       (t,) 0 judged on all folds, 1 given up, 2 failed
    seconds     (t,) each took
    best        the trial that wins, -1 before any is whole
    importance  knob -> its share in how much the figure varies (fANOVA, Hutter, Hoos & Leyton-Brown 2014); empty until it can be told
    """

    metric: str
    settings: tuple[Setting, ...]
    folds: np.ndarray
    state: np.ndarray
    seconds: np.ndarray
    best: int
    importance: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    of: int = 0

    @property
    def means(self) -> np.ndarray:
        """(t,) mean over the folds that were judged; NaN without any."""
        known = np.isfinite(self.folds)
        with np.errstate(invalid="ignore"):
            return np.asarray(np.where(known, self.folds, 0).sum(axis=1) / known.sum(axis=1))


def search(model: Model, ranges: Sequence[Range], how: Search, data: Data, metric: str, begin: bool = True) -> Iterator[Trials]:
    """The history after each trial. The first trial is the model as it is, with `begin` and where its knobs lie in the ranges.

    Raises ParamError without a knob to search, or for a grid with more combinations than trials; DataError when every trial fails.
    """
    if not ranges:
        raise ParamError(f"There is no knob of {model.name} to search. Choose at least one.")
    study, asked = _study(how, METRICS[metric].better, data.seed), list(_asked(model, ranges, how, begin))
    distributions = {one.name: _distribution(one) for one in ranges}
    many = len(asked) if how.method == "grid" else how.trials
    until = time.monotonic() + how.seconds if how.seconds else math.inf
    history = _History(metric)
    for number in range(many):
        if number < len(asked):
            study.enqueue_trial(asked[number])
        trial = study.ask(distributions)
        knobs = {one.name: _value(one, trial.params[one.name]) for one in ranges}
        _run(study, trial, replace(model, **knobs), knobs, how.prune and how.method != "grid", data, history)
        over = number + 1 == many or time.monotonic() >= until
        whole = history.state.count(DONE)
        if over or (whole >= BEFORE_IMPORTANCE and whole % max(whole // 4, 3) == 0):  # it costs a forest
            history.importance = importance(study, data.seed)
        yield history.told(METRICS[metric].sign(), many)
        if over:
            break
    if set(history.state) == {FAILED}:
        raise DataError(f"Every trial of {model.name} failed. The first said: {history.notes[0]}")


@dataclass
class _History:
    """What is gathered while trials run."""

    metric: str
    settings: list[Setting] = field(default_factory=list)
    folds: list[np.ndarray] = field(default_factory=list)
    state: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    importance: Mapping[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def told(self, sign: int, of: int) -> Trials:
        folds, state = np.array(self.folds), np.array(self.state)
        whole = np.where(state == DONE, sign * folds.mean(axis=1), -np.inf)
        best = int(whole.argmax()) if (state == DONE).any() else -1
        notes = tuple(dict.fromkeys(self.notes))
        return Trials(self.metric, tuple(self.settings), folds, state, np.array(self.seconds), best, self.importance, notes, of)


def _run(study: Any, trial: Any, model: Model, knobs: Setting, prune: bool, data: Data, history: _History) -> None:
    """One trial, fold by fold."""
    from optuna.trial import TrialState

    begun, found = time.perf_counter(), np.full(len(data.folds), np.nan)
    state = DONE
    for place in range(len(data.folds)):
        cell = tried(model, data, place)
        found[place] = figure(cell, "valid", history.metric)
        if not np.isfinite(found[place]):
            state = FAILED
            history.notes.append(cell.get("failed") or f"{history.metric} cannot be told on fold {place + 1}.")
            break
        trial.report(float(found[: place + 1].mean()), place)
        if prune and place + 1 < len(found) and trial.should_prune():
            state = PRUNED
            break
    told = {DONE: TrialState.COMPLETE, PRUNED: TrialState.PRUNED, FAILED: TrialState.FAIL}[state]
    study.tell(trial, float(found.mean()) if state == DONE else None, told)
    history.settings.append(knobs)
    history.folds.append(found)
    history.state.append(state)
    history.seconds.append(time.perf_counter() - begun)


def _study(how: Search, better: str, seed: int) -> Any:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    if how.method == "TPE":
        sampler: Any = optuna.samplers.TPESampler(seed=seed, multivariate=True, n_startup_trials=min(FIRST, max(2, how.trials // 4)))
    else:
        sampler = optuna.samplers.RandomSampler(seed=seed)
    pruner = optuna.pruners.MedianPruner(n_startup_trials=BEFORE_PRUNING, n_warmup_steps=0)
    return optuna.create_study(sampler=sampler, pruner=pruner, direction="maximize" if better == "higher" else "minimize")


def _asked(model: Model, ranges: Sequence[Range], how: Search, begin: bool) -> Iterator[dict[str, Any]]:
    """The trials that are not left to the sampler: the whole grid, or the model as it is."""
    if how.method == "grid":
        for setting in grid(ranges, how.trials):
            yield {one.name: _written(one, setting[one.name]) for one in ranges}
    elif begin and all(_inside(one, getattr(model, one.name)) for one in ranges):
        yield {one.name: _written(one, getattr(model, one.name)) for one in ranges}


def grid(ranges: Sequence[Range], most: int) -> tuple[Setting, ...]:
    """The finest grid of at most `most` combinations, with as many values for each range. Raises ParamError when two each are too many."""
    for count in range(most, 1, -1):
        if math.prod(len(one.grid(count)) for one in ranges) <= most:
            return settings(ranges, count)
    least = math.prod(len(one.grid(2)) for one in ranges)
    raise ParamError(f"The coarsest grid over {len(ranges)} knobs has {least:,} settings, more than {most:,} trials. Search fewer knobs.")


def _inside(one: Range, value: Value) -> bool:
    return value in one.choices if one.choices else isinstance(value, int | float) and one.low <= value <= one.high


def _distribution(one: Range) -> Any:
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

    if one.choices:
        return CategoricalDistribution([_written(one, choice) for choice in one.choices])
    if one.whole:
        return IntDistribution(int(one.low), int(one.high), log=one.log)
    return FloatDistribution(one.low, one.high, log=one.log)


def _written(one: Range, value: Value) -> Any:
    """A choice is known to the study by its text: True and 1 would be the same to it."""
    return str(value) if one.choices else value


def _value(one: Range, asked: Any) -> Value:
    """What a sampler asked for, as the knob's value; a float to three digits, which is what a search can tell apart."""
    if one.choices:
        return next(choice for choice in one.choices if str(choice) == asked)
    return int(asked) if one.whole else min(max(float(f"{asked:.3g}"), one.low), one.high)


def importance(study: Any, seed: int) -> dict[str, float]:
    """Each knob's share in how much the figure varies over the whole trials; empty where there are few, or nothing varies."""
    from optuna.importance import FanovaImportanceEvaluator, get_param_importances

    values = [trial.value for trial in study.trials if trial.value is not None]
    if len(values) < BEFORE_IMPORTANCE or np.ptp(values) == 0:
        return {}
    found = get_param_importances(study, evaluator=FanovaImportanceEvaluator(seed=seed))
    return {name: float(share) for name, share in found.items()}
