"""A model fitted to all rows that may be learned from, with the encoding it needs: what is explained, used and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mllab.data.table import Column
from mllab.models._base import Model, Trained
from mllab.models.board._score import predictions
from mllab.models.task import Encoder, Rows, Task, encoder

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model that can be asked about rows as they are in a table.

    classes  the class of each column of probabilities; empty for numbers
    """

    task: Task
    model: Model
    classes: tuple[str, ...]
    encoder: Encoder = field(repr=False)
    trained: Trained = field(repr=False)

    def predict(self, frame: "pd.DataFrame") -> np.ndarray:
        """(n, k) probabilities or (n,) numbers for the rows of a frame with the columns of the task. Raises DataError when columns are missing."""
        return self.answers(self.encoder.transform(frame))

    def answers(self, X: np.ndarray) -> np.ndarray:
        """The same for rows that are encoded already: X (n, d)."""
        return predictions(self.trained.estimator, X, len(self.classes))


def fitted(rows: Rows, task: Task, model: Model, columns: Sequence[Column]) -> Fitted:
    """The model fitted to the rows that are not held out; `columns` describe those of the task. Raises DataError when that cannot be done."""
    encode = encoder(rows.frame.iloc[rows.train], columns, task.seed, task.text)
    trained = model.fit(encode.values, task.seed, rows.y[rows.train], task.kind)
    return Fitted(task, model, rows.classes, encode, trained)
