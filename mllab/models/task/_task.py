"""What is to be predicted, from what, and how it will be judged."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Self, get_args

from mllab.data.matrix._columns import Reading
from mllab.data.table import Table
from mllab.errors import DataError, ParamError
from mllab.models._base import Kind

Split = Literal["random", "stratified", "group", "time"]
FEW = 10  # whole numbers with no more distinct values than this can also be meant as classes


@dataclass(frozen=True)
class Task:
    """One thing to predict.

    target    the column to predict, and `kind` whether it is taken as classes or as numbers
    columns   what it is predicted from
    split     how rows are parted: at random, with each class's share kept, whole groups of `by` together, or the past against the future of `by`
    test      share of the rows that is held out, and looked at once
    positive  in a task with two classes the one that counts as found; empty for the rarer one
    text      how columns of texts are read: as components of like texts, as counts of their words, or as sentence vectors
    quantile  of numbers: the share of the answers that shall lie below what is predicted; None predicts the number itself
    """

    target: str
    kind: Kind
    columns: tuple[str, ...]
    split: Split = "random"
    by: str = ""
    test: float = 0.2
    seed: int = 0
    positive: str = ""
    text: Reading = "components"
    quantile: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(self.columns))
        if self.kind not in get_args(Kind):
            raise ParamError(f"A task is classification or regression, got {self.kind!r}.")
        if self.split not in get_args(Split):
            raise ParamError(f"Rows are split by one of {', '.join(get_args(Split))}, got {self.split!r}.")
        if self.split in {"group", "time"} and not self.by:
            raise ParamError(f"A split by {self.split} needs the column that tells it. Choose one.")
        if self.split == "stratified" and self.kind == "regression":
            raise ParamError("A stratified split keeps the shares of classes, and numbers have none. Split at random.")
        if not 0 <= self.test <= 0.9:
            raise ParamError(f"The share held out must be from 0 to 0.9, got {self.test}.")
        if self.text not in get_args(Reading):
            raise ParamError(f"Texts are read as one of {', '.join(get_args(Reading))}, got {self.text!r}.")
        if self.quantile is not None and self.kind != "regression":
            raise ParamError("A quantile is one of numbers, and classes have none. Predict numbers, or ask for no quantile.")
        if self.quantile is not None and not 0 < self.quantile < 1:
            raise ParamError(f"A quantile lies between 0 and 1, got {self.quantile}.")
        if self.target in self.columns:
            raise ParamError(f"{self.target!r} cannot be predicted from itself. Take it out of the columns.")

    def spec(self) -> dict[str, Any]:
        """Plain JSON; `Task.from_spec` makes the same task again."""
        return {**asdict(self), "columns": list(self.columns)}

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> Self:
        """The task that `spec` told. Raises ParamError when it tells none."""
        try:
            return cls(**{**spec, "columns": tuple(spec["columns"])})
        except (TypeError, KeyError) as problem:
            raise ParamError(f"This tells no task ({problem}). It needs target, kind and columns.") from problem

    def but(self, **changes: Any) -> Self:
        """The same task with some things changed."""
        return replace(self, **changes)


def propose(table: Table, target: str, seed: int = 0) -> Task:
    """The task that a column asks for: numbers are predicted as numbers, everything else with repeated values as classes.

    Where there is nothing but texts to predict from, their words are counted: a few components of like texts tell too little.

    Raises DataError for a target that cannot be predicted: a date, an identifier, a text that is different in every row, nothing but one value.
    """
    column = table.column(target)
    if column.kind == "date":
        raise DataError(
            f"{target!r} is a date, and dates are not predicted as they are. Derive a number from it on the Prepare page, such as days since the start."
        )
    if column.kind == "identifier":
        raise DataError(
            f"{target!r} names rows, so there is nothing to learn about it. Choose another target, or change its type on the Explore page."
        )
    kind: Kind = "regression" if column.kind == "number" else "classification"
    columns = tuple(one.name for one in table.columns if one.name != target and one.kind != "identifier")
    if not columns:
        raise DataError(f"{table.name} has no column beside {target!r} to predict it from. Bring a table with more columns.")
    alone = all(table.column(name).kind == "text" for name in columns)
    split: Split = "stratified" if kind == "classification" else "random"
    return Task(target, kind, columns, split, seed=seed, text="words" if alone else "components")
