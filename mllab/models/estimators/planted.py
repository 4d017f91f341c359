"""Nodes that were found elsewhere as a tree of scikit-learn."""

from typing import Any

import numpy as np
from sklearn.tree._tree import NODE_DTYPE, Tree

SEEDS = 0x7FFFFFFF  # scikit-learn draws the seed of a tree's splitter below this


def planted(
    links: np.ndarray, threshold: np.ndarray, impurity: np.ndarray, weight: np.ndarray, values: np.ndarray, deepest: int, d: int
) -> Tree:
    """The tree of b nodes over d columns: links (b, 4) are left and right (-1 at a leaf), column and rows; values (b, k) shares or means. O(b k)."""
    nodes = np.zeros(len(links), NODE_DTYPE)
    nodes["left_child"], nodes["right_child"], nodes["feature"], nodes["n_node_samples"] = links.T
    nodes["threshold"], nodes["impurity"], nodes["weighted_n_node_samples"] = threshold, impurity, weight
    inner, sizes = links[:, 0] >= 0, links[:, 3]
    nodes["missing_go_to_left"][inner] = sizes[links[inner, 0]] > sizes[links[inner, 1]]
    tree = Tree(d, np.array([values.shape[1]], np.intp), 1)
    state = {"max_depth": int(deepest), "node_count": len(nodes), "nodes": nodes, "values": np.ascontiguousarray(values[:, None, :])}
    tree.__setstate__(state)
    return tree


def finished(estimator: Any, tree: Tree, d: int, tried: int | None = None) -> None:
    """Make a tree the fitted one of scikit-learn's estimator; `tried` columns at each split, or all."""
    estimator.tree_, estimator.n_features_in_, estimator.max_features_, estimator.n_outputs_ = tree, d, tried or d, 1
