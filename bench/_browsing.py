"""The browser of the benchmarks: a headless Chromium that draws by the processor alone."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--disable-gpu-compositing",  # as a browser does where there is no graphics card: the processor draws WebGL only
    "--enable-unsafe-swiftshader",
    "--disable-gpu-watchdog",
]
NOT_RUN = 2


@contextmanager
def chromium() -> Iterator[Any]:
    """A Chromium driven by Playwright. Where one of them is missing it says so, and the program ends with NOT_RUN."""
    browser = next((path for name in NAMES if (path := shutil.which(name))), None)
    if browser is None:
        print(f"This needs a browser, one of {', '.join(NAMES)}.", file=sys.stderr)
        sys.exit(NOT_RUN)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("This needs Playwright: pip install playwright", file=sys.stderr)
        sys.exit(NOT_RUN)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS)
        yield found
        found.close()
