"""What a picture that is being computed will cost, said beside its Stop button once it turns out to be a long one."""

import streamlit as st

from mllab import jobs
from mllab.jobs import Job, Status
from mllab.jobs.memory import size
from mllab.ui.job import WORTH_SAYING, duration
from mllab.ui.map.begin import EMBED
from mllab.ui.map.chosen import Chosen

PATIENCE = 4.0  # seconds: most pictures are there by then, and what they cost is not worth measuring
MINUTES = 180.0  # seconds from which it is said how to make it shorter


@st.fragment(run_every=1.0)
def foretell(job: Job, chosen: Chosen) -> None:
    """Measure on a few rows what a running picture will cost, beside it; say so when that is above ten seconds. Nothing for short ones."""
    status = job.status()
    if not long(status):
        return
    given = chosen.arrays()
    measuring = jobs.estimating(EMBED, chosen.spec, given, tuple(given))
    found = jobs.estimated(measuring)
    if found is None or found.seconds < WORTH_SAYING:
        return
    line = f"The whole picture takes about {duration(found.seconds)} and {size(found.memory)} of memory, measured on a few rows."
    if found.seconds < MINUTES:
        st.caption(line)
        return
    st.warning(f"{line} Stop it and choose another method (PCA, t-SNE and UMAP take many rows), or leave it: it goes on without this page.")


def long(status: Status) -> bool:
    """Whether a job has been running for a while, and is not about to end."""
    return status.state == "running" and status.seconds > PATIENCE and (status.left is None or status.left > WORTH_SAYING - PATIENCE)
