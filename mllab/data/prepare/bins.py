"""Put numbers into bins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal

from mllab.data.duck import literal, quote
from mllab.data.prepare._base import Fitted, Relation, Step, double, fresh, new_name
from mllab.data.prepare._columns import column
from mllab.data.table import Column, Kind
from mllab.errors import DataError
from mllab.params import knob
from mllab.script import Script


@dataclass(frozen=True)
class Bin(Step):
    """Turn a number into a category of ranges; the edges are learned once, the outer bins are open. O(n).

    Equal width shows the shape but may leave bins empty; equal count fills them but hides gaps.
    """

    name: ClassVar[str] = "bin"

    column: str = column("The number to bin.", ("number",))
    bins: int = knob(4, 2, 50, help="How many bins; fewer come out when edges coincide.")
    by: Literal["equal count", "equal width"] = knob("equal count", help="Bins with about as many rows each, or ranges of one width.")
    to: str = knob("", help="The name of the new column; when empty, the column's own name and 'range'.")

    def check(self, columns: Sequence[Column], fitted: Fitted | None = None) -> None:
        super().check(columns, fitted)
        new_name(self.name, self._to(columns), columns)

    def _to(self, columns: Sequence[Column]) -> str:
        return self.to or fresh(f"{self.column} range", [one.name for one in columns])

    def fit(self, source: Relation) -> Fitted:
        x = f"CASE WHEN isfinite(CAST({quote(self.column)} AS DOUBLE)) THEN CAST({quote(self.column)} AS DOUBLE) END"
        low, high = source.one([f"min({x})", f"max({x})"])
        if low is None:
            raise DataError(f"{self.name}: every value of {self.column[:60]!r} is missing, so there are no ranges.")
        shares = [i / self.bins for i in range(1, self.bins)]
        edges = [low + share * (high - low) for share in shares]
        if self.by == "equal count":
            edges = source.one([f"quantile_cont({x}, {shares!r})"])[0]
        edges = sorted({float(edge) for edge in edges if low < edge <= high})
        return {"edges": edges, "labels": _labels(edges)}

    def writes(self, columns: Sequence[Column], fitted: Fitted) -> list[str]:
        return [self._to(columns)]

    def kinds(self, columns: Sequence[Column], fitted: Fitted) -> dict[str, Kind]:
        return {self._to(columns): "category"}

    def sql(self, source: Relation, fitted: Fitted) -> str:
        x = f"CAST({quote(self.column)} AS DOUBLE)"
        cases = "".join(
            f" WHEN {x} < {double(edge)} THEN {literal(label)}" for edge, label in zip(fitted["edges"], fitted["labels"], strict=False)
        )
        return source.select({self._to(source.columns): f"CASE WHEN {x} IS NULL THEN NULL{cases} ELSE {literal(fitted['labels'][-1])} END"})

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        return Script(
            f"edges = {fitted['edges']!r}  # learned once\n"
            f"labels = np.array({fitted['labels']!r}, dtype=object)\n"
            f'places = np.searchsorted(edges, frame[{self.column!r}].astype(float), side="right")\n'
            f"ranges = pd.Series(labels[places], index=frame.index).where(frame[{self.column!r}].notna())\n"
            f"frame = frame.assign(**{{{self._to(columns)!r}: ranges}})",
            ("import numpy as np", "import pandas as pd"),
        )

    def says(self, fitted: Fitted) -> str:
        return f"bin {self.column} into {len(fitted['labels']) if fitted else self.bins} ranges of {self.by}"


def _labels(edges: Sequence[float]) -> list[str]:
    """ "below 18", "18 to 65", "65 and more"; digits are added until no two are alike."""
    if not edges:
        return ["all"]
    for digits in range(4, 18):
        said = [f"{edge:.{digits}g}" for edge in edges]
        if len(set(said)) == len(said):
            break
    return [f"below {said[0]}", *[f"{a} to {b}" for a, b in pairwise(said)], f"{said[-1]} and more"]
