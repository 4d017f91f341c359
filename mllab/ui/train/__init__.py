"""The pieces of the page "Train and compare": the task, the board that fills, and one file per question asked of it."""

from mllab.ui.train.ask import ask
from mllab.ui.train.board import board
from mllab.ui.train.final import final
from mllab.ui.train.held_out import held_out
from mllab.ui.train.members import choose_models
from mllab.ui.train.noted import note
from mllab.ui.train.script import script
from mllab.ui.train.task import choose_task
from mllab.ui.train.view import View

__all__ = ["View", "ask", "board", "choose_models", "choose_task", "final", "held_out", "note", "script"]
