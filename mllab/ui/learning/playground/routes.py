"""The routes by which the playground in the browser trains its network: each answer is the network as it then is, and the browser asks for the next.

    POST /neurons/<id>/run      {epochs, seconds} -> a frame; at most `LONGEST` seconds, so that a pause is obeyed at once
    POST /neurons/<id>/look     {}                -> a frame with all that does not change
    POST /neurons/<id>/restart  {}
    POST /neurons/<id>/put      {place, value}       set a weight by hand
    POST /neurons/<id>/back     {number}             stand at a remembered state
    POST /neurons/<id>/fork     {}                   keep the way so far beside the one that goes on from here
    POST /neurons/<id>/swap     {number}             go on from the end of a way that was kept, and keep the present one
    POST /neurons/<id>/drop     {number}             let go of a way that was kept
    GET  /neurons/<id>/network.py                    the network as PyTorch code

A page that does not ask trains nothing, so nothing has to be stopped when it is closed. Another site cannot post here: see `foreign`.
"""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mllab.errors import MllabError
from mllab.learning.neurons import torch_code
from mllab.ui.learning.playground.running import RUNNING, Running
from mllab.ui.upload.routes import foreign

LONGEST = 0.1  # seconds of training a frame
MOST = 10_000  # bytes of a question


def _run(running: Running, asked: dict[str, Any]) -> bytes:
    epochs, seconds = int(asked.get("epochs", 1)), float(asked.get("seconds", LONGEST))
    stopped = running.live.run(max(1, epochs), min(max(0.0, seconds), LONGEST), stop=running.stop)
    return running.frame(stopped)


def _look(running: Running, _: dict[str, Any]) -> bytes:
    return running.frame(whole=True)


def _restart(running: Running, _: dict[str, Any]) -> bytes:
    running.live.restart()
    return running.frame()


def _put(running: Running, asked: dict[str, Any]) -> bytes:
    running.live.put(int(asked["place"]), float(asked["value"]))
    return running.frame()


def _back(running: Running, asked: dict[str, Any]) -> bytes:
    running.live.back(int(asked["number"]))
    return running.frame()


def _fork(running: Running, _: dict[str, Any]) -> bytes:
    running.fork()
    return running.frame(forks=True)


def _swap(running: Running, asked: dict[str, Any]) -> bytes:
    running.swap(int(asked["number"]))
    return running.frame(forks=True)


def _drop(running: Running, asked: dict[str, Any]) -> bytes:
    running.drop(int(asked["number"]))
    return running.frame(forks=True)


DO: dict[str, Callable[[Running, dict[str, Any]], bytes]] = {
    "run": _run, "look": _look, "restart": _restart, "put": _put, "back": _back, "fork": _fork, "swap": _swap, "drop": _drop,
}  # fmt: skip


async def act(request: Request) -> Response:
    """Do one thing with a network and answer with the frame."""
    if foreign(request) or not request.headers.get("content-type", "").startswith("application/json"):
        return _refused(403, "Networks are trained from this app's own pages only.")
    running, do = RUNNING.get(request.path_params["id"]), DO.get(request.path_params["do"])
    if running is None or do is None:
        return _refused(404, "This network is gone. Load the page again.")
    body = await request.body()
    if len(body) > MOST:
        return _refused(413, "A question is short.")
    try:
        asked = await request.json()
        frame = await run_in_threadpool(_in_turn, do, running, asked)
    except (ValueError, TypeError, KeyError, AttributeError, MllabError) as error:
        return _refused(400, str(error))
    return Response(frame, media_type="application/octet-stream", headers={"Cache-Control": "no-store"})


def _in_turn(do: Callable[[Running, dict[str, Any]], bytes], running: Running, asked: dict[str, Any]) -> bytes:
    with running.lock:
        return do(running, asked)


async def code(request: Request) -> Response:
    """The network of now as a PyTorch script."""
    running = RUNNING.get(request.path_params["id"])
    if running is None or foreign(request):
        return _refused(404, "This network is gone. Load the page again.")
    with running.lock:
        live = running.live
        weights, dropout = live.now.weights, live.lesson.training.dropout
        text = torch_code(live.network, weights.theta, live.lesson.inputs, weights.running, dropout)
    return Response(text, media_type="text/x-python", headers={"Content-Disposition": 'attachment; filename="network.py"'})


def _refused(status: int, reason: str) -> Response:
    return JSONResponse({"error": reason}, status)


ROUTES = [
    Route("/neurons/{id}/network.py", code, methods=["GET"]),
    Route("/neurons/{id}/{do}", act, methods=["POST"]),
]
