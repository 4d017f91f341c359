"""Uploads in pieces, through a real server on a free port: what a browser may do, and what it may not."""

import errno
import http.client
import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from mllab.errors import DataError
from mllab.ui.upload import parts
from mllab.ui.upload.routes import ROUTES


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


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path))
    monkeypatch.delenv("MLLAB_UPLOAD_LIMIT", raising=False)
    return tmp_path


class Browser:
    """The requests that the page's script makes."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, Any]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Origin": f"http://127.0.0.1:{self.port}", "Sec-Fetch-Site": "same-origin"}
        sent |= {key.replace("_", "-"): value for key, value in headers.items()}
        if isinstance(body, dict):
            body, sent = json.dumps(body), {"Content-Type": "application/json"} | sent
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text) if text.startswith(b"{") else {}

    def start(self, name: str = "big.csv", size: int = 10, fingerprint: str = "f", **headers: str) -> tuple[int, dict[str, Any]]:
        return self.ask("POST", "/upload/start", {"name": name, "size": size, "fingerprint": fingerprint}, **headers)

    def piece(self, id: str, offset: object, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
        return self.ask("PATCH", f"/upload/{id}?offset={offset}", body, **headers)


@pytest.fixture
def browser(port: int) -> Browser:
    return Browser(port)


def taken(id: str) -> tuple[bytes, str]:
    found = parts.take(id)
    assert found is not None
    return found[0].read_bytes(), found[1]


def test_pieces_in_order_make_the_file(browser: Browser) -> None:
    content = os.urandom(300_000)
    _, upload = browser.start(size=len(content))
    for offset in range(0, len(content), 100_000):
        status, upload = browser.piece(upload["id"], offset, content[offset : offset + 100_000])
        assert (status, upload["offset"]) == (200, offset + 100_000)
    assert taken(upload["id"]) == (content, "big.csv")


def test_a_finished_upload_is_handed_over_once(browser: Browser) -> None:
    _, upload = browser.start(size=3)
    assert parts.take(upload["id"]) is None, "nothing is handed over before it is complete"
    browser.piece(upload["id"], 0, b"abc")
    assert parts.take(upload["id"]) is not None
    assert parts.take(upload["id"]) is None


def test_the_same_file_goes_on_where_it_stopped(browser: Browser) -> None:
    _, first = browser.start(size=10, fingerprint="same")
    browser.piece(first["id"], 0, b"01234")
    status, again = browser.start(size=10, fingerprint="same")
    assert (status, again) == (200, {"id": first["id"], "offset": 5, "size": 10})
    browser.piece(again["id"], 5, b"56789")
    assert taken(first["id"])[0] == b"0123456789"


def test_another_file_of_the_same_name_is_another_upload(browser: Browser) -> None:
    _, first = browser.start(fingerprint="one")
    _, second = browser.start(fingerprint="two")
    assert first["id"] != second["id"]


def test_what_came_before_a_broken_connection_is_kept(browser: Browser, port: int) -> None:
    _, upload = browser.start(size=1_000_000)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.putrequest("PATCH", f"/upload/{upload['id']}?offset=0")
    connection.putheader("Content-Length", "1000000")
    connection.endheaders()
    connection.send(b"x" * 200_000)
    deadline = time.monotonic() + 10
    while parts.find(upload["id"]).offset < 200_000 and time.monotonic() < deadline:
        time.sleep(0.01)
    connection.close()
    assert browser.ask("GET", f"/upload/{upload['id']}")[1]["offset"] == 200_000
    while upload["id"] in parts._writing and time.monotonic() < deadline:
        time.sleep(0.01)
    status, state = browser.piece(upload["id"], 200_000, b"y" * 800_000)
    assert (status, state["offset"]) == (200, 1_000_000)


@pytest.mark.parametrize("offset", [5, 1, "-1", "", "x", "0x0", "9" * 30, "١"])
def test_a_piece_that_does_not_fit_is_refused_with_the_right_offset(browser: Browser, offset: object) -> None:
    from urllib.parse import quote

    _, upload = browser.start(size=10)
    status, answer = browser.piece(upload["id"], quote(str(offset)), b"01234")
    assert status == 409
    assert answer["offset"] == 0
    assert parts.find(upload["id"]).offset == 0


def test_a_piece_sent_twice_is_stored_once(browser: Browser) -> None:
    _, upload = browser.start(size=10)
    browser.piece(upload["id"], 0, b"01234")
    status, answer = browser.piece(upload["id"], 0, b"01234")
    assert (status, answer["offset"]) == (409, 5)


def test_two_pieces_at_once_do_not_mix(browser: Browser) -> None:
    _, upload = browser.start(size=10)
    with parts.writer(parts.find(upload["id"]), 0):
        assert browser.piece(upload["id"], 0, b"01234")[0] == 409
    assert browser.piece(upload["id"], 0, b"01234")[0] == 200


def test_more_than_announced_is_refused(browser: Browser) -> None:
    _, upload = browser.start(size=4)
    status, answer = browser.piece(upload["id"], 0, b"0123456789")
    assert status == 413
    assert "announced with 4 bytes" in answer["error"]
    assert parts.find(upload["id"]).offset <= 4


def test_the_limit_is_two_gigabytes_unless_told_otherwise(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    two = 2 * 1024**3
    assert browser.ask("GET", "/upload/limits")[1] == {"limit": two, "piece": 8 * 1024**2}
    assert browser.start(size=two + 1)[0] == 413
    monkeypatch.setenv("MLLAB_UPLOAD_LIMIT", "1 KB")
    status, answer = browser.start(size=1025)
    assert status == 413
    assert "big.csv has 1 KB; the limit is 1 KB" in answer["error"]
    assert browser.start(size=1024)[0] == 200


@pytest.mark.parametrize(("text", "bytes"), [("500MB", 500 * 1024**2), ("1.5 gb", 3 * 512 * 1024**2), ("123", 123)])
def test_the_limit_is_read_as_people_write_it(monkeypatch: pytest.MonkeyPatch, text: str, bytes: int) -> None:
    monkeypatch.setenv("MLLAB_UPLOAD_LIMIT", text)
    assert parts.limit() == bytes


@pytest.mark.parametrize("text", ["much", "-1", "5 parsecs"])
def test_a_limit_that_is_no_size_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("MLLAB_UPLOAD_LIMIT", text)
    with pytest.raises(DataError, match="must be a size"):
        parts.limit()


def test_a_disk_with_no_room_is_said_before_the_first_byte(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": parts.SPARE + 5})
    monkeypatch.setattr(parts.shutil, "disk_usage", lambda _: usage)
    status, answer = browser.start(size=10)
    assert status == 507
    assert "has room for 5 bytes" in answer["error"]


def test_a_disk_that_fills_up_is_said_and_what_came_is_kept(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    _, upload = browser.start(size=10)
    browser.piece(upload["id"], 0, b"01234")

    class Full:
        def tell(self) -> int:
            return 5

        def write(self, _: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    real = parts.Writer
    monkeypatch.setattr(parts, "Writer", lambda upload, file: real(upload, Full()))
    status, answer = browser.piece(upload["id"], 5, b"56789")
    assert status == 507
    assert "disk of the server is full" in answer["error"]
    assert parts.find(upload["id"]).offset == 5


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_another_site_cannot_post(browser: Browser, headers: dict[str, str]) -> None:
    _, upload = browser.start(size=5)
    assert browser.start(fingerprint="other", **headers)[0] == 403
    assert browser.piece(upload["id"], 0, b"01234", **headers)[0] == 403
    assert browser.ask("DELETE", f"/upload/{upload['id']}", **headers)[0] == 403
    assert [left.offset for left in parts.unfinished()] == [0]


def test_a_name_bound_to_this_machine_by_another_site_is_turned_away(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: Origin and Host agree, but neither is a name of a server that listens on the loopback address only."""
    import streamlit as st

    rebound = {"Host": "evil.example:8501", "Origin": "http://evil.example:8501"}
    monkeypatch.setattr(st, "get_option", {"server.address": "127.0.0.1", "browser.serverAddress": "localhost"}.get)
    assert browser.start(**rebound)[0] == 403
    assert browser.start()[0] == 200
    monkeypatch.setattr(st, "get_option", {"server.address": "0.0.0.0", "browser.serverAddress": "localhost"}.get)
    assert browser.start(**rebound)[0] == 200, "a server told to listen everywhere may be called anything"


