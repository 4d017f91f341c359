"""The question "Move a knob": what one knob of the model does, at once by hand and over its whole range; and whether more rows would help."""

import streamlit as st

from mllab.models.tune import ranges
from mllab.ui.explore.choice import forget
from mllab.ui.show import plain
from mllab.ui.train.live import live
from mllab.ui.train.more_rows import more_rows
from mllab.ui.train.over_range import over_range
from mllab.ui.train.view import View

KNOB, AGAINST, NONE = "knob", "knob-against", "none"


def show(view: View) -> None:
    """The knobs of the model that is looked at."""
    if view.chosen is None:
        return
    model = view.chosen.model
    known = ranges(model, view.task.kind)
    if not known:
        st.info(f"{model.name} has no knob to move here. Look at another model, in the sidebar.", icon=":material/info:")
        more_rows(view, model)
        return
    name, against = _chosen(list(known))
    chosen = [known[one] for one in (name, against) if one]
    if model.quick and not against:
        left, right = st.columns(2, gap="large")
        with left:
            live(view, model, name)
        with right:
            over_range(view, model, chosen)
    else:
        over_range(view, model, chosen)
    if not model.quick:
        st.caption(f"{plain(model.name)} takes too long to follow a slider; a curve shows what its knobs do.")
    st.divider()
    more_rows(view, model)


def _chosen(names: list[str]) -> tuple[str, str]:
    forget(KNOB, names)
    left, right = st.columns(2)
    name = (
        left.selectbox("Knob", names, key=KNOB, bind="query-params", help="What is moved; its meaning is told at its slider.") or names[0]
    )
    rest = [NONE, *(one for one in names if one != name)]
    forget(AGAINST, rest)
    against = right.selectbox(
        "Against", rest, key=AGAINST, bind="query-params", help="A second knob: every pair of values is tried, as a heat map."
    )
    return name, "" if against in {None, NONE} else str(against)
