"""What is known of a table, as plain frozen data that goes to JSON and back."""

import dataclasses
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from mllab.data.table import Kind

FORMAT = 1  # raise when the fields below change: older profile.json files are then computed again
Measure = Literal["Pearson", "Cramér's V", "correlation ratio"]


@dataclass(frozen=True)
class Alert:
    """Something an analyst wants to know of a column: `name` is the short tag, `text` the sentence."""

    name: str
    text: str
    serious: bool = False


@dataclass(frozen=True)
class Bins:
    """A histogram: `counts[i]` values lie in (edges[i], edges[i + 1]]; the first bin holds its left edge too."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class ColumnProfile:
    """The figures of one column. For dates every position is in seconds since 1970-01-01 UTC.

    `inner` is a second histogram, within the fences, where outliers squeeze the first. `missing` counts NULL and NaN. Infinite values
    are counted in `infinite` and left out of every other figure but `distinct`.
    `approximate` names the figures that are estimates; `sampled` says from how many rows (0: nothing was sampled).
    """

    name: str
    kind: Kind
    sql: str
    rows: int
    missing: int = 0
    distinct: int = 0
    infinite: int = 0
    zeros: int = 0
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    std: float | None = None
    quartiles: tuple[float, float, float] | None = None
    skewness: float | None = None
    fences: tuple[float, float] | None = None
    outliers: int | None = None
    bins: Bins | None = None
    inner: Bins | None = None
    top: tuple[tuple[str, int], ...] = ()
    lengths: tuple[int, float, int] | None = None
    numeric_texts: float = 0.0
    approximate: tuple[str, ...] = ()
    sampled: int = 0
    alerts: tuple[Alert, ...] = ()

    @property
    def present(self) -> int:
        """How many values there are."""
        return self.rows - self.missing

    @property
    def measured(self) -> bool:
        """Whether the column lies on a line (numbers and dates), so that quartiles mean something."""
        return self.kind in {"number", "date"}


@dataclass(frozen=True)
class MissingPattern:
    """`rows` rows lack exactly these columns and no other."""

    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Missing:
    """Which columns are missing together: the commonest patterns, and the correlation of missingness (phi) of columns that have gaps."""

    patterns: tuple[MissingPattern, ...] = ()
    further_patterns: int = 0
    columns: tuple[str, ...] = ()
    together: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Pair:
    """How strongly two columns go together.

    `value` is the measure itself (Pearson has a sign, the others run from 0 to 1); `spearman` is set for two numbers.
    `strength` is the measure less what chance alone would give, `surprise` the lower end of its 95 % interval: the order of the list.
    `notes` say what makes a strong pair less of a surprise (a copy, related names) or more of one (a curved relation).
    """

    a: str
    b: str
    measure: Measure
    value: float
    strength: float
    surprise: float
    rows: int
    spearman: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """Everything the Explore page shows of a table. `duplicates` counts the rows that repeat an earlier one in full."""

    version: str
    rows: int
    columns: tuple[ColumnProfile, ...]
    duplicates: int = 0
    duplicates_approximate: bool = False
    missing: Missing = Missing()
    pairs: tuple[Pair, ...] = ()
    pairs_sampled: int = 0
    left_out: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> ColumnProfile:
        """The figures of the column called `name`."""
        return self.columns[self._places[name]]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {column.name: place for place, column in enumerate(self.columns)}

    @property
    def missing_share(self) -> float:
        """The share of all cells that are missing."""
        cells = self.rows * len(self.columns)
        return sum(column.missing for column in self.columns) / cells if cells else 0.0

    @property
    def alerts(self) -> list[tuple[str, Alert]]:
        """Every alert with the name of its column, the serious ones first."""
        found = [(column.name, alert) for column in self.columns for alert in column.alerts]
        return sorted(found, key=lambda item: not item[1].serious)

    def to_json(self) -> str:
        """The profile as JSON text."""
        fields = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return json.dumps({"format": FORMAT, **fields}, ensure_ascii=False, allow_nan=False, default=vars)

    @classmethod
    def from_json(cls, text: str) -> "Profile | None":
        """The profile that `to_json` wrote, or None when it was written in another format."""
        found = json.loads(text)
        if found.pop("format", None) != FORMAT:
            return None
        found["columns"] = tuple(_column(item) for item in found["columns"])
        found["pairs"] = tuple(Pair(**(item | {"notes": tuple(item["notes"])})) for item in found["pairs"])
        found["left_out"] = tuple((name, why) for name, why in found["left_out"])
        found["missing"] = _missing(found["missing"])
        return cls(**found)


def _column(found: dict[str, Any]) -> ColumnProfile:
    found |= {key: tuple(found[key]) for key in ("quartiles", "fences", "lengths") if found[key] is not None}
    found["approximate"] = tuple(found["approximate"])
    for key in ("bins", "inner"):
        found[key] = found[key] and Bins(tuple(found[key]["edges"]), tuple(found[key]["counts"]))
    found["top"] = tuple((value, count) for value, count in found["top"])
    found["alerts"] = tuple(Alert(**alert) for alert in found["alerts"])
    return ColumnProfile(**found)


def _missing(found: dict[str, Any]) -> Missing:
    patterns = tuple(MissingPattern(tuple(item["columns"]), item["rows"]) for item in found["patterns"])
    together = tuple(tuple(row) for row in found["together"])
    return Missing(patterns, found["further_patterns"], tuple(found["columns"]), together)