def test_a_form_cannot_announce(browser: Browser) -> None:
    body = json.dumps({"name": "a", "size": 1, "fingerprint": "f"})
    assert browser.ask("POST", "/upload/start", body, Content_Type="text/plain")[0] == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"name": "a"}',
        b'{"name": 1, "size": 1, "fingerprint": ""}',
        b'{"name": "a", "size": true, "fingerprint": ""}',
        b"\xff",
    ],
)
def test_an_announcement_that_makes_no_sense_is_refused(browser: Browser, body: bytes) -> None:
    status, answer = browser.ask("POST", "/upload/start", body, Content_Type="application/json")
    assert status in {400, 413}
    assert answer["error"]


def test_a_huge_announcement_is_refused_unread(browser: Browser) -> None:
    assert browser.start(name="x" * 20_000)[0] == 413


@pytest.mark.parametrize("size", [0, -1])
def test_an_empty_file_is_refused(browser: Browser, size: int) -> None:
    status, answer = browser.start(size=size)
    assert status == 400
    assert "big.csv is empty" in answer["error"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\sales.csv", "sales.csv"),
        ("..", ".."),
        ("", "unnamed"),
        ("a\x00b\n\u202ecsv.exe", "abcsv.exe"),
        ("<script>alert(1)<-script>.csv", "<script>alert(1)<-script>.csv"),
        ("ü☕.csv", "ü☕.csv"),
        ("x" * 5000, "x" * 200),
    ],
)
def test_a_hostile_name_is_only_ever_shown(browser: Browser, home: Path, name: str, shown: str) -> None:
    _, upload = browser.start(name=name, size=1)
    browser.piece(upload["id"], 0, b"x")
    assert {path.name for path in home.rglob("*") if path.is_file()} == {f"{upload['id']}.part", f"{upload['id']}.json"}
    assert taken(upload["id"])[1] == shown


