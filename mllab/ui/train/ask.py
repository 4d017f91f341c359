"""The questions asked of a board and of the model that is looked at; only the open one is computed, and which it is stays in the link."""

from collections.abc import Callable

from mllab.ui.train import compare, keep, knob, looks_at, sees, tune, what_if, wrong
from mllab.ui.train.view import View
from mllab.ui.which import which

QUESTIONS: dict[str, Callable[[View], None]] = {
    "How they compare": compare.show,
    "Where it is wrong": wrong.show,
    "What it looks at": looks_at.show,
    "What if": what_if.show,
    "Move a knob": knob.show,
    "Tune": tune.show,
    "What the models see": sees.show,
    "Use and keep": keep.show,
}


def ask(view: View) -> None:
    """A row of questions, and the answer to the chosen one; nothing before a model is done."""
    if view.chosen is None:
        return
    QUESTIONS[which("Question", QUESTIONS, "train_question")](view)
