"""How far a picture can be trusted: a few figures beside it, always."""

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.charts import quality as drawn
from mllab.errors import DataError
from mllab.jobs import Job
from mllab.jobs.flat import solid
from mllab.reduce import Reduction
from mllab.reduce.quality import Quality
from mllab.ui import chart
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.pictured import SOON, behind

JUDGE = "mllab.jobs.mapping:judge"
FEWEST = 3
CURVES, PAIRS = 200, 160  # heights of the diagrams beside the picture
QUICK = 3_000  # rows that are judged in a moment
TRUSTWORTHY = "Of the {k} nearest rows in the picture, how many really are near; false ones count by how far off they are. 1 is best (Venna & Kaski 2001)."
CONTINUOUS = "Of the {k} nearest rows in the data, how many stay near in the picture; lost ones count by how far they went. 1 is best (Venna & Kaski 2001)."
RECALLED = "Share of the {k} nearest rows in the data that are among the {k} nearest in the picture. By chance it would be {chance} (Lee & Verleysen 2009)."
CORRELATED = (
    "Rank correlation (Spearman) of the distances in the picture with those in the data. 1: far is far and near is near (Shepard 1962)."
)
EXPLAINED = "Share of the data's variance that straight lines from the picture's axes give back. 1: nothing was lost."


def judged(chosen: Chosen, picture: Reduction) -> Quality | Job | None:
    """The quality of a finished picture, the job that works on it, or None when there are too few rows to say."""
    if len(picture.positions) < FEWEST:
        return None
    X = _compared(chosen)
    spec = {"seed": chosen.seed, "metric": chosen.reducer.values().get("metric", "")}
    title = f"trust in {chosen.reducer.name} of {chosen.table.name}"
    job = jobs.start(JUDGE, spec, {"X": X, "positions": picture.positions}, title, behind=True)
    behind(job)
    if len(X) <= QUICK:  # otherwise it is not done so soon, and the picture would only be shown later
        job.wait(SOON)
    values = job.result()
    return job if values is None else solid(Quality, values)


def trust(quality: Quality | None, chosen: Chosen) -> None:
    """The figures, the one thing that this method does not show, and the figures as curves."""
    if quality is not None:
        _figures(quality)
    if chosen.reducer.cannot:
        st.caption(f":material/visibility_off: {chosen.reducer.cannot}")
    if quality is not None:
        chart(drawn.curves(quality, quality.k, CURVES), alt="Trustworthiness, continuity and recall over the number of neighbors")
        chart(drawn.shepard(quality, PAIRS), alt="Distances in the picture against distances in the data")


def in_a_line(quality: Quality) -> str:
    """The figures in a line, for a picture among others."""
    at = quality.at(quality.k)
    return f"trustworthiness {at['trustworthiness']:.3f} · continuity {at['continuity']:.3f} · distances {quality.shepard.spearman:.2f}"


def _figures(quality: Quality) -> None:
    at, k = quality.at(quality.k), quality.k
    chance = f"{k / (quality.n - 1):.1%}".replace("%", " %")
    left, right = st.columns(2, gap="small")
    left.metric("Trustworthiness", f"{at['trustworthiness']:.3f}", help=TRUSTWORTHY.format(k=k))
    right.metric("Continuity", f"{at['continuity']:.3f}", help=CONTINUOUS.format(k=k))
    left.metric("Neighbors kept", f"{at['recall']:.0%}".replace("%", " %"), help=RECALLED.format(k=k, chance=chance))
    right.metric("Distances", f"{quality.shepard.spearman:.2f}", help=CORRELATED)
    left.metric("Variance", f"{quality.variance:.0%}".replace("%", " %"), help=EXPLAINED)


def _compared(chosen: Chosen) -> np.ndarray:
    """The rows as the method compares them: of length 1 where it looks at angles only."""
    X = chosen.matrix.values
    if chosen.reducer.values().get("metric") != "cosine":
        return X
    length = np.linalg.norm(X, axis=1, keepdims=True)
    if not length.all():
        raise DataError("A row of zeros has no direction, so cosine distances to it mean nothing. Choose the Euclidean metric.")
    return X / length
