"""Beyond the U: what the curve of bias and variance does not tell."""

from mllab.ui import page
from mllab.ui.learning.beyond import descent, dimensions, growth, outside, penalties
from mllab.ui.learning.classroom import classroom
from mllab.ui.which import which

QUESTIONS = {
    "Double descent": descent,
    "Many dimensions": dimensions,
    "More data": growth,
    "Outside the data": outside,
    "Penalties": penalties,
}

with (
    page(
        "Beyond the U",
        "Too simple, too rich, and a best in between: that is most of the story. Here is the rest.",
    ),
    classroom(),
):
    QUESTIONS[which("Show", QUESTIONS, "beyond")]()
