"""The steps in order: what each did, moved and removed by hand."""

import streamlit as st

from mllab.ui.prepare.draft import Draft, can_undo, change, undo
from mllab.ui.show import plain, short


def steps(work: Draft) -> None:
    """One line per step, with rows before and after, and its buttons."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("#### Steps", anchors=False, width="stretch")
        st.button("Undo", key="undo", icon=":material/undo:", disabled=not can_undo(work), on_click=undo, args=(work,))
    if not work.recipe.steps:
        st.caption("None yet. Nothing is changed until you save.")
    for i, outcome in enumerate(work.preview.outcomes):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"{i + 1}\\. **{plain(short(outcome.says, 90))}**  \n:gray[{_rows(outcome.before, outcome.after)}]", width="stretch"
            )
            with st.container(horizontal=True, width="content", gap="xsmall"):
                st.button(":material/arrow_upward:", key=f"up-{i}", help="Earlier", disabled=i == 0, on_click=_move, args=(work, i, i - 1))
                st.button(
                    ":material/arrow_downward:",
                    key=f"down-{i}",
                    help="Later",
                    disabled=i == len(work.recipe) - 1,
                    on_click=_move,
                    args=(work, i, i + 1),
                )
                st.button(":material/delete:", key=f"remove-{i}", help="Remove", on_click=_remove, args=(work, i))
        if outcome.problem:
            st.warning(f"Passed over: {plain(outcome.problem)}", icon=":material/block:")


def _rows(before: int, after: int) -> str:
    return f"{before:,} rows" if before == after else f"{before:,} → {after:,} rows"


def _move(work: Draft, i: int, to: int) -> None:
    change(work, work.recipe.move(i, to))


def _remove(work: Draft, i: int) -> None:
    change(work, work.recipe.remove(i))
