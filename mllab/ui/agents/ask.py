"""The questions asked of a training; only the one that is open is computed, and which it is stays in the link."""

from mllab.ui.agents import compare, how, numbers, predict
from mllab.ui.agents.trained import View
from mllab.ui.which import which

QUESTIONS = {
    "Predict first": predict.show,
    "Compare two methods": compare.show,
    "How it learns": how.show,
    "The numbers": numbers.show,
}


def ask(view: View) -> None:
    """A row of questions, and the answer to the chosen one."""
    QUESTIONS[which("Question", QUESTIONS, "asked")](view)
