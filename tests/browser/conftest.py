"""A real Chromium and a real server. Without a browser these tests are skipped, and with MLLAB_BROWSER=required they fail instead."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--font-render-hinting=none",
    # WebGL drawn by the processor, the same on every machine
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--disable-gpu-compositing",  # as a browser does where there is no graphics card: the processor draws WebGL only
    "--enable-unsafe-swiftshader",
    "--disable-gpu-watchdog",  # which takes a busy machine for a hung graphics card
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if os.environ.get("CI"):
                item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven by Playwright."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        _absent(f"no browser: none of {', '.join(NAMES)} is installed (on Debian: apt-get install chromium)")
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        _absent("Playwright is not installed (it comes with the dev extra)")
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield chromium
        chromium.close()


def _absent(reason):
    if os.environ.get("MLLAB_BROWSER") == "required":
        pytest.fail(f"MLLAB_BROWSER=required, but {reason}")
    pytest.skip(reason)


class Server:
    """The app in a process of its own: `url`, its workspace `home`, and `restart()`."""

    def __init__(self, home: Path):
        self.home = home
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home.parent / f"server-{self.port}.log"
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "mllab", "app", "--port", str(self.port), "--headless", "--home", str(self.home)]
        env = {name: value for name, value in os.environ.items() if name != "MLLAB_WORKERS"} | {"MLLAB_WARM": "0"}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.home.parent, env=env)
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        pytest.fail(f"The server did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)

    def restart(self):
        self.stop()
        self.start()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def running(browser, tmp_path_factory):
    """One Server for all browser tests of the run."""
    running = Server(tmp_path_factory.mktemp("server") / "home")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def server(running):
    """The URL of the running app."""
    return running.url


@pytest.fixture
def borrowed(running, monkeypatch):
    """The Server of all tests with its workspace open to this one; the tables, views and models that it brings are gone after it."""
    from mllab import views
    from mllab.data import store
    from mllab.models import keep

    monkeypatch.setenv("MLLAB_HOME", str(running.home))
    known = {one.id for shelf in (store, views, keep) for one in shelf.listing()}
    yield running
    for shelf in (store, views, keep):
        for one in shelf.listing():
            if one.id not in known:
                shelf.delete(one.id)


@pytest.fixture
def own_server(browser, tmp_path):
    """A Server of this test alone, with an empty workspace, to be restarted at will. It and its workers take seconds to start: see `borrowed`."""
    running = Server(tmp_path / "home")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def context(browser):
    """A browser context of this test alone. Whatever asks for another machine fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(30_000)
    left: list[str] = []

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            left.append(url)

    context.on("request", lambda request: asked(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: asked(socket.url)))
    yield context
    context.close()
    assert not left, f"The page asked other machines: {left}"


@pytest.fixture
def page(context):
    """A page in `context`."""
    return context.new_page()
