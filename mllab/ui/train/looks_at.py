"""What the model looks at: the columns it needs, what it does with each, and the model itself where it can be read."""

from mllab.ui.train.explained import effects, grown, importance, shared_out, weighed, worded
from mllab.ui.train.explained.parts import parts
from mllab.ui.train.view import View

PARTS = {
    "Which columns": (importance.show, "how much worse it gets without a column"),
    "One column": (effects.show, "what it says over the values of a column, on average and for single rows"),
    "Columns together": (effects.together, "which columns do more together than each alone"),
    "Row by row": (shared_out.show, "each answer shared out among the columns (SHAP)"),
}


def show(view: View) -> None:
    """The parts that the model has."""
    found = dict(PARTS)
    if worded.has(view):
        found = {"Words": (worded.show, "the words that speak for a class, and how much"), **found}
    elif weighed.has(view):
        found["Weights"] = (weighed.show, "the weights of a linear model, and how sure they are")
    if grown.has(view):
        found = {"The tree": (grown.show, "the tree itself, and the way of one row from root to leaf"), **found}
    parts(view, found, "looks-part")
