"""From the columns of a task to the matrix that models see: fitted on the rows that may be learned from, and on nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.data.matrix._columns import Reading
from mllab.data.table import Column
from mllab.errors import DataError
from mllab.models.task._folds import Fold
from mllab.script import Script

if TYPE_CHECKING:
    import pandas as pd

    from mllab.data.matrix import Matrix


@dataclass(frozen=True, eq=False)
class Encoder:
    """A fitted encoding; `columns` are those it was asked for, `values` the matrix (m, d) of the rows that it was fitted on."""

    columns: tuple[Column, ...]
    matrix: "Matrix" = field(repr=False)

    @property
    def values(self) -> np.ndarray:
        """(m, d) float32: the fitted rows."""
        return self.matrix.values

    @property
    def names(self) -> tuple[str, ...]:
        """(d,) what each output is."""
        return self.matrix.names

    @property
    def sources(self) -> tuple[str, ...]:
        """(d,) the column that each output came from."""
        return self.matrix.sources

    @property
    def notes(self) -> dict[str, str]:
        """Column -> what was done to it, in words."""
        return self.matrix.notes

    @property
    def pipeline(self) -> Any:
        """The fitted scikit-learn pipeline from a frame to the matrix."""
        return self.matrix.pipeline

    def transform(self, frame: "pd.DataFrame") -> np.ndarray:
        """(n, d) float32 of other rows. A class that was never seen is none of the known ones; a column too many is passed over.

        Raises DataError when columns are missing.
        """
        if gone := [name for name in self.matrix.columns if name not in frame.columns]:
            raise DataError(
                f"The new rows lack {', '.join(map(repr, gone[:10]))}, which the model learned from. Add them, empty where unknown."
            )
        found: np.ndarray = self.matrix.pipeline.transform(frame)
        return found

    def script(self) -> Script:
        """Plain code that makes `X` from `frame`, the rows that the encoder was fitted on."""
        return self.matrix.script()


def encoder(frame: "pd.DataFrame", columns: Sequence[Column], seed: int = 0, text: Reading = "components") -> Encoder:
    """An encoder fitted on the rows of `frame`, texts read as the task says. O(n d). Raises DataError when no column can be used."""
    from mllab.data.matrix._matrix import encode_frame

    return Encoder(tuple(columns), encode_frame(frame, list(columns), asked=True, seed=seed, who="The rows to learn from", text=text))


def encoded(
    frame: "pd.DataFrame", folds: Sequence[Fold], columns: Sequence[Column], seed: int = 0, text: Reading = "components"
) -> list[np.ndarray]:
    """For each fold the matrix (n, d_f) float32 of the rows of `frame` by the encoder of its own training rows; rows in neither part stay zero."""
    found = []
    for fold in folds:
        fitted = encoder(frame.iloc[fold.train], columns, seed, text)
        X = np.zeros((len(frame), fitted.values.shape[1]), np.float32)
        X[fold.train] = fitted.values
        X[fold.valid] = fitted.transform(frame.iloc[fold.valid])
        found.append(X)
    return found
