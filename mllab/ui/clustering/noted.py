"""Every fit on the page is noted as a run, once, so that it can be found and reopened."""

from mllab import runs
from mllab.ui.clustering.fitted import View
from mllab.ui.clustering.summary import mean_silhouette
from mllab.ui.links import query
from mllab.ui.noted import once, titled


def note(view: View, default: str) -> None:
    """Record the fit with its knobs, its figures and the link back; `default` is the method that links leave out."""
    if not once(view.token):
        return
    back: dict[str, str | list[str]] = {**query(view.table.id, view.clusterer, "algorithm", default)}
    back[f"columns-{view.table.id}"] = list(view.columns)
    if view.seed:
        back["seed"] = str(view.seed)
    spec = {**view.clusterer.spec(), "seed": view.seed, "columns": list(view.columns), "version": view.table.version}
    runs.record(titled(view.clusterer), view.table.name, "clustering", back, spec, _result(view), view.seconds, str(view.script()))


def _result(view: View) -> dict[str, object]:
    found: dict[str, object] = {"groups": view.result.k, "noise": view.result.noise}
    if view.result.objective is not None:
        found[view.result.objective_name or "objective"] = view.result.objective
    mean = mean_silhouette(view, view.token)
    return found if mean != mean else {**found, "silhouette": mean}
