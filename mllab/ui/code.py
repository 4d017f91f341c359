"""The code panel: the same result as a plain script, ready to copy or download."""

import streamlit as st

from mllab.script import Script

SHOWN = 20_000  # characters; a script that names 10,000 columns would keep a browser busy for minutes
LINE = 2_000


def code(*scripts: Script, name: str = "mllab_script.py") -> None:
    """Show the scripts joined into one that runs on its own."""
    joined = Script()
    for script in scripts:
        joined += script
    text = str(joined)
    with st.expander("Code: the same result as a script", icon=":material/code:"):
        if (part := _part(text)) != text:
            st.caption(
                f"The script has {len(text):,} characters: here is its beginning, long lines cut with …; the download has all of it."
            )
        st.code(part, language="python", line_numbers=False)
        st.download_button("Download the script", text, file_name=name, mime="text/x-python", on_click="ignore")


def _part(text: str) -> str:
    """What is shown of a script: all of it, or where it is long its beginning."""
    if len(text) <= SHOWN:
        return text
    return "\n".join(line if len(line) <= LINE else f"{line[:LINE]}…" for line in text.splitlines())[:SHOWN]
