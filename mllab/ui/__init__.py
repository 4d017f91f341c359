"""The page frame: what every page is made of. Only this package, pages/ and app.py know Streamlit."""

from mllab.ui.code import code
from mllab.ui.knobs import choose, tune
from mllab.ui.links import link, query
from mllab.ui.page import page
from mllab.ui.show import chart, facts, plain, short
from mllab.ui.tables_picker import pick_table
from mllab.ui.watch import scrub, watch

__all__ = ["chart", "choose", "code", "facts", "link", "page", "pick_table", "plain", "query", "scrub", "short", "tune", "watch"]
