"""Knobs to widgets: a picker of things and a control per hyperparameter, each kept in the link."""

import math
from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st

from mllab.errors import ParamError
from mllab.params import Knob, Params, Value, knobs
from mllab.ui.links import knob_key

P = TypeVar("P", bound=Params)

SEEN = 5  # knobs in sight; more than one beyond them are folded away
E24 = (1.0, 1.1, 1.2, 1.3, 1.5, 1.6, 1.8, 2.0, 2.2, 2.4, 2.7, 3.0, 3.3, 3.6, 3.9, 4.3, 4.7, 5.1, 5.6, 6.2, 6.8, 7.5, 8.2, 9.1)


def choose(catalog: Mapping[str, type[P]], key: str, default: str, label: str = "Method") -> P:
    """Pick one thing of a catalog and set its knobs. `key` names the picker in the link."""
    return tune(pick(catalog, key, default, label), key)


def pick(catalog: Mapping[str, type[P]], key: str, default: str, label: str = "Method") -> type[P]:
    """Pick one thing of a catalog, its knobs not set yet."""
    names = list(catalog)
    name = st.selectbox(label, names, index=names.index(default), key=key, bind="query-params", help=_about(catalog))
    chosen = catalog[name or default]
    st.caption(_first_line(chosen), help=chosen.source or None)
    return chosen


def tune(cls: type[P], key: str = "", **fixed: Value) -> P:
    """A control for every knob of `cls` but the `fixed` ones, the first few in sight; gives the thing with the values set."""
    names = [name for name in knobs(cls) if name not in fixed]
    seen = names if len(names) <= SEEN + 1 else names[:SEEN]
    values = {name: control(knobs(cls)[name], knob_key(key, cls, name)) for name in seen}
    if rest := names[len(seen) :]:
        changed = any(knob_key(key, cls, name) in st.query_params for name in rest)
        with st.expander("More settings", expanded=changed):
            values |= {name: control(knobs(cls)[name], knob_key(key, cls, name)) for name in rest}
    return cls(**values, **fixed)


def control(declared: Knob, key: str) -> Any:
    """The fitting widget for one knob, bound to the link under `key`."""
    label = declared.name.replace("_", " ").capitalize()
    common: dict[str, Any] = {"key": key, "help": _help(declared), "bind": "query-params"}
    if declared.choices:
        return st.selectbox(label, declared.choices, index=declared.choices.index(declared.default), **common)
    if declared.type is bool:
        return st.toggle(label, value=bool(declared.default), **common)
    if declared.type is str:
        return st.text_input(label, value=declared.default, **common)
    if declared.optional or declared.low is None or declared.high is None:
        return _number(declared, label, common)
    if declared.log:
        return st.select_slider(label, steps(declared, key), value=declared.default, **common)
    return _slider(declared, label, common)


def steps(declared: Knob, key: str = "") -> list[Any]:
    """The stops of a logarithmic slider: the E24 series (IEC 60063) within the range, with the ends, the default and the link's own value."""
    low, high, make = declared.low, declared.high, declared.type
    if not low or high is None:
        raise ParamError(f"{declared.name}: a logarithmic slider needs a range above 0, got {low} to {high}. Give both ends.")
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    stops = {make(float(f"{base}e{decade}")) for decade in decades for base in E24}
    stops |= {make(low), make(high), declared.default}
    stops |= _asked(declared, key)
    return sorted(stop for stop in stops if low <= stop <= high)


def _asked(declared: Knob, key: str) -> set[Any]:
    texts = [text for text in (st.query_params.get(key), st.session_state.get(key)) if text is not None] if key else []
    asked = {declared.parse(str(text)) for text in texts if _is_number(str(text))}
    return {value for value in asked if declared.problem(value) is None}


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("e-", "", 1).isdigit()


def _slider(declared: Knob, label: str, common: dict[str, Any]) -> Any:
    make = declared.type
    low, high = make(declared.low), make(declared.high)
    step = 1 if make is int else 10.0 ** math.floor(math.log10((high - low) / 50))
    return st.slider(label, low, high, make(declared.default), step=step, **common)


def _number(declared: Knob, label: str, common: dict[str, Any]) -> Any:
    make = declared.type
    low: Any = None if declared.low is None else make(declared.low)
    high: Any = None if declared.high is None else make(declared.high)
    begin: Any = declared.default
    return st.number_input(label, low, high, begin, placeholder="automatic", step=1 if make is int else None, **common)


def _help(declared: Knob) -> str:
    extent = f" From {declared.low:g} to {declared.high:g}." if declared.low is not None and declared.high is not None else ""
    unit = f" In {declared.unit}." if declared.unit else ""
    return f"{declared.help}{unit}{extent}"


def _first_line(cls: type) -> str:
    return (cls.__doc__ or "").strip().split("\n")[0]


def _about(catalog: Mapping[str, type]) -> str:
    return "\n".join(f"- **{name}**: {_first_line(cls)}" for name, cls in catalog.items())
