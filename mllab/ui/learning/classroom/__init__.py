"""For a class: a link that sets a task, hides or locks controls, and asks for a prediction first."""

from mllab.ui.learning.classroom.asked import Asked, asked
from mllab.ui.learning.classroom.shown import classroom, judged, predicted

__all__ = ["Asked", "asked", "classroom", "judged", "predicted"]
