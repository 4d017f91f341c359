"""The view of pairs: one matrix, beside it the chosen pair drawn, and below the most surprising first."""

import pandas as pd
import streamlit as st

from mllab.charts import association
from mllab.data.plot import Spec
from mllab.data.profile import Pair, Profile
from mllab.data.table import Table
from mllab.ui.explore import known
from mllab.ui.explore.build import shown
from mllab.ui.explore.choice import column_box
from mllab.ui.show import chart, plain, short

SURPRISING = (
    "Surprising means strong beyond chance: the measure less what chance alone gives for so many rows and groups, then the lower end of "
    "its 95 % interval. Pairs whose names begin with the same word count half; exact copies are flagged."
)
MEASURES = (
    "Two numbers: Pearson (sign) and Spearman. Two categories: Cramér's V, bias-corrected. A category and a number: correlation ratio."
)
LISTED = 200


def together(table: Table, aim: str) -> None:
    """The matrix, the pair that was picked, and the list of all pairs."""
    profile = known.profile(table)
    if not profile.pairs:
        st.info("There is no pair to compare. It takes two columns of numbers, dates or categories that vary.")
    else:
        names = [column.name for column in profile.columns if any(column.name in (pair.a, pair.b) for pair in profile.pairs)]
        left, right = st.columns(2, gap="medium")
        with left:
            _matrix(table, profile, names)
        with right:
            _pair(table, names, profile)
        _list(table, profile)
    _left_out(profile)


def _matrix(table: Table, profile: Profile, names: list[str]) -> None:
    key = f"matrix-{table.version}"
    cells = [(pair.a, pair.b, strongest(pair), says(pair)) for pair in profile.pairs]
    st.markdown("**Every pair**", help=MEASURES)
    chart(
        association.matrix(names, cells),
        key=key,
        on_select=lambda: _picked(key, names),
        selection_mode="pick",
        alt="How strongly each pair of columns goes together",
    )


def strongest(pair: Pair) -> float:
    """What the matrix shows: of Pearson and Spearman the stronger, else the measure."""
    return max((pair.value, pair.spearman), key=abs) if pair.spearman is not None else pair.value


def says(pair: Pair) -> str:
    """The measure in words."""
    return f"Pearson {pair.value:.2f}, Spearman {pair.spearman:.2f}" if pair.spearman is not None else f"{pair.measure} {pair.value:.2f}"


def _list(table: Table, profile: Profile) -> None:
    st.markdown("**Most surprising first**", help=SURPRISING)
    listed = profile.pairs[:LISTED]
    frame = pd.DataFrame(
        {
            "columns": [f"{short(pair.a, 30)} · {short(pair.b, 30)}" for pair in listed],
            "surprise": [pair.surprise for pair in listed],
            "measure": [says(pair) for pair in listed],
            "rows": [pair.rows for pair in listed],
            "note": ["; ".join(pair.notes) for pair in listed],
        }
    )
    look = {
        "surprise": st.column_config.ProgressColumn("surprise", help=SURPRISING, format="%.2f", min_value=0, max_value=1, width="small"),
        "rows": st.column_config.NumberColumn("rows", help="Rows that have both values.", format="localized"),
    }
    key = f"pairs-{table.version}"
    st.dataframe(
        frame,
        hide_index=True,
        height=min(36 * len(frame) + 40, 400),
        column_config=look,
        key=key,
        on_select=lambda: _listed(key, listed),
        selection_mode="single-row",
    )
    if profile.pairs_sampled:
        st.caption(f"From a sample of {profile.pairs_sampled:,} of {profile.rows:,} rows.")


def _picked(key: str, names: list[str]) -> None:
    for point in st.session_state[key]["selection"].get("pick", [])[:1]:
        st.session_state["a"], st.session_state["b"] = names[int(point["i"])], names[int(point["j"])]


def _listed(key: str, listed: tuple[Pair, ...]) -> None:
    for row in st.session_state[key]["selection"]["rows"]:
        st.session_state["a"], st.session_state["b"] = listed[row].a, listed[row].b


def _pair(table: Table, names: list[str], profile: Profile) -> None:
    st.markdown("**One pair** (click a square, or select a row of the list)")
    with st.container(horizontal=True):
        a = column_box("Column", names, "a", profile.pairs[0].a)
        b = column_box("with", names, "b", profile.pairs[0].b)
    if not a or not b or a == b:
        st.info("Choose two different columns.")
        return
    found = next((pair for pair in profile.pairs if {pair.a, pair.b} == {a, b}), None)
    if found is not None:
        notes = f" ({'; '.join(found.notes)})" if found.notes else ""
        st.caption(plain(f"{says(found)} on {found.rows:,} rows with both{notes}."))
    shown(table, Spec(a, b), (), key="")


def _left_out(profile: Profile) -> None:
    if profile.left_out:
        with st.expander(f"Left out: {len(profile.left_out):,} columns", icon=":material/visibility_off:"):
            st.dataframe(pd.DataFrame([(short(name), why) for name, why in profile.left_out], columns=["column", "why"]), hide_index=True)
