"""Trainings told to MLflow, so that any of its tools can read them: each finished model of a board is a run there.

The store is a SQLite file in the workspace (mlflow.db, artifacts beside it), or a team's server when MLFLOW_TRACKING_URI says so. Importing
MLflow takes more than a second, so all of this is called from workers, never from a page. MLLAB_TRACKING=0 switches it off.
"""

import hashlib
import json
import logging
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mllab.errors import DataError

EXPERIMENT = "mllab"
KEY, RUN = "mllab.key", "mllab.run"  # tags: which training this is, and which run of mllab's own list it belongs to
ATTEMPTS, PAUSE = 5, 0.5  # two workers may make the database at the same time: the second finds it a moment later
LONGEST = 6_000  # characters of a parameter


@dataclass(frozen=True)
class Training:
    """One finished model of a board.

    run      the id of the board's run; `model` as it is called
    params   knobs and task, `metrics` means, `folds` metric -> a figure per fold (NaN and None are left out)
    tags     table, digest, task, versions ...; `files` name -> text
    """

    run: str
    model: str
    params: Mapping[str, object]
    metrics: Mapping[str, float | None]
    folds: Mapping[str, Sequence[float | None]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    seconds: float = 0.0

    @property
    def key(self) -> str:
        """What tells it from all others: the same training is written once."""
        return hashlib.sha256(json.dumps([self.run, self.model]).encode()).hexdigest()[:24]


def wanted() -> bool:
    """Whether trainings are told at all."""
    return os.environ.get("MLLAB_TRACKING", "1") != "0"


def uri(home: Path | str) -> str:
    """Where they are told: the team's server, or the file in the workspace `home`."""
    return os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{Path(home) / 'mlflow.db'}"


def told(trainings: Sequence[Training], home: Path | str) -> Iterator[str]:
    """Write each training that is not there yet, and give its MLflow run id. Raises DataError when the store cannot be reached."""
    client, experiment = _store(home)
    for training in trainings:
        yield _known(client, experiment, KEY, training.key) or _written(client, experiment, training)


def attached(run: str, model: str, files: Mapping[str, bytes], home: Path | str) -> str:
    """Put files to a training that was told, such as the model itself and its card; gives its MLflow run id, empty when it was never told."""
    client, experiment = _store(home)
    id = _known(client, experiment, KEY, Training(run, model, {}, {}).key)
    if id:
        _attach(client, id, files)
    return id


def forgotten(run: str, home: Path | str) -> int:
    """Delete the trainings of a run from the workspace's own store; those on a team's server stay. Gives how many there were."""
    if os.environ.get("MLFLOW_TRACKING_URI") or not (Path(home) / "mlflow.db").exists():
        return 0
    client, experiment = _store(home)
    found = client.search_runs([experiment], f"tags.`{RUN}` = '{run}'")
    for one in found:
        client.delete_run(one.info.run_id)
    return len(found)


def _store(home: Path | str) -> tuple[Any, str]:
    """A client, and the id of our experiment, made when it is not there."""
    for name in ("MLFLOW_DISABLE_TELEMETRY", "DO_NOT_TRACK"):  # nothing is told to anybody else
        os.environ.setdefault(name, "true")
    for name in ("mlflow", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    from mlflow.exceptions import MlflowException
    from mlflow.tracking import MlflowClient
    from sqlalchemy.exc import SQLAlchemyError

    where, problem = uri(home), ""
    for _ in range(ATTEMPTS):
        try:
            client = MlflowClient(tracking_uri=where)
            known = client.get_experiment_by_name(EXPERIMENT)
            return client, known.experiment_id if known else client.create_experiment(EXPERIMENT, _artifacts(home))
        except (MlflowException, SQLAlchemyError, OSError) as error:
            problem = " ".join(str(error).split())[:200]
            time.sleep(PAUSE)
    raise DataError(f"Trainings cannot be told to MLflow ({problem}). Mend MLFLOW_TRACKING_URI, or set MLLAB_TRACKING=0.")


def _artifacts(home: Path | str) -> str | None:
    """Where files go: beside a database; a server knows itself."""
    return None if uri(home).startswith("http") else (Path(home) / "mlflow-files").as_uri()


def _known(client: Any, experiment: str, tag: str, value: str) -> str:
    found = client.search_runs([experiment], f"tags.`{tag}` = '{value}'", max_results=1)
    return str(found[0].info.run_id) if found else ""


def _written(client: Any, experiment: str, training: Training) -> str:
    from mlflow.entities import Metric, Param, RunTag

    now = int(time.time() * 1000)
    begun = now - int(training.seconds * 1000)
    id = str(client.create_run(experiment, begun, {RUN: training.run, "mllab.model": training.model}, training.model).info.run_id)
    figures = [(name, 0, value) for name, value in training.metrics.items()]
    figures += [(f"{name} by fold", fold, value) for name, values in training.folds.items() for fold, value in enumerate(values)]
    metrics = [Metric(named(name), value, now, step) for name, step, value in figures if value is not None and abs(value) < float("inf")]
    params = [Param(named(name), str(value)[:LONGEST]) for name, value in training.params.items()]
    client.log_batch(id, metrics, params, [RunTag(name, value) for name, value in training.tags.items()])
    _attach(client, id, {name: text.encode() for name, text in training.files.items()})
    client.set_terminated(id)
    client.set_tag(id, KEY, training.key)  # last: what was interrupted is written anew
    return id


def _attach(client: Any, id: str, files: Mapping[str, bytes]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.write_bytes(content)
            client.log_artifact(id, str(path))


def named(text: str) -> str:
    """A name as MLflow takes it: letters, digits, blanks and _-./: only."""
    return re.sub(r"[^\w\-./: ]", "", text.replace("²", "2"), flags=re.ASCII)
