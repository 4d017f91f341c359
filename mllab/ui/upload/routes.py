"""The upload routes: a browser announces a file, sends its pieces in order, and asks where to go on after a break.

    POST   /upload/start              {name, size, fingerprint} -> {id, offset, size}
    PATCH  /upload/<id>?offset=<n>    a piece -> {id, offset, size}; 409 with the right offset when it does not fit
    GET    /upload/<id>               {id, offset, size}
    DELETE /upload/<id>
    GET    /upload/limits             {limit, piece}

Memory stays flat: a piece goes to disk as it comes, 64 KB at a time. Another site cannot post here: see `foreign`.
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mllab.ui.upload import parts
from mllab.ui.upload.parts import MB, Refused, Upload

PIECE = 8 * MB
HEAD = 10_000  # the most bytes of an announcement
LOOPBACK = {"localhost", "127.0.0.1", "::1"}

Handler = Callable[[Request], Awaitable[Response]]


def _guarded(handler: Handler) -> Handler:
    """Turns away other sites, and answers a refusal as JSON with its reason."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        if foreign(request):
            return JSONResponse({"error": "Uploads are taken from this app's own pages only."}, 403)
        try:
            return await handler(request)
        except Refused as refused:
            return JSONResponse({"error": str(refused), **refused.facts}, refused.status)
        except ClientDisconnect:  # what came is kept; nobody hears this answer
            return Response(status_code=400)

    return answer


def foreign(request: Request) -> bool:
    """Whether a page of another site sent this.

    Its Origin is not our Host, or, on a server that listens on the loopback address, the Host is an outside name (DNS rebinding).
    """
    host = request.headers.get("host", "")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return True
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    bound = st.get_option("server.address")
    known = LOOPBACK | {str(st.get_option("browser.serverAddress")).lower()}
    return bound in LOOPBACK and (urlsplit(f"//{host}").hostname or "") not in known


@_guarded
async def limits(_: Request) -> Response:
    """What may be sent."""
    return JSONResponse({"limit": parts.limit(), "piece": PIECE})


@_guarded
async def start(request: Request) -> Response:
    """Announce a file; the answer says from which byte on it is wanted."""
    asked = await _announcement(request)
    upload = await run_in_threadpool(parts.begin, asked["name"], asked["size"], asked["fingerprint"])
    return JSONResponse(_spoken(upload))


async def _announcement(request: Request) -> dict[str, Any]:
    if not request.headers.get("content-type", "").startswith("application/json"):  # a form of another site cannot send this type unasked
        raise Refused(415, "An upload is announced as application/json.")
    if not 0 < _whole(request.headers.get("content-length")) <= HEAD:
        raise Refused(413, f"An announcement has at most {HEAD} bytes.")
    try:
        asked = await request.json()
    except ValueError:
        raise Refused(400, "The announcement is not JSON.") from None
    wanted = {"name": str, "size": int, "fingerprint": str}
    if not isinstance(asked, dict) or any(type(asked.get(key)) is not kind for key, kind in wanted.items()):
        raise Refused(400, "An announcement has a name, a size in bytes and a fingerprint.")
    return asked


@_guarded
async def piece(request: Request) -> Response:
    """Append a piece that begins at ?offset=."""
    upload = parts.find(request.path_params["id"])
    with parts.writer(upload, _whole(request.query_params.get("offset"))) as writer:
        async for chunk in request.stream():
            await run_in_threadpool(writer.write, chunk)
    return JSONResponse(_spoken(parts.find(upload.id)))


@_guarded
async def state(request: Request) -> Response:
    """How much of it is here."""
    return JSONResponse(_spoken(parts.find(request.path_params["id"])))


@_guarded
async def cancel(request: Request) -> Response:
    """Forget it."""
    parts.discard(request.path_params["id"])
    return Response(status_code=204)


def _spoken(upload: Upload) -> dict[str, Any]:
    return {"id": upload.id, "offset": upload.offset, "size": upload.size}


def _whole(text: str | None) -> int:
    """A number of bytes from a header or the query; -1 when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 20 else -1


ROUTES = [
    Route("/upload/limits", limits, methods=["GET"]),
    Route("/upload/start", start, methods=["POST"]),
    Route("/upload/{id}", piece, methods=["PATCH"]),
    Route("/upload/{id}", state, methods=["GET"]),
    Route("/upload/{id}", cancel, methods=["DELETE"]),
]
