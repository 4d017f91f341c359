"""What the models see: how every column became numbers, fitted on the rows that may be learned from."""

import streamlit as st

from mllab.models.task import Encoder, encoder
from mllab.ui.sees import sees
from mllab.ui.train.view import Token, View


def show(view: View) -> None:
    """The notes on every column, and the first rows of the matrix."""
    sees(encoder_of(view).matrix)


def encoder_of(view: View) -> Encoder:
    """The encoder of the rows that are not held out."""
    return _encoder(view, view.token[:-1])


@st.cache_resource(max_entries=4, show_spinner="Encoding the rows")
def _encoder(_view: View, token: Token) -> Encoder:
    return encoder(_view.rows.frame.iloc[_view.rows.train], _view.columns, _view.task.seed, _view.task.text)
