"""Predict first: a question about the world, then what really happens there, computed when it is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import streamlit as st

from mllab.agents import AGENTS, WORLDS, Averaged, averaged, best, walk, worth
from mllab.charts import returns
from mllab.ui import chart
from mllab.ui.agents.trained import View

SEEDS = 20
TELL = "Just tell me"


@dataclass(frozen=True)
class Answer:
    """Which of the `options` is right, the takeaway in words, and curves worth seeing: name -> (seeds, episodes)."""

    right: int
    words: str
    curves: dict[str, np.ndarray] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked of a world as it stands in the book, the options, and what finds out."""

    text: str
    options: tuple[str, ...]
    find_out: Callable[[], Answer]


def show(view: View) -> None:
    """The question about this world; the answer comes after a guess."""
    question = asked(view.world.name)
    st.markdown(f"**{question.text}**")
    guess = st.radio("Your guess", [*question.options, TELL], index=None, horizontal=True, key=f"guess-{view.world.name}")
    if guess is None:
        st.caption("Guess, and what really happens is computed and shown.")
        return
    found = answer(view.world.name)
    right = question.options[found.right]
    verdict = "" if guess == TELL else "You were right. " if guess == right else "Not so. "
    st.success(f"{verdict}**{right}.** {found.words}", icon=":material/lightbulb:")
    if found.curves:
        chart(
            returns.several(found.curves, found.title, log=found.title.startswith("moves")),
            alt=f"{found.title} of {', '.join(found.curves)}",
        )
        st.caption(f"Mean of {SEEDS} trainings with other seeds; band: the middle 80 % of them.")


@st.cache_resource(max_entries=8, show_spinner="Finding out")
def answer(world: str) -> Answer:
    """What really happens in a world."""
    return asked(world).find_out()


def asked(world: str) -> Question:
    """The question about a world; of one without a question of its own, which of two methods collects more."""
    return QUESTIONS.get(world) or Question(RIVALS, ("Q-learning", "SARSA", "About the same"), partial(_rivals, world))


RIVALS = "Both make one random move in ten, and learn in 500 episodes. Which of them collects more per episode in the last 100, in this world as it is at first?"


def _rivals(name: str) -> Answer:
    world = WORLDS[name]()
    runs = {method: averaged(AGENTS[method](), world, SEEDS).returns for method in ("Q-learning", "SARSA")}
    each = {method: run[:, -100:].mean(axis=1) for method, run in runs.items()}
    one, other = each.values()
    error = float(np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / SEEDS))
    apart = float(one.mean() - other.mean())
    told = " and ".join(f"{method} {float(found.mean()):.3g}" for method, found in each.items())
    words = (
        f"Over {SEEDS} trainings: {told} (standard error of the difference {error:.2g}). Q-learning values moves as if no random move would follow, SARSA as it "
        "really walks; where a random move costs little, both come to the same (Sutton & Barto 2018, Sections 6.4 and 6.5)."
    )
    return Answer(2 if abs(apart) <= 2 * error else 0 if apart > 0 else 1, words, runs, "return per episode")


def _cliff() -> Answer:
    world = WORLDS["cliff"]()
    names = ("Q-learning", "SARSA")
    runs = {name: averaged(AGENTS[name](), world, SEEDS).returns for name in names}
    online = {name: float(run[:, -100:].mean()) for name, run in runs.items()}
    policies = {name: AGENTS[name]().fit(world, 0).policy for name in names}
    ways = {name: len(walk(world, policy).cells) - 1 for name, policy in policies.items()}
    values = {name: worth(world, policy) for name, policy in policies.items()}
    words = (
        f"Over the last 100 episodes SARSA collects {online['SARSA']:.0f} an episode and Q-learning {online['Q-learning']:.0f}. "
        f"Q-learning has found the better way: its best moves take {ways['Q-learning']} moves along the edge and bring {values['Q-learning']:.0f}, "
        f"SARSA's take {ways['SARSA']} and bring {values['SARSA']:.0f}. But it keeps making random moves, and beside the edge they are falls. "
        "SARSA counts its own random moves in and keeps away. What is best to do depends on whether one still explores (Sutton & Barto 2018, Example 6.6)."
    )
    return Answer(names.index(max(online, key=lambda name: online[name])), words, runs, "return per episode")


