"""The kept model as plain code: the rows that it learned from, their encoding, the model."""

from mllab.models.fitted import Fitted
from mllab.models.task import Rows
from mllab.models.task.script import held_out
from mllab.script import Script


def script(fitted: Fitted, rows: Rows) -> Script:
    """Code that makes `X`, `y` and the fitted `model` from the `frame` of all rows. O(parameters)."""
    task = fitted.task
    learned = "frame, y = frame.iloc[train], y[train]"
    return held_out(rows, task) + Script(learned) + fitted.encoder.script() + fitted.model.script(task.seed, task.kind)
