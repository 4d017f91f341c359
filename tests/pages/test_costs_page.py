"""The page on costs: losses side by side, fits by hand against the best, on drawn points and on a table."""

import pytest
from lab_page import figures, ran
from scipy.stats import norm
from streamlit.testing.v1 import AppTest

from mllab.learning.costs import drawn
from mllab.paths import app_root

QUESTIONS = ["Losses side by side", "A line by hand", "A logistic curve by hand", "Quantile bands", "Maximum likelihood"]


def page(**query):
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=200)
    for name, value in query.items():
        at.query_params[name.replace("_", "-")] = value
    at.run()
    return at.switch_page("pages/costs.py").run()


def said(at):
    return " ".join(item.value for item in [*at.markdown, *at.caption, *at.error, *at.info, *at.success]).replace("\\", "")


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_states_itself_its_takeaway_and_its_source_and_its_script_runs(question):
    at = page(cost=question)
    assert not at.exception
    assert "Question:" in said(at)
    assert "Source:" in said(at)
    assert len(at.info) == 1
    assert ran(at.code[0].value).strip()


@pytest.mark.parametrize("kind", ["numbers", "classes", "probabilities"])
def test_losses_stand_side_by_side_with_their_pull(kind):
    at = page(answers=kind)
    assert not at.exception
    rows = at.dataframe[0].value.set_index("loss")
    if kind == "numbers":
        at.slider(key="said-numbers").set_value(2.0).run()
        rows = at.dataframe[0].value.set_index("loss")
        assert rows.loc["squared", ["costs", "pulls by", "towards"]].tolist() == [4, -4, "down"]
        assert rows.loc["Huber", ["costs", "pulls by"]].tolist() == [1.5, -1]
    if kind == "classes":
        assert rows.loc["0-1", ["costs", "pulls by", "towards"]].tolist() == [1, 0, "nowhere"]
        assert rows.loc["hinge", "costs"] == 2.5


def test_a_line_laid_well_is_as_good_as_the_best():
    at = page(cost="A line by hand", show_best_line="true")
    assert float(figures(at)["Yours costs"]) > 2 * float(figures(at)["The least possible"])
    x, y = drawn("a line", 60, 0)
    at.slider(key="line-slope").set_value(round(float(((x - x.mean()) * (y - y.mean())).mean() / x.std() / y.std()), 2)).run()
    assert "As good as the best" in said(at)
    assert figures(at)["The least possible"] in {f"{float(word):.4g}" for word in ran(at.code[0].value).split()}


def test_classes_apart_have_no_best_curve():
    at = page(cost="A logistic curve by hand", process_classes="two classes apart", show_best_logistic="true")
    assert not at.exception
    assert "none: steeper is always better" in said(at)
    before = float(figures(at)["Yours costs"])
    at.slider(key="logistic-cut").set_value(0.575).run()
    at.slider(key="logistic-steep").set_value(20.0).run()
    assert float(figures(at)["Yours costs"]) < before / 3


def test_a_band_holds_its_share_and_is_wider_where_the_fan_is():
    at = page(cost="Quantile bands")
    assert float(figures(at)["Points in the band"].rstrip("%")) == pytest.approx(80, abs=4)
    assert float(figures(at)["Wide at the right"]) > 2 * float(figures(at)["Wide at the left"])


def test_the_greatest_likelihood_is_that_of_scipy():
    at = page(cost="Maximum likelihood", show_best_likelihood="true")
    _, y = drawn("a line", 60, 0)
    assert float(figures(at)["The greatest possible"]) == pytest.approx(norm.logpdf(y, *norm.fit(y)).sum(), abs=0.006)
    at.slider(key="density-place").set_value(0.0).run()
    at.slider(key="density-width").set_value(1.0).run()
    assert "As good as the best" in said(at)


@pytest.mark.parametrize("question", ["A line by hand", "A logistic curve by hand"])
def test_two_columns_of_a_table_can_be_fitted(question):
    at = page(cost=question, points_from="Your table", table="sample-customers")
    assert not at.exception
    assert not at.error
    assert float(figures(at)["Yours costs"]) > 0
    assert ran(at.code[0].value).strip()


def test_a_table_without_such_columns_says_so():
    at = page(cost="A logistic curve by hand", points_from="Your table", table="sample-diabetes")
    assert not at.exception
    assert "lacks a column of numbers and one of two classes" in said(at)
