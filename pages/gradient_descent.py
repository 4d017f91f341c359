"""Gradient descent: how learning finds its way down."""

from mllab.ui import page
from mllab.ui.learning.classroom import classroom
from mllab.ui.learning.descent import network, raced, rules
from mllab.ui.which import which

QUESTIONS = {"Race": raced, "The rules": rules, "A real network": network}

with (
    page(
        "Gradient descent",
        "Learning is walking downhill in the dark: only the slope underfoot is known. Race the ways of using it, and see who arrives.",
    ),
    classroom(),
):
    QUESTIONS[which("Show", QUESTIONS, "descent")]()
