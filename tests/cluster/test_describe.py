"""What each group is: effect sizes by their formulas, and words that say them."""

import numpy as np
import pandas as pd
import pytest

from mllab.cluster.judge.describe import describe, figure, percent
from mllab.cluster.judge.effects import cohen_h
from mllab.errors import DataError

FRAME = pd.DataFrame(
    {
        "age": [50.0, 52, 54, np.nan, 36, 38, 40, 38],
        "status": ["retired", "retired", "retired", "working", "working", "working", "working", "working"],
        "member": pd.array([True, True, True, True, False, False, False, None], dtype="boolean"),
        "since": pd.to_datetime(["2020-01-01"] * 4 + ["2022-01-01"] * 4),
        "id": [f"c{i}" for i in range(8)],
        "same": [7] * 8,
    }
)
KINDS = {"age": "number", "status": "category", "member": "boolean", "since": "date", "id": "identifier", "same": "number"}
LABELS = np.array([0, 0, 0, 0, 1, 1, 1, 1])


def found(column: str, group: int = 0):
    return next(d for d in describe(FRAME, LABELS, KINDS)[group].differences if d.column == column)


def test_cohens_d_is_the_difference_over_the_pooled_standard_deviation():
    """Means 52 and 38; variances 4 (n=3) and 8/3 (n=4): pooled (2*4 + 3*8/3) / 5 = 3.2."""
    age = found("age")
    assert (age.here, age.rest) == (52, 38)
    assert age.effect == pytest.approx(14 / np.sqrt(3.2))


def test_cohens_h_is_the_difference_of_arcsines():
    """Cohen (1988), table 6.2.1: shares 0.75 and 0.25 give 2.094 - 1.047 = 1.047."""
    assert cohen_h(0.75, 0.25) == pytest.approx(1.047, abs=1e-3)
    assert found("status").effect == pytest.approx(cohen_h(0.75, 0))


def test_a_group_in_words():
    first, second = describe(FRAME[["age", "status"]], LABELS, KINDS)
    assert first.words == "Higher age (52 vs 38), more often status = retired (75 % vs 0 %)"
    assert second.words.startswith("Lower age (38 vs 52)")
    assert (first.name, first.size, first.share) == ("1", 4, 0.5)


def test_dates_and_booleans_in_words():
    first, _ = describe(FRAME[["since", "member"]], LABELS, KINDS)
    assert "earlier since (2020-01-01 vs 2022-01-01)" in first.words.lower()
    assert "more often member (100 % vs 0 %)" in first.words.lower()


def test_missing_values_are_a_difference_too():
    frame = pd.DataFrame({"note": [np.nan] * 4 + [1.0, 2.0, 3.0, 4.0]})
    first, _ = describe(frame, LABELS, {"note": "number"})
    assert first.words == "More often without note (100 % vs 0 %)"


def test_identifiers_are_passed_over_and_constants_make_no_difference():
    columns = {d.column: d.effect for d in describe(FRAME, LABELS, KINDS)[0].differences}
    assert "id" not in columns
    assert columns["same"] == 0


def test_noise_is_described_under_its_name():
    groups = describe(FRAME, np.array([0, 0, 0, 0, -1, -1, -1, -1]), KINDS)
    assert [group.name for group in groups] == ["noise", "1"]


def test_one_group_has_nothing_to_be_compared_with():
    (only,) = describe(FRAME, np.zeros(8, int), KINDS)
    assert only.words == "Nothing to compare it with."


def test_alike_groups_are_said_to_be_alike():
    frame = pd.DataFrame({"x": [1.0, 2, 3, 4, 1, 2, 3, 4]})
    assert describe(frame, LABELS, {"x": "number"})[0].words == "Hardly different from the rest in any column."


def test_kinds_are_guessed_when_not_told():
    first, _ = describe(FRAME.drop(columns="id"), LABELS)
    assert {d.column for d in first.differences} >= {"age", "status", "member", "since"}


def test_lift_is_the_ratio_of_shares():
    frame = pd.DataFrame({"status": ["a", "a", "a", "b", "a", "b", "b", "b"]})
    difference = describe(frame, LABELS, {"status": "category"})[0].differences[0]
    assert (difference.level, difference.lift) == ("a", 3)


def test_frame_and_labels_must_fit():
    with pytest.raises(DataError, match="8 rows, the labels 3"):
        describe(FRAME, np.zeros(3, int), KINDS)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (52.04, "52"), (1639.4, "1,639"), (0.2461, "0.246"), (-4.5, "-4.5"), (1e-9, "1e-09")]
)
def test_figures_have_three_digits(value, text):
    assert figure(value) == text


def test_shares_are_percents():
    assert [percent(x) for x in (0, 0.004, 0.81, 1)] == ["0 %", "0.4 %", "81 %", "100 %"]


def test_infinite_values_and_duplicate_column_names_are_no_error():
    frame = pd.DataFrame([[1, np.inf], [2, 3]] * 4, columns=["a", "a"])
    assert len(describe(frame, LABELS, {"a": "number"})) == 2
