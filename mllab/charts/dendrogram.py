"""The tree of an agglomerative clustering."""

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE
from mllab.charts.scatter import group_scale, legend, order

LEAVES = 40


@dataclass(frozen=True)
class Branch:
    """One merge as a bracket: the feet (left, right) with their heights, the top, the group below or "" above the cut."""

    left: float
    right: float
    left_height: float
    right_height: float
    top: float
    group: str


def dendrogram(linkage: np.ndarray, names: list[str], k: int, leaves: int = LEAVES, height: int = 380) -> alt.LayerChart:
    """The last `leaves` - 1 merges of a SciPy linkage (n-1, 4); below the cut into k groups in the colours of `names` (n,).

    The dashed line is the cut. What was merged earlier is one leaf, with its number of rows.
    """
    branches, feet = layout(linkage, names, k, leaves)
    listed = order([str(foot["group"]) for foot in feet])
    lines = pd.DataFrame([corner for i, branch in enumerate(branches) for corner in _corners(i, branch)])
    colour = alt.Color("group:N", scale=_scale(listed), title="group", legend=_legend(listed))
    axis = alt.Axis(labels=False, ticks=False, grid=False, domain=False, titlePadding=34)
    tree = (
        alt.Chart(lines)
        .mark_line(strokeWidth=1.6)
        .encode(
            x=alt.X("x:Q", axis=axis, title="rows in each leaf", scale=alt.Scale(domain=[-0.7, len(feet) - 0.3], nice=False)),
            y=alt.Y("height:Q", title="distance at which groups merge"),
            detail="merge:N",
            order="corner:O",
            color=colour,
        )
    )
    counts = (
        alt.Chart(pd.DataFrame(feet))
        .mark_text(align="right", baseline="middle", dx=-6, fontSize=9, angle=270)  # upright, or they run into each other on a telephone
        .encode(x="x:Q", y="height:Q", text="rows:N", color=colour)
    )
    return (tree + counts + _cut(linkage, k)).properties(height=height)


def layout(linkage: np.ndarray, names: list[str], k: int, leaves: int = LEAVES) -> tuple[list[Branch], list[dict[str, object]]]:
    """The brackets and the leaves of the upper tree, leaves at x = 0, 1, 2 ... in the order of the branches."""
    n = len(linkage) + 1
    shown = min(leaves, n)
    first = n + (n - shown)  # nodes below this one are leaves of the picture
    cut = n + (n - k)  # nodes below this one lie within a group
    place: dict[int, float] = {}
    feet: list[dict[str, object]] = []
    for node in _leaves_in_order(linkage, first):
        place[node] = float(len(feet))
        rows = 1 if node < n else int(linkage[node - n, 3])
        feet.append({"x": place[node], "height": 0.0, "rows": f"{rows:,}", "group": names[_any_row(linkage, node)]})
    branches = []
    for node in range(first, 2 * n - 1):
        left, right, top = int(linkage[node - n, 0]), int(linkage[node - n, 1]), float(linkage[node - n, 2])
        left_height, right_height = (float(linkage[child - n, 2]) if child >= first else 0.0 for child in (left, right))
        branches.append(
            Branch(place[left], place[right], left_height, right_height, top, names[_any_row(linkage, node)] if node < cut else "")
        )
        place[node] = (place[left] + place[right]) / 2
    return branches, feet


def _leaves_in_order(linkage: np.ndarray, first: int) -> list[int]:
    n, waiting, found = len(linkage) + 1, [2 * len(linkage)], []
    while waiting:
        node = waiting.pop()
        if node < first:
            found.append(node)
        else:
            waiting.extend([int(linkage[node - n, 1]), int(linkage[node - n, 0])])
    return found


def _any_row(linkage: np.ndarray, node: int) -> int:
    n = len(linkage) + 1
    while node >= n:
        node = int(linkage[node - n, 0])
    return node


def _corners(merge: int, branch: Branch) -> list[dict[str, object]]:
    path = [(branch.left, branch.left_height), (branch.left, branch.top), (branch.right, branch.top), (branch.right, branch.right_height)]
    return [{"merge": merge, "corner": i, "x": x, "height": y, "group": branch.group} for i, (x, y) in enumerate(path)]


def _scale(listed: list[str]) -> alt.Scale:
    scale = group_scale(listed)
    return alt.Scale(domain=[*listed, ""], range=[*scale.range, NOISE])


def _cut(linkage: np.ndarray, k: int) -> alt.Chart:
    n = len(linkage) + 1
    below = float(linkage[n - k - 1, 2]) if k < n else 0.0
    above = float(linkage[n - k, 2]) if k > 1 else below * 1.05
    return alt.Chart(pd.DataFrame({"height": [(below + above) / 2]})).mark_rule(strokeDash=[4, 4], color=NOISE).encode(y="height:Q")


def _legend(listed: list[str]) -> alt.Legend | None:
    """The groups alone: the grey of what joins them has no name."""
    made = legend(listed)
    return made and alt.Legend(**{**made.to_dict(), "values": listed})
