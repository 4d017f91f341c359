"""What a link for a class asks for.

    task                    what to do, in words
    task_goal               when it is done: see `mllab.learning.goals`
    task_ask                what is to be predicted before anything runs; answers to choose from behind it, with | between them
    task_reveal             what is told once a prediction was made
    task_hide, task_lock    keys of controls with commas between them: not shown, or shown but not to be changed

Nobody is kept from reading the address: it guides a class, it is no examination.
"""

import re
from dataclasses import dataclass

import streamlit as st

NAMES = ("task", "task_goal", "task_ask", "task_reveal", "task_hide", "task_lock")
LONGEST, MOST = 2_000, 100
_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")


@dataclass(frozen=True)
class Asked:
    """The parts of such a link; all empty where it is an ordinary one."""

    hidden: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    task: str = ""
    goal: str = ""
    question: str = ""
    answers: tuple[str, ...] = ()
    reveal: str = ""

    def fixed(self, key: str) -> bool:
        """Whether the control `key` is not to be changed."""
        return key in self.hidden or key in self.locked

    def __bool__(self) -> bool:
        return bool(self.hidden or self.locked or self.task or self.goal or self.question)


def asked() -> Asked:
    """What the link of now asks for. Texts are cut after 2,000 characters; what is no key of a control is passed over."""
    said = {name: str(st.query_params.get(name, ""))[:LONGEST].strip() for name in NAMES}
    question, *answers = (part.strip() for part in said["task_ask"].split("|"))
    return Asked(
        _keys(said["task_hide"]),
        _keys(said["task_lock"]),
        said["task"],
        said["task_goal"],
        question,
        tuple(filter(None, answers))[:8],
        said["task_reveal"],
    )


def _keys(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in text.split(",") if _KEY.fullmatch(part)))[:MOST]
