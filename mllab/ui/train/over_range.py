"""A knob over its whole range, or two of them: the curve or the squares fill while a job goes from setting to setting."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from mllab.charts import validation
from mllab.jobs.tuning import swept
from mllab.models import Model
from mllab.models.metrics import METRICS
from mllab.models.tune import Range, Swept, best, fit_in_words, settings
from mllab.params import Value
from mllab.ui.job import job_panel
from mllab.ui.show import chart, plain
from mllab.ui.train.given import begun, put_button
from mllab.ui.train.view import View

SWEEP = "mllab.jobs.tuning:sweep"
ALONE, PAIRS = 11, 7  # values of one knob, and of each of two
AT_ONCE = 3.0  # seconds of training that a curve may take without being asked for


def over_range(view: View, model: Model, ranges: list[Range]) -> None:
    """The validation curve of one knob or the heat map of two; what is quick is begun by itself."""
    wanted = _wanted(model, ranges)
    names = " and ".join(one.name for one in ranges)
    started = ("over-range", view.token, names)
    if not _quick(view, len(wanted)) and st.session_state.get("over-range") != started:
        st.button(f"Try the range of {names}", icon=":material/play_arrow:", type="primary", on_click=_begin, args=(started,))
        st.caption(f"{model.name} is trained {len(wanted) * len(view.folds):,} times, {len(wanted)} settings on {len(view.folds)} folds.")
        return
    spec = {"model": model.spec(), "settings": list(wanted)}
    job = begun(view, SWEEP, spec, f"{names} of {model.name}")
    values = job_panel(job, lambda values: _draw(view, model, ranges, swept(spec, values)), f"{names.capitalize()}", key="over")
    if values is not None:
        found = swept(spec, values)
        _draw(view, model, ranges, found)
        _conclusion(view, model, ranges, found)


def _begin(started: tuple[object, ...]) -> None:
    st.session_state["over-range"] = started


def _quick(view: View, count: int) -> bool:
    seconds = math.inf if view.chosen is None else float(np.nansum(view.chosen.train_seconds))
    return seconds * count <= AT_ONCE


def _wanted(model: Model, ranges: list[Range]) -> tuple[dict[str, Value], ...]:
    """The grid, with the model as it is among it where one knob is tried."""
    if len(ranges) > 1:
        return settings(ranges, PAIRS)
    (one,) = ranges
    found = list(one.grid(ALONE))
    if not one.choices:
        found = sorted({*found, getattr(model, one.name)})
    return tuple({one.name: value} for value in found)


def _draw(view: View, model: Model, ranges: list[Range], found: Swept) -> None:
    valid, train, metric = found.values[view.metric], found.train[view.metric], view.metric
    title = f"{metric} ({METRICS[metric].wanted})"
    if len(ranges) == 2:
        chart(_heat(view, model, ranges, found, title), alt=f"{metric} over {ranges[0].name} and {ranges[1].name}")
        return
    (one,) = ranges
    values: list[Any] = [setting[one.name] for setting in found.settings]
    good = best(valid, train, metric) if len(found.settings) == found.of else None
    marked = validation.Marked(good.at, good.within) if good else validation.Marked()
    present = getattr(model, one.name)
    if one.choices:
        picture = validation.bars(values, valid, train, one.name, title, marked, present)
    else:
        picture = validation.curve(values, valid, train, one.name, title, one.log and one.low > 0, marked, present)
    chart(picture, alt=f"Validation curve: {metric} over {one.name}, on rows learned from and on others")


def _heat(view: View, model: Model, ranges: list[Range], found: Swept, title: str) -> Any:
    across, up = (list(one.grid(PAIRS)) for one in ranges)
    mean = np.full((len(up), len(across)), np.nan)
    for setting, figures in zip(found.settings, found.values[view.metric], strict=True):
        known = figures[np.isfinite(figures)]
        mean[up.index(setting[ranges[1].name]), across.index(setting[ranges[0].name])] = known.mean() if len(known) else np.nan
    present = (getattr(model, ranges[0].name), getattr(model, ranges[1].name))
    return validation.heat(across, up, mean, (ranges[0].name, ranges[1].name), title, METRICS[view.metric].better, present)


def _conclusion(view: View, model: Model, ranges: list[Range], found: Swept) -> None:
    valid, train = found.values[view.metric], found.train[view.metric]
    good = best(valid, train, view.metric)
    if good is None:
        st.caption(f"{view.metric} cannot be told here. {plain(' '.join(found.notes))}")
        return
    here = {one.name: getattr(model, one.name) for one in ranges}
    if here in found.settings and view.chosen is not None:
        place = found.settings.index(here)
        st.markdown(f"Now: {fit_in_words(valid, train, place, view.metric, view.chosen.judging, view.chosen.training)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_best_in_words(found, valid, good.at, good.within, view.metric), help=ABOUT, width="stretch")
        put_button(view, replace(model, **found.settings[good.within]), "put-over")
    if found.notes:
        with st.expander(f"{len(found.notes)} to note", icon=":material/info:"):
            for note in found.notes:
                st.markdown(plain(note))


ABOUT = (
    "The one-standard-error rule (Breiman et al. 1984): among settings that are no more than one standard error worse than the best, "
    "the one that fits its own rows least is the simplest, and as good as can be told."
)


def _best_in_words(found: Swept, valid: np.ndarray, at: int, within: int, metric: str) -> str:
    def told(place: int) -> str:
        return f"**{_spoken(found.settings[place])}** ({metric} {valid[place].mean():.3g})"

    if at == within:
        return f"Best is {told(at)}; nothing simpler is as good."
    return f"Best is {told(at)}; {told(within)} is as good within one standard error, and simpler."


def _spoken(setting: dict[str, Value]) -> str:
    return plain(", ".join(f"{name} = {value:g}" if isinstance(value, float) else f"{name} = {value}" for name, value in setting.items()))
