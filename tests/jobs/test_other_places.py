"""The same jobs elsewhere: an existing Dask cluster, and a thread of this process. The numbers are the same to the last bit."""

import os
import socket
import subprocess
import sys

import numpy as np
import pytest
from conftest import HERE, served_with, until

from mllab import jobs

SPEC = {"of": 30, "seed": 5}


def start_by_hand(tmp_path):
    """A scheduler and two workers as anybody would start them; the address and the processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": HERE}
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path, "env": environment}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    processes = [subprocess.Popen(command, **quiet)]
    for _ in range(2):
        command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard"]
        processes.append(subprocess.Popen(command, **quiet))
    return address, processes


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a cluster with two workers that was started by hand."""
    address, processes = start_by_hand(tmp_path_factory.mktemp("dask"))
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    yield address
    for process in processes:
        process.kill()
        process.wait(10)


@pytest.fixture(scope="module")
def outside(scheduler):
    """Jobs served by that cluster."""
    yield from served_with(MLLAB_SCHEDULER=scheduler)


@pytest.fixture(scope="module")
def big():
    """5,000 rows of 20 columns."""
    return np.random.default_rng(3).standard_normal((5_000, 20))


def test_an_existing_cluster_gives_the_same_bits_as_workers_of_our_own(scheduler, big, tmp_path, monkeypatch):
    found = {}
    for name, settings in {
        "outside": {"MLLAB_SCHEDULER": scheduler},
        "own": {"MLLAB_WORKERS": "2"},
        "thread": {"MLLAB_WORKERS": "0"},
    }.items():
        monkeypatch.setenv("MLLAB_HOME", str(tmp_path / name))  # an empty workspace, so that nothing is known yet
        for _ in served_with(**settings):
            job = jobs.start("job_works:walk", SPEC, {"X": big})
            assert job.wait(60).state == "done", job.error()
            found[name] = job.result()["vector"]
    assert found["outside"].tobytes() == found["own"].tobytes() == found["thread"].tobytes()


def test_a_stop_reaches_an_existing_cluster(outside, X):
    job = jobs.start("job_works:count", {"of": 10_000, "pause": 0.01}, {"X": X})
    until(lambda: job.status().step > 2)
    job.stop()
    assert job.wait(5).state == "stopped"
    stuck = jobs.start("job_works:long_call", {}, {"X": X})
    until(lambda: stuck.newest())
    stuck.stop()
    assert stuck.wait(5).state == "stopped"
    assert jobs.start("job_works:count", {"of": 2}, {"X": X}).wait(30).state == "done"


def test_a_worker_on_another_machine_is_ended_by_its_nanny(outside, X, monkeypatch):
    stuck = jobs.start("job_works:long_call", {}, {"X": X})
    until(lambda: stuck.newest())
    monkeypatch.setattr("mllab.jobs.process.here", lambda told: False)  # as if it were one: neither its number nor a signal can be used
    assert stuck.status().state == "running"
    stuck.stop()
    assert stuck.wait(5).state == "stopped"
    assert jobs.start("job_works:count", {"of": 2}, {"X": X}).wait(30).state == "done"


def test_a_scheduler_that_is_not_there_is_told(X):
    for _ in served_with(MLLAB_SCHEDULER="tcp://127.0.0.1:9"):
        status = jobs.start("job_works:count", {"of": 2}, {"X": X}).wait(30)
        assert status.state == "failed"
        assert "no cluster at tcp://127.0.0.1:9" in status.message


def test_a_thread_of_this_process_does_the_same(in_thread, X):
    job = jobs.start("job_works:count", {"of": 5}, {"X": X})
    assert job.wait(20).state == "done"
    assert job.result()["pid"] == os.getpid()
    endless = jobs.start("job_works:count", {"of": 10_000, "pause": 0.01}, {"X": X})
    until(lambda: endless.status().step)
    endless.stop()
    assert endless.wait(5).state == "stopped"


def test_workers_are_told_in_whole_numbers(X):
    for _ in served_with(MLLAB_WORKERS="two"):
        status = jobs.start("job_works:count", {"of": 2}, {"X": X}).wait(30)
        assert status.state == "failed"
        assert "MLLAB_WORKERS must be a whole number" in status.message
