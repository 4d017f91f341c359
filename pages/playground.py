"""The playground: a small network learns before your eyes."""

from mllab.ui import page
from mllab.ui.learning.classroom import classroom
from mllab.ui.learning.playground import MEASURES, PARTS, playground

with (
    page(
        "Playground",
        "What can a few neurons learn? Press play, and watch each of them find its part of the answer.",
    ),
    classroom(MEASURES, PARTS, waits=False),
):
    playground()
