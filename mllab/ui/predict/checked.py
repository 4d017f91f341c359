"""What is different about new rows, said before they are answered."""

from collections.abc import Sequence

import streamlit as st

from mllab.models.keep import Mismatch
from mllab.ui.show import plain

MOST = 6
ICONS = {
    "missing column": ":material/block:",
    "extra columns": ":material/playlist_remove:",
    "other kind": ":material/shuffle:",
    "not readable": ":material/question_mark:",
    "unseen values": ":material/new_label:",
    "out of range": ":material/straighten:",
    "missing values": ":material/check_box_outline_blank:",
}


def checked(found: Sequence[Mismatch], key: str) -> tuple[bool, bool]:
    """The differences as a list. Gives whether rows can be answered, and whether missing columns are taken as empty."""
    stops = [one for one in found if one.stops]
    if not found:
        st.caption(":material/check_circle: The columns are as the model knows them.")
        return True, False
    if stops:
        st.error(
            f"{len(stops)} column{'s' if len(stops) > 1 else ''} that the model looks at {'are' if len(stops) > 1 else 'is'} missing.",
            icon=":material/block:",
        )
    with st.container(border=True):
        st.markdown(f"**{len(found)} difference{'s' if len(found) > 1 else ''} from the rows that the model learned from**")
        for one in found[:MOST]:
            st.markdown(f"{ICONS[one.what]} {plain(one.message)}")
        if len(found) > MOST:
            with st.popover(f"{len(found) - MOST} more"):
                for one in found[MOST:]:
                    st.markdown(f"{ICONS[one.what]} {plain(one.message)}")
    fill = bool(stops) and st.toggle(
        "Answer without them",
        key=key,
        help="Missing columns count as empty: a usual value stands in for each, so answers are worse than measured.",
    )
    return not stops or fill, fill
