"""Where the model is wrong: its mistakes, how it ranks, whether its probabilities hold, where it is worst, and for whom."""

from mllab.ui.train.explained import calibration, errors, fair, mistakes, ranking, weak
from mllab.ui.train.explained.parts import parts
from mllab.ui.train.view import View

WEAK = "Where it is worst"
CLASSES = {
    "Mistakes": (mistakes.show, "what is taken for what, at a threshold that you move, and what that costs"),
    WEAK: (weak.show, "values of columns whose rows it gets wrong more than others"),
    "Curves": (ranking.show, "ROC, precision over recall and lift: every threshold at once"),
    "Calibration": (calibration.show, "whether 70 % means 70 %"),
    "Fairness": (fair.show, "the same rates for every group of a column"),
}
NUMBERS = {
    "Errors": (errors.show, "predicted against true, and the worst rows first"),
    WEAK: (weak.show, "values of columns whose rows it gets wrong more than others"),
}


def show(view: View) -> None:
    """All from predictions of rows that the model had not seen; nothing is trained again."""
    parts(view, CLASSES if view.rows.classes else NUMBERS, "wrong-part" if view.rows.classes else "errors-part")
