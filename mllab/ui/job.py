"""Long work on a page: its progress, its newest state drawn live, a Stop button, and what it came to."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.jobs import Estimate, Job, Status
from mllab.jobs.memory import size
from mllab.jobs.state import Values
from mllab.ui.show import plain

EVERY = 0.2  # seconds between two looks at the job
WORTH_SAYING = 10.0  # seconds
ANSWERS = 0.6  # seconds; after 0.5 the worker is ended
Draw = Callable[[Values], None]
STOPS = "The newest state stays."
PAUSES = "A pause: the newest state stays, and you can go on from there."
GOES_ON = "Continues from the state that you see."


def job_panel(job: Job, draw: Draw, label: str, key: str = "job", go_on: Callable[[], None] | None = None) -> Values | None:
    """The values of a job that is done; until then its progress with a Stop button, and `draw` of its newest state.

    `draw` gets the same object again while no newer state has come. The page is run once more, wholly, when the job is over.
    With `go_on`, work that was stopped after its first step can be continued: `go_on` is called before the next run.
    """
    status = job.status()
    if status.state == "done":
        st.session_state.pop(_slot(key), None)
        return job.result()
    if status.over:
        _ended(job, status, draw, label, key, go_on)
    else:
        _live(job, draw, label, key, STOPS if go_on is None else PAUSES)
    return None


@st.fragment(run_every=EVERY)
def _live(job: Job, draw: Draw, label: str, key: str, about: str) -> None:
    status = job.status()
    if status.over:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(max(status.share or 0.0, 0.0), 1.0), f"{label}: {told(status)}")
        st.button(
            "Stop",
            key=f"{key}_stop",
            icon=":material/stop:",
            help=about,
            on_click=_stop,
            args=(job,),
            disabled=bool(status.message) and status.state == "running",
        )
    _newest(job, status, draw, key)


def _stop(job: Job) -> None:
    """In a callback: most work ends within ANSWERS seconds, and then the page that follows shows at once that it was stopped."""
    job.stop()
    job.wait(ANSWERS)


def _ended(job: Job, status: Status, draw: Draw, label: str, key: str, go_on: Callable[[], None] | None) -> None:
    message = plain(f"{label}: {status.message}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if status.state == "failed":
            st.error(message, icon=":material/info:")
        elif status.state == "lost":
            st.warning(message, icon=":material/link_off:")
        else:
            st.info(message, icon=":material/stop_circle:")
        if go_on is not None and status.step and status.state != "failed":
            st.button("Go on", key=f"{key}_on", icon=":material/play_arrow:", help=GOES_ON, on_click=go_on)
        st.button("Start again", key=f"{key}_again", icon=":material/replay:", on_click=job.again)
    _newest(job, status, draw, key)


def _newest(job: Job, status: Status, draw: Draw, key: str) -> None:
    """Draw the newest state; it is read from the disk only when there is a newer one."""
    if not status.version:
        return
    seen = st.session_state.get(_slot(key))
    if seen is None or seen[:2] != (job.id, status.version):
        values = job.newest()
        if values is None:
            return
        seen = st.session_state[_slot(key)] = (job.id, status.version, values)
    draw(seen[2])


def estimate_line(function: str, spec: dict[str, Any], given: dict[str, np.ndarray], rows: Sequence[str] = ("X",)) -> Estimate | None:
    """Say beside a start button what the work will cost when that is above ten seconds; it is measured meanwhile. None until it is known."""
    job = jobs.estimating(function, spec, given, rows)
    if not job.status().over:
        _measuring(job)
        return None
    found = jobs.estimated(job)
    if found is not None and found.seconds >= WORTH_SAYING:
        st.caption(f"Takes about {duration(found.seconds)} and {size(found.memory)} of memory, measured on a few rows.")
    return found


@st.fragment(run_every=EVERY)
def _measuring(job: Job) -> None:
    if job.status().over:
        st.rerun()
    st.caption("Measuring how long this will take.")


def _slot(key: str) -> str:
    return f"_{key}_newest"


def told(status: Status) -> str:
    """Where a job stands, in a line: "step 130 of 750 · 85 steps/s · 4 s left"."""
    if status.state == "queued":
        return "waiting for its turn" + (f" ({status.message[0].lower()}{status.message[1:-1]})" if status.message[:1].isdigit() else "")
    if status.message:
        return status.message[0].lower() + status.message[1:]
    parts = []
    if status.step:
        parts.append(f"step {status.step:,}" + (f" of {status.of:,}" if status.of else ""))
    if status.rate is not None:
        parts.append(f"{_short(status.rate)} steps/s" if status.rate >= 0.1 else f"{duration(1 / status.rate)} a step")
    parts.append(f"{duration(status.left)} left" if status.left is not None else f"{duration(status.seconds)} so far")
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """Seconds in words that are read at a glance: "4 s", "3 min", "2 h 5 min"."""
    if seconds < 90:
        return f"{_short(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _short(value: float) -> str:
    return f"{value:.1f}" if value < 9.95 and value != round(value) else f"{value:,.0f}"
