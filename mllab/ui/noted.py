"""Every result on a page is noted as a run, once in a session, so that it can be found and reopened."""

import streamlit as st

from mllab.params import Params, knobs

NOTED = "_noted"


def once(token: object) -> bool:
    """Whether this is the first time that the session asks for `token`."""
    noted: set[object] = st.session_state.setdefault(NOTED, set())
    new = token not in noted
    noted.add(token)
    return new


def titled(thing: Params) -> str:
    """What was run, with the knobs that differ from their defaults: "k-means, k=4"."""
    changed = {name: value for name, value in thing.values().items() if value != knobs(type(thing))[name].default}
    return ", ".join([thing.name, *(f"{name}={value}" for name, value in changed.items())])
