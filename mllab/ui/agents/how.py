"""How it learns: the rule of the method, in words and as a formula."""

import streamlit as st

from mllab.ui.agents.trained import View
from mllab.ui.show import plain

SYMBOLS = (
    "s: a cell, a: a move, r: the reward, s′ and a′: the cell and the move after it. Q: what a move is believed to be worth, "
    "V: what a cell is. α: the learning rate, γ: the discount, p: the chance of what follows, π: a policy, the chance of each move."
)


def show(view: View) -> None:
    """The idea, when it fails, the formula, its symbols and the source; the same for the world."""
    method, world = st.columns(2, gap="large")
    with method:
        st.markdown(f"**{plain(view.agent.name)}**")
        for paragraph in paragraphs(type(view.agent)):
            st.markdown(plain(paragraph))
        st.latex(view.agent.rule)
        st.caption(SYMBOLS)
        st.caption(f"Source: {plain(view.agent.source)}")
    with world:
        st.markdown(f"**{plain(view.world.name)}**")
        for paragraph in paragraphs(type(view.world)):
            st.markdown(plain(paragraph))
        plan = view.world.plan()
        st.code("\n".join(plan.rows), language=None)
        st.caption(f"The world as it is written down: S start, G goal, # wall, C cliff, H hole. Cut off after {plan.most:,} moves.")
        st.caption(f"Source: {plain(view.world.source)}")


def paragraphs(thing: type) -> list[str]:
    """The paragraphs of a docstring, each on one line."""
    return [" ".join(part.split()) for part in (thing.__doc__ or "").strip().split("\n\n")]
