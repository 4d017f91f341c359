"""The finished map of words is noted as a run, with its figures and the link back."""

from mllab import runs
from mllab.ui.map.pictured import LINK
from mllab.ui.map.shown import View
from mllab.ui.noted import once, titled
from mllab.ui.views.here import query
from mllab.ui.words.map.chosen import WordsChosen

PASSING = {LINK, "camera"}  # parts of the link that are not of the picture: which job drew it, and where the reader stood


def note(view: View) -> None:
    """Record the picture once it is finished and judged; one that went on from another is on the way to somewhere, and not noted."""
    chosen = view.chosen
    if not isinstance(chosen, WordsChosen) or chosen.words is None or chosen.taken is None or view.picture is None or view.quality is None:
        return
    if not view.begun_anew or not once(("words map", repr(chosen.spec))):
        return
    back: dict[str, str | list[str]] = {name: values for name, values in query().items() if name not in PASSING}
    found: dict[str, object] = {**view.quality.at(view.quality.k), "distances": view.quality.shepard.spearman}
    if view.picture.objective is not None:
        found[view.picture.objective_name or "objective"] = view.picture.objective
    spec = {**chosen.spec, "embedding": chosen.words.name, "taken": chosen.taken.says}
    runs.record(titled(chosen.reducer), chosen.table.name, "words", back, spec, found, view.seconds, str(chosen.script()))
