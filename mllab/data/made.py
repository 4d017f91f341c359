"""Tables made by a seeded formula: shapes whose truth is known, to learn what a picture of them shows and what it makes up.

The last column is the hidden truth: the place along the shape, or the group. The three after Wattenberg, Viégas & Johnson 2016,
"How to Use t-SNE Effectively", are theirs in shape, with more rows.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from mllab.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

SEED = 7


def swiss_roll(rng: np.random.Generator, rows: int = 1500) -> "pd.DataFrame":
    """A sheet rolled up in three dimensions (Tenenbaum, de Silva & Langford 2000). `along`: the place on the unrolled sheet, by length of arc."""
    turn = 1.5 * np.pi * (1 + 2 * rng.random(rows))
    length = (turn * np.sqrt(1 + turn**2) + np.arcsinh(turn)) / 2  # of the spiral r = turn, from its middle
    start = 1.5 * np.pi
    along = length - (start * np.sqrt(1 + start**2) + np.arcsinh(start)) / 2
    return _frame({"x": turn * np.cos(turn), "y": 21 * rng.random(rows), "z": turn * np.sin(turn), "along": along})


def s_curve(rng: np.random.Generator, rows: int = 1500) -> "pd.DataFrame":
    """A sheet bent to an S: two circles of radius 1, three quarters of each. `along`: the place on it, by length of arc, 0 in the middle of the S."""
    along = 3 * np.pi * (rng.random(rows) - 0.5)
    return _frame({"x": np.sin(along), "y": 2 * rng.random(rows), "z": np.sign(along) * (np.cos(along) - 1), "along": along})


def moons(rng: np.random.Generator, rows: int = 1000) -> "pd.DataFrame":
    """Two half circles that reach into each other, with noise of 0.07."""
    upper = np.arange(rows) < rows // 2
    angle = np.pi * rng.random(rows)
    x = np.where(upper, np.cos(angle), 1 - np.cos(angle)) + rng.normal(0, 0.07, rows)
    y = np.where(upper, np.sin(angle), 0.5 - np.sin(angle)) + rng.normal(0, 0.07, rows)
    return _frame({"x": x, "y": y, "moon": np.where(upper, "upper", "lower")}, rng)


def uneven_blobs(rng: np.random.Generator) -> "pd.DataFrame":
    """Five round groups in ten dimensions that differ in rows (100 to 600) and in spread (0.3 to 3): the smallest is not the tightest."""
    groups = {
        "large, wide": (600, 3.0),
        "large, tight": (400, 0.3),
        "middle": (250, 1.0),
        "small, wide": (150, 2.0),
        "small, tight": (100, 0.5),
    }
    middles = 16 / np.sqrt(2) * np.eye(5, 10)  # every two of them 16 apart
    points = [middle + spread * rng.normal(size=(rows, 10)) for middle, (rows, spread) in zip(middles, groups.values(), strict=True)]
    named = np.repeat(list(groups), [rows for rows, _ in groups.values()])
    return _frame(_columns(np.vstack(points)) | {"group": named}, rng)


def two_sizes(rng: np.random.Generator, rows: int = 1000, dimensions: int = 50) -> "pd.DataFrame":
    """Two round groups of as many rows, one ten times as wide as the other, their middles 20 apart (Wattenberg, Viégas & Johnson 2016)."""
    wide = np.arange(rows) < rows // 2
    points = rng.normal(size=(rows, dimensions)) * np.where(wide, 1, 0.1)[:, None]
    points[~wide, 0] += 20
    return _frame(_columns(points) | {"group": np.where(wide, "wide", "narrow")}, rng)


def three_distances(rng: np.random.Generator, rows: int = 1200, dimensions: int = 50) -> "pd.DataFrame":
    """Three equal round groups at 0, 10 and 50 on a line: one pair five times as far apart as another (Wattenberg, Viégas & Johnson 2016)."""
    group = np.arange(rows) * 3 // rows
    points = rng.normal(size=(rows, dimensions))
    points[:, 0] += np.array([0, 10, 50])[group]
    return _frame(_columns(points) | {"group": np.array(["at 0", "at 10", "at 50"])[group]}, rng)


def linked_rings(rng: np.random.Generator, rows: int = 1000) -> "pd.DataFrame":
    """Two circles of radius 1 in three dimensions, each through the middle of the other, with noise of 0.02."""
    first = np.arange(rows) < rows // 2
    angle = 2 * np.pi * rng.random(rows)
    across, up = np.cos(angle), np.sin(angle)
    noise = rng.normal(0, 0.02, (3, rows))
    shape = {"x": np.where(first, across, 1 + across), "y": np.where(first, up, 0), "z": np.where(first, 0, up)}
    points = {name: values + off for (name, values), off in zip(shape.items(), noise, strict=True)}
    return _frame(points | {"along": angle, "ring": np.where(first, "lying", "standing")}, rng)


def noise(rng: np.random.Generator, rows: int = 1000, dimensions: int = 100) -> "pd.DataFrame":
    """Nothing: independent normal numbers. `from_middle`: the distance from 0, nearly the same for all (Wattenberg, Viégas & Johnson 2016)."""
    points = rng.normal(size=(rows, dimensions))
    return _frame(_columns(points) | {"from_middle": np.linalg.norm(points, axis=1)})


def noisy_digits(rng: np.random.Generator) -> "pd.DataFrame":
    """scikit-learn's handwritten digits with normal noise of standard deviation 2 on every pixel."""
    from sklearn.datasets import load_digits

    digits = load_digits(as_frame=True)
    pixels = digits.data + rng.normal(0, 2, digits.data.shape)
    return _frame({name: pixels[name].to_numpy() for name in pixels} | {"digit": digits.target.astype(str).to_numpy()})


MADE: Mapping[str, Callable[[np.random.Generator], "pd.DataFrame"]] = {
    "swiss-roll": swiss_roll,
    "s-curve": s_curve,
    "moons": moons,
    "uneven-blobs": uneven_blobs,
    "two-sizes": two_sizes,
    "three-distances": three_distances,
    "linked-rings": linked_rings,
    "noise": noise,
    "noisy-digits": noisy_digits,
}


def make(name: str, seed: int = SEED) -> "pd.DataFrame":
    """The table called `name`, the same for the same seed. Raises DataError for a name that is none."""
    if name not in MADE:
        raise DataError(f"There is no formula called {name!r}. There are: {', '.join(MADE)}.")
    return MADE[name](np.random.default_rng(seed))


def _columns(points: np.ndarray) -> dict[str, np.ndarray]:
    return {f"x{i}": points[:, i - 1] for i in range(1, points.shape[1] + 1)}


def _frame(columns: Mapping[str, np.ndarray], shuffled: np.random.Generator | None = None) -> "pd.DataFrame":
    """Six decimals, which every machine writes alike; rows in random order where groups were made one after the other."""
    import pandas as pd

    frame = pd.DataFrame({name: values.round(6) if values.dtype.kind == "f" else values for name, values in columns.items()})
    return frame if shuffled is None else frame.iloc[shuffled.permutation(len(frame))].reset_index(drop=True)
