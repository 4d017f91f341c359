"""What work will cost, against what it does cost."""

import numpy as np
import pytest

from mllab import jobs
from mllab.errors import DataError

FACTOR = 2.0  # what an estimate promises
pytestmark = pytest.mark.usefixtures("cluster")


def test_time_that_grows_with_the_square_of_the_rows_is_foreseen():
    X = np.zeros((10_000, 2))
    found = jobs.estimate("job_works:quadratic", {"per_pair": 1e-7}, {"X": X})
    assert 1 / FACTOR < found.seconds / (1e-7 * 10_000**2) < FACTOR


def test_time_of_many_iterations_is_foreseen_from_a_few():
    found = jobs.estimate("job_works:count", {"of": 600, "pause": 0.05}, {"X": np.zeros((200, 2))})
    assert 1 / FACTOR < found.seconds / 30 < FACTOR


def test_memory_that_grows_with_the_square_of_the_rows_is_foreseen():
    X = np.zeros((5_000, 2))
    found = jobs.estimate("job_works:pairs", {}, {"X": X})
    assert 1 / FACTOR < found.memory / (8 * 5_000**2) < FACTOR


def test_the_seed_makes_no_difference_and_the_cost_is_not_measured_twice():
    X = np.zeros((100, 2))
    first = jobs.estimating("job_works:count", {"of": 2, "seed": 1}, {"X": X})
    first.wait(30)
    assert jobs.estimating("job_works:count", {"of": 2, "seed": 2}, {"X": X}) == first
    assert first not in jobs.listing()


def test_work_that_cannot_be_done_on_a_few_rows_says_so():
    with pytest.raises(DataError, match="one row"):
        jobs.estimate("job_works:refuse", {}, {"X": np.zeros((9, 2))})
