"""The job that learns: begun, watched, stopped, gone on with."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from mllab import jobs
from mllab.embed.learn import Rules, WordLearner
from mllab.jobs import Job
from mllab.jobs.state import Values
from mllab.jobs.wording import going_on, seen
from mllab.script import Script
from mllab.ui.job import job_panel
from mllab.ui.show import plain
from mllab.ui.words.learn.progress import growing, learned
from mllab.ui.words.learn.text import Text

WORK = "mllab.jobs.wording:learn"
LAST, BEGUN, ON = (
    "_words_learning",
    "_words_learn_begun",
    "_words_learn_on",
)  # of this session: the newest job, what was asked for, jobs that go on


@dataclass(frozen=True)
class Asked:
    """What is to be learned from what, and how."""

    text: Text
    rules: Rules
    learner: WordLearner
    seed: int

    @property
    def spec(self) -> dict[str, Any]:
        """What the job is told."""
        return {"source": self.text.spec, "rules": self.rules.spec(), "learner": self.learner.spec(), "seed": self.seed}

    def script(self) -> Script:
        """The same words by calls of mllab."""
        read = Script(f"corpus = read(source, {self.rules!r})")
        return (
            self.text.script
            + read
            + self.learner.script(self.seed)
            + Script("for word in corpus.words[:5]:\n    print(word, words.similar(word, 5))")
        )


def work(asked: Asked) -> None:
    """Begin at once with a short text, else when asked to; then all that is to be seen."""
    job = _job(asked)
    if job is None:
        return
    title = f"Learning {plain(asked.text.name)}"
    over = job.status().over
    values = job_panel(job, partial(_draw, asked.spec, job, live=not over), title, key="words_learn", go_on=_go_on(asked, job))
    if values is not None:
        _draw(asked.spec, job, values)


def _job(asked: Asked) -> Job | None:
    """The job of what is asked, or None where a button is to begin it. What was learned before and is wanted no more is let go."""
    on = st.session_state.get(ON, {}).get(repr(asked.spec))
    known = jobs.find(on) if on else jobs.known(WORK, asked.spec, {})
    begun = asked.text.quick or repr(asked.spec) in st.session_state.setdefault(BEGUN, set())
    if known is None and not begun:
        st.markdown(
            f"**{plain(asked.text.name)}** is long; learning from it may take minutes. It can be stopped, and keeps what it has learned."
        )
        st.button("Learn", type="primary", icon=":material/play_arrow:", key="words_learn_begin", on_click=_begin, args=(repr(asked.spec),))
        return None
    job = known or jobs.start(WORK, asked.spec, {}, f"{asked.learner.name} on {asked.text.name}", again=False)
    last = st.session_state.get(LAST)
    if last not in {None, job.id} and (before := jobs.find(str(last))) is not None:
        before.let_go()
    st.session_state[LAST] = job.id
    return job


def _begin(spec: str) -> None:
    st.session_state[BEGUN].add(spec)


def _go_on(asked: Asked, job: Job) -> Any:
    """What the button calls that goes on with stopped work; None for a method that cannot."""
    if not asked.learner.continues:
        return None

    def on() -> None:
        values = job.newest()
        if values is None or seen(asked.spec, values) is None:  # stopped while the text was read
            job.again()
            return
        more = jobs.start(WORK, asked.spec, going_on(values), f"{asked.learner.name} on {asked.text.name}, going on")
        st.session_state.setdefault(ON, {})[repr(asked.spec)] = more.id

    return on


def _draw(spec: dict[str, Any], job: Job, values: Values, live: bool = False) -> None:
    """The newest state: while it is learned without controls, then with them."""
    found = _seen(spec, values, (job.id, values.get("step"), len(values.get("moments", ()))))
    if found is None:
        st.caption(f":material/menu_book: {plain(values.get('note') or values.get('stage') or 'Reading the text')}")
        return
    if live:
        growing(found)
        return
    learned(found, spec)


@st.cache_resource(max_entries=6, show_spinner=False)
def _seen(_spec: dict[str, Any], _values: Values, token: tuple[object, ...]) -> Any:
    return seen(_spec, _values)
