"""Work that nobody waits for: it comes after other work, not on the last free worker, gently, and can be let go."""

import json
import os
import sys
import threading
import time

import pytest
from conftest import until

from mllab import jobs
from mllab.jobs.gently import NICE, gently
from mllab.jobs.queue import MEASURES, Queue


class Written:
    """A place that writes down what it is sent, and is done when the test says so."""

    cores = 2

    def __init__(self, workers):
        self.workers, self.sent, self.dones = workers, [], {}

    def idle(self, busy):
        return [worker for worker in self.workers if worker not in busy]

    def send(self, sent, done):
        self.sent.append(sent)
        self.dones[sent.home.name] = done

    def kill(self, worker):
        raise AssertionError("nobody is to be killed")

    def close(self):
        pass

    def names(self, many):
        until = time.monotonic() + 20
        while len(self.sent) < many and time.monotonic() < until:
            time.sleep(0.01)
        return [sent.home.name for sent in self.sent]


@pytest.fixture
def queued(tmp_path):
    made = []

    def make(*workers):
        place = Written(workers)
        made.append(queue := Queue(lambda: place))

        def put(name, behind=False, function="", **arrays):
            home = tmp_path / name
            home.mkdir()
            (home / "spec.json").write_text(json.dumps({"arrays": arrays, "function": function}))
            queue.put(home, behind)
            return home

        def end(home):
            (home / "end.json").write_text(json.dumps({"state": "done", "message": ""}))
            place.dones[home.name](None)

        return place, put, end

    yield make
    for queue in made:
        queue.close()


def test_it_leaves_the_last_free_worker_to_what_is_asked_for_next(queued):
    place, put, end = queued("one", "two")
    picture = put("picture", X="x")
    assert place.names(1) == ["picture"]
    put("judge", behind=True, X="x")
    time.sleep(0.5)  # more than the queue takes between two looks
    assert place.names(1) == ["picture"]
    end(picture)
    assert place.names(2) == ["picture", "judge"]
    assert place.sent[1].worker != place.sent[0].worker  # which keeps the neighbors of X for the next picture
    put("next picture", X="x")
    assert place.names(3)[2] == "next picture"
    assert place.sent[2].worker == place.sent[0].worker
    assert place.sent[2].threads == 2  # work that gives way takes nothing from it


def test_measuring_what_a_picture_costs_leaves_the_next_picture_to_the_worker_that_keeps_its_neighbors(queued):
    place, put, end = queued("one", "two")
    end(_sent(place, put("picture", X="x"), 1))
    end(_sent(place, put("cost", function=MEASURES, X="x"), 2))
    put("next picture", X="x")
    assert place.names(3) == ["picture", "cost", "next picture"]
    first, cost, following = (sent.worker for sent in place.sent)
    assert cost != first
    assert following == first


def _sent(place, home, many):
    assert len(place.names(many)) == many
    return home


def test_what_somebody_waits_for_goes_first_and_in_its_order(queued):
    place, put, end = queued("only")
    first = put("first")
    place.names(1)
    judge, second, groups, third = put("judge", behind=True), put("second"), put("groups", behind=True), put("third")
    for number, home in enumerate((first, second, third, judge, groups), 1):
        assert place.names(number)[-1] == home.name
        end(home)


def test_work_in_pieces_that_is_let_go_ends_between_two_of_them(in_thread, X):
    job = jobs.start("job_works:count", {"of": 100_000, "pause": 0.01}, {"X": X}, behind=True)
    until(lambda: job.status().step >= 2)
    job.let_go()
    assert job.wait(20).state == "stopped"
    again = jobs.start("job_works:count", {"of": 3}, {"X": X})
    assert again.wait(20).state == "done"


def test_work_that_waits_and_is_let_go_is_never_begun(in_thread, X):
    busy = jobs.start("job_works:count", {"of": 100_000, "pause": 0.01}, {"X": X})
    behind = jobs.start("job_works:count", {"of": 4}, {"X": X}, behind=True)
    behind.let_go()
    assert behind.status().state == "stopped"
    assert behind.status().step == 0
    busy.stop()
    assert busy.wait(20).state == "stopped"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the priorities of threads apart")
def test_gentle_work_gives_way_and_what_comes_after_it_does_not():
    def nice():
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = nice()
    assert gently(nice) == min(max(before, NICE), 19)
    assert nice() == before


def test_what_gentle_work_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        gently(lambda: 1 / 0)
