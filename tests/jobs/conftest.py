"""One cluster of worker processes for a module of tests; each test has a workspace of its own."""

import os
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from mllab import jobs

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)  # so that job_works can be imported, here and in the workers


def served_with(**settings: str):
    """Jobs served under these environment variables, until closed."""
    jobs.close()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("MLLAB_SCHEDULER", "MLLAB_WORKERS", "MLLAB_JOB_MEMORY", "MLLAB_THREADS"):
            patch.delenv(name, raising=False)
        for name, value in ({"MLLAB_WARM": "0"} | settings).items():
            patch.setenv(name, value)
        yield
        jobs.close()


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes, half a gigabyte for each job."""
    yield from served_with(MLLAB_WORKERS="2", MLLAB_JOB_MEMORY="500MB")


@pytest.fixture(scope="module")
def in_thread():
    """Jobs in a thread of this process."""
    yield from served_with(MLLAB_WORKERS="0")


@pytest.fixture
def X():
    """Ten rows of three columns, of this test alone: a job on it is no other test's."""
    return np.random.default_rng(int.from_bytes(os.urandom(4), "little")).standard_normal((10, 3))


def until(true, seconds=30.0):
    """Wait until `true()` gives something true, and give it."""
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
    return found
