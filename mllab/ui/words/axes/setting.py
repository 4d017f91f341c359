"""Which axes: one that comes with mllab, or one's own pairs or lists."""

from dataclasses import dataclass

import streamlit as st

from mllab.embed import Words
from mllab.embed.axes import AXES, Axis, held_out, written
from mllab.errors import DataError
from mllab.ui.show import plain
from mllab.ui.words.listing import told_missing
from mllab.ui.words.typed import anew, opens_on

OWN, NONE = "my own", "none"
FIRST, SECOND, THIRD = "she-he", "poor-rich", "old-young"
ABOUT = "From what to what. The words at the two ends make the axis: the mean of the one end's vectors taken off the mean of the other's."
PAIRS = "Pairs such as `she-he, woman-man`; or two lists, with a bar between them: `poor, needy | rich, wealthy`."


@dataclass(frozen=True, eq=False)
class Chosen:
    """An axis, as it was typed, and what its ends are called."""

    axis: Axis
    text: str
    ends: tuple[str, str]


def choose_axes(words: Words) -> list[Chosen]:
    """One axis; a second makes a plane, a third a cube."""
    found = [_choose(words, "words_axis", "Axis", FIRST)]
    second = _choose_more(words, "words_axis2", "Second axis", SECOND)
    third = _choose_more(words, "words_axis3", "Third axis", THIRD) if second else None
    return [*found, *(one for one in (second, third) if one)]


def _choose(words: Words, key: str, label: str, default: str) -> Chosen:
    names = [*AXES, OWN]
    begin = default if _has(words, default) else OWN
    anew(words, key, lambda held: held == OWN or _has(words, held), begin)
    name = st.selectbox(label, names, index=names.index(begin), key=key, bind="query-params", help=ABOUT) or begin
    return _made(words, key, name, default)


def _has(words: Words, name: str) -> bool:
    """Whether an embedding has what an axis is made of, in part."""
    try:
        written(words, AXES[name].text, name)
    except DataError:
        return False
    return True


def _pairs(words: Words, default: str) -> str:
    """What to begin one's own axis with: the default's pairs, or two entries of an embedding that has none of them."""
    return AXES[default].text if _has(words, default) else " | ".join(opens_on(words, ("", "")))


def _choose_more(words: Words, key: str, label: str, default: str) -> Chosen | None:
    name = st.selectbox(label, [NONE, *AXES, OWN], key=key, bind="query-params", help="Another axis, at a right angle on the picture.")
    return None if name in {None, NONE} else _made(words, key, str(name), default)


def _made(words: Words, key: str, name: str, default: str) -> Chosen:
    if name != OWN:
        preset = AXES[name]
        return Chosen(written(words, preset.text, name), preset.text, (preset.low, preset.high))
    begin = _pairs(words, default)
    anew(words, f"{key}_pairs", lambda held: held != AXES[default].text, begin)
    text = st.text_area("From - to", begin, key=f"{key}_pairs", bind="query-params", height=110, help=PAIRS)
    axis = written(words, text)
    return Chosen(axis, text, (axis.low[0], axis.high[0]))


def about(words: Words, chosen: Chosen) -> None:
    """What made the axis, and whether its words agree on it."""
    axis, agreed = chosen.axis, held_out(chosen.axis)
    if axis.paired:
        made = ", ".join(f"{plain(low)} → {plain(high)}" for low, high in zip(axis.low, axis.high, strict=True))
    else:
        made = f"{', '.join(map(plain, axis.low))} → {', '.join(map(plain, axis.high))}"
    st.markdown(f"**{plain(chosen.ends[0])} → {plain(chosen.ends[1])}**", help=_source(chosen.text))
    st.caption(f"{made}.{_agreed(agreed.right, agreed.of, axis.paired)}")
    told_missing(axis.missing)


def _agreed(right: int, of: int, paired: bool) -> str:
    if not of:
        return " A single pair also carries whatever else sets its two words apart: more pairs average that out."
    what = "pairs point the way that the others point" if paired else "words fall on their own side of an axis made from the others"
    doubt = " Its ends hardly agree, so do not read much into it." if right < 0.8 * of else ""
    return f" {right} of {of} {what}.{doubt}"


def _source(text: str) -> str | None:
    """Where the words come from; by the text, since a preset may be typed, too."""
    return next((f"Source: {preset.source}." for preset in AXES.values() if preset.text == text), None)
