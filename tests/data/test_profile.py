"""The figures of a profile against pandas, called directly on the same frames."""

import dataclasses
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris

from mllab.data.profile import Profile, profile
from mllab.data.profile import source as source_module
from mllab.data.table import Column, Table

SHARED = Path(__file__).parents[3] / "shared/data"
SQL = {"i": "BIGINT", "f": "DOUBLE", "b": "BOOLEAN", "M": "TIMESTAMP"}


def tabled(frame: pd.DataFrame, folder: Path, **kinds: str) -> Table:
    """A table over a frame written to Parquet; kinds follow from the types unless given."""
    path = folder / "data.parquet"
    frame.to_parquet(path)
    guessed = {"i": "number", "f": "number", "b": "boolean", "M": "date"}
    columns = tuple(
        Column(name, kinds.get(name, guessed.get(kind.kind, "category")), SQL.get(kind.kind, "VARCHAR"))
        for name, kind in frame.dtypes.items()
    )
    return Table("t", "t", path, len(frame), columns, version=f"v-{len(frame)}")


@pytest.fixture
def titanic() -> pd.DataFrame:
    if not (SHARED / "titanic.csv").exists():
        pytest.skip("shared/data/titanic.csv is not here")
    return pd.read_csv(SHARED / "titanic.csv")


@pytest.mark.parametrize("column", ["Survived", "Pclass", "Age", "SibSp", "Parch", "Fare"])
def test_numbers_are_those_of_pandas_describe(titanic: pd.DataFrame, tmp_path: Path, column: str) -> None:
    found = profile(tabled(titanic, tmp_path)).column(column)
    known = titanic[column].describe()
    assert found.present == known["count"]
    assert found.missing == titanic[column].isna().sum()
    assert found.distinct == titanic[column].nunique()
    assert (found.mean, found.std, found.low, found.high) == pytest.approx(tuple(known[["mean", "std", "min", "max"]]))
    assert found.quartiles == pytest.approx(tuple(known[["25%", "50%", "75%"]]))
    assert found.skewness == pytest.approx(titanic[column].skew())
    assert found.approximate == ()


def test_outliers_are_those_beyond_tukeys_fences(titanic: pd.DataFrame, tmp_path: Path) -> None:
    low, high = titanic["Fare"].quantile([0.25, 0.75])
    beyond = ((titanic["Fare"] > high + 1.5 * (high - low)) | (titanic["Fare"] < low - 1.5 * (high - low))).sum()
    assert profile(tabled(titanic, tmp_path)).column("Fare").outliers == beyond == 116


def test_the_histogram_counts_what_pandas_cut_counts(titanic: pd.DataFrame, tmp_path: Path) -> None:
    bins = profile(tabled(titanic, tmp_path)).column("Fare").bins
    assert bins is not None
    known = pd.cut(titanic["Fare"], list(bins.edges), include_lowest=True).value_counts(sort=False)
    assert list(bins.counts) == list(known)
    assert sum(bins.counts) == len(titanic)


