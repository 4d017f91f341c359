"""Importance as a job: the same figures as without one, a state after each fold."""

import numpy as np
import pandas as pd

from mllab import jobs
from mllab.data.table import Column
from mllab.jobs.explaining import heard
from mllab.jobs.training import marks, packed
from mllab.models import MODELS
from mllab.models.explain import importance
from mllab.models.task import Fold


def test_a_job_finds_the_same_importance(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path))
    monkeypatch.setenv("MLLAB_WORKERS", "0")
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"a": rng.normal(size=120), "b": rng.choice(["x", "y"], 120)})
    y = 3 * frame["a"].to_numpy() + (frame["b"] == "x").to_numpy()
    folds = [Fold(np.flatnonzero(np.arange(120) % 3 != i), np.flatnonzero(np.arange(120) % 3 == i)) for i in range(3)]
    columns = [Column("a", "number", ""), Column("b", "category", "")]
    model = MODELS["ridge"]()
    spec = {
        "model": model.spec(),
        "columns": [[one.name, one.kind, one.sql] for one in columns],
        "kind": "regression",
        "k": 0,
        "metric": "RMSE",
        "repeats": 3,
        "seed": 0,
    }
    job = jobs.start("mllab.jobs.explaining:importance", spec, {"table": packed(frame), "marks": marks(folds, 120), "y": y}, "importance")
    assert job.wait(60).state == "done", job.error()
    assert job.status().step == 3
    found = heard(spec, job.result())
    *_, here = importance(frame, y, 0, folds, columns, model, "regression", "RMSE", 3, 0)
    assert (found.drops == here.drops).all()
    assert found.columns == ("a", "b")
    assert found.intervals() == here.intervals()
