"""The numbers behind charts against pandas and NumPy, filters, and the scripts that give the same."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mllab.data import plot
from mllab.data.plot import Contains, NoneOf, OneOf, Range, Spec, draw, fitting, where
from mllab.data.plot import shapes as shapes_module
from mllab.data.plot.script import script
from mllab.data.profile.script import script as figures_script
from mllab.data.table import Table
from mllab.errors import DataError

from .test_profile import tabled

HELL = "x.y[0]'\"; <b>"


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    n = 600
    group = rng.choice(["red", "green", "blue"], n)
    frame = pd.DataFrame(
        {
            "when": pd.to_datetime("2021-03-01") + pd.to_timedelta(rng.integers(0, 900, n), unit="D"),
            "size": rng.normal(50, 12, n) + 10 * (group == "red"),
            "count": rng.integers(0, 7, n),
            HELL: rng.lognormal(3, 1, n),
            "group": group,
            "city": [f"city {i}" for i in rng.zipf(1.5, n) % 45],
            "yes": rng.random(n) < 0.4,
        }
    )
    return frame.mask((rng.random(frame.shape) < 0.05) & (frame.columns != "yes")[None, :])


@pytest.fixture(scope="module")
def table(frame: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Table:
    return tabled(frame, tmp_path_factory.mktemp("plot"))


def test_the_fitting_shape_comes_first(table: Table) -> None:
    best = {(x, y): fitting(table, Spec(x, y))[0] for x in ("size", "group", "when") for y in ("", "size", "group") if x != y}
    assert best == {
        ("size", ""): "histogram",
        ("size", "group"): "box",
        ("group", ""): "bars",
        ("group", "size"): "box",
        ("when", ""): "histogram",
        ("when", "size"): "line",
        ("when", "group"): "box",
    }


def test_a_shape_that_cannot_show_the_columns_is_refused(table: Table) -> None:
    with pytest.raises(DataError, match=r"A line cannot show group \(category\) alone. These can: bars"):
        draw(table, Spec("group", shape="line"))


def test_histogram_counts_are_those_of_numpy(table: Table, frame: pd.DataFrame) -> None:
    found = draw(table, Spec("size"))
    size = frame["size"].dropna()
    known, _ = np.histogram(size, 30, (size.min(), size.max()))
    assert found.frame["n"].to_list() == known[known > 0].tolist()
    assert f"{frame['size'].isna().sum()} without a finite value" in found.note


def test_whole_numbers_get_a_bin_each(table: Table, frame: pd.DataFrame) -> None:
    found = draw(table, Spec("count")).frame
    assert dict(zip(found["x"] + 0.5, found["n"], strict=True)) == frame["count"].value_counts().to_dict()


def test_boxes_are_quartiles_and_whiskers_of_each_group(table: Table, frame: pd.DataFrame) -> None:
    found = draw(table, Spec("group", "size")).frame.set_index("x")
    for name, size in frame.assign(group=frame["group"].fillna("(missing)")).dropna(subset=["size"]).groupby("group")["size"]:
        q1, q2, q3 = size.quantile([0.25, 0.5, 0.75])
        inside = size[size.between(q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1))]
        row = found.loc[name]
        assert tuple(row[["q1", "q2", "q3", "low", "high"]]) == pytest.approx((q1, q2, q3, inside.min(), inside.max()))
        assert row["far"] == len(size) - len(inside)


def test_a_line_is_the_mean_of_each_month(table: Table, frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    found = draw(table, Spec("when", "size"))
    both = frame.dropna(subset=["when", "size"])
    known = both.groupby(both["when"].dt.to_period("W").dt.start_time)["size"].mean()
    assert "per week" in found.note
    assert found.frame["x"].to_list() == known.index.to_list()
    assert found.frame["y"].to_numpy() == pytest.approx(known.to_numpy())


def test_few_points_are_drawn_many_are_counted_or_sampled(table: Table, frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    both = int(frame[["size", HELL]].notna().all(axis=1).sum())
    assert len(draw(table, Spec("size", HELL)).frame) == both
    monkeypatch.setattr(shapes_module, "POINTS", 100)
    dense = draw(table, Spec("size", HELL))
    assert dense.density
    assert dense.frame["n"].sum() == both
    assert "Density of 600 rows" in dense.note
    some = draw(table, Spec("size", HELL, colour="group"))
    assert len(some.frame) == 100
    assert "A random sample of 100 of 600 rows" in some.note
    assert some.frame.equals(draw(table, Spec("size", HELL, colour="group")).frame), "the same seed, the same rows"


def test_rare_values_are_gathered_and_said(table: Table, frame: pd.DataFrame) -> None:
    found = draw(table, Spec("city"))
    assert found.order("x")[-1] == "(other)"
    assert len(found.frame) == 30
    assert "All but the 29 commonest values are gathered" in found.note
    assert found.frame["n"].sum() == len(frame)


FILTERS = {
    "range": ((Range("size", 40, 60),), lambda f: f["size"].between(40, 60)),
    "dates": (
        (Range("when", pd.Timestamp("2022-01-01").timestamp(), pd.Timestamp("2022-12-31").timestamp()),),
        lambda f: f["when"].dt.year == 2022,
    ),
    "values": ((OneOf("group", ("red", "(missing)")),), lambda f: f["group"].isin(["red"]) | f["group"].isna()),
    "none of": ((NoneOf("group", ("red",)),), lambda f: f["group"] != "red"),
    "truth": ((OneOf("yes", ("true",)),), lambda f: f["yes"]),
    "hostile name": ((Range(HELL, 0, 20),), lambda f: f[HELL] <= 20),
    "hostile value": ((OneOf("group", ("'; DROP TABLE data; --",)),), lambda f: f["group"] == "'; DROP TABLE data; --"),
    "search": ((Contains("CITY 7"),), lambda f: f["city"].str.contains("city 7", na=False)),
    "both": ((Range("size", 40, 60), OneOf("group", ("blue",))), lambda f: f["size"].between(40, 60) & (f["group"] == "blue")),
}


@pytest.mark.parametrize("name", FILTERS)
def test_filters_keep_the_rows_that_pandas_keeps(table: Table, frame: pd.DataFrame, name: str) -> None:
    filters, known = FILTERS[name]
    kept = frame[known(frame).astype(bool)]
    assert plot.count(table, filters) == len(kept)
    assert plot.rows(table, filters, size=1000).index.to_list() == kept.index.to_list()


def test_values_never_become_sql(table: Table) -> None:
    condition, parameters = where(table, (OneOf("group", ("'; DROP TABLE data; --",)), Contains("%_'")))
    assert "DROP" not in condition
    assert "%_'" not in condition
    assert len(parameters) == condition.count("?")


def test_a_page_of_rows_is_a_slice(table: Table, frame: pd.DataFrame) -> None:
    found = plot.rows(table, start=200, size=50)
    pd.testing.assert_frame_equal(found[["size", "group"]], frame.loc[200:249, ["size", "group"]], check_dtype=False)


def test_a_filter_moves_no_bin(table: Table) -> None:
    every, some = draw(table, Spec("size")), draw(table, Spec("size"), (OneOf("group", ("red",)),))
    assert set(some.frame["x"]) <= set(every.frame["x"])
    assert some.extents == every.extents


SPECS = [
    Spec("size"),
    Spec(HELL, colour="group"),
    Spec("count", colour="size"),
    Spec("when", colour="yes"),
    Spec("group"),
    Spec("city", colour="yes"),
    Spec("group", "size", shape="bars"),
    Spec("size", HELL, "group", "yes"),
    Spec("size", HELL, "count"),
    Spec("group", "size", colour="yes"),
    Spec("when", "size"),
    Spec("size", "count", shape="line"),
    Spec("group", "yes"),
    Spec("size", HELL, shape="heat map"),
    Spec("when", "group", shape="heat map"),
]


def test_the_scripts_give_the_same_numbers_in_a_fresh_interpreter(table: Table, tmp_path: Path) -> None:
    """All shapes in one process: each script writes its numbers, which are those of the chart."""
    filters = (Range("size", 20, 75), NoneOf("group", ("green",)))
    drawings = [draw(table, spec, filters) for spec in SPECS]
    parts = [
        str(script(table, drawing, filters)).replace("chart.html", f"chart{i}.html") + f"\ndata.to_parquet('{i}.parquet')"
        for i, drawing in enumerate(drawings)
    ]
    (tmp_path / "all.py").write_text("\n".join(parts), encoding="utf-8")
    subprocess.run([sys.executable, "-W", "ignore", "all.py"], cwd=tmp_path, check=True, timeout=120)
    for i, drawing in enumerate(drawings):
        columns = [column for column in drawing.frame if column != "row"]
        found, known = (
            f[columns].sort_values(columns).reset_index(drop=True) for f in (pd.read_parquet(tmp_path / f"{i}.parquet"), drawing.frame)
        )
        for column in columns:
            if pd.api.types.is_numeric_dtype(known[column]):
                np.testing.assert_allclose(
                    found[column].astype(float), known[column].astype(float), rtol=1e-9, err_msg=f"{SPECS[i]} {column}"
                )
            else:
                assert found[column].astype(str).to_list() == known[column].astype(str).to_list(), (SPECS[i], column)
        assert (tmp_path / f"chart{i}.html").stat().st_size > 1000


def test_the_figures_script_gives_the_figures_of_the_profile(table: Table, tmp_path: Path) -> None:
    """Run in a fresh interpreter; compared number by number."""
    ending = "\nfigures.to_json('figures.json'); pearson.to_json('pearson.json'); spearman.to_json('spearman.json')\n"
    ending += (
        "cramer.to_json('cramer.json'); ratio.to_json('ratio.json'); missing.to_json('missing.json'); distinct.to_json('distinct.json')\n"
    )
    (tmp_path / "figures.py").write_text(str(figures_script(table)) + ending, encoding="utf-8")
    subprocess.run([sys.executable, "-W", "ignore", "figures.py"], cwd=tmp_path, check=True, timeout=60, capture_output=True)
    figures, pearson, spearman, cramer, ratio = (
        pd.read_json(tmp_path / f"{name}.json", precise_float=True) for name in ("figures", "pearson", "spearman", "cramer", "ratio")
    )
    profile = table.profile()
    for name in ("size", "count", HELL):
        column = profile.column(name)
        known = figures[name]
        assert (column.mean, column.std, column.skewness, column.outliers) == pytest.approx(
            tuple(known[["mean", "std", "skewness", "outliers"]])
        )
        assert column.quartiles == pytest.approx(tuple(known[["25%", "50%", "75%"]]))
    both = pd.concat([pd.read_json(tmp_path / f"{name}.json", typ="series") for name in ("missing", "distinct")], axis=1)
    assert {c.name: (c.missing, c.distinct) for c in profile.columns} == {name: tuple(row) for name, row in both.iterrows()}
    for pair in profile.pairs:
        kinds = {profile.column(pair.a).kind, profile.column(pair.b).kind}
        if "date" in kinds:
            continue
        if pair.measure == "Pearson":
            assert (pair.value, pair.spearman) == pytest.approx((pearson.loc[pair.a, pair.b], spearman.loc[pair.a, pair.b]))
        elif pair.measure == "Cramér's V":
            assert pair.value == pytest.approx(cramer.loc[pair.a, pair.b], abs=1e-9)
        else:
            number, group = (pair.a, pair.b) if profile.column(pair.a).kind == "number" else (pair.b, pair.a)
            assert pair.value == pytest.approx(ratio.loc[number, group])
