"""Warming: every worker imports what jobs need by itself, a restarted one too, and what fails is no harm."""

import os
import signal

import numpy as np
from conftest import served_with, until

from mllab import jobs
from mllab.jobs import warming

count = iter(range(1000))


def loaded():
    """Whether the worker has numba, and its number."""
    job = jobs.start("job_works:loaded", {"turn": next(count)}, {"X": np.zeros(2)})
    job.wait(30)
    return job.result()


def test_workers_are_warm_before_the_first_job_and_after_a_restart():
    for _ in served_with(MLLAB_WORKERS="1", MLLAB_WARM="1"):
        jobs.warm()
        first = until(lambda: (found := loaded())["numba"] and found)
        killed = first["pid"]
        os.kill(killed, signal.SIGKILL)
        until(lambda killed=killed: (found := loaded())["numba"] and found["pid"] != killed)


def test_nothing_is_started_when_it_is_switched_off(monkeypatch):
    started = []
    monkeypatch.setattr("mllab.jobs.queue.Queue.ready", lambda queue: started.append(1))
    for settings in ({"MLLAB_WARM": "0"}, {"MLLAB_WORKERS": "0", "MLLAB_WARM": "1"}):
        for _ in served_with(**settings):
            jobs.warm()
    assert started == []


def test_a_piece_that_is_not_there_or_fails_is_no_harm(monkeypatch, tmp_path, caplog):
    (tmp_path / "bad_piece.py").write_text("def warm():\n    raise RuntimeError('no such instruction')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(warming, "KERNELS", ("bad_piece",))
    assert warming.piece("no_such_module_here")
    assert warming.piece("bad_piece")
    assert "Warming bad_piece failed" in caplog.text


def test_one_process_compiles_at_a_time(monkeypatch, tmp_path):
    (tmp_path / "slow_piece.py").write_text("done = []\ndef warm():\n    done.append(1)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(warming, "KERNELS", ("slow_piece",))
    with warming._alone() as alone:
        assert alone
        assert not warming.piece("slow_piece")
    assert warming.piece("slow_piece")
    assert __import__("slow_piece").done == [1]
