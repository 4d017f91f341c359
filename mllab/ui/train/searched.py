"""Which knobs a search may move, and how far."""

import streamlit as st

from mllab.models import Model
from mllab.models.tune import Range, narrowed
from mllab.params import Knob, knobs
from mllab.ui.knobs import steps

COSTS = {"rounds", "probabilities", "folds", "automatic"}  # they say how long or how it is computed, not how well it fits
SEEN = 4


def narrow(model: Model, known: dict[str, Range]) -> list[Range]:
    """A picker of knobs and, for each, its range or its choices to be narrowed; all of it stays in the link."""
    usual = [name for name in known if name not in COSTS][:SEEN] or list(known)[:1]
    picked = st.multiselect(
        "Knobs to search",
        list(known),
        default=usual,
        key=f"tune-{model.name.replace(' ', '-')}",
        bind="query-params",
        help="Fewer knobs are searched more thoroughly in the same number of trials.",
    )
    declared = knobs(type(model))
    return [_narrowed(model, known[name], declared[name]) for name in known if name in picked]


def _narrowed(model: Model, whole: Range, declared: Knob) -> Range:
    key = f"range.{model.name.replace(' ', '-')}.{whole.name}"
    label = whole.name.replace("_", " ").capitalize()
    if whole.choices:
        names = [str(one) for one in whole.choices]
        left = st.multiselect(label, names, default=names, key=key, bind="query-params", help=declared.help)
        return narrowed(whole, choices=[one for one in whole.choices if str(one) in left])
    if whole.log:
        stops = steps(declared)
        low, high = st.select_slider(label, stops, value=(stops[0], stops[-1]), key=key, bind="query-params", help=declared.help)
    elif whole.whole:
        ends = int(whole.low), int(whole.high)
        low, high = st.slider(label, *ends, ends, key=key, bind="query-params", help=declared.help)
    else:
        low, high = st.slider(label, whole.low, whole.high, (whole.low, whole.high), key=key, bind="query-params", help=declared.help)
    if low == high:
        return Range(whole.name, choices=(int(low) if whole.whole else float(low),))
    return narrowed(whole, low, high)