def _windy() -> Answer:
    world = WORLDS["windy grid"]()
    moves = round(-float(best(world).values[world.tables().start]))
    words = (
        f"The shortest way takes {moves} moves: the wind carries the agent up and past the goal, so it goes on to the right edge, "
        "where the air is still, down, and back into the wind, which lifts it onto the goal. Monte Carlo control does badly here, since a poor policy never "
        "arrives and nothing is learned before the end; SARSA and Q-learning learn during the walk (Sutton & Barto 2018, Example 6.5)."
    )
    return Answer(WINDY.index(str(moves)), words)


def _teleports() -> Answer:
    world = WORLDS["teleports"]()
    found = AGENTS["policy evaluation"]().fit(world).values
    letters = "".join(world.plan().rows)
    a, b = float(found[letters.index("A")]), float(found[letters.index("B")])
    words = (
        f"A is worth {a:.1f}, less than the 10 that it pays at once: it carries to the lower edge, where random moves bump and cost. "
        f"B is worth {b:.1f}, more than its 5: from B′ one is likelier to happen upon A or B again than to bump. "
        "A value is not a reward: it is all that follows, discounted (Sutton & Barto 2018, Example 3.5)."
    )
    return Answer(0 if a > 10.05 else 1 if a > 9.95 else 2, words)


def _lake() -> Answer:
    world = WORLDS["frozen lake"](discount=1.0)
    chance = float(best(world).values[world.tables().start])
    policy = AGENTS["policy iteration"]().fit(world).policy
    first = float(policy[world.tables().start].argmax())
    towards = "" if first in (1, 2) else "It even begins by walking into the wall, "
    words = (
        f"It arrives in {chance:.1%} of the walks, without a limit on their length: 14 in 17. "
        f"{towards}{'because' if towards else 'It is safe because'} a move that can only slide sideways cannot slide into a hole: on slippery ice one chooses what "
        "may go wrong, not where one goes. Turn slippery off, and six moves do (Brockman et al. 2016, FrozenLake)."
    )
    return Answer(int(np.argmin([abs(chance - share) for share in (1 / 3, 1 / 2, 4 / 5, 1)])), words)


def _maze() -> Answer:
    world = WORLDS["maze"]()
    agents = {"Dyna-Q, 50 replayed moves": AGENTS["Dyna-Q"](episodes=60), "Q-learning, none": AGENTS["Dyna-Q"](episodes=60, planning=0)}
    runs: dict[str, Averaged] = {name: averaged(agent, world, SEEDS) for name, agent in agents.items()}
    needed = {name: first_below(run.lengths, 20) for name, run in runs.items()}
    quick, slow = needed.values()
    words = (
        f"Dyna-Q walks the maze in under 20 moves from episode {quick} on, the same learner without replaying from episode {slow or 'more than 60'}. "
        "After the first arrival, plain Q-learning knows only the last cell before the goal, and every further episode brings that knowledge one cell back. "
        "Replaying what is remembered spreads it over the whole maze at once: thinking is cheaper than walking (Sutton 1990; Sutton & Barto 2018, Example 8.1)."
    )
    return Answer(
        0 if quick and quick <= 5 else 1 if quick and quick <= 15 else 2,
        words,
        {name: run.lengths for name, run in runs.items()},
        "moves per episode",
    )


def first_below(lengths: np.ndarray, moves: int) -> int | None:
    """The first episode (from 1) whose mean length over the seeds (seeds, e) is below `moves`; None when there is none."""
    found = np.flatnonzero(lengths.mean(axis=0) < moves)
    return int(found[0]) + 1 if len(found) else None


WINDY = ("7", "11", "15", "19")
QUESTIONS = {
    "cliff": Question(
        "Both make one random move in ten. Q-learning values moves as if no random move would follow, SARSA as it really walks. "
        "Which of them collects more per episode while learning?",
        ("Q-learning", "SARSA"),
        _cliff,
    ),
    "windy grid": Question(
        "The goal is 7 cells to the right of the start, and the wind lifts by 1 or 2 cells in the columns between. How many moves does the shortest way take?",
        WINDY,
        _windy,
    ),
    "teleports": Question(
        "A pays 10 and carries to A′ at the lower edge. What is A worth, with all that follows, to somebody who moves at random?",
        ("More than 10", "Exactly 10", "Less than 10"),
        _teleports,
    ),
    "frozen lake": Question(
        "On slippery ice one move in three goes as meant. How often does the best policy there is arrive at the goal?",
        ("About 1 in 3", "About half the time", "About 4 in 5", "Always"),
        _lake,
    ),
    "maze": Question(
        "Dyna-Q replays 50 remembered moves after every real one. After how many episodes does it walk the maze in under 20 moves?",
        ("Up to 5", "6 to 15", "More than 15"),
        _maze,
    ),
}
