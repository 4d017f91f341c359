"""The picture: the rows in the PCA plane, a slider through the states, and the rows that were brushed."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from mllab.charts import scatter
from mllab.cluster import Clustering
from mllab.cluster._whole import sample_rows
from mllab.cluster.judge.describe import label_name, percent
from mllab.data.classes import MOST, codes, frequent
from mllab.reduce import Reduction
from mllab.reduce.pca import place
from mllab.ui import chart, plain, scrub
from mllab.ui.chosen import free
from mllab.ui.clustering.fitted import GROUP, View

DRAWN = 5_000
TITLE = 26


def picture(view: View, colour_by: str) -> None:
    """Draw a state of the fit; below it the rows inside the brush."""
    state = scrub(view.states)
    drawn = sample_rows(len(view.matrix.rows), DRAWN, view.seed)
    colour, numbers = _colour(view, state, colour_by, drawn)
    seen = state.centers if colour_by == GROUP and view.plane.loadings is not None else None
    centers = None if seen is None else place(seen, view.plane)
    event = chart(
        scatter.clusters(
            view.plane.positions[drawn, :2],
            colour,
            axes(view.plane, view.matrix.names),
            "group" if colour_by == GROUP else colour_by,
            numbers,
            view.matrix.rows[drawn],
            centers,
            [label_name(i) for i in range(len(centers))] if centers is not None else (),
        ),
        key="plane",
        alt=f"{len(drawn):,} rows in the plane of the first two principal components, coloured by {colour_by}",
        on_select="rerun",
    )
    _said(view, state, len(drawn), f" Colours span the middle 98\u00a0% of {plain(colour_by)}." if numbers else "")
    _brushed(view, drawn, event)


def axes(plane: Reduction, names: tuple[str, ...]) -> tuple[str, str]:
    """Axis titles: the share of the variance, and the columns that weigh most."""
    titles = []
    for axis in range(2):
        if plane.shares is None or plane.loadings is None or axis >= plane.positions.shape[1]:
            titles.append("")
            continue
        heavy = [names[i] for i in np.argsort(-np.abs(plane.loadings[:, axis]))[:2]]
        share = percent(float(plane.shares[axis]))
        told = heavy if sum(map(len, heavy)) < TITLE else heavy[:1]
        titles.append(f"PC {axis + 1} ({share} of the variance): {', '.join(name[:TITLE] for name in told)}")
    return titles[0], titles[1]


def _colour(view: View, state: Clustering, colour_by: str, drawn: np.ndarray) -> tuple[Sequence[object] | np.ndarray, bool]:
    if colour_by == GROUP:
        return [label_name(int(label)) for label in state.labels[drawn]], False
    values = view.frame()[colour_by].iloc[drawn]
    if view.table.column(colour_by).kind == "number" and values.nunique() > 2:
        return values.to_numpy(dtype=float, na_value=np.nan), True
    found, names = codes(values)
    found, told = frequent(found, names, MOST - bool((found < 0).any()))  # what is missing takes a place of the legend
    return np.array([*told, "missing"], dtype=object)[found].tolist(), False


def _said(view: View, state: Clustering, drawn: int, colours: str) -> None:
    objective = f"{state.objective_name} {state.objective:,.4g}. " if state.objective is not None else ""
    fitted, rows = len(view.matrix.rows), view.table.rows
    sampled = f" Fitted to a random {fitted:,} of {rows:,} rows." if fitted < rows else ""
    thinned = f" {drawn:,} points are drawn, a random part." if drawn < fitted else ""
    st.caption(f"{objective[:1].upper()}{objective[1:]}{state.note}{sampled}{thinned}{colours} Drag across points to see their rows.")


def _brushed(view: View, drawn: np.ndarray, event: Any) -> None:
    found = scatter.inside(view.plane.positions[drawn], event["selection"].get(scatter.BRUSH, {}))
    if len(found):
        chosen = drawn[found]
        frame = view.frame().iloc[chosen]
        frame.insert(0, free("group", frame.columns), [view.names[i] for i in chosen])
        st.dataframe(frame, height=240)
        st.caption(f"{len(chosen):,} rows in the brush.")
