"""Keep: the places of the rows joined to the table, and the picture as a file."""

from collections.abc import Mapping
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import streamlit as st

from mllab.charts import scatter
from mllab.data import export, store
from mllab.data.joined import with_columns
from mllab.data.table import Table
from mllab.ui import plain
from mllab.ui.chosen import free
from mllab.ui.map.dressed import dressed
from mllab.ui.map.edits import edited_words
from mllab.ui.map.lettered import lettered
from mllab.ui.map.projector import projector_files
from mllab.ui.map.shown import View

DRAWN = 20_000
WIDE, HIGH = 900, 600  # pixels of the picture
PICTURES = {"PNG": "png", "SVG": "svg", "HTML, one file": "html"}


def show(view: View) -> None:
    """The table with the places, to download or to save; and the picture."""
    table, picture = st.columns(2, gap="large")
    with table:
        _table(view)
    with picture:
        _picture(view)


def coordinates(table: Table, positions: np.ndarray) -> dict[str, np.ndarray]:
    """The axes as columns that the table does not have yet: "map x", "map y", "map z"."""
    return {free(f"map {axis}", table.names): np.ascontiguousarray(positions[:, i]) for i, axis in enumerate("xyz"[: positions.shape[1]])}


def joined(view: View, target: Path) -> Table:
    """The whole table with the places as columns; rows that are not on the map have none."""
    table = view.chosen.table
    positions = np.empty((0, 2)) if view.picture is None else view.picture.positions[:, :3]
    return with_columns(table, coordinates(table, positions), target, view.chosen.matrix.rows)


def _table(view: View) -> None:
    st.markdown("**The table with the places of its rows**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox("Download as", list(export.FORMATS), key="map-format", width=140)
        st.download_button("Download", lambda: _bytes(view, kind), f"map.{export.FORMATS[kind]}", on_click="ignore", key="download-map")
        if st.button("Save as a new table", icon=":material/save:", key="save-map"):
            _save(view)
    _projector(view)


def _projector(view: View) -> None:
    picture = view.picture
    if picture is not None:
        st.download_button(
            "Embedding Projector files",
            lambda: projector_files(view.chosen, picture.positions),
            "projector.zip",
            on_click="ignore",
            icon=":material/hub:",
            help="Vectors and metadata as TSV with their config, as TensorFlow's Embedding Projector reads them.",
            key="download-projector",
        )


def _bytes(view: View, kind: str) -> bytes:
    with TemporaryDirectory() as folder:
        return export.to_bytes(joined(view, Path(folder) / "map.parquet"), kind)


def _save(view: View) -> None:
    table = view.chosen.table
    with TemporaryDirectory() as folder:
        made = joined(view, Path(folder) / "map.parquet")
        saved = store.add(
            made.path, f"{table.name}, {view.chosen.reducer.name}"[:100], f"{table.name}, mapped by {view.chosen.reducer.name}"
        )
    st.success(f"Saved as {plain(saved.name)}. Every page can open it.")


def _picture(view: View) -> None:
    st.markdown(
        "**The picture**",
        help="Made here, without any other service. For the view as you have turned it, use the button in the map's toolbar.",
    )
    own = edited_words(view.chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox("As", list(PICTURES), key="picture-format", width=160)
        st.download_button(
            "Download", lambda: drawing(view, PICTURES[kind], own), f"map.{PICTURES[kind]}", on_click="ignore", key="download-picture"
        )
    n = len(view.chosen.matrix.rows)
    st.caption(f"A random {DRAWN:,} of {n:,} points are drawn in the file." if n > DRAWN else "")


def drawing(view: View, kind: str, own: Mapping[int, str] | None = None) -> bytes:
    """The picture as a file: PNG at double resolution, SVG, or one HTML page that needs nothing else.

    It is lettered as on the page: names of groups, words beside points, and first of these the user's `own` by the places of their rows.
    """
    if view.picture is None or view.colours is None:
        return b""
    rows = np.arange(len(view.picture.positions))
    if len(rows) > DRAWN:
        rows = np.sort(np.random.default_rng(view.chosen.seed).choice(len(rows), DRAWN, replace=False))
        rows = np.union1d(rows, np.array(list(own or ()), dtype=rows.dtype))
    figures = view.colours.codes is None
    picture = scatter.clusters(
        view.picture.positions[rows, :2],
        view.colours.each()[rows],
        ("", ""),
        view.colours.title,
        figures,
        view.chosen.matrix.rows[rows],
        height=HIGH,
    )
    picture = picture if view.look is None else dressed(picture, view.look, rows)
    made = lettered(picture, view, own or {}, (WIDE, HIGH)).properties(
        width=WIDE, title=f"{view.chosen.reducer.name} of {view.chosen.table.name}", background="white"
    )
    image, text = BytesIO(), StringIO()
    if kind == "png":
        made.save(image, format="png", ppi=144)
    elif kind == "svg":
        made.save(text, format="svg")
    else:
        made.save(text, format="html", inline=True)
        return _spelt_out(text.getvalue()).encode()
    return image.getvalue() or text.getvalue().encode()


def _spelt_out(page: str) -> str:
    """The page with a chart in it, whose texts from the table no browser takes for markup: there "<" is written as JSON may."""
    begin = page.rindex("const spec = ")
    end = page.index("\n", begin)
    return page[:begin] + page[begin:end].replace("<", "\\u003c") + page[end:]
