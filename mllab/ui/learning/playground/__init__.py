"""The pieces of the playground: the controls, the network that is being trained, its picture, and the routes between them."""

from mllab.ui.learning.playground.shown import playground

__all__ = ["playground"]
