"""From a key press to the new picture: the slider of "Move a knob" at 5,000 x 20 beside the slider of an almost empty Streamlit page.

    python -m bench.knob [rows, default 5000] [--turns 12] [--planes "two columns,all columns"] [--models "decision tree,logistic regression"]

Both pages are open in one headless Chromium and are asked in turns. The clock is the browser's own: it runs from the key until the text (empty
page), the image behind the rows (the new picture) or the sentence above it (the figure with all columns) is another one. Every step is to a
value that was not asked before. The app runs as `mllab app` starts it, in an empty workspace, its workers warm. Milliseconds; aim: the picture
within twice the empty page's slider.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from bench._browsing import chromium
from bench.board import table
from bench.first_picture import LONG, served, uploaded
from bench.points import _wait_for

EMPTY = """
import streamlit as st

value = st.slider("Value", 0, 200, 0)
st.text(f"The value is {value}")
"""
# what is told by an attribute or a text is seen by an observer, what is drawn into a canvas where it is drawn
WATCH = """(() => {
    const seen = new Set();
    window.told = { begun: 0, picture: 0, sentence: 0, pictures: 0 };
    const image = src => { if (src && src.startsWith('data:image') && !seen.has(src)) { seen.add(src); told.picture = performance.now(); told.pictures++; } };
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (what, ...rest) { const done = draw.call(this, what, ...rest); image(what.src); return done; };
    let before = '';
    const look = () => {
        document.querySelectorAll('svg image').forEach(one => image(one.getAttribute('href') || one.getAttribute('xlink:href')));
        const texts = [...document.querySelectorAll('[data-testid=stText], [data-testid=stMarkdown]')].map(one => one.textContent);
        const said = texts.find(text => /^The value is|on the first fold/.test(text)) || before;
        if (said !== before) { before = said; told.sentence = performance.now(); }
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['href'] });
    addEventListener('keydown', () => { told.begun = performance.now(); told.picture = told.sentence = 0; }, true);
})();"""
BEGIN = {"decision tree": ("depth", "1"), "logistic regression": ("strength", "0.01"), "k-nearest neighbors": ("k", "5")}


@contextmanager
def empty() -> Iterator[str]:
    """An almost empty page, by Streamlit as it comes."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        (Path(folder) / "page.py").write_text(EMPTY)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true", "browser.gatherUsageStats": "false"}
        command = [sys.executable, "-m", "streamlit", "run", "page.py", *(f"--{key}={value}" for key, value in options.items())]
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def moved(page: Any, slider: Any, what: str) -> dict[str, float]:
    """Milliseconds from a key to the new `what`, and to the other thing that is told, where it is."""
    page.bring_to_front()
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_function(f"told.{what} > 0", timeout=LONG)
    page.wait_for_timeout(1200)  # until the page rests, so that nothing of it is counted into the next step
    told = page.evaluate("told")
    return {name: told[name] - told["begun"] for name in ("picture", "sentence") if told[name]}


def knob_page(page: Any, url: str, id: str, model: str, plane: str) -> Any:
    """The slider of a model's knob, its board done and its picture drawn."""
    knob, begin = BEGIN[model]
    query = {
        "table": id, "predict": "answer", "models-classification": ["baseline", model], "looked-at": model, "train_question": "Move a knob",
        "knob": knob, f"move.{model.replace(' ', '-')}.{knob}": begin, "plane": plane,
    }  # fmt: skip
    page.goto(f"{url}/train?{urlencode(query, doseq=True)}")
    page.wait_for_function("told.pictures > 0", timeout=LONG)
    page.wait_for_timeout(4000)
    return page.get_by_role("slider", name=knob.capitalize()).first


def measure(browser: Any, url: str, bare: str, id: str, given: argparse.Namespace) -> None:
    """A line for every model and plane, the empty page asked in turns with it."""
    beside = browser.new_page(viewport={"width": 1440, "height": 900})
    beside.add_init_script(WATCH)
    beside.goto(bare)
    value = beside.get_by_role("slider").first
    value.wait_for(timeout=LONG)
    for plane in given.planes.split(","):
        for model in given.models.split(","):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.add_init_script(WATCH)
            slider = knob_page(page, url, id, model, plane)
            moved(beside, value, "sentence"), moved(page, slider, "picture")
            turns = [(moved(beside, value, "sentence")["sentence"], moved(page, slider, "picture")) for _ in range(given.turns)]
            page.close()
            usual = median(one for one, _ in turns)
            picture, sentence = (median(told[what] for _, told in turns if what in told) for what in ("picture", "sentence"))
            print(
                f"{model:22} {plane:12} picture {picture:5.0f} ms ({picture / usual:.1f} times)   figure {sentence:5.0f} ms   empty page {usual:5.0f} ms",
                flush=True,
            )


def main() -> int:
    """Print a line for each model and plane."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, nargs="?", default=5_000)
    parser.add_argument("--turns", type=int, default=12)
    parser.add_argument("--planes", default="two columns,all columns")
    parser.add_argument("--models", default="decision tree,logistic regression")
    given = parser.parse_args()
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        table(given.rows, folder)
        with served(Path(folder) / "home") as url, empty() as bare:
            id = uploaded(browser.new_page(), url, Path(folder) / "made.csv")
            measure(browser, url, bare, id, given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
