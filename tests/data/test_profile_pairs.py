"""Measures of association against SciPy, pandas and published formulas, and the order of surprise."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn.datasets import load_iris

from mllab.data.profile import profile
from mllab.data.profile.association import correlation_ratio, cramers_v, lower_end, pearson, spearman
from mllab.data.profile.pairs import related

from .test_profile import SHARED, tabled

RNG = np.random.default_rng(3)


@pytest.fixture
def penguins() -> pd.DataFrame:
    if not (SHARED / "penguins.csv").exists():
        pytest.skip("shared/data/penguins.csv is not here")
    return pd.read_csv(SHARED / "penguins.csv")


def test_two_numbers_are_as_pandas_correlates_them(penguins: pd.DataFrame, tmp_path: Path) -> None:
    numbers = penguins.select_dtypes("number")
    straight, ranked = numbers.corr(), numbers.corr("spearman")
    found = [pair for pair in profile(tabled(penguins, tmp_path)).pairs if pair.measure == "Pearson"]
    assert len(found) == 10
    for pair in found:
        assert pair.value == pytest.approx(straight.loc[pair.a, pair.b])
        assert pair.spearman == pytest.approx(ranked.loc[pair.a, pair.b])


def test_ties_share_their_rank_as_in_scipy() -> None:
    x, y = RNG.integers(0, 5, 300).astype(float), RNG.integers(0, 9, 300).astype(float)
    assert spearman(x, y).value == pytest.approx(stats.spearmanr(x, y).statistic)
    assert pearson(x, y).value == pytest.approx(stats.pearsonr(x, y).statistic)


def test_cramers_v_follows_bergsma_from_scipys_chi_square(penguins: pd.DataFrame) -> None:
    both = penguins[["species", "island"]].dropna()
    met = pd.crosstab(both["species"], both["island"])
    chi2, n, (r, k) = stats.chi2_contingency(met, correction=False).statistic, met.to_numpy().sum(), met.shape
    phi2 = max(0, chi2 / n - (r - 1) * (k - 1) / (n - 1))  # Bergsma 2013, equation 8
    known = np.sqrt(phi2 / min(r - (r - 1) ** 2 / (n - 1) - 1, k - (k - 1) ** 2 / (n - 1) - 1))
    assert cramers_v(*(both[c].astype("category").cat.codes.to_numpy() for c in both)).value == pytest.approx(known)
    assert known < stats.contingency.association(met, method="cramer"), "the correction takes off what chance gives"


def test_many_categories_on_few_rows_are_not_related_by_chance() -> None:
    a, b = RNG.integers(0, 12, 100), RNG.integers(0, 12, 100)
    assert stats.contingency.association(pd.crosstab(a, b), method="cramer") > 0.3
    assert cramers_v(a, b).value < 0.15


def test_eta_squared_is_the_share_of_variance_between_groups() -> None:
    """From scipy's analysis of variance: eta squared = F (k - 1) / (F (k - 1) + n - k)."""
    iris = load_iris(as_frame=True).frame
    groups = [part["sepal width (cm)"] for _, part in iris.groupby("target")]
    f = stats.f_oneway(*groups).statistic
    eta2 = f * 2 / (f * 2 + 147)
    found = correlation_ratio(iris["target"].to_numpy(), iris["sepal width (cm)"].to_numpy())
    assert found.value**2 == pytest.approx(eta2)
    assert found.strength**2 == pytest.approx(1 - (1 - eta2) * 149 / 147)  # epsilon squared, Kelley 1935


def test_the_lower_end_is_that_of_scipys_fisher_interval() -> None:
    x = RNG.normal(size=80)
    result = stats.pearsonr(x, x + RNG.normal(size=80))
    assert lower_end(result.statistic, 80) == pytest.approx(result.confidence_interval(0.95).low, abs=1e-4)


@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e200])
def test_correlations_survive_any_scale(scale: float) -> None:
    x = RNG.normal(size=50)
    y = x + RNG.normal(size=50)
    assert pearson(x * scale, y).value == pytest.approx(pearson(x, y).value)


def test_what_does_not_vary_has_no_correlation() -> None:
    assert np.isnan(pearson(np.ones(10), np.arange(10.0)).value)
    assert np.isnan(cramers_v(np.zeros(10, int), np.arange(10)).value)
    assert np.isnan(correlation_ratio(np.arange(5), np.arange(5.0)).value), "a group for each row explains everything and nothing"


def test_the_most_surprising_pair_comes_first(tmp_path: Path) -> None:
    n = 400
    x, tall = RNG.normal(size=n), RNG.normal(size=n)
    frame = pd.DataFrame({
        "x": x, "strong": x + RNG.normal(size=n) * 0.3, "height_cm": tall, "height_inch": tall / 2.54,
        "curved": np.exp(4 * tall) + 0.01 * RNG.normal(size=n), "noise": RNG.normal(size=n),
    })  # fmt: skip
    found = profile(tabled(frame, tmp_path)).pairs
    by_names = {frozenset((pair.a, pair.b)): pair for pair in found}
    copy = by_names[frozenset(("height_cm", "height_inch"))]
    assert set(copy.notes) == {"related names", "the same on another scale"}
    assert copy.surprise == pytest.approx(0.5, abs=0.01), "names that say it: half the surprise"
    assert {found[0].a, found[0].b} <= {"height_cm", "height_inch", "curved"}
    assert "curved: ranks agree more than values" in by_names[frozenset(("height_cm", "curved"))].notes
    assert all("noise" in (pair.a, pair.b) or pair.strength < 0.2 for pair in found[-3:])
    assert [pair.surprise for pair in found] == sorted((pair.surprise for pair in found), reverse=True)


def test_one_category_that_decides_another_is_flagged(tmp_path: Path) -> None:
    city = RNG.choice(["Kiel", "Bonn", "Ulm"], 90)
    frame = pd.DataFrame(
        {"city": city, "code": pd.Series(city).map({"Kiel": "a", "Bonn": "b", "Ulm": "c"}), "north": np.where(city == "Kiel", "yes", "no")}
    )
    notes = {frozenset((pair.a, pair.b)): pair.notes for pair in profile(tabled(frame, tmp_path)).pairs}
    assert notes[frozenset(("city", "code"))] == ("the same under other names",)
    assert notes[frozenset(("city", "north"))] == ("one decides the other",)


def test_identifiers_and_texts_are_left_out_and_said(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": [f"k{i}" for i in range(30)], "x": np.arange(30.0) ** 2, "y": RNG.normal(size=30)})
    found = profile(tabled(frame, tmp_path, id="identifier"))
    assert found.left_out == (("id", "is an identifier"),)
    assert [(pair.a, pair.b) for pair in found.pairs] == [("x", "y")]


@pytest.mark.parametrize(
    ("a", "b", "known"),
    [("bill_length", "bill_depth", True), ("x1", "x2", False), ("priceNet", "priceGross", True), ("age", "fare", False)],
)
def test_names_are_related_by_their_first_word(a: str, b: str, known: bool) -> None:
    assert related(a, b) is known
