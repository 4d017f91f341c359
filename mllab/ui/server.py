"""The ASGI application: Streamlit's pages, the upload route, and what must be warm before the first visitor comes.

`streamlit run mllab/ui/server.py` and any ASGI server find it by the name `app`.
"""

import gc
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from mllab import jobs
from mllab.paths import app_root
from mllab.ui.learning.playground.routes import ROUTES as NEURONS
from mllab.ui.page import tell
from mllab.ui.upload.routes import ROUTES as UPLOAD

TIDIED = 5.0  # seconds
WARM = ("pandas", "altair", "pyarrow.parquet", "duckdb", "sklearn.cluster", "sklearn.decomposition", "skrub", "distributed")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Pages are those of app.py from the very first visit, and imports are paid for in the background, once."""
    PagesManager.uses_pages_directory = False  # else a deep link as the first visit runs its page without app.py
    for task in (warm, tidy):
        threading.Thread(target=task, daemon=True, name=task.__name__).start()
    yield
    jobs.close()


def warm() -> None:
    """Import what pages need, then freeze it: whoever collects garbage need not walk all of it each time.

    The worker processes come after, with imports of their own.
    """
    for module in WARM:
        import_module(module)
    import_module("altair.utils.schemapi").disable_debug_mode()  # a chart is checked when it is whole, not also every part as it is made
    gc.collect()
    gc.freeze()
    jobs.warm()


def tidy() -> None:
    """Collect garbage now and then, for as long as the app runs: rings of objects may hold large tables. Takes about 15 ms of each TIDIED seconds."""
    while True:
        time.sleep(TIDIED)
        gc.collect()


app = st.App(app_root() / "app.py", lifespan=lifespan, routes=[*UPLOAD, *NEURONS], on_script_error=tell)
