"""What is known of a kept model beside the model itself: where it comes from, how good it was, what to beware of."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from mllab.data.table import Table
from mllab.errors import DataError
from mllab.models.keep._seen import Seen, seen

if TYPE_CHECKING:
    from mllab.models.board import Scores
    from mllab.models.fitted import Fitted
    from mllab.models.task import Doubt, Rows

COVERAGES = (0.5, 0.8, 0.9, 0.95, 0.99)
LIBRARIES = ("mllab", "numpy", "pandas", "scikit-learn", "skrub", "skops", "torch", "xgboost-cpu", "xgboost", "lightgbm")


@dataclass(frozen=True)
class Measure:
    """A metric over the folds: its mean with a 95 % interval (Nadeau & Bengio 2003), None where it cannot be told, and each fold's figure."""

    name: str
    mean: float | None
    low: float | None
    high: float | None
    folds: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a kept model is called and where it comes from.

    table, digest  the table's name, and what changes whenever its content does
    rows, columns  of the whole table; `learned` and `held_out` rows of the task
    scores         measured by cross-validation, `opened` on the rows held out (empty while they are closed)
    bounds         (coverage, bound) of conformal intervals or sets, from predictions of rows that a fold had not learned from
    doubts, notes  what speaks against it, and what happened while it was trained
    script         plain code that makes it again
    made           when, in UTC
    """

    name: str
    table: str = ""
    digest: str = ""
    rows: int = 0
    columns: int = 0
    learned: int = 0
    held_out: int = 0
    seen: tuple[Seen, ...] = ()
    scores: tuple[Measure, ...] = ()
    opened: dict[str, float | None] = field(default_factory=dict)
    bounds: tuple[tuple[float, float], ...] = ()
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    script: str = field(default="", repr=False)
    made: str = ""
    versions: dict[str, str] = field(default_factory=dict)

    def spec(self) -> dict[str, Any]:
        """Plain JSON; `Facts.from_spec` makes the same facts again."""
        return asdict(self)

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> Self:
        """The facts that `spec` told. Raises DataError when it tells none."""
        try:
            texts = {name: tuple(map(str, spec[name])) for name in ("doubts", "notes")}
            measures = tuple(Measure(**{**one, "folds": tuple(one["folds"])}) for one in spec["scores"])
            bounds = tuple((float(coverage), float(bound)) for coverage, bound in spec["bounds"])
            return cls(
                **{**spec, **texts, "scores": measures, "bounds": bounds, "seen": tuple(Seen.from_spec(one) for one in spec["seen"])}
            )
        except (TypeError, ValueError, KeyError, AttributeError) as problem:
            raise DataError(f"This tells nothing of a model ({problem}). The file is damaged.") from problem

    def but(self, **changes: Any) -> Self:
        """The same facts with some changed."""
        return replace(self, **changes)

    def measure(self, name: str) -> Measure | None:
        """One of the scores, by the name of its metric."""
        return next((one for one in self.scores if one.name == name), None)


def gathered(
    name: str,
    table: Table,
    rows: "Rows",
    fitted: "Fitted",
    scores: "Scores | None" = None,
    opened: Mapping[str, float] | None = None,
    doubts: "Sequence[Doubt]" = (),
    script: str = "",
) -> Facts:
    """The facts of a model that was fitted to `rows` of `table`. O(n d)."""
    return Facts(
        name,
        table.name,
        table.version,
        table.rows,
        len(table.columns),
        len(rows.train),
        len(rows.test),
        seen(rows.frame.iloc[rows.train], fitted.encoder.columns, fitted.encoder.matrix.columns),
        () if scores is None else measures(scores),
        {metric: _figure(value) for metric, value in (opened or {}).items()},
        () if scores is None else bounds(rows, scores),
        tuple(f"{doubt.message} {doubt.do}" for doubt in doubts),
        tuple(filter(None, dict.fromkeys((*rows.notes, fitted.trained.note, *(scores.notes if scores else ()))))),
        script,
        datetime.now(UTC).isoformat(timespec="seconds"),
        versions(),
    )


def measures(scores: "Scores") -> tuple[Measure, ...]:
    """Every metric with its interval, the one that such models are judged by first."""
    from mllab.models.board import interval
    from mllab.models.metrics import first

    found, leading = [], first(scores.kind, scores.model.aim)
    for name, values in sorted(scores.values.items(), key=lambda one: one[0] != leading):
        span = interval(values, scores.judging, scores.training)
        found.append(Measure(name, _figure(span.mean), _figure(span.low), _figure(span.high), tuple(map(_figure, values))))
    return tuple(found)


def bounds(rows: "Rows", scores: "Scores") -> tuple[tuple[float, float], ...]:
    """How far off predictions may be for each coverage, by those of rows that their fold had not learned from (cross-conformal, Vovk 2015)."""
    from mllab.models.conformal import intervals, threshold

    judged = np.isfinite(scores.predicted.reshape(len(rows.y), -1)).all(axis=1)
    y, predicted = rows.y[judged], scores.predicted[judged]
    if not len(y):
        return ()
    found = [
        (coverage, threshold(predicted, y, coverage) if rows.classes else intervals(y, predicted, coverage).reach) for coverage in COVERAGES
    ]
    return tuple((coverage, float(bound)) for coverage, bound in found if np.isfinite(bound))


def versions() -> dict[str, str]:
    """Python and the libraries that models are made of, as they are installed here."""
    found = {"Python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _figure(value: float) -> float | None:
    """A number as JSON keeps it: None for what is none."""
    number = float(value)
    return number if abs(number) < float("inf") else None
