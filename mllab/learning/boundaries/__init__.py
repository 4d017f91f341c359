"""Trees, neighbors, margins: where five families of methods draw the border between classes in a plane, and why there.

>>> points = made(POINTS["circle"](), n=200, seed=0)
>>> tree = grow(points.X, points.y)
>>> tree.cut, tree.left_over(splits=3)
>>> margin(points.X, points.y, "quadratic", C=10).support
"""

from mllab.learning.boundaries._bayes import Bells, bells, together
from mllab.learning.boundaries._contours import contour, straight
from mllab.learning.boundaries._layout import Laid, asked, laid
from mllab.learning.boundaries._margin import KERNELS, Margin, lift, margin, similar
from mllab.learning.boundaries._nearest import Cells, Vote, cells, left_out, nearest, neighbors, vote
from mllab.learning.boundaries._points import Labelled, by_hand, grid, made, of_table
from mllab.learning.boundaries._space import box_edges, mesh, patch, seen, unit
from mllab.learning.boundaries._stages import Stages, adaboost, apart, forest, gradient, reweighted
from mllab.learning.boundaries._telling import telling
from mllab.learning.boundaries._tree import CRITERIA, Growth, candidates, grow, impurity, wrong

__all__ = [
    "CRITERIA",
    "KERNELS",
    "Bells",
    "Cells",
    "Growth",
    "Labelled",
    "Laid",
    "Margin",
    "Stages",
    "Vote",
    "adaboost",
    "apart",
    "asked",
    "bells",
    "box_edges",
    "by_hand",
    "candidates",
    "cells",
    "contour",
    "forest",
    "gradient",
    "grid",
    "grow",
    "impurity",
    "laid",
    "left_out",
    "lift",
    "made",
    "margin",
    "mesh",
    "nearest",
    "neighbors",
    "of_table",
    "patch",
    "reweighted",
    "seen",
    "similar",
    "straight",
    "telling",
    "together",
    "unit",
    "vote",
    "wrong",
]
