"""The ASGI application: Streamlit's pages, the upload route, and what must be warm before the first visitor comes.

`streamlit run mllab/ui/server.py` and any ASGI server find it by the name `app`.
"""

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from mllab import jobs
from mllab.paths import app_root
from mllab.ui.page import tell
from mllab.ui.upload.routes import ROUTES

WARM = ("pandas", "altair", "pyarrow.parquet", "duckdb", "sklearn.cluster", "sklearn.decomposition", "skrub", "distributed")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Pages are those of app.py from the very first visit, and imports are paid for in the background, once."""
    PagesManager.uses_pages_directory = False  # else a deep link as the first visit runs its page without app.py
    threading.Thread(target=warm, daemon=True, name="warm").start()
    yield
    jobs.close()


def warm() -> None:
    """Import what pages need, then freeze it: Streamlit collects garbage after every rerun, and would walk all of it each time.

    The worker processes come after, with imports of their own.
    """
    for module in WARM:
        import_module(module)
    import_module("altair.utils.schemapi").disable_debug_mode()  # a chart is checked when it is whole, not also every part as it is made
    gc.collect()
    gc.freeze()
    jobs.warm()


app = st.App(app_root() / "app.py", lifespan=lifespan, routes=ROUTES, on_script_error=tell)
