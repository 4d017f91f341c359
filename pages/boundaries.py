"""Trees, neighbors, margins: where each kind of method draws the border between classes."""

from mllab.ui import page
from mllab.ui.learning.boundaries import bayes, ensembles, margins, neighbors, tree
from mllab.ui.learning.classroom import classroom
from mllab.ui.which import which

QUESTIONS = {
    "A tree": tree,
    "Many trees": ensembles,
    "Neighbors": neighbors,
    "Margins": margins,
    "Naive Bayes": bayes,
}

with (
    page(
        "Trees, neighbors, margins",
        "The same points, five ideas of where the border runs: on made points, points that you draw, or two columns of your table.",
    ),
    classroom(),
):
    QUESTIONS[which("Show", QUESTIONS, "border")]()
