"""The playground: a small network learns before your eyes."""

from mllab.ui import page
from mllab.ui.learning.playground import playground

with page(
    "Playground",
    "What can a few neurons learn? Press play, and watch each of them find its part of the answer.",
):
    playground()
