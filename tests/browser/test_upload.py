"""The uploader in a real browser: big files go in pieces, go on after a reload, pause and end by keyboard."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from mllab.paths import PACKAGE
from mllab.ui.upload import parts

PAGE = """
import streamlit as st
from mllab.ui.upload import parts
from mllab.ui.upload.zone import big_uploads

stored = st.session_state.setdefault("stored", [])
came = st.session_state.setdefault("came", [])
with st.container(key="zone"):
    small = st.file_uploader("Files", accept_multiple_files=True)
    for id in big_uploads("zone", stored, above=1_000_000):
        if taken := parts.take(id):
            came.append(f"{taken[1]} {taken[0].stat().st_size}")
        stored.append(id)
        st.rerun()
st.text(f"small: {[file.name for file in small]}")
st.text(f"big: {came}")
"""
SERVER = 'import streamlit as st\nfrom mllab.ui.upload.routes import ROUTES\napp = st.App("page.py", routes=ROUTES)\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with an uploader, served for real; files above 1 MB count as big."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "page.py").write_text(PAGE)
    (folder / "server.py").write_text(SERVER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true", "browser.gatherUsageStats": "false"}
    command = [sys.executable, "-m", "streamlit", "run", "server.py", *(f"--{key}={value}" for key, value in options.items())]
    env = {**os.environ, "MLLAB_HOME": str(folder / "home"), "PYTHONPATH": str(PACKAGE.parent)}
    server = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for(port)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start within a minute")


@pytest.fixture
def tab(page: Page, site: str) -> Page:
    """The page of `site`, its script ready to take files over."""
    page.goto(site)
    page.wait_for_function("window.__mllabUploads?.limits")
    page.on("dialog", lambda dialog: dialog.accept())
    return page


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """20 MB: three pieces."""
    path = tmp_path / "big <b>.csv"
    path.write_bytes(os.urandom(1000) * 20_000)
    return path


def test_a_big_file_is_taken_over_and_a_small_one_is_not(tab: Page, big: Path, tmp_path: Path) -> None:
    (tmp_path / "small.csv").write_text("a;b\n1;2\n")
    tab.set_input_files("input[type=file]", tmp_path / "small.csv")
    tab.get_by_text("small: ['small.csv']").wait_for()
    tab.set_input_files("input[type=file]", big)
    tab.get_by_text(f"big: ['{big.name} 20000000']").wait_for()
    tab.locator(".job").wait_for(state="detached")


DROP = """(sizes) => {
    const data = new DataTransfer();
    sizes.forEach((size, i) => data.items.add(new File([new Uint8Array(size)], `file${i}.csv`, { lastModified: 1 })));
    const zone = document.querySelector("[data-testid=stFileUploaderDropzone]");
    for (const type of ["dragenter", "dragover", "drop"])
        zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
}"""


def test_files_dropped_together_arrive_together(tab: Page) -> None:
    tab.evaluate(DROP, [500, 2_000_000])
    tab.get_by_text("file1.csv 2000000").wait_for()
    tab.get_by_text("file0.csv 500").wait_for()


def test_an_upload_goes_on_after_a_reload(tab: Page, big: Path) -> None:
    asked: list[str] = []

    def broken_after_the_first(route: Any) -> None:
        asked.append(route.request.url.split("=")[1])
        if len(asked) == 1:
            route.continue_()
        else:
            route.abort()

    tab.route("**/upload/*?offset=*", broken_after_the_first)
    tab.set_input_files("input[type=file]", big)
    tab.get_by_text("The connection is broken; trying again").wait_for()
    assert asked[:2] == ["0", str(8 * parts.MB)]
    tab.unroute("**/upload/*?offset=*")
    tab.reload()
    tab.get_by_text("8.0 MB of 19 MB came on an earlier visit").wait_for()
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(request.url) if request.method == "PATCH" else None)
    tab.set_input_files("input[type=file]", big)
    tab.get_by_text(f"big: ['{big.name} 20000000']").wait_for()
    assert [url.split("=")[1] for url in sent] == [str(8 * parts.MB), str(16 * parts.MB)]


def test_pause_and_cancel_by_keyboard(tab: Page, big: Path) -> None:
    tab.route("**/upload/*?offset=*", lambda route: (time.sleep(0.3), route.continue_()))
    tab.set_input_files("input[type=file]", big)
    tab.get_by_role("button", name=f"Pause: {big.name}").press("Enter")
    tab.get_by_text("Paused at").wait_for()
    tab.get_by_role("button", name=f"Cancel: {big.name}").press("Enter")
    tab.locator(".job").wait_for(state="detached")
    assert tab.evaluate("localStorage.getItem('mllab.uploads')") == "[]"
