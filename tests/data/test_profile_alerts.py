"""What an analyst is told of a column."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mllab.data.profile import profile
from mllab.data.profile.target import against, leaks

from .test_profile import tabled

RNG = np.random.default_rng(0)
N = 200


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("constant", [1.0] * N, "number"),
        ("nearly constant", ["a"] * (N - 1) + ["b"], "category"),
        ("many missing", [None] * 60 + list(range(N - 60)), "number"),
        ("empty", [None] * N, "category"),
        ("looks like an id", list(range(1, N + 1)), "number"),
        ("looks like an id", [f"K-{i}" for i in range(N)], "identifier"),
        ("nearly unique", [f"word {i}" for i in range(N)], "text"),
        ("mixed types", ["12"] * 100 + ["n/a", "twelve"] * 50, "category"),
        ("infinite values", [np.inf, *range(N - 1)], "number"),
        ("many zeros", [0.0] * 100 + list(RNG.normal(10, 1, 100)), "number"),
        ("skewed", list(RNG.lognormal(0, 2, N)), "number"),
        ("outliers", list(RNG.standard_t(1, N)), "number"),
        ("many values", [f"v{i % 60}" for i in range(N)], "category"),
    ],
)
def test_it_is_told(tmp_path: Path, name: str, values: list[object], kind: str) -> None:
    column = profile(tabled(pd.DataFrame({"x": pd.Series(values)}), tmp_path, x=kind)).column("x")
    assert name in [alert.name for alert in column.alerts]


def test_a_decent_column_raises_no_alert(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": RNG.normal(5, 1, N), "g": RNG.choice(list("abc"), N), "ok": RNG.random(N) < 0.5})
    assert profile(tabled(frame, tmp_path)).alerts == []


def test_a_column_filled_only_for_one_class_leaks_the_target(tmp_path: Path) -> None:
    left = RNG.random(N) < 0.3
    frame = pd.DataFrame({"left": left, "reason": np.where(left, RNG.choice(["price", "moved"], N), None), "x": RNG.normal(size=N)})
    found = leaks(against(tabled(frame, tmp_path), "left"))
    assert list(found) == ["reason"]
    assert "by being missing or not" in found["reason"].text


def test_a_copy_of_the_target_leaks_and_a_good_feature_does_not(tmp_path: Path) -> None:
    y = RNG.normal(size=N)
    frame = pd.DataFrame({"y": y, "copy": y * 1.2 + 3, "good": y + RNG.normal(size=N), "noise": RNG.normal(size=N)})
    assert list(leaks(against(tabled(frame, tmp_path), "y"))) == ["copy"]


def test_a_target_that_cannot_be_compared_gives_no_pairs(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": [f"n{i}" for i in range(N)], "x": RNG.normal(size=N)})
    assert against(tabled(frame, tmp_path, name="text"), "name") == []
