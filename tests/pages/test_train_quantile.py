"""A quantile as the task on the page "Train and compare": who can predict it, what judges it, and how many answers lie below."""

import pytest
from streamlit.testing.v1 import AppTest
from train_page import PAGE, board, finished, home, opened, told  # noqa: F401, home is a fixture

from mllab.data import samples
from mllab.models import MODELS, keep
from mllab.models.board import score
from mllab.models.fitted import fitted
from mllab.models.task import encoded, folds, propose, rows
from mllab.ui.train.ask import QUESTIONS

LEAN = {
    "table": "sample-bakery",
    "predict": "revenue",
    "as-revenue": "quantile",
    "models-quantile": ["baseline", "quantile regression", "gradient boosting(members=20)"],
}


def test_the_board_is_judged_by_the_pinball_loss_and_says_how_many_answers_lie_below():
    at = opened(**LEAN)
    shown = board(at)
    assert set(shown.index) == {
        "baseline(quantile=0.9)",
        "quantile regression(quantile=0.9)",
        "gradient boosting(members=20, quantile=0.9)",
    }
    assert list(shown.columns[:1]) == ["pinball loss (0.9)"]
    assert "is best by pinball loss (0.9)" in told(at)
    assert "of the unseen answers lie at or below what it says; 90.0\u00a0% were asked for." in told(at)
    assert shown["rows below (0.9)"].between(0.8, 0.97).all()


def test_only_models_that_aim_at_quantiles_are_offered():
    options = opened(**LEAN).multiselect(key="models-quantile").options
    assert {"quantile regression", "gradient boosting", "histogram gradient boosting"} <= set(options)
    assert not {"ridge", "random forest", "TF-IDF + linear"} & set(options)


def test_another_quantile_is_a_move_of_the_slider():
    at = finished(opened(**LEAN).slider(key="quantile").set_value(10).run())
    assert "pinball loss (0.1)" in board(at)
    assert board(at)["rows below (0.1)"].between(0.03, 0.2).all()


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_an_answer(question):
    at = opened(**LEAN, train_question=question)
    assert not at.error, told(at)


def test_held_out_rows_tell_loss_and_coverage():
    at = opened(**LEAN)
    next(button for button in at.button if button.key == "open-held-out").click().run()
    assert [metric.label for metric in at.metric[:2]] == ["pinball loss (0.9)", "rows below (0.9)"]
    assert 0.8 < float(at.metric[1].value) < 1


def test_the_script_gives_the_same_figures(fresh, tmp_path):
    at = opened(**LEAN)
    code = max((block.value for block in at.code), key=len)
    printed = fresh(code, tmp_path)
    best = board(at)["pinball loss (0.9)"].iloc[0]
    assert f"{best:.4f}" in printed


def test_a_kept_model_says_which_quantile_it_predicts(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path))
    table = samples.load("bakery")
    task = propose(table, "revenue").but(quantile=0.9)
    found = rows(table, task)
    columns = [table.column(name) for name in task.columns]
    model = fitted(found, task, MODELS["gradient boosting"](members=20).aimed(0.9), columns)
    cut = folds(found, task, 3)
    *_, scores = score(model.model, "regression", encoded(found.frame, cut, columns), found.y, cut)
    keep.keep(keep.write(model, keep.gathered("nine in ten days", table, found, model, scores)))
    at = AppTest.from_file(str(PAGE.parents[1] / "app.py"), default_timeout=60).run().switch_page("pages/predict.py").run()
    assert not at.exception
    assert "predicts the 90 % quantile of **revenue**" in told(at)
    assert at.metric[0].label == "pinball loss (0.9)"
    assert "nine times" in at.metric[0].help or "9 times" in at.metric[0].help
