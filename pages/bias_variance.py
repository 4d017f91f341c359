"""Bias and variance: why a fit that is too simple and one that is too rich both fail."""

from mllab.ui import page
from mllab.ui.learning.bias_variance import known, own
from mllab.ui.learning.classroom import classroom
from mllab.ui.which import which

ON = {"A known truth": known, "Your own table": own}

with (
    page(
        "Bias and variance",
        "A fit fails in two ways: too simple to be right, or so rich that it learns the noise. See both, and what would help.",
    ),
    classroom(),
):
    ON[which("On", ON, "on")]()
