"""The code panel: the same result as a plain script, ready to copy or download."""

import streamlit as st

from mllab.script import Script


def code(*scripts: Script, name: str = "mllab_script.py") -> None:
    """Show the scripts joined into one that runs on its own."""
    joined = Script()
    for script in scripts:
        joined += script
    text = str(joined)
    with st.expander("Code: the same result as a script", icon=":material/code:"):
        st.code(text, language="python", line_numbers=False)
        st.download_button("Download the script", text, file_name=name, mime="text/x-python", on_click="ignore")
