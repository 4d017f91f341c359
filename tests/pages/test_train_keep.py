"""Use and keep: the chosen model goes to the shelf, or home as a file; MLflow is told, and the Runs page names, compares and forgets it."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from mllab import runs, tracking
from mllab.models import keep
from mllab.paths import app_root, workspace


@pytest.fixture
def board(monkeypatch):
    """The question "Use and keep" of a finished board of three models of iris; MLflow is told in the workspace."""
    pytest.importorskip("mlflow.tracking")  # before a worker does: a package is not imported by two threads at once
    monkeypatch.setenv("MLLAB_TRACKING", "1")
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=120).run().switch_page("pages/train.py")
    for name, value in {"table": "sample-iris", "models-classification": ["baseline", "logistic regression"]}.items():
        at.query_params[name] = value
    at.query_params["train_question"] = "Use and keep"
    at.run()
    until = time.monotonic() + 120
    while any(button.key == "board-stop" for button in at.button) and time.monotonic() < until:
        time.sleep(0.1)
        at.run()
    assert not at.exception, at.exception[0].message
    return at


def told_to_mlflow(model: str, seconds: float = 60):
    """MLflow's run of a model, as soon as the worker has written it."""
    from mlflow.tracking import MlflowClient

    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if (workspace() / "mlflow.db").exists():
            client = MlflowClient(tracking.uri(workspace()))
            known = client.get_experiment_by_name(tracking.EXPERIMENT)
            found = client.search_runs([known.experiment_id], f"tags.`mllab.model` = '{model}'") if known else []
            if found and tracking.KEY in found[0].data.tags:
                return client, found[0]
        time.sleep(0.2)
    raise AssertionError(f"MLflow was not told of {model}")


def test_the_chosen_model_is_kept_and_mlflow_knows_it(board):
    at = board
    client, run = told_to_mlflow("logistic regression")
    assert run.data.params["strength"] == "1.0"
    assert 0.8 < run.data.metrics["accuracy"] <= 1
    assert len(client.get_metric_history(run.info.run_id, "accuracy by fold")) == 5
    assert run.data.tags["mllab.run"] == runs.listing()[0].id
    name = next(box for box in at.text_input if box.label == "Name" and box.key.startswith("keep-name"))
    name.set_value("my irises").run()
    at.button(key="keep-model").click().run()
    assert not at.exception
    (kept,) = keep.listing()
    assert (kept.name, kept.model, kept.target) == ("my irises", "logistic regression", "species")
    facts = keep.opened(kept.id).facts
    assert facts.measure("accuracy").mean == pytest.approx(run.data.metrics["accuracy"])
    assert "LogisticRegression" in facts.script
    until = time.monotonic() + 60
    while len(files := client.list_artifacts(run.info.run_id)) < 4 and time.monotonic() < until:
        time.sleep(0.2)
    assert {"model.skops", "model card.md"} <= {file.path for file in files}


def test_onnx_says_what_it_takes_and_how_close_it_is(board):
    at = board
    at.selectbox(key="keep-form").set_value("ONNX").run()
    assert not at.exception
    said = " ".join(item.value for item in at.caption)
    assert "takes 4 columns as they are" in said
    assert "Tried on 150 rows" in said