@pytest.mark.parametrize("id", ["0" * 32, "..%2f..%2fx", "%2e%2e", "A" * 32, "0" * 31, "0" * 33, "0" * 31 + "%0a"])
def test_an_id_that_is_none_finds_nothing(browser: Browser, id: str) -> None:
    assert browser.ask("GET", f"/upload/{id}")[0] == 404
    assert browser.piece(id, 0, b"x")[0] == 404


def test_ids_cannot_be_guessed(browser: Browser) -> None:
    ids = {browser.start(fingerprint=str(i))[1]["id"] for i in range(20)}
    assert len(ids) == 20
    assert all(len(id) == 32 for id in ids)


def test_a_cancelled_upload_is_gone(browser: Browser, home: Path) -> None:
    _, upload = browser.start(size=5)
    browser.piece(upload["id"], 0, b"012")
    assert browser.ask("DELETE", f"/upload/{upload['id']}")[0] == 204
    assert browser.ask("GET", f"/upload/{upload['id']}")[0] == 404
    assert not any((home / "uploads").iterdir())


def test_leftovers_older_than_a_day_are_removed(browser: Browser, home: Path) -> None:
    _, old = browser.start(fingerprint="old")
    _, young = browser.start(fingerprint="young")
    past = time.time() - parts.DAY - 60
    for path in (home / "uploads").glob(f"{old['id']}.*"):
        os.utime(path, (past, past))
    browser.start(fingerprint="new")
    assert browser.ask("GET", f"/upload/{old['id']}")[0] == 404
    assert browser.ask("GET", f"/upload/{young['id']}")[0] == 200


def test_an_old_upload_that_still_grows_stays(browser: Browser, home: Path) -> None:
    _, upload = browser.start()
    past = time.time() - parts.DAY - 60
    os.utime(home / "uploads" / f"{upload['id']}.json", (past, past))
    parts.sweep()
    assert browser.ask("GET", f"/upload/{upload['id']}")[0] == 200
