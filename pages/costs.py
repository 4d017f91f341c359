"""Costs: what a wrong answer is worth decides what is learned."""

from mllab.ui import page
from mllab.ui.learning.classroom import classroom
from mllab.ui.learning.costs import likelihood, line, logistic, quantiles, side_by_side
from mllab.ui.which import which

QUESTIONS = {
    "Losses side by side": side_by_side,
    "A line by hand": line,
    "A logistic curve by hand": logistic,
    "Quantile bands": quantiles,
    "Maximum likelihood": likelihood,
}

with (
    page(
        "Costs",
        "Learning makes a cost small. Which cost is chosen decides what is learned: the mean, the median, a quantile, a probability.",
    ),
    classroom(),
):
    QUESTIONS[which("Question", QUESTIONS, "cost")]()
