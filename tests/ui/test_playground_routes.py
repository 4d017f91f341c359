"""The routes that train: what a browser is answered, and what it may not do."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import uvicorn
from starlette.applications import Starlette

from mllab.learning.goals import goals
from mllab.learning.neurons import MEASURES, POINTS, Lesson, Stop, drawn
from mllab.ui.learning.playground.routes import ROUTES
from mllab.ui.learning.playground.running import Running


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=ROUTES), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


@pytest.fixture
def running() -> Running:
    made = Running()
    made.set(Lesson(hidden=(3,)), drawn(POINTS["circle"](), seed=0))
    return made


def ask(port, path, body=None, method="POST", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    sent = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{port}"} | {
        key.replace("_", "-"): value for key, value in headers.items()
    }
    connection.request(method, path, json.dumps({} if body is None else body), sent)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, data


def opened(data):
    """A frame as the browser reads it."""
    length = int(np.frombuffer(data[:4], np.uint32)[0])
    head = json.loads(data[4 : 4 + length])
    came = {}
    for one in head["parts"].values():
        if "at" in one:
            came[one["digest"]] = np.frombuffer(data[4 + length + one["at"] :][: one["bytes"]], one["kind"])
    return head | {name: came[one["digest"]] for name, one in head["parts"].items()}


def test_a_run_trains_and_answers_with_the_network_of_then(port, running):
    whole = opened(ask(port, f"/neurons/{running.id}/look")[1])
    assert (whole["epoch"], whole["sizes"], whole["train"], len(whole["places"])) == (0, [2, 3, 1], 250, 1000)
    assert len(whole["told"]) == 7 * 400
    frame = opened(ask(port, f"/neurons/{running.id}/run", {"epochs": 3, "seconds": 60})[1])
    assert 1 <= frame["epoch"] <= 3
    assert np.array_equal(frame["theta"], running.live.now.weights.theta)
    assert len(frame["neurons"]) == 4 * 400
    assert frame["curve"].reshape(-1, 3)[-1, 0] == frame["epoch"]
    assert frame["loss"] == pytest.approx(running.live.now.loss)


def test_a_run_is_short_however_much_is_asked_so_that_a_pause_is_obeyed(port, running):
    frame = opened(ask(port, f"/neurons/{running.id}/run", {"epochs": 10**9, "seconds": 10**9})[1])
    assert 0 < frame["epoch"] < 10**6


def test_weights_are_set_states_gone_back_to_and_all_begun_anew(port, running):
    ask(port, f"/neurons/{running.id}/run", {"epochs": 1})
    frame = opened(ask(port, f"/neurons/{running.id}/put", {"place": 2, "value": 0.75})[1])
    assert frame["theta"][2] == 0.75
    assert frame["edited"]
    assert opened(ask(port, f"/neurons/{running.id}/back", {"number": 0})[1])["epoch"] == 0
    assert not opened(ask(port, f"/neurons/{running.id}/restart")[1])["edited"]


def test_the_bound_stops_it(port, running):
    running.stop = Stop(bound=9.0)
    assert opened(ask(port, f"/neurons/{running.id}/run", {"epochs": 50})[1])["stopped"] == "bound"


def test_goals_are_ticked_as_they_are_reached(port, running):
    running.goals = goals("hidden neurons <= 3, epochs >= 2", MEASURES)
    assert opened(ask(port, f"/neurons/{running.id}/look")[1])["met"] == [True, False]
    assert opened(ask(port, f"/neurons/{running.id}/run", {"epochs": 2, "seconds": 60})[1])["met"] == [True, True]


def test_a_way_is_kept_at_a_fork_and_compared_gone_on_with_and_let_go(port, running):
    assert ask(port, f"/neurons/{running.id}/fork")[0] == 400, "there is no way yet"
    running.live.run(20)
    first = running.live.now.weights.theta
    ask(port, f"/neurons/{running.id}/back", {"number": 5})
    forked = opened(ask(port, f"/neurons/{running.id}/fork")[1])
    assert (forked["epoch"], forked["forks"][0]["left"], forked["forks"][0]["epoch"]) == (5, 5, 20)
    assert forked["fork0"].reshape(-1, 3)[:, 0].tolist() == list(range(21))
    assert len(forked["map0"]) == 6400
    assert forked["curve"].reshape(-1, 3)[-1, 0] == 5
    lesson, samples = running.live.lesson, running.live.samples
    running.set(replace(lesson, training=replace(lesson.training, learning_rate=0.3)), samples)
    running.live.run(15)
    second = running.live.now.weights.theta
    assert not np.array_equal(first, second)
    swapped = opened(ask(port, f"/neurons/{running.id}/swap", {"number": 0})[1])
    assert np.array_equal(swapped["theta"], first)
    assert "rate 0.3" in swapped["forks"][0]["name"]
    running.set(replace(lesson, hidden=(4,)), samples)
    assert ask(port, f"/neurons/{running.id}/swap", {"number": 0})[0] == 400, "of another network it is only compared"
    assert len(opened(ask(port, f"/neurons/{running.id}/look")[1])["forks"]) == 1
    assert opened(ask(port, f"/neurons/{running.id}/drop", {"number": 0})[1])["forks"] == []
    running.live.run(2)
    ask(port, f"/neurons/{running.id}/fork")
    running.set(lesson, drawn(POINTS["gauss"](), seed=0))
    assert running.forks == [], "other samples, another story"


def test_the_network_comes_as_code(port, running):
    status, data = ask(port, f"/neurons/{running.id}/network.py", method="GET")
    assert status == 200
    compile(data.decode(), "network.py", "exec")


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("run", {}, {"Origin": "http://evil.example"}, 403),
        ("run", {}, {"Content_Type": "text/plain"}, 403),
        ("fly", {}, {}, 404),
        ("put", {"place": -1, "value": 1}, {}, 400),
        ("put", {"place": 0}, {}, 400),
        ("run", {"epochs": "many"}, {}, 400),
        ("run", [1], {}, 400),
        ("back", {"number": 10_000}, {}, 400),
        ("run", {"epochs": "1" * 20_000}, {}, 413),
    ],
)
def test_what_is_refused(port, running, path, body, headers, status):
    assert ask(port, f"/neurons/{running.id}/{path}", body, **headers)[0] == status


def test_a_network_goes_with_the_session_that_held_it(port):
    gone = Running()
    gone.set(Lesson(), drawn(POINTS["circle"](), seed=0))
    id = gone.id
    del gone
    assert ask(port, f"/neurons/{id}/look")[0] == 404
