"""Home: what would you like to do?"""

import streamlit as st

from mllab.ui import page
from mllab.ui.home import ask, gallery, hero, latest_runs, your_tables
from mllab.ui.views import kept_views

with page("What would you like to do?", "Answer a question or two; the right page opens with a sample loaded. Or bring your own table."):
    questions, pictures = st.columns([5, 6], gap="large")
    with questions:
        ask()
        your_tables()
        kept_views()
        latest_runs()
    with pictures:
        gallery()
    hero()
