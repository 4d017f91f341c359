"""A workspace of its own for every test, and a server on this machine that behaves as told: with ranges or without, cutting connections, moved."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The workspace."""
    folder = tmp_path / "home"
    monkeypatch.setenv("MLLAB_HOME", str(folder))
    return folder


@pytest.fixture
def serve():
    """Serves a body: `with serve(body) as (address, how)`."""
    return serving


class Behaviour:
    """What is served, how, and what was asked for."""

    def __init__(self, body):
        self.body, self.tag = body, '"one"'
        self.ranges, self.cut, self.status, self.told_size, self.location = True, None, None, None, None
        self.asked = []


def handler(how):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            span = self.headers.get("Range")
            how.asked.append(span)
            if self.path == "/moved":
                self.send_response(302)
                self.send_header("Location", how.location)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if how.status:
                self.send_error(how.status)
                return
            first = int(span.removeprefix("bytes=").rstrip("-")) if span and how.ranges and self.headers.get("If-Range") == how.tag else 0
            if first >= len(how.body):
                self.send_error(416)
                return
            self.send_response(206 if first else 200)
            if first:
                self.send_header("Content-Range", f"bytes {first}-{len(how.body) - 1}/{len(how.body)}")
            self.send_header("ETag", how.tag)
            self.send_header("Content-Length", str(how.told_size or len(how.body) - first))
            self.end_headers()
            sent = how.body[first:] if how.cut is None else how.body[first : first + how.cut]
            self.wfile.write(sent)
            if how.cut is not None:
                self.close_connection = True
                self.connection.close()

        def log_message(self, *_):
            pass

    return Handler


@contextmanager
def serving(body):
    """A server of `body`: its address and its behaviour."""
    how = Behaviour(body)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(how))
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/file.txt", how
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
