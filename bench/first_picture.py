"""From a click to a picture, in a browser: 10,000 x 64 noisy digits, a table that the app has not seen, mapped by t-SNE and by UMAP.

    python -m bench.first_picture [rows, default 10000] [--turns 3] [--methods t-SNE,UMAP] [--large 70000] [--timeline]

The app runs as it is started by `mllab app`, in an empty workspace, until its workers are warm. Each turn brings a table of its own; the clock
runs from the click on it in the list until its first picture is drawn, and from a slider's step until the new picture has settled
(targets: 1.5 s, 2 s). Stop is timed with a picture of 70,000 rows under way, until the page says that it was stopped (target: 1 s).
--timeline tells what happened when, from the job's own log. Seconds, in headless Chromium that draws by the processor.
"""

import argparse
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bench._browsing import chromium
from bench.points import _wait_for
from bench.umap import digits

LONG = 180_000  # milliseconds that anything is waited for
WARM = 240.0  # seconds that the workers may take to get warm
QUIET = 0.15  # of a core: workers that use less are warm
SLIDERS = {"t-SNE": "Perplexity", "UMAP": "Min dist"}


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The app on a free port, its workers warm."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mllab", "app", "--port", str(port), "--headless", "--home", str(home)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        _until_warm(server.pid)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _until_warm(pid: int) -> None:
    """Wait until the processes of the app do nothing for three seconds."""
    import psutil

    until, before = time.monotonic() + WARM, -1.0
    while time.monotonic() < until:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        spent = sum(sum(one.cpu_times()[:2]) for one in family)
        if len(family) > 2 and 0 <= spent - before < 3 * QUIET:
            return
        before = spent
        time.sleep(3)
    raise TimeoutError(f"The workers were not warm within {WARM:.0f} seconds.")


def uploaded(page: Any, url: str, file: Path) -> str:
    """A new table, and the page at rest; the id of the table."""
    page.goto(f"{url}/tables")
    page.locator("input[type=file]").first.set_input_files(file)
    page.wait_for_url(re.compile(r"[?&]table="), timeout=LONG)
    page.wait_for_timeout(2000)
    return re.search(r"[?&]table=([^&]+)", page.url)[1]  # type: ignore[index]


def first(page: Any, name: str, rows: int) -> float:
    """Seconds from the click on another table in the list to its first picture."""
    box = page.get_by_test_id("stSelectbox").filter(has=page.get_by_text("Table", exact=True)).locator("input")
    option = page.get_by_role("option", name=re.compile(re.escape(name)))
    until = time.monotonic() + LONG / 1000
    while not option.count() and time.monotonic() < until:  # a page that was still at work closes its lists
        page.keyboard.press("Escape")
        box.click()
        page.wait_for_timeout(1500)
    start = time.perf_counter()
    option.click()
    page.wait_for_selector(f'.points[data-drawn="{rows}"]', timeout=LONG)
    return time.perf_counter() - start


def settled(page: Any, other_than: str = "") -> str:
    """Wait until a picture is computed and stands still; groups and figures may still be looked for. The digest of its positions."""
    until, stop, root = time.monotonic() + LONG / 1000, page.locator(".st-key-embedding_stop"), page.locator(".points").first
    while time.monotonic() < until:
        told = root.evaluate("root => ({...root.dataset})", timeout=LONG)
        if told.get("positions") not in {other_than, None} and told["positions"] == told.get("settled") and not stop.count():
            return str(told["positions"])
        page.wait_for_timeout(20)
    raise TimeoutError(f"No picture settled within {LONG / 1000:.0f} seconds.")


def slid(page: Any, name: str) -> float:
    """Seconds from a step of a slider to another picture that has settled."""
    before = settled(page)
    slider = page.get_by_role("slider", name=re.compile(f"^{name}"))
    slider.focus()
    start = time.perf_counter()
    slider.press("ArrowRight")
    settled(page, other_than=before)
    return time.perf_counter() - start


def stopped(page: Any, url: str, table: str) -> float:
    """Seconds from the click on Stop to the page that says that it was stopped."""
    page.goto(f"{url}/map?table={table}")
    stop = page.get_by_role("button", name="Stop", exact=True)
    begin = page.get_by_role("button", name=re.compile("^Start t-SNE"))
    stop.or_(begin).wait_for(timeout=LONG)
    if begin.count():  # a long picture is asked for
        begin.click()
        stop.wait_for(timeout=LONG)
    page.wait_for_timeout(2500)
    start = time.perf_counter()
    stop.click()
    page.get_by_role("button", name="Start again", exact=True).wait_for(timeout=LONG)
    return time.perf_counter() - start


def timeline(home: Path, since: float, what: str) -> None:
    """What every job since then did when, in seconds by the clock of the machine."""
    print(f"  {what}:")
    for spec in sorted(home.glob("jobs/*/spec.json"), key=lambda path: path.stat().st_mtime):
        told = json.loads(spec.read_text())
        if told["made"] < since:
            continue
        lines = [json.loads(line) for line in (spec.parent / "log.jsonl").read_text().splitlines()]
        steps = " ".join(f"{line['event']}@{line['time'] - since:.2f}" for line in lines[:6])
        print(f"    {told['function'].split(':')[1]}: asked@{told['made'] - since:.2f} {steps} ... {lines[-1]['time'] - since:.2f}")


def measure(page: Any, url: str, home: Path, given: argparse.Namespace) -> None:
    """A line for every method, and one for Stop."""
    for method in given.methods.split(","):
        found = [turn(page, url, home, method, number, given) for number in range(given.turns)]
        begun, followed = (median(column) for column in zip(*found, strict=True))
        print(f"{method:8} first picture {begun:5.2f} s   slider to a settled picture {followed:5.2f} s", flush=True)
    if given.large:
        file = _written(home.parent / "many.csv", digits(given.large, 50))
        print(f"{given.large:,} rows: stopped after {stopped(page, url, uploaded(page, url, file)):5.2f} s")


def turn(page: Any, url: str, home: Path, method: str, number: int, given: argparse.Namespace) -> tuple[float, float]:
    """Seconds to the first picture of a table of its own, and from a step of a slider to the next settled one."""
    file = _written(home.parent / f"{method} {number}.csv", digits(given.rows, 64, seed=1 + number + 100 * len(method)))
    uploaded(page, url, file)
    page.goto(f"{url}/map?reducer={method}&table=sample-iris")
    settled(page)
    page.wait_for_timeout(2000)
    clock = time.time()
    seen = first(page, file.stem, given.rows)
    settled(page)
    page.wait_for_timeout(3000)
    moved = time.time()
    followed = slid(page, SLIDERS[method])
    if given.timeline:
        timeline(home, clock, "from the click")
        timeline(home, moved, "from the slider's step")
    return seen, followed


def _written(path: Path, X: np.ndarray) -> Path:
    names = ",".join(f"pixel {number}" for number in range(X.shape[1]))
    np.savetxt(path, X, "%.3f", delimiter=",", header=names, comments="")
    return path


def main() -> int:
    """Print a line for each method."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, nargs="?", default=10_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--methods", default="t-SNE,UMAP")
    parser.add_argument("--large", type=int, default=70_000, help="rows of the picture that is stopped; 0 leaves it out")
    parser.add_argument("--timeline", action="store_true")
    given = parser.parse_args()
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with served(home) as url:
            measure(browser.new_page(viewport={"width": 1440, "height": 900}), url, home, given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
