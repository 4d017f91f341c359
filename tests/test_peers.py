"""Calling other libraries: warnings are heard by the thread that caused them, and limits are gone when the last thread has left."""

import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from mllab.peers import Shared, _threads, quiet, threads_for


def test_every_thread_hears_its_own_warnings():
    together = threading.Barrier(4)

    def work(number):
        with quiet() as heard:
            together.wait()
            warnings.warn(f"from {number}", stacklevel=1)
            together.wait()
        return heard

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [[f"from {i}"] for i in range(4)]


def test_warnings_are_as_before_once_all_have_left():
    before = list(warnings.filters), warnings.showwarning
    with quiet() as outer, quiet() as inner:
        warnings.warn("said", stacklevel=1)
    assert (inner, outer) == (["said"], [])
    assert (list(warnings.filters), warnings.showwarning) == before


def test_threads_that_overlap_leave_the_number_of_threads_as_it_was():
    small = np.zeros((3, 3))
    with threads_for(small):
        pass  # the pools are found at the first use
    before = {pool["filepath"]: pool["num_threads"] for pool in _threads().info()}
    first, second = threading.Event(), threading.Event()

    def early():
        with threads_for(small):
            first.set()
            second.wait(5)

    def late():
        first.wait(5)
        with threads_for(small):
            second.set()
            other.join(5)
            assert all(pool["num_threads"] == 1 for pool in _threads().info())

    other = threading.Thread(target=early)
    other.start()
    late()
    assert {pool["filepath"]: pool["num_threads"] for pool in _threads().info()} == before


def test_a_shared_context_is_entered_once():
    entered = []

    class Held:
        def __enter__(self):
            entered.append("in")

        def __exit__(self, *_):
            entered.append("out")

    shared = Shared(Held)
    with shared, shared:
        assert entered == ["in"]
    assert entered == ["in", "out"]
