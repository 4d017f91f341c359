"""The app ends in the middle, politely or not: nothing of it stays behind, and the next app shows what is true."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from conftest import until

from mllab import jobs

HERE = Path(__file__).parent


def started(work):
    """A running app, and what it told of its jobs."""
    environment = os.environ | {"MLLAB_WORKERS": "1", "MLLAB_WARM": "0", "PYTHONPATH": str(HERE)}
    app = subprocess.Popen([sys.executable, str(HERE / "app_that_dies.py"), work], stdout=subprocess.PIPE, env=environment, text=True)
    return app, json.loads(app.stdout.readline())


def gone(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.parametrize("work", ["job_works:count", "job_works:long_call"])
def test_a_killed_app_leaves_no_process_behind_and_its_jobs_are_shown_as_they_are(in_thread, work):
    app, told = started(work)
    assert told["states"] == ["running", "queued"]
    assert len(told["pids"]) >= 2
    app.send_signal(signal.SIGKILL)
    app.wait(10)
    until(lambda: all(gone(pid) for pid in told["pids"]), 15)
    done, working, waiting = (jobs.find(told[name]) for name in ("done", "working", "waiting"))
    assert done.status().state == "done"
    assert done.result()["total"] == 15.0
    assert working.status().state == "lost"
    assert "Start it again" in working.status().message
    assert waiting.status().state == "lost"
    assert working.newest()["step"] >= 1
    waiting.again()
    assert waiting.wait(20).state == "done"


@pytest.mark.parametrize("work", ["job_works:count", "job_works:long_call"])
def test_another_app_sees_a_job_at_work_and_can_stop_it(in_thread, work):
    app, told = started(work)
    try:
        working, waiting = jobs.find(told["working"]), jobs.find(told["waiting"])
        assert working.status().state == "running"
        assert waiting.status().message == "Waiting in another window of mllab."
        working.stop()
        assert working.wait(5).state == "stopped"
        assert waiting.wait(20).state == "done"
    finally:
        app.kill()
        app.wait(10)


def test_an_app_that_is_asked_to_end_ends_its_workers(in_thread):
    app, told = started("job_works:count")
    app.send_signal(signal.SIGINT)
    app.wait(20)
    until(lambda: all(gone(pid) for pid in told["pids"]), 15)
    assert jobs.find(told["working"]).status().state == "lost"


def test_the_pages_bring_their_workers_and_take_them_along(tmp_path):
    environment = os.environ | {"MLLAB_WORKERS": "1", "MLLAB_WARM": "1"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mllab", "app", "--port", str(port), "--headless"]
    app = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        there = psutil.Process(app.pid)
        found = until(lambda: len(all_of := there.children(recursive=True)) >= 3 and all_of, 100)
    finally:
        app.kill()
        app.wait(10)
    until(lambda: all(gone(child.pid) for child in found), 15)
