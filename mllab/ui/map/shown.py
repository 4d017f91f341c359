"""The map itself: the picture as it comes, its trust beside it, or up to three pictures of the same rows side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from mllab.cluster import Clusterer
from mllab.jobs import Job
from mllab.reduce import Reducer, Reduction
from mllab.reduce.quality import Quality
from mllab.ui.job import duration, job_panel
from mllab.ui.map import camera
from mllab.ui.map.alone import show_all
from mllab.ui.map.chosen import Chosen, choose_axes
from mllab.ui.map.colours import LOST, PICTURE_GROUPS, Colours, choose_colours, colours
from mllab.ui.map.crossfilter import kept
from mllab.ui.map.custom import marked
from mllab.ui.map.foretold import foretell
from mllab.ui.map.labels import labels
from mllab.ui.map.looks import Look, choose_look, open_look
from mllab.ui.map.named import Overlay, choose_overlay, overlay
from mllab.ui.map.perturbed import perturb_button
from mllab.ui.map.pictured import afresh, going_on, picture_job, reduction, remember, went_on
from mllab.ui.map.search import search
from mllab.ui.map.side import below, side
from mllab.ui.map.trust import in_a_line, judged
from mllab.ui.points import Picked, points
from mllab.ui.views import holding, selected

TALL = 540
GROUP = "map"


@dataclass(frozen=True, eq=False)
class View:
    """What is on the page: the finished picture of `chosen`, or None while it is computed, with what was picked in it."""

    chosen: Chosen
    picture: Reduction | None
    quality: Quality | None
    colours: Colours | None
    picked: Picked
    seconds: float
    begun_anew: bool
    numbers: tuple[int, ...] = (0, 1, 2)
    look: Look | None = None
    captions: Sequence[tuple[str, Sequence[float]]] = ()


def show(chosen: Chosen, beside: list[Reducer]) -> View:
    """Draw the map, with its figures or with the other methods beside it."""
    by = choose_colours(chosen)
    with open_look(chosen.table):
        asked, look = choose_overlay(chosen.table), choose_look(chosen)
    show_all(chosen)
    if beside:
        first, *others = st.columns(len(beside) + 1, gap="medium")
        found = search(chosen)
    else:
        left, right = st.columns([5, 2], gap="large")
        with left:
            first = st.container()
            found = search(chosen)
    found = kept(chosen, found)
    with first:
        view = _first(chosen, by, found, asked, bool(beside), look)
    if not beside:
        with right:
            side(chosen, view.quality, view.colours, view.picked)
        return view
    for number, (reducer, place) in enumerate(zip(beside, others, strict=False)):
        with place:
            _other(chosen.by(reducer), by, found, f"beside-{number}", look)
    below(chosen, view.colours, view.picked)
    return view


def _first(chosen: Chosen, by: tuple[str, Clusterer | None], found: np.ndarray | None, asked: Overlay, many: bool, look: Look) -> View:
    job = picture_job(chosen, link=True)
    picked = [Picked()]
    numbers = choose_axes(chosen.reducer)
    if job is None:
        return View(chosen, None, None, None, picked[0], 0.0, True)

    def draw(values: dict[str, Any]) -> None:
        picture = of_axes(reduction(values), numbers)
        picked[0] = _drawn(
            chosen,
            picture,
            colours(chosen, _moving(by), picture.positions, None, still=False),
            found,
            "map",
            look,
            still=False,
            axes=axes(picture, numbers),
        )

    picture = _finished(job, chosen, draw, go_on=going_on(chosen, job))
    if picture is None:
        return View(chosen, None, None, None, picked[0], 0.0, True)
    remember(chosen, picture)
    picture = of_axes(picture, numbers)
    quality = judged(chosen, picture)
    known = quality if isinstance(quality, Quality) else None
    shown = colours(chosen, by, picture.positions, known)
    _headline(job, chosen, picture, known if many else None)
    holding(f"_points_{GROUP}_{len(picture.positions)}")
    lines = {**overlay(chosen, shown, places(picture), asked), "selected": selected(len(picture.positions)), "view": camera.given()}
    picked[0] = _drawn(chosen, picture, shown, found, "map", look, axes=axes(picture, numbers), **lines)
    camera.note(picked[0])
    _awaited(shown.waits, "Groups", "grouping")
    _awaited(quality, "How far to trust it", "judging")
    return View(chosen, picture, known, shown, picked[0], job.status().seconds, not went_on(job), tuple(numbers), look, lines["captions"])


def _other(chosen: Chosen, by: tuple[str, Clusterer | None], found: np.ndarray | None, key: str, look: Look) -> None:
    job = picture_job(chosen)
    if job is None:
        return

    def draw(values: dict[str, Any]) -> None:
        picture = reduction(values)
        _drawn(chosen, picture, colours(chosen, _moving(by), picture.positions, None, still=False), found, key, look, still=False)

    picture = _finished(job, chosen, draw, key)
    if picture is None:
        return
    quality = judged(chosen, picture)
    known = quality if isinstance(quality, Quality) else None
    st.markdown(f"**{chosen.reducer.name}**", help=chosen.reducer.cannot or None)
    shown = colours(chosen, by, picture.positions, known)
    _drawn(chosen, picture, shown, found, key, look)
    st.caption(in_a_line(known) if known else "")
    _awaited(quality, "How far to trust it", f"judging-{key}")
    if by[0] == PICTURE_GROUPS:  # those in the data are waited for below the first picture
        _awaited(shown.waits, "Groups", f"grouping-{key}")


def _awaited(work: object, label: str, key: str) -> None:
    """The progress of a job that the picture is not complete without; the page runs again when it is done."""
    if isinstance(work, Job) and job_panel(work, _nothing, label, key=key) is not None:
        st.rerun()  # it was done between the two looks


def _finished(
    job: Job, chosen: Chosen, draw: Callable[[dict[str, Any]], None], key: str = "embedding", go_on: Callable[[], None] | None = None
) -> Reduction | None:
    """The picture when it is done; until then its progress, and the picture drawn as it comes."""
    values = job_panel(job, draw, chosen.reducer.name, key, go_on)
    if values is None:
        foretell(job, chosen)
    return None if values is None else reduction(values)


def _moving(by: tuple[str, Clusterer | None]) -> tuple[str, Clusterer | None]:
    """While the picture moves, groups are not looked for in it, nor is it judged."""
    return by if by[0] != PICTURE_GROUPS else (LOST, None)


def _drawn(
    chosen: Chosen, picture: Reduction, shown: Colours, found: np.ndarray | None, key: str, look: Look, still: bool = True, **lines: Any
) -> Picked:
    """The picture on the page; one that is not `still` does without what is said of each row, which is larger than all the rest."""
    positions = places(picture)
    return points(
        positions,
        key=f"points-{key}",
        labels=labels(chosen) if still else None,
        moving=not still,
        emphasis=found,
        group=GROUP,
        height=TALL,
        title=f"{chosen.reducer.name} of {chosen.table.name}, {len(positions):,} rows",
        **shown.options(),
        **look.options(),
        **marked(chosen.reducer, chosen.ends(), picture, {"axes": axes(picture), **lines}),
    )


def places(picture: Reduction) -> np.ndarray:
    """The axes (n, 2 or 3) as they are drawn; a single axis gets a flat second one."""
    positions = np.ascontiguousarray(picture.positions[:, :3], dtype=np.float32)
    return positions if positions.shape[1] > 1 else np.column_stack([positions, np.zeros(len(positions), np.float32)])


def of_axes(picture: Reduction, numbers: Sequence[int]) -> Reduction:
    """The picture with these of its axes (from 0) only."""
    there = [number for number in numbers if number < picture.positions.shape[1]]
    if there == list(range(picture.positions.shape[1])):
        return picture
    shares, loadings = picture.shares, picture.loadings
    return replace(
        picture,
        positions=picture.positions[:, there],
        shares=None if shares is None else shares[there],
        loadings=None if loadings is None else loadings[:, there],
    )


def axes(picture: Reduction, numbers: Sequence[int] = (0, 1, 2)) -> tuple[str, ...]:
    """What the axes are called: with their share of the variance where the method knows it, nothing where they mean nothing."""
    if picture.shares is None:
        return ()
    return tuple(f"axis {i + 1} ({share:.0%})".replace("%", " %") for i, share in zip(numbers, picture.shares, strict=False))


def _headline(job: Job, chosen: Chosen, picture: Reduction, quality: Quality | None) -> None:
    """What was done, in a line above the picture."""
    parts = [f"**{chosen.reducer.name}**"]
    if picture.objective is not None:
        parts.append(f"{picture.objective_name} {picture.objective:.4g}")
    if picture.step:
        parts.append(f"{picture.step:,} iterations")
    parts.append(duration(max(job.status().seconds, 0.05)))
    if quality is not None:
        parts.append(in_a_line(quality))
    n, rows = len(picture.positions), chosen.table.rows
    sampled = f" A random {n:,} of {rows:,} rows." if n < rows else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{' · '.join(parts)}.{sampled} {picture.note}")
        if went_on(job):
            st.button(
                "Start afresh",
                on_click=afresh,
                type="tertiary",
                icon=":material/replay:",
                help="This picture went on from the one before, so that rows keep their places. Afresh it is what the script gives.",
            )
        perturb_button(chosen, picture)


def _nothing(_: dict[str, Any]) -> None:
    pass
