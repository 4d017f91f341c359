"""Beyond the U-shaped curve: what happens past the point where a fit can learn every row by heart, and in many dimensions."""

from mllab.learning.beyond.dimensions import ball_in_cube, distances, edge, nearest_to_center, shell
from mllab.learning.beyond.double_descent import Descent, digits_descent, expected_error, linear_descent
from mllab.learning.beyond.more_data import Growth, more_data
from mllab.learning.beyond.penalties import Path, lasso_path, ridge_path
from mllab.learning.beyond.wide_network import network_descent

__all__ = [
    "Descent",
    "Growth",
    "Path",
    "ball_in_cube",
    "digits_descent",
    "distances",
    "edge",
    "expected_error",
    "lasso_path",
    "linear_descent",
    "more_data",
    "nearest_to_center",
    "network_descent",
    "ridge_path",
    "shell",
]