def test_the_inner_histogram_holds_what_lies_within_the_fences(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": [*np.random.default_rng(0).normal(50, 5, 500), 1e6]})
    found = profile(tabled(frame, tmp_path)).column("x")
    assert found.inner is not None
    assert found.fences is not None
    assert sum(found.inner.counts) == 501 - (found.outliers or 0)


def test_commonest_values_are_those_of_pandas(titanic: pd.DataFrame, tmp_path: Path) -> None:
    found = profile(tabled(titanic, tmp_path)).column("Embarked")
    assert dict(found.top) == titanic["Embarked"].value_counts().to_dict()
    assert found.missing == 2


def test_repeated_rows_are_those_of_pandas(tmp_path: Path) -> None:
    iris = load_iris(as_frame=True).frame
    assert profile(tabled(iris, tmp_path)).duplicates == iris.duplicated().sum() == 1


def test_missing_patterns_are_those_of_pandas(titanic: pd.DataFrame, tmp_path: Path) -> None:
    found = profile(tabled(titanic, tmp_path)).missing
    known = titanic[list(found.columns)].isna().value_counts()
    assert {p.columns: p.rows for p in found.patterns} == {tuple(np.array(found.columns)[list(key)]): count for key, count in known.items()}
    assert np.allclose(found.together, titanic[list(found.columns)].isna().corr())


def test_dates_are_seconds_since_1970(tmp_path: Path) -> None:
    days = pd.DataFrame({"day": pd.to_datetime(["2020-01-01", "2020-01-03", None, "2020-01-05"])})
    found = profile(tabled(days, tmp_path)).column("day")
    assert pd.to_datetime([found.low, found.mean, found.high], unit="s").strftime("%Y-%m-%d").to_list() == [
        "2020-01-01",
        "2020-01-03",
        "2020-01-05",
    ]
    assert found.missing == 1


def test_infinities_are_counted_and_left_out(tmp_path: Path) -> None:
    found = profile(tabled(pd.DataFrame({"x": [1.0, 2.0, 3.0, np.inf, -np.inf, np.nan]}), tmp_path)).column("x")
    assert (found.infinite, found.missing, found.low, found.high, found.mean, found.std) == (2, 1, 1, 3, 2, 1)
    assert "infinite values" in [alert.name for alert in found.alerts]


def test_astronomic_numbers_do_not_overflow(tmp_path: Path) -> None:
    x = np.array([1e300, 2e300, 3e300, -1e300])
    found = profile(tabled(pd.DataFrame({"x": x}), tmp_path)).column("x")
    assert found.mean == pytest.approx(1.25e300)
    assert found.std == pytest.approx((x / 1e300).std(ddof=1) * 1e300)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"x": pd.Series([None, None], dtype="float64")}),
        pd.DataFrame({"x": pd.Series([None, None], dtype="object")}),
        pd.DataFrame({"x": [7]}),
        pd.DataFrame({"x": ["only"], "y": [1.5]}),
        pd.DataFrame({"x": [3, 3, 3], "y": ["a", "a", "a"]}),
        pd.DataFrame({"x": pd.Series([], dtype="float64"), "y": pd.Series([], dtype="object")}),
    ],
    ids=["no numbers", "no texts", "one cell", "one row", "constant", "no rows"],
)
def test_poor_tables_have_a_profile(frame: pd.DataFrame, tmp_path: Path) -> None:
    found = profile(tabled(frame, tmp_path))
    assert [column.missing for column in found.columns] == frame.isna().sum().to_list()
    assert found.pairs == ()
    json.loads(found.to_json())


def test_names_from_hell_are_only_names(tmp_path: Path) -> None:
    names = ['a"b', "x.y[0]", "'; DROP TABLE data; --", "<b>hi</b>", "c0", "work", "ü" * 10_000, "row"]
    frame = pd.DataFrame({name: [1.0, 2.0, 4.0, 9.0] for name in names})
    found = profile(tabled(frame, tmp_path))
    assert [column.name for column in found.columns] == names
    assert all(column.mean == 4 for column in found.columns)


def test_a_profile_goes_to_json_and_back(titanic: pd.DataFrame, tmp_path: Path) -> None:
    found = profile(tabled(titanic, tmp_path))
    assert Profile.from_json(found.to_json()) == found


def test_it_is_kept_beside_a_stored_table_and_made_anew_for_another_version(tmp_path: Path) -> None:
    table = tabled(pd.DataFrame({"x": [1, 2, 3]}), tmp_path)
    profile(table)
    assert not (tmp_path / "profile.json").exists(), "a folder that is not ours is not written to"
    (tmp_path / "table.json").write_text("{}")
    first = profile(table)
    kept = json.loads((tmp_path / "profile.json").read_text())
    kept["duplicates"] = 99
    (tmp_path / "profile.json").write_text(json.dumps(kept))
    assert profile(table) == replace(first, duplicates=99)
    assert profile(replace(table, version="other")).duplicates == 0


