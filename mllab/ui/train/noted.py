"""Every finished board is noted as a run, once, so that it can be found and reopened."""

from mllab import runs
from mllab.models.board import leaderboard
from mllab.models.named import called
from mllab.ui.noted import once
from mllab.ui.train.mirrored import mirror
from mllab.ui.train.script import written
from mllab.ui.train.setting import Query
from mllab.ui.train.view import View


def note(view: View, query: Query) -> None:
    """Record a board when all of its models are done or given up: its task, its models, the figures of the best, and the link `query` back."""
    models = tuple(called(one.model) for one in view.scores)
    if not view.whole or not view.scores or not once(("train", *view.token[:-1], models, view.metric)):
        return
    best = leaderboard(view.scores, view.metric).iloc[0]
    spec = {
        **view.task.spec(),
        "models": [one.model.spec() for one in view.scores],
        "folds": view.scores[0].of,
        "metric": view.metric,
        "version": view.table.version,
    }
    found: dict[str, object] = {"best": best["model"], view.metric: float(best[view.metric]), "models": len(models)}
    for end in ("low", "high"):
        if best[end] == best[end]:
            found[end] = float(best[end])
    took = sum(float(one.train_seconds.sum()) for one in view.scores)
    title = f"Predict {view.task.target}: {len(models)} models"
    code = str(written(view))
    run = runs.record(title, view.table.name, "train", query, spec, found, took, code)
    mirror(view, run.id, code)
