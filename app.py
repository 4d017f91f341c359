"""The navigation: sections and pages, nothing else."""

import streamlit as st

from mllab.ui.logo import ICON, LOGO

st.set_page_config(page_title="mllab", page_icon=ICON, layout="wide")
st.logo(LOGO, size="large")

st.navigation(
    {
        "": [st.Page("pages/home.py", title="Home", icon=":material/home:", default=True)],
        "Data": [
            st.Page("pages/tables.py", title="Tables", icon=":material/table:"),
            st.Page("pages/explore.py", title="Explore", icon=":material/search_insights:"),
            st.Page("pages/prepare.py", title="Prepare", icon=":material/cleaning_services:"),
        ],
        "Find structure": [
            st.Page("pages/clustering.py", title="Clustering", icon=":material/bubble_chart:"),
            st.Page("pages/map.py", title="Map", icon=":material/map:"),
        ],
        "Predict": [
            st.Page("pages/train.py", title="Train and compare", icon=":material/model_training:"),
            st.Page("pages/predict.py", title="Predict", icon=":material/online_prediction:"),
        ],
        "Language": [st.Page("pages/words.py", title="Words", icon=":material/translate:")],
        "How learning works": [
            st.Page("pages/bias_variance.py", title="Bias and variance", icon=":material/show_chart:"),
            st.Page("pages/beyond_the_u.py", title="Beyond the U", icon=":material/multiline_chart:"),
            st.Page("pages/costs.py", title="Costs", icon=":material/payments:"),
            st.Page("pages/gradient_descent.py", title="Gradient descent", icon=":material/downhill_skiing:"),
            st.Page("pages/boundaries.py", title="Trees, neighbors, margins", icon=":material/account_tree:"),
            st.Page("pages/perceptron.py", title="A neuron", icon=":material/radio_button_unchecked:"),
            st.Page("pages/playground.py", title="Playground", icon=":material/hub:"),
            st.Page("pages/agents.py", title="Agents", icon=":material/directions_walk:"),
        ],
        "Runs": [st.Page("pages/runs.py", title="Runs", icon=":material/history:")],
    },
    expanded=True,
).run()
