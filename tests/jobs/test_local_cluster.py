"""Jobs on worker processes of this machine: what they tell, and what becomes of them when things go wrong."""

import json
import os
import signal
import time

import numpy as np
import psutil
import pytest
from conftest import until

from mllab import jobs

pytestmark = pytest.mark.usefixtures("cluster")


def worker(job):
    """What worker.json says, once it is there."""
    path = job.folder / "worker.json"
    until(path.exists)
    return json.loads(path.read_text())


def events(job):
    return [line["event"] for line in map(json.loads, (job.folder / "log.jsonl").read_text().splitlines())]


def test_a_job_works_in_another_process_and_tells_how_far_it_is(X):
    job = jobs.start("job_works:count", {"of": 60, "pause": 0.02}, {"X": X}, title="counting")
    seen = []
    while not (status := job.status()).over:
        seen.append(status)
        time.sleep(0.05)
    working = [status for status in seen if status.state == "running" and status.step]
    assert status.state == "done"
    assert status.share == 1.0
    assert [s.step for s in working] == sorted(s.step for s in working)
    assert any(0 < s.share < 1 and s.of == 60 and 5 < s.rate < 51 and 0 < s.left < 12 for s in working)
    result = job.result()
    assert result["step"] == 60
    assert result["total"] == X.sum()
    assert result["pid"] != os.getpid()


def test_the_newest_state_can_be_read_while_it_works(X):
    job = jobs.start("job_works:count", {"of": 300, "pause": 0.02}, {"X": X})
    first = until(lambda: job.newest())
    later = until(lambda: (values := job.newest())["step"] > first["step"] and values)
    assert later["step"] < 300
    assert job.result() is None
    job.stop()
    assert job.wait(10).state == "stopped"
    assert job.newest()["step"] >= later["step"]


def test_a_stop_is_answered_within_a_second_between_states(X):
    job = jobs.start("job_works:count", {"of": 10_000, "pause": 0.01}, {"X": X})
    until(lambda: job.status().step > 3)
    pid = worker(job)["pid"]
    begun = time.monotonic()
    job.stop()
    assert job.wait(10).state == "stopped"
    assert time.monotonic() - begun < 1
    assert psutil.pid_exists(pid)


def test_a_stop_is_answered_within_a_second_inside_one_long_call_and_other_jobs_go_on(X):
    other = jobs.start("job_works:count", {"of": 150, "pause": 0.02}, {"X": X})
    stuck = jobs.start("job_works:long_call", {}, {"X": X})
    pid = until(lambda: stuck.newest())["pid"]
    begun = time.monotonic()
    stuck.stop()
    assert stuck.wait(10).state == "stopped"
    assert time.monotonic() - begun < 1
    assert not psutil.pid_exists(pid)
    assert other.wait(20).state == "done"
    time.sleep(0.5)
    assert stuck.status().state == "stopped"
    assert events(stuck).count("start") == 1


def test_a_stopped_job_begins_anew_only_when_asked(X):
    job = jobs.start("job_works:count", {"of": 100, "pause": 0.01}, {"X": X})
    until(lambda: job.status().step)
    job.stop()
    job.wait(10)
    assert jobs.start("job_works:count", {"of": 100, "pause": 0.01}, {"X": X}, again=False).status().state == "stopped"
    job.again()
    assert job.wait(20).state == "done"
    assert job.result()["step"] == 100


def test_what_is_done_is_not_done_again(X):
    first = jobs.start("job_works:count", {"of": 3}, {"X": X})
    first.wait(20)
    second = jobs.start("job_works:count", {"of": 3}, {"X": X.copy()})
    assert second == first
    assert second.status().state == "done"
    assert events(first).count("start") == 1
    assert jobs.start("job_works:count", {"of": 4}, {"X": X}) != first
    assert jobs.start("job_works:count", {"of": 3}, {"X": X + 1}) != first


def test_a_job_whose_worker_is_killed_is_begun_anew_once_and_the_others_go_on(X):
    other = jobs.start("job_works:count", {"of": 200, "pause": 0.02}, {"X": X})
    job = jobs.start("job_works:count", {"of": 40, "pause": 0.02}, {"X": X})
    until(lambda: job.status().step > 3)
    os.kill(worker(job)["pid"], signal.SIGKILL)
    assert job.wait(30).state == "done"
    assert "worker died" in events(job)
    assert worker(job)["attempt"] == 2
    assert other.wait(30).state == "done"
    assert events(other).count("start") == 1


