"""The job behind a picture: found again by the link, begun where there is none, going on from the picture before it."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.jobs import Job
from mllab.jobs.flat import solid
from mllab.reduce import Reduction
from mllab.ui.map.begin import EMBED, may_begin
from mllab.ui.map.chosen import Chosen

LINK = "picture"
LAST = "_map_last"
BEHIND = "_map_behind"  # jobs about the picture that stands
SOON = 0.4  # seconds that the page waits before it shows progress
GLANCE = 0.1  # seconds of them, once there is a picture to show meanwhile
AGAIN = 0.8  # seconds for a picture that goes on from the one on the page: it comes sooner when nothing else is drawn meanwhile


def picture_job(chosen: Chosen, link: bool = False) -> Job | None:
    """The job of this picture; None while a long one is not yet asked for.

    With `link` it is kept in the link, so that the same picture is found again, also while it is computed.
    """
    start, job = (_start(chosen), _linked(chosen)) if link else (None, None)
    if job is None and start is None and jobs.known(EMBED, chosen.spec, chosen.arrays()) is None and not may_begin(chosen):
        return None
    if job is None and link:
        _let_go()  # before the next one begins, whose cores they are on
    job = job or _begun(chosen, start)
    if not link:
        return job
    if st.query_params.get(LINK) != job.id:
        st.query_params[LINK] = job.id
    return job


def behind(job: Job) -> None:
    """This job is about the picture that stands: it is let go when another one begins."""
    if not job.status().over:
        st.session_state.setdefault(BEHIND, {})[job.id] = None


def _let_go() -> None:
    for id in st.session_state.pop(BEHIND, {}):
        Job(id).let_go()


def reduction(values: dict[str, Any]) -> Reduction:
    """The picture in the values of a job."""
    return solid(Reduction, values)


def remember(chosen: Chosen, picture: Reduction) -> None:
    """The next picture of these rows by this method goes on from here."""
    st.session_state[LAST] = (chosen.rows, chosen.reducer.name, picture.positions)


def afresh() -> None:
    """Begin the picture anew, and not from the one before."""
    st.session_state.pop(LAST, None)
    st.query_params.pop(LINK, None)


def going_on(chosen: Chosen, job: Job) -> Callable[[], None] | None:
    """What continues a picture that was stopped, from its newest state; None for a method that cannot."""

    def go_on() -> None:
        values = job.newest()
        afresh()
        if values is not None:
            remember(chosen, reduction(values))

    return go_on if chosen.reducer.continues else None


def went_on(job: Job) -> bool:
    """Whether the picture went on from another one."""
    return "start" in job.told["arrays"]


def _linked(chosen: Chosen) -> Job | None:
    """The job that the link names, when it is about the same thing; None for one of another machine, or of other settings."""
    job = jobs.find(st.query_params.get(LINK, ""))
    if job is None or job.told["function"] != EMBED or job.told["spec"] != chosen.spec:
        return None
    if job.status().state == "done":
        job.again()  # only when its result was swept
    return job


def _start(chosen: Chosen) -> np.ndarray | None:
    rows, name, positions = st.session_state.get(LAST, (None, "", None))
    fits = rows == chosen.rows and name == chosen.reducer.name and chosen.reducer.continues
    return positions if fits and positions.shape[1] == chosen.reducer.values().get("dimensions") else None


def _begun(chosen: Chosen, start: np.ndarray | None) -> Job:
    given = chosen.arrays() if start is None else {**chosen.arrays(), "start": start}
    job = jobs.start(EMBED, chosen.spec, given, f"{chosen.reducer.name} of {chosen.table.name}", again=False)
    _awaited(job, start is not None)
    return job


def _awaited(job: Job, again: bool) -> None:
    """Give a quick job the time to end, so that no progress flashes up; but a first picture on the way is not kept from the eye."""
    begun = time.monotonic()
    while not (status := job.status()).over and time.monotonic() - begun < (AGAIN if again else GLANCE if status.version else SOON):
        time.sleep(0.01)
