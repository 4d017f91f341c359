"""Charts of the Explore page: valid Vega-Lite, every number in them, and nothing of the data obeyed."""

import json
import re

import pandas as pd
import pytest

from mllab.charts import association, builder, distribution, missing

HELL = ["<img src=x onerror=alert(1)>", "a.b[0]", "**bold** `code`", "'; datum.x; '", '"quoted\\"', "ü" * 10_000, "\u202eright to left"]


def strings(spec: object) -> list[str]:
    """Every field and expression of a chart: what Vega-Lite obeys rather than shows."""
    found: list[str] = []
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key in {"field", "fields", "expr", "labelExpr", "calculate", "x2", "filter"} and not isinstance(value, dict):
                found += value if isinstance(value, list) else [value]
            elif key != "datasets":
                found += strings(value)
    elif isinstance(spec, list):
        found = [text for item in spec for text in strings(item)]
    return found


def test_a_histogram_holds_its_counts_and_marks_what_is_beyond_the_fences() -> None:
    spec = distribution.histogram([0, 1, 2, 3], [5, 3, 1], "x", fences=(0.0, 2.0)).to_dict()
    (rows,) = spec["datasets"].values()
    assert [row["n"] for row in rows] == [5, 3, 1]
    assert [row["place"] for row in rows] == ["within", "within", "beyond the fences"]


def test_what_is_not_among_the_commonest_is_one_bar() -> None:
    (rows,) = distribution.commonest([("a", 6), ("b", 3)], 10).to_dict()["datasets"].values()
    assert [(row["x"], row["n"]) for row in rows] == [("a", 6), ("b", 3), ("all other values", 1)]


def test_the_matrix_has_both_sides_of_the_diagonal() -> None:
    (rows,) = association.matrix(["p", "q", "r"], [("p", "q", 0.5, "V"), ("q", "r", -0.2, "r")]).to_dict()["datasets"].values()
    assert {(row["i"], row["j"]): row["value"] for row in rows} == {(0, 1): 0.5, (1, 0): 0.5, (1, 2): -0.2, (2, 1): -0.2}


def test_patterns_fill_the_columns_that_are_missing() -> None:
    (rows,) = missing.patterns(["p", "q"], [((), 7), (("q",), 3)], 10).to_dict()["datasets"].values()
    assert [(row["p"], row["c"]) for row in rows if row["what"] == "missing"] == [(1, 1)]


FRAMES = {
    "histogram": pd.DataFrame({"x": [0.0, 1.0], "x2": [1.0, 2.0], "n": [3, 4]}),
    "bars": pd.DataFrame({"x": HELL[:2], "n": [3, 4]}),
    "scatter": pd.DataFrame({"x": [0.0, 1.0], "y": [1.0, 2.0], "row": [3, 4]}),
    "line": pd.DataFrame({"x": [0.0, 1.0], "y": [1.0, 2.0], "n": [3, 4]}),
    "box": pd.DataFrame({"x": HELL[:1], "q1": [1.0], "q2": [2.0], "q3": [3.0], "low": [0.0], "high": [4.0], "far": [1], "n": [9]}),
    "heat map": pd.DataFrame({"x": [0.0, 1.0], "x2": [1.0, 2.0], "y": HELL[:2], "n": [3, 4]}),
}


def looked(shape: str, title: str) -> builder.Look:
    groups = {"bars": {"x": HELL[:2]}, "box": {"x": HELL[:1]}, "heat map": {"y": HELL[:2]}}.get(shape, {})
    return builder.Look(
        {"x": title, "y": title, "c": title, "f": title}, {**groups, "c": HELL[:2], "f": HELL[:2]}, note="A sample of 5 rows."
    )


@pytest.mark.parametrize("title", HELL, ids=range(len(HELL)))
@pytest.mark.parametrize("shape", FRAMES)
def test_names_and_values_are_shown_and_never_obeyed(shape: str, title: str) -> None:
    for frame in (FRAMES[shape], FRAMES[shape].assign(c=HELL[0], f=HELL[1])):
        spec = builder.picture(shape, frame, looked(shape, title)).to_dict()
        assert "A sample of 5 rows." in json.dumps(spec["title"])
        assert all(re.fullmatch(r"[a-z]+\d?", text) for text in strings(spec)), strings(spec)


def test_labels_of_places_are_quoted_literals() -> None:
    """Read back as JSON, the list in the expression holds the names and the rest of the expression is ours."""
    listed = association.labels(HELL).removesuffix("[datum.value]")
    assert json.loads(listed) == [distribution.shortened(name, 40) for name in HELL]


def test_a_chart_can_be_selected_in_alone_and_in_facets() -> None:
    alone = builder.picture("histogram", FRAMES["histogram"], looked("histogram", "x")).to_dict()
    faceted = builder.picture("histogram", FRAMES["histogram"].assign(f="a"), looked("histogram", "x")).to_dict()
    assert [param["name"] for param in alone["params"]] == ["brush"]
    assert [param["name"] for param in faceted["params"]] == ["brush"]
    picked = builder.picture("bars", FRAMES["bars"].assign(f="a"), looked("bars", "x")).to_dict()
    assert [param["select"]["fields"] for param in picked["params"]] == [["x", "f"]]


def test_long_names_are_cut() -> None:
    assert len(distribution.shortened("ü" * 10_000)) == 60
