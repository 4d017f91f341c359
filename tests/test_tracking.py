"""Trainings as MLflow reads them: once each, with their figures per fold, in the workspace's own store."""

import math

import pytest

from mllab import tracking
from mllab.errors import DataError
from mllab.jobs.finishing import attach, track, untrack
from mllab.tracking import Training

FOREST = Training(
    "run1",
    "random forest",
    {"members": 100, "columns": "auto"},
    {"R²": 0.8, "pinball loss (0.9)": 1.5, "MAPE": math.nan, "unknown": None},
    {"R²": [0.7, 0.9, None]},
    {"table": "people", "digest": "abc"},
    {"board.py": "print('made')"},
    12.5,
)


@pytest.fixture
def client(workspace, monkeypatch):
    """MLflow's own client on the workspace's store."""
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    from mlflow.tracking import MlflowClient

    return MlflowClient(tracking.uri(workspace))


def all_runs(client):
    return client.search_runs([client.get_experiment_by_name(tracking.EXPERIMENT).experiment_id])


def test_a_training_is_a_run_with_knobs_figures_tags_and_files(workspace, client):
    (id,) = tracking.told([FOREST], workspace)
    run = client.get_run(id)
    assert run.info.run_name == "random forest"
    assert run.info.status == "FINISHED"
    assert run.info.end_time - run.info.start_time >= 12_000
    assert run.data.params == {"members": "100", "columns": "auto"}
    assert run.data.metrics["R2"] == 0.8
    assert run.data.metrics["pinball loss 0.9"] == 1.5
    assert not {"MAPE", "unknown"} & set(run.data.metrics)
    assert [(one.step, one.value) for one in client.get_metric_history(id, "R2 by fold")] == [(0, 0.7), (1, 0.9)]
    assert run.data.tags["digest"] == "abc"
    assert [file.path for file in client.list_artifacts(id)] == ["board.py"]


def test_the_same_training_is_told_once_and_others_beside_it(workspace, client):
    other = Training("run2", "random forest", {}, {"R²": 0.5})
    first = list(tracking.told([FOREST, other], workspace))
    assert list(tracking.told([other, FOREST], workspace)) == first[::-1]
    assert len(all_runs(client)) == 2


def test_a_training_that_was_interrupted_is_told_anew(workspace, client, monkeypatch):
    monkeypatch.setattr(tracking, "_attach", lambda *given: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        list(tracking.told([FOREST], workspace))
    monkeypatch.undo()
    (id,) = tracking.told([FOREST], workspace)
    assert client.get_run(id).data.tags[tracking.KEY] == FOREST.key


def test_the_job_tells_trainings_then_the_kept_model_and_forgets_a_deleted_run(workspace, client):
    from dataclasses import asdict

    import numpy as np

    states = list(track({"home": str(workspace), "trainings": [asdict(FOREST)]}, {}))
    assert [state.share for state in states] == [1.0]
    (kept,) = attach(
        {"home": str(workspace), "run": "run1", "model": "random forest", "card": "# card"}, {"file": np.arange(4, dtype=np.uint8)}
    )
    assert sorted(file.path for file in client.list_artifacts(kept.values["run"])) == ["board.py", "model card.md", "model.skops"]
    (none,) = attach({"home": str(workspace), "run": "never", "model": "x", "card": ""}, {"file": np.zeros(1, np.uint8)})
    assert none.values["run"] == ""
    (gone,) = untrack({"home": str(workspace), "run": "run1"}, {})
    assert gone.values["forgotten"] == 1
    assert all_runs(client) == []


def test_a_store_that_cannot_be_reached_is_said_and_how_to_switch_it_off(workspace, monkeypatch):
    monkeypatch.setattr(tracking, "PAUSE", 0.0)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "nowhere://at.all")
    with pytest.raises(DataError, match="MLLAB_TRACKING=0"):
        list(tracking.told([FOREST], workspace))


def test_a_teams_server_is_asked_for_when_the_environment_names_one(workspace, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "https://runs.example.org")
    assert tracking.uri(workspace) == "https://runs.example.org"
    assert tracking.forgotten("run1", workspace) == 0  # what others may read is not deleted from here
    monkeypatch.setenv("MLLAB_TRACKING", "0")
    assert not tracking.wanted()
