"""Maps of 10,000, 100,000 and 1,000,000 points in headless Chromium, drawn by the processor: seconds to see them, frames a second while panning.

    python -m bench.points [rows ...] [--seconds 3]

The arrays are ready on the server; the clock runs from the click that asks for the picture until it is drawn (target: a million within 3 s).
Up to 100,000 points Streamlit's own scatter chart (Vega) is timed beside it in the same run. `cpu ms` is the processor time of a frame in all
processes of the browser; `of all` is the share of the points that is drawn while the picture moves; at rest all are. With a graphics card both are a multiple of this.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench._browsing import chromium

ROOT = Path(__file__).parents[1]
VEGA = 100_000  # the most rows that the peer is given
PAGE = """
import numpy as np
import pandas as pd
import streamlit as st
from mllab.ui.points import points

st.set_page_config(layout="wide")
n, dimensions, peer = int(st.query_params["n"]), int(st.query_params["d"]), st.query_params.get("peer")

@st.cache_data
def rows(n, dimensions):
    rng = np.random.default_rng(0)
    codes = rng.integers(0, 8, n)
    return (rng.normal(0, 4, (8, dimensions))[codes] + rng.normal(0, 0.8, (n, dimensions))).astype(np.float32), codes

X, codes = rows(n, dimensions)
if st.checkbox("Draw"):
    if peer:
        st.scatter_chart(pd.DataFrame({"x": X[:, 0], "y": X[:, 1], "group": codes.astype(str)}), x="x", y="y", color="group", height=560)
    else:
        points(X, key="map", codes=codes, names=list("abcdefgh"))
"""
DRAWN_BY_VEGA = """() => { const canvas = document.querySelector('.vega-embed canvas'); if (!canvas?.width) return false;
    const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let seen = 0; for (let i = 0; i < bytes.length; i += 4) if (Math.max(bytes[i], bytes[i + 1], bytes[i + 2]) - Math.min(bytes[i], bytes[i + 1], bytes[i + 2]) > 60) seen++;
    return seen > 200; }"""

FINISHED = "dots => { const gl = dots.getContext('webgl2'); gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)); }"
PANNED = """async (dots, [x, y, long]) => {
    const start = performance.now();
    let frames = 0, now = start;
    while ((now = performance.now()) - start < long) {
        const at = { clientX: x + 120 * Math.sin(now / 300), clientY: y + 60 * Math.cos(now / 400), pointerId: 1, pointerType: 'mouse', bubbles: true };
        dots.dispatchEvent(new PointerEvent('pointermove', at));
        await new Promise(requestAnimationFrame);
        frames++;
    }
    return [frames, now - start];
}"""


@contextmanager
def served() -> Iterator[str]:
    """The page of this benchmark on a free port."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        (Path(folder) / "page.py").write_text(PAGE)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true", "browser.gatherUsageStats": "false"}
        command = [sys.executable, "-m", "streamlit", "run", "page.py", *(f"--{key}={value}" for key, value in options.items())]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "MLLAB_HOME": folder}
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start within 30 seconds")


def asked(page: Any, url: str) -> float:
    """Open the page, its arrays ready and its draw box not yet ticked; the moment of the tick."""
    page.goto(url)
    box = page.get_by_text("Draw", exact=True)
    box.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    start = time.perf_counter()
    box.click()
    return start


def map_of(page: Any, url: str, seconds: float) -> dict[str, float]:
    """Seconds until all points are drawn, then frames a second, and processor time of each, while the map is dragged about."""
    start = asked(page, url)
    page.wait_for_selector(".points[data-drawn]", timeout=120_000)
    page.locator(".dots").evaluate(FINISHED)
    found = {"drawn": time.perf_counter() - start}
    box = page.locator(".dots").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 10, middle[1])
    processor = page.context.browser.new_browser_cdp_session()
    used = -spent(processor)
    frames, took = page.locator(".dots").evaluate(PANNED, [*middle, seconds * 1000])
    used += spent(processor)
    page.mouse.up()
    page.wait_for_timeout(6000)
    step = int(page.locator(".points").get_attribute("data-step"))
    return found | {"frames": frames / took * 1000, "cpu": used / frames * 1000, "share": 1 / step}


def spent(session: Any) -> float:
    """Processor seconds of the browser's processes so far."""
    return float(sum(one["cpuTime"] for one in session.send("SystemInfo.getProcessInfo")["processInfo"]))


def vega(page: Any, url: str) -> float:
    """Seconds until Streamlit's own chart shows its points."""
    start = asked(page, f"{url}&peer=1")
    page.wait_for_function(DRAWN_BY_VEGA, timeout=180_000)
    return time.perf_counter() - start


def main() -> int:
    """Print a line per number of rows and dimensions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seconds", type=float, default=3.0, help="of panning")
    given = parser.parse_args()
    with chromium() as browser, served() as url:
        print(f"{'rows':>10} {'axes':>5} {'drawn s':>8} {'Vega s':>8} {'frames/s':>9} {'cpu ms':>7} {'of all':>7}")
        for rows in given.rows:
            for axes in (2, 3):
                with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
                    address = f"{url}/?n={rows}&d={axes}"
                    found = map_of(context.new_page(), address, given.seconds)
                    peer = f"{vega(context.new_page(), address):8.2f}" if axes == 2 and rows <= VEGA else f"{'':8}"
                    print(
                        f"{rows:10,} {axes:5} {found['drawn']:8.2f} {peer} {found['frames']:9.1f} {found['cpu']:7.0f} {found['share']:7.0%}",
                        flush=True,
                    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
