"""The page on borders between classes: every lab opens by its link, says what it shows, moves with its sliders, and its script prints the same figures."""

import re

import numpy as np
import pytest
from lab_page import figures, ran, said
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from streamlit.testing.v1 import AppTest

from mllab.learning.boundaries import apart
from mllab.paths import app_root
from mllab.ui.learning.boundaries.points import DRAWN

SEPALS = {"border_x-sample-iris": "sepal length (cm)", "border_y-sample-iris": "sepal width (cm)"}
LABS = ["A tree", "Many trees", "Neighbors", "Margins", "Naive Bayes"]
DOTS = [(-4.0, -3.0, 0), (-3.5, -3.5, 0), (-4.5, -2.5, 0), (-3.8, -3.8, 0), (4.0, 3.0, 1), (3.5, 3.5, 1), (4.5, 2.5, 1), (3.8, 3.8, 1)]


def page(**query):
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=200)
    for name, value in query.items():
        at.query_params[name] = value
    return at.switch_page("pages/boundaries.py").run()


@pytest.mark.parametrize("lab", LABS)
def test_every_lab_states_itself_and_its_script_runs_on_irises(lab):
    at = page(border=lab, border_on="A table", table="sample-iris")
    assert not at.exception
    assert not at.error
    assert "Question:" in said(at)
    assert "Source:" in said(at)
    assert len(at.info) == 1
    assert figures(at)
    assert ran(at.code[0].value).strip()


@pytest.mark.parametrize("lab", LABS)
def test_points_are_drawn_by_hand(lab):
    at = page(border=lab, border_on="Drawn")
    assert not at.exception
    assert "Draw at least 6 points" in said(at)
    at.session_state[f"_drawn_{DRAWN}"] = DOTS
    at.run()
    assert not at.exception
    wrong = next(value for label, value in figures(at).items() if label.startswith("Wrong"))
    assert wrong == "0.0 %"


def test_a_tree_grows_and_a_point_falls_through_it():
    at = page(border="A tree", border_points="xor", border_splits="1", border_noise="0")
    assert figures(at)["Leaves"] == "2"
    at.slider(key="border_splits").set_value(6).run()
    at.slider(key="border_row").set_value(11).run()
    shown = figures(at)
    assert shown["Leaves"] == "7"
    printed = ran(at.code[0].value)
    assert float(shown["Impurity left"]) == pytest.approx(float(re.search(r"\n6: .* leaves ([\d.]+)", printed)[1]), abs=6e-4)
    assert "**The way of point 11**" in said(at)
    at.selectbox(key="border_node").select_index(1).run()
    assert not at.exception
    at.slider(key="border_splits").set_value(0).run()
    assert not at.exception
    assert figures(at)["Leaves"] == "1"


def test_neighbors_vote_where_they_are_asked():
    at = page(border="Neighbors", border_points="gauss", border_noise="0")
    for key, value in (("border_at1", 2.0), ("border_at2", 2.0), ("border_k", 9)):
        at.slider(key=key).set_value(value).run()
    assert figures(at)["Says"] == "class 1"
    assert len(at.dataframe[0].value) == 9
    assert at.dataframe[0].value["distance"].is_monotonic_increasing
    at.slider(key="border_at1").set_value(-2.0).run()
    at.slider(key="border_at2").set_value(-2.0).run()
    assert figures(at)["Says"] == "class −1"
    printed = ran(at.code[0].value)
    shown = figures(at)
    assert f"{float(re.search(r'leaving one out: ([0-9.]+)', printed)[1]):.1%}".replace("%", " %") == shown["Wrong leaving one out"]
    assert printed.strip().endswith("cells")


def test_without_the_same_spread_the_larger_numbers_decide():
    """Wine: proline goes up to 1,680, what stands beside it to 15 or so."""
    even = page(border="Neighbors", border_on="A table", table="sample-wine")
    names = even.selectbox(key="border_y-sample-wine").options
    even.selectbox(key="border_y-sample-wine").set_value(names[-1]).run()
    with_spread = figures(even)["Wrong leaving one out"]
    even.toggle(key="border_even").set_value(False).run()
    assert not even.exception
    assert float(figures(even)["Wrong leaving one out"].split()[0]) > float(with_spread.split()[0])


@pytest.mark.parametrize("kernel", ["linear", "quadratic", "RBF"])
def test_a_street_narrows_as_slack_becomes_dear(kernel):
    at = page(border="Margins", border_kernel=kernel, border_points="circle", border_noise="0")
    assert not at.exception
    at.select_slider(key="border_C").set_value(0.1).run()
    wide = float(figures(at)["Street"])
    at.select_slider(key="border_C").set_value(100.0).run()
    assert float(figures(at)["Street"]) < wide
    assert (figures(at)["Wrong"] == "0.0 %") == (kernel != "linear"), "no line parts a disc from its ring"
    printed = ran(at.code[0].value)
    assert f"street {figures(at)['Street']}" in printed
    assert f"{figures(at)['Support vectors'].split()[0]} support vectors" in printed


def test_bayes_rule_adds_up():
    at = page(border="Naive Bayes", border_on="A table", table="sample-iris")
    rule = at.dataframe[0].value
    product = rule["share"] * rule.iloc[:, 2] * rule.iloc[:, 3]
    assert rule["product"].to_numpy() == pytest.approx(product.to_numpy())
    assert rule["posterior"].to_numpy() == pytest.approx((product / product.sum()).to_numpy())
    assert rule["share"].tolist() == pytest.approx([1 / 3] * 3)


def test_a_forest_adds_trees_and_says_what_scikit_learns_does():
    at = page(border="Many trees", border_on="A table", table="sample-iris", border_method="Forest", border_depth_forest="3", **SEPALS)
    at.slider(key="border_trees").set_value(100).run()
    iris = load_iris()
    X, y = iris.data[:, :2].astype(np.float32).astype(float), iris.target
    kept, new = apart(y, 0)
    peer = RandomForestClassifier(100, max_depth=3, max_features=1, random_state=0, oob_score=True).fit(X[kept], y[kept])
    shown = figures(at)
    assert shown["Wrong, out of bag"] == f"{1 - peer.oob_score_:.1%}".replace("%", " %")
    assert shown["Wrong, new"] == f"{1 - peer.score(X[new], y[new]):.1%}".replace("%", " %")


@pytest.mark.parametrize("method", ["AdaBoost", "Gradient boosting"])
def test_boosting_learns_more_with_every_tree(method):
    at = page(border="Many trees", border_method=method, border_trees="1")
    assert not at.exception
    first = float(figures(at)["Wrong, training"].split()[0])
    at.slider(key="border_trees").set_value(60).run()
    assert float(figures(at)["Wrong, training"].split()[0]) < first
    assert ("Voice" in figures(at)) == (method == "AdaBoost")


def test_a_table_without_two_numbers_is_told_so():
    at = page(border="A tree", border_on="A table", table="sample-spam")
    assert not at.exception
    assert "a picture takes two" in said(at)