def test_a_big_table_is_sampled_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {"id": np.arange(40_000), "x": rng.normal(10, 2, 40_000), "g": rng.choice(list("abc"), 40_000), "k": rng.integers(0, 3000, 40_000)}
    )
    monkeypatch.setattr(source_module, "EXACT_ROWS", 20_000)
    monkeypatch.setattr("mllab.data.profile.duplicates.EXACT_ROWS", 20_000)
    monkeypatch.setattr(source_module, "SAMPLE_ROWS", 10_000)
    found = profile(tabled(frame, tmp_path))
    x = found.column("x")
    assert (x.mean, x.std, x.low, x.high) == pytest.approx((frame["x"].mean(), frame["x"].std(), frame["x"].min(), frame["x"].max()))
    assert set(x.approximate) >= {"quartiles", "bins", "skewness"}
    assert x.sampled == 10_000
    assert x.quartiles is not None
    assert (frame["x"] < x.quartiles[1]).mean() == pytest.approx(0.5, abs=0.02)
    assert found.column("g").distinct == 3
    assert found.column("k").distinct == frame["k"].nunique()
    assert dict(found.column("g").top) == frame["g"].value_counts().to_dict()
    assert found.column("id").distinct == 40_000
    assert found.duplicates_approximate
    assert found.duplicates == 0
    assert profile(tabled(frame, tmp_path)) == found, "the same seed, the same sample"


def test_repeated_rows_of_a_big_table_are_estimated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    once = pd.DataFrame({"x": np.arange(20_000), "y": np.arange(20_000) % 7})
    monkeypatch.setattr("mllab.data.profile.duplicates.EXACT_ROWS", 1_000)
    found = profile(tabled(pd.concat([once, once]), tmp_path))
    assert found.duplicates_approximate
    assert found.duplicates == pytest.approx(20_000, rel=0.3)  # sd of the estimate: 64 * sqrt(20,000 / 64) = 5.7 %


def test_hundreds_of_columns_pair_only_the_sixty_most_informative(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    found = profile(tabled(pd.DataFrame(rng.normal(size=(30, 250)), columns=[f"c{i}" for i in range(250)]), tmp_path))
    assert len(found.columns) == 250
    assert len(found.pairs) == 60 * 59 // 2
    assert len(found.left_out) == 190
    assert "60 most informative" in found.left_out[0][1]


def test_arrays_and_sql_figure_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fits in memory is figured from arrays, the rest in SQL; both must say the same of every sort of column."""
    rng = np.random.default_rng(3)
    n = 120
    sorts = {
        "real": rng.normal(size=n),
        "whole": rng.integers(-5, 60, n),
        "gaps": np.where(rng.random(n) < 0.3, np.nan, rng.exponential(size=n)),
        "huge": rng.normal(size=n) * 1e300,
        "infinite": np.where(rng.random(n) < 0.1, np.inf, rng.normal(size=n)),
        "same": np.full(n, 7.0),
        "nothing": np.full(n, np.nan),
        "far": np.append(rng.normal(size=n - 1), 1e6),
        "when": pd.date_range("2020-01-01", periods=n, freq="7h"),
        "text": rng.choice(["a", "b", "c"], n),
        "flag": rng.random(n) < 0.5,
        "few": rng.choice([1.5, 2.0, 1e16], n),
        "mixed": rng.choice(["12", " 7", "1e5", "inf", "none", "x" * 300], n),
        "holes": rng.choice(["é", "ab", None], n),
        "unique": [f"row {i}" for i in range(n)],
        "class": rng.integers(0, 3, n),
        "key": rng.permutation(n),
    }
    table = tabled(pd.DataFrame(sorts), tmp_path, **{"class": "category", "key": "identifier"})
    by_arrays = profile(table)
    monkeypatch.setattr("mllab.data.profile.held.MOST_BYTES", 0)
    by_sql = profile(table)
    assert [(pair.a, pair.b) for pair in by_sql.pairs] == [(pair.a, pair.b) for pair in by_arrays.pairs]
    assert all(map(_near, by_sql.pairs, by_arrays.pairs))
    for one, other in zip(by_sql.columns, by_arrays.columns, strict=True):
        for field in dataclasses.fields(one):
            assert _near(getattr(other, field.name), getattr(one, field.name)), (one.name, field.name)


def _near(a: object, b: object) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return a == pytest.approx(b, rel=1e-9, abs=1e-12)
    if dataclasses.is_dataclass(a) and dataclasses.is_dataclass(b):
        return _near(vars(a), vars(b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_near(a[key], b[key]) for key in a)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(_near, a, b))
    return a == b
