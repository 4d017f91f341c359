"""The task: which column is predicted from which, which rows are held out, and how the others are cut into folds.

>>> task = propose(table, "Survived")
>>> found = rows(table, task)
>>> parts = folds(found, task, count=5)
>>> matrices = encoded(found.frame, parts, [table.column(name) for name in task.columns], task.seed)    # one (n, d) per fold, fitted inside it
"""

from mllab.models.task._doubts import Doubt, doubts
from mllab.models.task._encoder import Encoder, encoded, encoder
from mllab.models.task._folds import Fold, folds
from mllab.models.task._likely import likely_target
from mllab.models.task._rows import Rows, rows
from mllab.models.task._task import Task, propose

__all__ = ["Doubt", "Encoder", "Fold", "Rows", "Task", "doubts", "encoded", "encoder", "folds", "likely_target", "propose", "rows"]
