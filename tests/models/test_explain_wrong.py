"""Where a model is wrong: thresholds, calibration, slices and groups, against scikit-learn, statsmodels and closed forms."""

import numpy as np
import pandas as pd
import pytest
from sklearn import metrics
from sklearn.calibration import _SigmoidCalibration, calibration_curve

from mllab.errors import DataError
from mllab.models.explain import fairness, levels, mended, reliability, slices, sweep
from mllab.models.explain._intervals import discoveries, wilson

RNG = np.random.default_rng(0)
HIT = RNG.random(500) < 0.3
SCORE = np.round(np.clip(0.3 * HIT + RNG.normal(0.4, 0.2, 500), 0, 1), 2)  # with ties


def test_roc_and_precision_recall_are_those_of_scikit_learn():
    found = sweep(HIT, SCORE)
    fpr, tpr, thresholds = metrics.roc_curve(HIT, SCORE, drop_intermediate=False)
    assert found.fpr == pytest.approx(fpr)
    assert found.recall == pytest.approx(tpr)
    assert found.thresholds == pytest.approx(thresholds)
    precision, recall, _ = metrics.precision_recall_curve(HIT, SCORE)
    assert found.precision[::-1] == pytest.approx(precision)
    assert found.recall[::-1] == pytest.approx(recall)


@pytest.mark.parametrize("threshold", [0.0, 0.25, 0.5, 0.505, 1.0])
def test_a_threshold_gives_the_confusion_matrix_of_scikit_learn(threshold):
    found = sweep(HIT, SCORE)
    at = found.at(threshold)
    ((_, fp), (fn, tp)) = metrics.confusion_matrix(HIT, threshold <= SCORE, labels=[False, True])
    assert (found.fp[at], found.tp[at], found.positives - found.tp[at]) == (fp, tp, fn)


def test_the_cheapest_threshold_is_that_of_decision_theory():
    """Elkan 2001, equation 2: with true probabilities the best threshold is alarm / (alarm + miss)."""
    rng = np.random.default_rng(1)
    p = rng.random(200_000)
    found = sweep(rng.random(len(p)) < p, p)
    for miss, alarm in [(1, 1), (4, 1), (1, 3)]:
        assert found.thresholds[found.cheapest(miss, alarm)] == pytest.approx(alarm / (alarm + miss), abs=0.03)
    assert found.cost(2, 3)[0] == 2 * found.positives


def test_lift_is_one_where_all_rows_are_taken_and_highest_in_front():
    found = sweep(HIT, SCORE)
    assert found.gain[-1] == pytest.approx(1)
    assert np.isnan(found.gain[0])
    assert found.gain[1] == pytest.approx(HIT[SCORE.max() == SCORE].mean() / HIT.mean())


def test_a_picture_of_a_long_sweep_needs_few_points_and_both_ends():
    found = sweep(RNG.random(50_000) < 0.5, RNG.random(50_000))
    drawn = found.drawn(400)
    assert len(drawn) <= 402
    assert (drawn[0], drawn[-1]) == (0, len(found.tp) - 1)


def test_one_class_alone_has_no_threshold():
    with pytest.raises(DataError, match="no threshold"):
        sweep(np.ones(5, bool), np.linspace(0, 1, 5))


def test_the_reliability_curve_is_that_of_scikit_learn():
    p = np.random.default_rng(2).random(1000)
    hit = np.random.default_rng(3).random(1000) < p**2
    found = reliability(hit, p, bins=10)
    came, said = calibration_curve(hit, p, n_bins=10, strategy="quantile")
    assert found.came == pytest.approx(came)
    assert found.said == pytest.approx(said)
    assert (found.low <= found.came).all()
    assert (found.came < found.high).all()
    assert found.error == pytest.approx(np.abs(came - said).mean(), abs=1e-9)  # bins of equally many rows


@pytest.mark.parametrize("fix", ["isotonic", "Platt"])
def test_both_fixes_mend_what_is_bent_without_looking_at_the_row_they_mend(fix):
    rng = np.random.default_rng(4)
    true = rng.random(6000)
    hit = rng.random(6000) < true
    bent = 1 / (1 + ((1 - true) / true) ** 3)  # log-odds three times too large
    found = mended(hit, bent, fix)
    assert reliability(hit, found).error < 0.25 * reliability(hit, bent).error
    assert metrics.brier_score_loss(hit, found) < metrics.brier_score_loss(hit, bent)
    noise = rng.random(300)
    coin = rng.random(300) < 0.5
    assert metrics.roc_auc_score(coin, mended(coin, noise, "isotonic")) < 0.6  # fitted to the same rows it would be well above


