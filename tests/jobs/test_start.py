"""What makes a job the same job, what is refused, what lies in its folder, and what is swept."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from mllab import jobs
from mllab.errors import DataError
from mllab.jobs import arrays, folder, memory, sweep, threads, values

pytestmark = pytest.mark.usefixtures("in_thread")


def done(of=2, X=None, **spec):
    job = jobs.start("job_works:count", {"of": of, **spec}, {"X": np.arange(6.0) if X is None else X}, title="counting")
    assert job.wait(20).state == "done", job.error()
    return job


def test_the_id_follows_from_function_spec_and_arrays():
    X = np.arange(6.0)
    job = done(X=X)
    assert done(X=X.copy()) == job
    assert jobs.start("job_works:count", {"of": 2}, {"X": X.astype(np.float32)}) != job
    assert jobs.start("job_works:count", {"of": 2}, {"X": X.reshape(2, 3)}) != job
    assert jobs.find(job.id) == job
    assert jobs.find("0" * 16) is None
    assert jobs.find("../../etc") is None


def test_a_job_is_known_once_it_was_started_and_asking_starts_nothing():
    X = np.arange(6.0)
    assert jobs.known("job_works:count", {"of": 2, "asked": 1}, {"X": X}) is None
    assert jobs.known("job_works:count", {"of": 2, "asked": 1}, {"X": X}) is None
    job = done(X=X, asked=1)
    assert jobs.known("job_works:count", {"of": 2, "asked": 1}, {"X": X.copy()}) == job
    assert jobs.known("job_works:count", {"of": 2, "asked": 1}, {"X": X + 1}) is None


def test_an_array_that_was_changed_in_place_is_another_array():
    X = np.arange(6.0)
    before = arrays.digest("X", X)
    X[0] = 9
    assert arrays.digest("X", X) != before
    X.flags.writeable = False
    assert arrays.digest("X", X) == arrays.digest("X", X.copy())
    view = X.copy()
    frozen = view[:]
    frozen.flags.writeable = False
    first = arrays.digest("X", frozen)
    view[1] = 7  # read-only to whoever holds it, but not to its owner
    assert arrays.digest("X", frozen) != first


def test_a_folder_says_everything_in_plain_files():
    job = done(of=3)
    told = json.loads((job.folder / "spec.json").read_text())
    assert told["function"] == "job_works:count"
    assert told["spec"] == {"of": 3}
    assert told["title"] == job.title == "counting"
    assert json.loads((job.folder / "end.json").read_text())["state"] == "done"
    assert json.loads((job.folder / "result.json").read_text())["total"] == 15.0
    assert [json.loads(line)["event"] for line in (job.folder / "log.jsonl").read_text().splitlines()][:2] == ["queued", "start"]
    assert not [file.name for file in job.folder.iterdir() if file.name.startswith(".")]


def test_the_same_array_is_kept_once():
    done(of=1)
    done(of=2)
    assert len(list((folder.root() / "arrays").iterdir())) == 1


def test_the_log_and_the_newest_state_are_written_a_few_times_a_second_only():
    job = done(of=3_000)
    assert len((job.folder / "log.jsonl").read_text().splitlines()) < 60
    assert job.result()["step"] == 3_000


@pytest.mark.parametrize(
    ("work", "said"),
    [
        ("job_works:absent", "no work called"),
        ("no_such_module:work", "no work called"),
        ("os:system", "not a generator function"),
        ("job_works:nothing", "ended without a result"),
        ("job_works:objects", "'thing'"),
    ],
)
def test_work_that_cannot_be_done_says_why(work, said):
    status = jobs.start(work, {}, {"X": np.zeros(2)}).wait(20)
    assert status.state == "failed"
    assert said in status.message


def test_what_is_no_json_and_no_numbers_is_refused():
    with pytest.raises(DataError, match="plain JSON"):
        jobs.start("job_works:count", {"of": object()}, {})
    with pytest.raises(DataError, match="plain JSON"):
        jobs.start("job_works:count", {"of": float("nan")}, {})
    with pytest.raises(DataError, match="'X'"):
        jobs.start("job_works:count", {"of": 1}, {"X": np.array([{}], object)})


def test_values_come_back_as_they_were(tmp_path):
    given = {
        "positions": np.random.default_rng(0).random((5, 2), np.float32), "names": np.array(["a", "ü"]), "n": np.int64(3), "loss": 0.5,
        "nothing": None, "file": "a name that zip knows", "flags": np.array([True, False]), "empty": np.zeros((0, 2)), "zero": np.array(2.5),
    }  # fmt: skip
    values.write(tmp_path / "v.npz", given)
    found = values.read(tmp_path / "v.npz")
    assert set(found) == set(given)
    for name in ("positions", "names", "flags", "empty"):
        assert found[name].dtype == given[name].dtype
        assert np.array_equal(found[name], given[name])
    assert (found["n"], found["loss"], found["nothing"], found["zero"]) == (3, 0.5, None, 2.5)
    assert np.load(tmp_path / "v.npz", allow_pickle=False)["positions"].shape == (5, 2)


def test_a_damaged_state_is_none_and_a_damaged_result_is_made_again(tmp_path):
    (tmp_path / "v.npz").write_bytes(b"PK not really")
    assert values.read(tmp_path / "v.npz") is None
    job = done()
    (job.folder / "result.npz").write_bytes(b"")
    assert job.result() is None
    assert done() == job
    assert job.result()["step"] == 2


def test_jobs_are_listed_newest_first():
    first = done(of=1)
    time.sleep(0.01)
    second = done(of=2)
    assert jobs.listing() == [second, first]


def test_sweeping_passes_over_a_draft_that_comes_and_goes_meanwhile():
    job = done(of=1)
    (job.folder / ".worker.json.1").symlink_to(job.folder / "gone")  # listed, and not there when it is looked at
    sweep.sweep(grace=0)
    assert jobs.listing() == [job]


def test_old_jobs_and_their_arrays_are_swept_but_never_one_under_way():
    X = np.arange(9.0)
    endless = jobs.start("job_works:count", {"of": 100_000, "pause": 0.01}, {"X": X})
    waiting = [jobs.start("job_works:count", {"of": 1, "number": n}, {"X": X + n}) for n in range(3)]
    sweep.sweep(kept=0, grace=0)
    assert len(jobs.listing()) == 4
    endless.stop()
    for job in waiting:
        job.wait(20)
    sweep.sweep(kept=2, grace=0)
    assert jobs.listing() == [waiting[2], waiting[1]]
    assert len(list((folder.root() / "arrays").iterdir())) == 2
    sweep.sweep(most=1, grace=0)
    assert jobs.listing() == []
    with pytest.raises(DataError, match="no job"):
        print(endless.title)


def test_a_job_without_a_living_owner_is_lost_and_can_be_begun_anew():
    job = done()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (job.folder / "end.json").unlink()
    folder.write(job.folder / "worker.json", json.loads((job.folder / "worker.json").read_text()) | {"pid": gone.pid})
    folder.write(job.folder / "owner.json", json.loads((job.folder / "owner.json").read_text()) | {"pid": gone.pid})
    assert job.status().state == "lost"
    job.again()
    assert job.wait(20).state == "done"


def test_a_process_with_the_number_of_a_dead_one_is_not_taken_for_it():
    job = done()
    (job.folder / "end.json").unlink()
    for name in ("worker.json", "owner.json"):
        told = json.loads((job.folder / name).read_text())
        folder.write(job.folder / name, told | {"pid": os.getpid(), "born": told["born"] - 3600})
    assert job.status().state == "lost"


def test_a_job_that_is_alone_gets_every_core_and_of_several_each_its_part(monkeypatch):
    monkeypatch.delenv("MLLAB_THREADS", raising=False)
    assert [threads.share(running, 8) for running in (0, 1, 3, 9)] == [8, 4, 2, 1]
    assert threads.share(3, 0) == 0
    monkeypatch.setenv("MLLAB_THREADS", "3")
    assert threads.share(0, 8) == 3


def test_sizes_are_told_in_words():
    assert [memory.size(n) for n in (12, 1_500, 1e9, 2.345e9)] == ["12 bytes", "1.5 kB", "1 GB", "2.35 GB"]


def test_importing_jobs_does_not_import_dask():
    code = "import sys, mllab.jobs; print([n for n in ('dask', 'distributed', 'psutil', 'numba') if n in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True, cwd=Path(__file__).parents[2]
    )
    assert found.stdout.strip() == "[]"
