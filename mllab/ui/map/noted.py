"""The finished map is noted as a run, with its figures and the link back."""

from mllab import runs
from mllab.ui.links import query
from mllab.ui.map.chosen import DEFAULT, NONE
from mllab.ui.map.shown import View
from mllab.ui.noted import once, titled


def note(view: View) -> None:
    """Record the picture once it is finished and judged; one that went on from another is on the way to somewhere, and not noted."""
    chosen = view.chosen
    if view.picture is None or view.quality is None or not view.begun_anew or not once(("map", repr(chosen.spec))):
        return
    back: dict[str, str | list[str]] = {**query(chosen.table.id, chosen.reducer, "reducer", DEFAULT)}
    back[f"columns-{chosen.table.id}"] = list(chosen.columns)
    back |= {"seed": str(chosen.seed)} if chosen.seed else {}
    back |= {"labels": chosen.labels} if chosen.labels != NONE else {}
    back |= {"unit": "true"} if chosen.matrix.unit else {}
    found: dict[str, object] = {**view.quality.at(view.quality.k), "distances": view.quality.shepard.spearman}
    if view.picture.objective is not None:
        found[view.picture.objective_name or "objective"] = view.picture.objective
    runs.record(titled(chosen.reducer), chosen.table.name, "map", back, chosen.spec, found, view.seconds, str(chosen.script()))
