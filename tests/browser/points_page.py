"""A page with maps of points, served for real, and how the tests look at such a map."""

import inspect
import io
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from mllab.paths import PACKAGE

expect.set_options(timeout=20_000)  # a machine that does other things beside is slow, not wrong


def rows(n: int = 400, dimensions: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Three groups of points far apart, with float32 positions: on the page and here."""
    rng = np.random.default_rng(4)
    codes = np.arange(n) % 3
    middles = np.array([[-4, 0, 0], [4, 0, 1], [0, 3, -1]])[:, :dimensions]
    return (middles[codes] + rng.normal(0, 0.7, (n, dimensions))).astype(np.float32), codes


@contextmanager
def served(folder: Path, script: str, given: Callable[..., Any] = rows) -> Iterator[str]:
    """A script as a page; what is `given` can be imported from rows.py there."""
    (folder / "page.py").write_text(script)
    (folder / "rows.py").write_text(f"import numpy as np\n\n\n{inspect.getsource(given)}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true", "browser.gatherUsageStats": "false"}
    command = [sys.executable, "-m", "streamlit", "run", "page.py", *(f"--{key}={value}" for key, value in options.items())]
    env = {**os.environ, "MLLAB_HOME": str(folder / "home"), "PYTHONPATH": str(PACKAGE.parent)}
    server = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def quiet(page: Page) -> Iterator[None]:
    """Whatever the script of the map throws fails the test."""
    errors: list[Any] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss())[1])
    yield
    assert not errors


class Map:
    """A map on the page, and where its points are on the screen."""

    def __init__(self, page: Page, title: str = "First"):
        self.page = page
        self.root = page.locator(".points").filter(has=page.locator(".title", has_text=title))
        self.dots = self.root.locator(".dots")
        expect(self.root).to_have_attribute("data-settled", self.root.get_attribute("data-positions", timeout=40_000) or "", timeout=40_000)

    def data(self, name: str) -> str:
        return self.root.get_attribute(f"data-{name}") or ""

    @property
    def view(self) -> dict[str, Any]:
        return json.loads(self.data("view"))

    def go(self, place: np.ndarray) -> None:
        """The mouse to a pixel of the page."""
        self.page.mouse.move(float(place[0]), float(place[1]))

    def corner(self) -> np.ndarray:
        box = self.dots.bounding_box()
        assert box
        return np.array([box["x"], box["y"]])

    def at(self, x: float, y: float) -> np.ndarray:
        """A place inside the map as pixels of the page."""
        return self.corner() + np.array([x, y])

    def on_screen(self, X: np.ndarray) -> np.ndarray:
        """Pixels of 2-D positions on the page."""
        view = self.view
        away = (X.astype(float) - view["center"]) * view["scale"] * [1, -1]
        return away + np.array([view["width"] / 2, view["height"] / 2]) + self.corner()

    def in_data(self, pixels: np.ndarray) -> np.ndarray:
        view = self.view
        away = pixels - self.corner() - np.array([view["width"] / 2, view["height"] / 2])
        return away * [1, -1] / view["scale"] + view["center"]

    def pixels(self) -> np.ndarray:
        """The drawn picture without the page around it."""
        box = self.dots.bounding_box()
        assert box
        clip = {"x": box["x"] + 1, "y": box["y"] + 1, "width": box["width"] - 2, "height": box["height"] - 2}
        return np.asarray(Image.open(io.BytesIO(self.page.screenshot(clip=clip))).convert("RGB")).astype(int)

    def drag(self, path: list[tuple[float, float]], tool: str = "", keys: tuple[str, ...] = ()) -> np.ndarray:
        """Drag along a path inside the map, with keys held; gives the path in pixels of the page."""
        if tool:
            self.root.get_by_role("button", name=tool, exact=True).click()
        points = self.corner() + np.array(path)
        for key in keys:
            self.page.keyboard.down(key)
        self.go(points[0])
        self.page.mouse.down()
        for point in points[1:]:
            self.go(point)
        self.page.mouse.up()
        for key in keys:
            self.page.keyboard.up(key)
        return points

    def rest(self) -> None:
        """Wait until everything is drawn and nothing moves."""
        expect(self.root).not_to_have_attribute("data-busy", "", timeout=40_000)
        self.page.wait_for_timeout(100)


def opened(page: Page, site: str, query: str = "") -> Map:
    page.goto(f"{site}/?{query}")
    found = Map(page)
    found.rest()
    return found


def told(page: Page) -> list[int]:
    """The rows that Python got."""
    words = page.get_by_text("picked:").inner_text().removeprefix("picked: ")
    return [] if words == "nothing" else [int(word) for word in words.split()]


def expect_told(page: Page, rows: np.ndarray | list[int]) -> None:
    wanted = " ".join(map(str, np.asarray(rows).tolist())) or "nothing"
    expect(page.get_by_text("picked:")).to_have_text(f"picked: {wanted}")


def colour(hex: str) -> np.ndarray:
    return np.array([int(hex[i : i + 2], 16) for i in (1, 3, 5)])


def near(pixels: np.ndarray, hex: str, slack: int = 40) -> int:
    """How many pixels have about this colour."""
    return int((np.abs(pixels - colour(hex)).max(axis=2) < slack).sum())


def inside_box(X: np.ndarray, corners: np.ndarray) -> np.ndarray:
    low, high = corners.min(axis=0), corners.max(axis=0)
    return np.flatnonzero(((low <= X) & (high >= X)).all(axis=1))


def inside_lasso(X: np.ndarray, outline: np.ndarray) -> np.ndarray:
    """Even-odd rule, by the winding of a ray, all corners at once."""
    x, y = X[:, :1].astype(float), X[:, 1:].astype(float)
    (ax, ay), (bx, by) = outline.T, np.roll(outline, 1, axis=0).T
    crosses = ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return np.flatnonzero(crosses.sum(axis=1) % 2)


def legend(of: Map, name: str) -> Locator:
    return of.root.locator("button.entry", has_text=name)
