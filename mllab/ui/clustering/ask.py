"""The questions asked of a clustering; only the one that is open is computed, and which it is stays in the link."""

from mllab.ui.clustering import compare, keep, many, real, what
from mllab.ui.clustering.fitted import View
from mllab.ui.sees import sees
from mllab.ui.which import which


def _sees(view: View) -> None:
    sees(view.matrix)


QUESTIONS = {
    "What each group is": what.show,
    "How many groups": many.show,
    "Is it real": real.show,
    "Compare two methods": compare.show,
    "What the algorithm sees": _sees,
    "Keep": keep.show,
}


def ask(view: View) -> None:
    """A row of questions, and the answer to the chosen one."""
    QUESTIONS[which("Question", QUESTIONS, "question")](view)
