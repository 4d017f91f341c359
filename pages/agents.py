"""Agents: learning from feedback to actions."""

import streamlit as st

from mllab.agents import AGENTS, WORLDS
from mllab.ui import choose, code, page
from mllab.ui.agents import ask, note, trained, watched
from mllab.ui.agents.noted import AGENT, WORLD
from mllab.ui.chosen import choose_seed

with page("Agents", "Feedback from actions: nobody tells the agent the way; it moves, is paid or punished, and finds out."):
    with st.sidebar:
        world = choose(WORLDS, key="world", default=WORLD, label="World")
        agent = choose(AGENTS, key="agent", default=AGENT)
        seed = choose_seed()
    view = trained(world, agent, seed)
    watched(view)
    ask(view)
    code(view.script(), name="agent.py")
    note(view)
