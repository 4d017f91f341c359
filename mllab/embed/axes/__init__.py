"""Axes of meaning: a direction from pairs or lists of words, and where other words lie on it.

>>> axis = written(words, "she-he, woman-man, her-his")
>>> project(words, axis, ["nurse", "plumber"])     # relative to the list's mean, with a jackknife interval over the pairs
"""

from mllab.embed.axes.axis import Axis, HeldOut, held_out, of_lists, of_pairs
from mllab.embed.axes.given import Given, given, needed
from mllab.embed.axes.presets import AXES, LISTS, Preset
from mllab.embed.axes.project import LEVEL, Interval, Projection, angles, coordinates, ends, project
from mllab.embed.axes.written import listed, written

__all__ = [
    "AXES",
    "LEVEL",
    "LISTS",
    "Axis",
    "Given",
    "HeldOut",
    "Interval",
    "Preset",
    "Projection",
    "angles",
    "coordinates",
    "ends",
    "given",
    "held_out",
    "listed",
    "needed",
    "of_lists",
    "of_pairs",
    "project",
    "written",
]