def test_a_job_whose_worker_is_killed_twice_is_lost_and_the_next_one_is_done(X):
    job = jobs.start("job_works:count", {"of": 10_000, "pause": 0.01}, {"X": X})
    for attempt in (1, 2):
        until(lambda attempt=attempt: worker(job)["attempt"] == attempt and job.status().state == "running")
        os.kill(worker(job)["pid"], signal.SIGKILL)
    status = job.wait(30)
    assert status.state == "lost"
    assert "died twice" in status.message
    assert jobs.start("job_works:count", {"of": 2}, {"X": X}).wait(30).state == "done"


def test_when_the_whole_cluster_dies_another_is_started_and_its_jobs_are_begun_anew(X):
    job = jobs.start("job_works:count", {"of": 100, "pause": 0.02}, {"X": X})
    until(lambda: job.status().step > 3)
    (engine,) = [child for child in psutil.Process().children() if "mllab.jobs.engine" in child.cmdline()]
    engine.kill()
    assert job.wait(40).state == "done"
    assert worker(job)["attempt"] == 2
    until(lambda: not psutil.pid_exists(engine.pid) or engine.status() == psutil.STATUS_ZOMBIE)


def test_what_a_user_can_mend_is_told_as_it_is(X):
    job = jobs.start("job_works:refuse", {}, {"X": X})
    status = job.wait(20)
    assert status.state == "failed"
    assert status.message == "The table has one row. Bring at least two."
    assert job.result() is None


def test_a_bug_is_told_in_a_sentence_and_its_traceback_is_kept(X):
    job = jobs.start("job_works:break_down", {"zero": 0}, {"X": X})
    status = job.wait(20)
    assert status.state == "failed"
    assert "ZeroDivisionError" in status.message
    assert "Traceback" not in status.message
    assert 'yield State({"ratio": 1 / spec["zero"]})' in job.error()
    assert "failed" in events(job)


@pytest.mark.parametrize(("work", "spec"), [("hoard", {"pieces": 200}), ("grab", {"bytes": 2_000_000_000})])
def test_a_job_above_its_memory_limit_says_so_and_the_next_one_is_done(X, work, spec):
    job = jobs.start(f"job_works:{work}", spec, {"X": X})
    status = job.wait(30)
    assert status.state == "failed"
    assert "needed more memory than the 500 MB" in status.message
    assert "MLLAB_JOB_MEMORY" in status.message
    assert jobs.start("job_works:count", {"of": 2}, {"X": X}).wait(30).state == "done"


def test_a_job_within_its_memory_limit_is_done(X):
    assert jobs.start("job_works:hoard", {"pieces": 20}, {"X": X}).wait(30).state == "done"


def test_twenty_jobs_are_all_done_in_order_with_at_most_one_per_core(X):
    started = [jobs.start("job_works:count", {"of": 5, "pause": 0.02, "number": number}, {"X": X}) for number in range(20)]
    assert [job.wait(60).state for job in started] == ["done"] * 20
    results = [job.result() for job in started]
    begun = sorted(range(20), key=lambda number: results[number]["begun"])
    assert all(abs(place - number) <= 1 for place, number in enumerate(begun))  # two workers: neighbors may swap
    moments = sorted([(r["begun"], 1) for r in results] + [(r["ended"], -1) for r in results])
    assert max(np.cumsum([change for _, change in moments])) <= 2


def test_a_job_that_waits_says_how_many_are_before_it_and_can_be_stopped(X):
    busy = [jobs.start("job_works:count", {"of": 500, "pause": 0.02, "number": n}, {"X": X}) for n in range(2)]
    first, second = (jobs.start("job_works:count", {"of": 1, "number": n}, {"X": X}) for n in (7, 8))
    until(lambda: all(job.status().state == "running" for job in busy))
    assert first.status().state == "queued"
    assert second.status().message == "1 before this one."
    second.stop()
    assert second.status().state == "stopped"
    for job in busy:
        job.stop()
    assert first.wait(20).state == "done"
    assert "start" not in events(second)


def test_nothing_listens_to_the_outside(X):
    jobs.start("job_works:count", {"of": 1}, {"X": X}).wait(20)
    own = psutil.Process()
    listening = [c for p in [own, *own.children(recursive=True)] for c in p.net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert listening
    assert {connection.laddr.ip for connection in listening} == {"127.0.0.1"}
