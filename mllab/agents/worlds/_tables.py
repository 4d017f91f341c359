"""From a map as text to what every action in every cell leads to. Plain NumPy: the code panel shows this very source."""

from typing import NamedTuple

import numpy as np


class Plan(NamedTuple):
    """A grid world as data.

    rows    the map, a letter per cell: S start, # wall, and letters that the other fields give a meaning
    moves   the actions: steps (down, right), clockwise
    step    the reward of a move; `bump` that of one against the edge or a wall, `enter` that of reaching a letter
    ends    letters that end the episode; `back` letters that send back to the start
    jumps   letter -> (letter, reward): from there every action leads to the other cell
    wind    rows that each column pushes upwards; with `gusts` one more or one less, each a third of the time
    slip    chance to slide off into a neighboring direction, half to either side
    most    moves after which an episode is cut off
    """

    rows: tuple[str, ...]
    moves: tuple[tuple[int, int], ...] = ((-1, 0), (0, 1), (1, 0), (0, -1))
    step: float = 0.0
    bump: float | None = None
    enter: dict[str, float] = {}  # noqa: RUF012  (never written to)
    ends: str = "G"
    back: str = ""
    jumps: dict[str, tuple[str, float]] = {}  # noqa: RUF012
    wind: tuple[int, ...] = ()
    gusts: bool = False
    slip: float = 0.0
    most: int = 2_000


class Tables(NamedTuple):
    """What action a in cell s leads to: one of k outcomes. Cells are numbered row by row.

    following, rewards, chances (s, a, k); bounds (s, a, k) the chances summed up; ends (s,); start a cell; most a number of moves.
    """

    following: np.ndarray
    rewards: np.ndarray
    chances: np.ndarray
    bounds: np.ndarray
    ends: np.ndarray
    start: int
    most: int


def find(rows: tuple[str, ...], letter: str) -> tuple[int, int]:
    """The cell (row, column) of a letter."""
    return next((r, row.index(letter)) for r, row in enumerate(rows) if letter in row)


def land(plan: Plan, place: tuple[int, int], move: tuple[int, int], push: int) -> tuple[tuple[int, int], float]:
    """Where a move from `place` ends with the wind's `push`, and what it pays."""
    rows = plan.rows
    if (letter := rows[place[0]][place[1]]) in plan.jumps:
        target, pay = plan.jumps[letter]
        return find(rows, target), pay
    aimed = (place[0] + move[0] - push, place[1] + move[1])
    reached = (min(max(aimed[0], 0), len(rows) - 1), min(max(aimed[1], 0), len(rows[0]) - 1))
    if rows[reached[0]][reached[1]] == "#":
        reached = place
    letter = rows[reached[0]][reached[1]]
    if reached != aimed and plan.bump is not None:
        return reached, plan.bump
    return find(rows, "S") if letter in plan.back else reached, plan.enter.get(letter, plan.step)


def outcomes(plan: Plan, place: tuple[int, int], action: int) -> list[tuple[float, tuple[int, int], float]]:
    """What an action may lead to: (chance, cell, reward)."""
    if plan.rows[place[0]][place[1]] in plan.ends + "#":
        return [(1.0, place, 0.0)]
    push = plan.wind[place[1]] if plan.wind else 0
    pushes = [(push - 1, 1 / 3), (push, 1 / 3), (push + 1, 1 / 3)] if plan.gusts and push else [(push, 1.0)]
    turns = [(0, 1 - plan.slip), (-1, plan.slip / 2), (1, plan.slip / 2)] if plan.slip else [(0, 1.0)]
    aims = [(plan.moves[(action + turn) % len(plan.moves)], chance) for turn, chance in turns]
    return [(p * q, *land(plan, place, move, push)) for move, p in aims for push, q in pushes]


def build(plan: Plan) -> Tables:
    """The world as arrays. O(cells actions outcomes)."""
    across = len(plan.rows[0])
    places = [(r, c) for r in range(len(plan.rows)) for c in range(across)]
    found = [[outcomes(plan, place, a) for a in range(len(plan.moves))] for place in places]
    shape = (len(places), len(plan.moves), max(len(several) for cell in found for several in cell))
    following, rewards, chances = np.zeros(shape, np.int64), np.zeros(shape), np.zeros(shape)
    for s, cell in enumerate(found):
        for a, several in enumerate(cell):
            for k, (chance, (r, c), pay) in enumerate(several):
                following[s, a, k], rewards[s, a, k], chances[s, a, k] = r * across + c, pay, chance
    bounds = np.cumsum(chances, axis=2)
    bounds[:, :, -1] = 1.0
    ends = np.array([letter in plan.ends for row in plan.rows for letter in row])
    start = find(plan.rows, "S")
    return Tables(following, rewards, chances, bounds, ends, start[0] * across + start[1], plan.most)