def test_platts_curve_is_that_of_scikit_learn():
    from mllab.models.explain.calibration import curve

    p = np.clip(SCORE, 0.01, 0.99)
    ours = curve(HIT, p, "Platt")(p)
    theirs = _SigmoidCalibration().fit(np.log(p / (1 - p)), HIT).predict(np.log(p / (1 - p)))
    assert ours == pytest.approx(theirs, abs=1e-4)


def test_wilsons_interval_is_that_of_statsmodels():
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    for hits, of in [(0, 5), (3, 10), (50, 50)]:
        low, high = wilson(np.array(hits), np.array(of))
        assert (low, high) == pytest.approx(proportion.proportion_confint(hits, of, method="wilson"), abs=1e-12)
    assert np.isnan(wilson(np.array(0), np.array(0))[0])


def test_discoveries_are_those_of_scipy():
    """Benjamini & Hochberg 1995 by scipy.stats.false_discovery_control."""
    from scipy.stats import false_discovery_control

    p = np.random.default_rng(5).random(200) ** 3
    assert (discoveries(p) == (false_discovery_control(p) <= 0.05)).all()


def test_a_planted_slice_is_found_and_small_ones_do_not_cry_wolf():
    rng = np.random.default_rng(6)
    n = 2000
    frame = pd.DataFrame(
        {
            "age": rng.normal(40, 10, n),
            "plan": rng.choice(["gold", "tin"], n),
            "town": rng.choice(list("abcdefgh"), n),
            "noise": rng.random(n),
        }
    )
    bad = (frame["plan"] == "tin") & (frame["town"] == "c")
    loss = (rng.random(n) < np.where(bad, 0.6, 0.1)).astype(float)
    found = slices(frame, loss)
    assert set(found[0].where) == {("plan", "tin"), ("town", "c")}
    assert found[0].sure
    assert found[0].low < 0.6 < found[0].high
    assert found[0].loss == pytest.approx(loss[bad].mean())
    assert found[0].elsewhere == pytest.approx(loss[~bad].mean())


def test_of_pure_noise_no_slice_is_sure():
    """Benjamini & Hochberg: with no true effect, the chance of any false one is at most 5 %; 20 repeats, at most 3 by the binomial's 98 %."""
    wolves = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        frame = pd.DataFrame({f"x{i}": rng.integers(0, 8, 300) for i in range(5)})
        wolves += any(one.sure for one in slices(frame, (rng.random(300) < 0.1).astype(float)))
    assert wolves <= 3


def test_levels_of_every_kind():
    dates = pd.Series(pd.date_range("2024-01-01", periods=100))
    assert len(levels(dates).names) == 4
    assert levels(dates).names[0].startswith("up to 2024")
    assert levels(dates.dt.date).names == levels(dates).names  # as a CSV brings them
    assert levels(pd.Series([1, 2, 2, None])).names == ("2", "1", "missing")
    many = levels(pd.Series([f"v{i % 20}" for i in range(100)]))
    assert many.names[-1] == "other values"
    assert (levels(pd.Series(np.arange(100.0))).codes == np.arange(100) // 25).mean() > 0.95
    assert levels(pd.Series([True, False, True])).names == ("True", "False")


def test_the_rates_of_a_group_are_those_of_its_own_confusion_matrix():
    group = pd.Series(np.random.default_rng(7).choice(["a", "b"], 500, p=[0.7, 0.3]))
    told = SCORE >= 0.5
    found = fairness(group, HIT, told).set_index(["group", "rate"])
    for name in "ab":
        mine = (group == name).to_numpy()
        ((tn, fp), (fn, tp)) = metrics.confusion_matrix(HIT[mine], told[mine])
        assert found.loc[(name, "selected"), "value"] == pytest.approx((tp + fp) / mine.sum())
        assert found.loc[(name, "found"), "value"] == pytest.approx(tp / (tp + fn))
        assert found.loc[(name, "false alarms"), "value"] == pytest.approx(fp / (fp + tn))
        assert found.loc[(name, "precision"), "value"] == pytest.approx(tp / (tp + fp))
    assert (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()
