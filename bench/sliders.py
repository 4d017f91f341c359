"""The sliders of the labs beside the slider of an almost empty Streamlit page: from the key to the last change that it makes on the page.

    python -m bench.sliders [--turns 5] [--labs "boundaries?border=Margins,costs"] [--most 3]

Both pages are open in one headless Chromium and are asked in turns. The clock is the browser's own: it runs from the key until the last thing
has changed that is a text, an attribute of a drawing, or a stroke on a canvas, outside of the slider itself and of the sign that the page is at
work. Sliders of the main part come first, then those at the side, `most` of each lab. Milliseconds; aim: twice the empty page's.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench._browsing import chromium
from bench.first_picture import LONG, served
from bench.knob import empty

LABS = (
    "bias_variance", "bias_variance?bv-view=Bagging+against+boosting", "beyond_the_u", "costs", "gradient_descent", "gradient_descent?descent=The+rules",
    "boundaries", "boundaries?border=Many+trees", "boundaries?border=Neighbors", "boundaries?border=Margins", "boundaries?border=Naive+Bayes", "perceptron",
)  # fmt: skip
REST = 900  # milliseconds without a change until a page counts as redrawn
WATCH = """(() => {
    window.told = { begun: 0, last: 0, changes: 0 };
    const ours = '[data-testid=stMain]', not = '[data-testid=stSlider], [data-testid=stStatusWidget], [role=tooltip], style, script';
    const changed = () => { told.last = performance.now(); told.changes++; };
    for (const name of ['fill', 'stroke', 'fillRect', 'strokeRect', 'drawImage', 'fillText', 'putImageData', 'clearRect']) {
        const own = CanvasRenderingContext2D.prototype[name];
        CanvasRenderingContext2D.prototype[name] = function (...given) { if (told.begun) changed(); return own.apply(this, given); };
    }
    const seen = changes => changes.some(({ target, type, attributeName }) => {
        const at = target.nodeType === 1 ? target : target.parentElement;
        if (!at || !at.closest(ours) || at.closest(not)) return false;
        return type !== 'attributes' || at.closest('svg, canvas, img') || attributeName === 'src';
    });
    new MutationObserver(changes => { if (told.begun && seen(changes)) changed(); })
        .observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    addEventListener('keydown', () => { Object.assign(told, { begun: performance.now(), last: 0, changes: 0 }); }, true);
})();"""


def moved(page: Any, slider: Any, key: str) -> float | None:
    """Milliseconds from a key to the last change that it makes; None where nothing but the slider changes."""
    page.bring_to_front()
    slider.focus()
    slider.press(key)
    page.wait_for_timeout(REST)
    page.wait_for_function(f"performance.now() - Math.max(told.last, told.begun) > {REST}", polling=50, timeout=LONG)
    told = page.evaluate("({...told})")
    return told["last"] - told["begun"] if told["last"] else None


def rested(page: Any) -> None:
    """Wait until the page has run and shows no work."""
    page.get_by_role("heading").first.wait_for(timeout=LONG)
    page.wait_for_function("document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'", timeout=LONG)
    page.wait_for_timeout(3000)


def sliders(page: Any, most: int) -> list[Any]:
    """The sliders of the main part, then those at the side, that can be moved."""
    places = (page.locator(f"[data-testid={name}]").get_by_role("slider") for name in ("stMain", "stSidebar"))
    return [one.nth(number) for one in places for number in range(one.count())][:most]


def lab(browser: Any, url: str, beside: Any, link: str, given: argparse.Namespace) -> None:
    """A line for every slider of a lab, the empty page asked in turns with it."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(WATCH)
    page.goto(f"{url}/{link}")
    rested(page)
    value = beside.get_by_role("slider").first
    for slider in sliders(page, given.most):
        name = slider.get_attribute("aria-label") or "?"
        keys = (
            ["ArrowRight", "ArrowLeft"]
            if slider.get_attribute("aria-valuenow") != slider.get_attribute("aria-valuemax")
            else ["ArrowLeft"] * 2
        )
        turns = [(moved(beside, value, "ArrowRight"), moved(page, slider, keys[number % 2])) for number in range(given.turns + 1)][1:]
        usual, took = (median(one) if (one := [turn[which] for turn in turns if turn[which] is not None]) else None for which in (0, 1))
        told = f"{took:6.0f} ms ({took / usual:.1f} times)" if took and usual else "   nothing changes"
        print(f"{link:48.48} {name:24.24} {told}   empty page {usual or 0:4.0f} ms", flush=True)
    page.close()


def main() -> int:
    """Print a line for each slider."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--labs", default=",".join(LABS))
    parser.add_argument("--most", type=int, default=3)
    given = parser.parse_args()
    with chromium() as browser, tempfile.TemporaryDirectory() as folder, served(Path(folder) / "home") as url, empty() as bare:
        beside = browser.new_page(viewport={"width": 1440, "height": 900})
        beside.add_init_script(WATCH)
        beside.goto(bare)
        beside.get_by_role("slider").first.wait_for(timeout=LONG)
        for link in given.labs.split(","):
            lab(browser, url, beside, link, given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
