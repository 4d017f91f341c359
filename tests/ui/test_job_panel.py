"""The panel of a job: progress, the newest state, Stop, Start again, messages. Real work in a thread of this process."""

import sys
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mllab import jobs
from mllab.jobs import Status
from mllab.ui.job import duration, told

PAGE = """
import numpy as np
import streamlit as st
from mllab import jobs
from mllab.ui.job import job_panel
job = jobs.find(st.query_params["job"])
go_on = (lambda: st.session_state.update(went_on=True)) if "continues" in st.query_params else None
values = job_panel(job, lambda newest: st.text(f"drawn {newest['step']}"), "Counting *rows*", go_on=go_on)
if values is not None:
    st.text(f"result {values['step']}")
"""


@pytest.fixture(autouse=True)
def in_thread(monkeypatch):
    """Jobs in a thread of this process, with work that tests/jobs has."""
    jobs.close()
    monkeypatch.setenv("MLLAB_WORKERS", "0")
    monkeypatch.delenv("MLLAB_SCHEDULER", raising=False)
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "jobs"))
    yield
    jobs.close()
    sys.modules.pop("job_works", None)


def shown(work, spec):
    job = jobs.start(f"job_works:{work}", spec, {"X": np.arange(4.0)})
    at = AppTest.from_string(PAGE, default_timeout=30)
    at.query_params["job"] = job.id
    return job, at


def texts(at):
    return [text.value for text in at.text]


def test_a_job_that_is_done_gives_its_values():
    job, at = shown("count", {"of": 3})
    job.wait(20)
    at.run()
    assert texts(at) == ["result 3"]
    assert not at.button


def test_a_job_at_work_draws_its_newest_state_and_can_be_stopped_and_begun_anew():
    job, at = shown("count", {"of": 100_000, "pause": 0.01})
    while job.status().step < 2:
        pass
    at.run()
    assert texts(at)[0].startswith("drawn")
    assert [button.label for button in at.button] == ["Stop"]
    at.button[0].click().run()
    assert job.wait(10).state == "stopped"
    at.run()
    assert "Stopped" in at.info[0].value
    assert texts(at)[0].startswith("drawn")
    assert [button.label for button in at.button] == ["Start again"]
    at.button[0].click().run()
    assert job.status().state in {"queued", "running"}
    assert [button.label for button in at.button] == ["Stop"]
    job.stop()
    job.wait(10)


def test_what_continues_can_go_on_after_a_stop():
    job, at = shown("count", {"of": 100_000, "pause": 0.01})
    at.query_params["continues"] = "yes"
    while job.status().step < 2:
        pass
    job.stop()
    job.wait(10)
    at.run()
    assert [button.label for button in at.button] == ["Go on", "Start again"]
    at.button[0].click().run()
    assert at.session_state["went_on"]


def test_a_failure_is_told_without_a_traceback():
    job, at = shown("refuse", {})
    job.wait(20)
    at.run()
    assert "Bring at least two" in at.error[0].value
    assert "Traceback" not in at.error[0].value
    assert not at.exception
    assert at.button[0].label == "Start again"


def test_a_lost_job_is_told():
    job, at = shown("count", {"of": 100_000, "pause": 0.01})
    while not job.status().step:
        pass
    jobs.close()
    at.run()
    assert "Start it again" in at.warning[0].value
    job.stop()


def test_a_link_finds_a_job_that_was_finished_while_nobody_looked():
    job, at = shown("count", {"of": 200, "pause": 0.02})
    at.run()
    assert [button.label for button in at.button] == ["Stop"]
    job.wait(20)
    fresh = AppTest.from_string(PAGE, default_timeout=30)
    fresh.query_params["job"] = job.id
    assert texts(fresh.run()) == ["result 200"]


LINE = """
import numpy as np
import streamlit as st
from mllab.ui.job import estimate_line
found = estimate_line("job_works:count", {"of": int(st.query_params["of"]), "pause": 0.01}, {"X": np.zeros((300, 2))})
st.text("known" if found else "unknown")
"""


@pytest.mark.parametrize(("of", "said"), [(6000, 1), (20, 0)])
def test_a_cost_is_told_when_it_is_above_ten_seconds(of, said):
    at = AppTest.from_string(LINE, default_timeout=30)
    at.query_params["of"] = str(of)
    at.run()
    while texts(at) != ["known"]:
        at.run()
    assert len([caption for caption in at.caption if "Takes about" in caption.value]) == said


def test_progress_is_told_in_a_line():
    assert told(Status("running", 0.17, 1.5, 4.2, 85.0, step=130, of=750)) == "step 130 of 750 · 85 steps/s · 4.2 s left"
    assert told(Status("running", None, 12.0, None, 0.05, step=3)) == "step 3 · 20 s a step · 12 s so far"
    assert told(Status("queued", message="2 before this one.")) == "waiting for its turn (2 before this one)"
    assert [duration(s) for s in (0.4, 4, 80, 200, 7500)] == ["0.4 s", "4 s", "80 s", "3 min", "2 h 5 min"]
