"""From the columns of a task to the matrix that models see: fitted on the rows that may be learned from, and on nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.data.matrix import _columns
from mllab.data.matrix._columns import Reading
from mllab.data.matrix._matrix import dense
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
    def values(self) -> Any:
        """(m, d) float32: the fitted rows, without their zeros (CSR) where only words of many texts are counted."""
        return self.matrix.values

    @property
    def many(self) -> int:
        """m, the number of fitted rows."""
        return int(self.values.shape[0])

    def rows(self, places: np.ndarray | None = None) -> np.ndarray:
        """(p, d) float32: the fitted rows at these places, or all. Raises DataError where so many would fill the memory."""
        chosen = self.values if places is None else self.values[places]
        if hasattr(chosen, "toarray") and chosen.shape[0] * chosen.shape[1] > _columns.CELLS:
            raise DataError(
                f"{chosen.shape[0]:,} texts of {chosen.shape[1]:,} words are too many for this question. Read the texts as a few numbers."
            )
        return dense(chosen)

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

    def transform(self, frame: "pd.DataFrame") -> Any:
        """(n, d) float32 of other rows, CSR where so many words would fill the memory. A class that was never seen is none of the known ones; a column too many is passed over.

        Raises DataError when columns are missing.
        """
        if gone := [name for name in self.matrix.columns if name not in frame.columns]:
            raise DataError(
                f"The new rows lack {', '.join(map(repr, gone[:10]))}, which the model learned from. Add them, empty where unknown."
            )
        return self.matrix.pipeline.transform(frame)

    def script(self) -> Script:
        """Plain code that makes `X` from `frame`, the rows that the encoder was fitted on."""
        return self.matrix.script()


def encoder(frame: "pd.DataFrame", columns: Sequence[Column], seed: int = 0, text: Reading = "components") -> Encoder:
    """An encoder fitted on the rows of `frame`, texts read as the task says. O(n d). Raises DataError when no column can be used."""
    from mllab.data.matrix._matrix import encode_frame

    return Encoder(tuple(columns), encode_frame(frame, list(columns), asked=True, seed=seed, who="The rows to learn from", text=text))


def encoded(
    frame: "pd.DataFrame", folds: Sequence[Fold], columns: Sequence[Column], seed: int = 0, text: Reading = "components"
) -> list[Any]:
    """For each fold the matrix (n, d_f) float32 of the rows of `frame` by the encoder of its own training rows; rows in neither part stay zero.

    A matrix is dense, or CSR where the words of its rows would fill the memory.
    """
    found = []
    for fold in folds:
        fitted = encoder(frame.iloc[fold.train], columns, seed, text)
        learns, judges = fitted.values, fitted.transform(frame.iloc[fold.valid])
        found.append(_together(len(frame), fold, learns, judges))
    return found


def _together(n: int, fold: Fold, learns: Any, judges: Any) -> Any:
    """(n, d) of both parts of a fold, each row at its place."""
    if hasattr(learns, "toarray"):
        from scipy.sparse import csr_matrix, vstack

        place = np.full(n, len(fold.train) + len(fold.valid))  # the row of zeros, for those in neither part
        place[fold.train], place[fold.valid] = np.arange(len(fold.train)), len(fold.train) + np.arange(len(fold.valid))
        parts = [learns, csr_matrix(judges), csr_matrix((1, learns.shape[1]), dtype=np.float32)]
        return vstack(parts, format="csr")[place]
    X = np.zeros((n, learns.shape[1]), np.float32)
    X[fold.train], X[fold.valid] = learns, dense(judges)
    return X
