"""`mllab act`: an agent learns in a world of cells."""

import argparse

import numpy as np

from mllab.agents import AGENTS, WORLDS, World, best, walk, worth
from mllab.shell.families import FAMILIES
from mllab.shell.fit import Heard, add_knobs, chosen

FIRST = "cliff"
LINES = 20  # states that are printed
ARROWS = {(-1, 0): "↑", (0, 1): "→", (1, 0): "↓", (0, -1): "←", (-1, 1): "↗", (1, 1): "↘", (1, -1): "↙", (-1, -1): "↖"}


def arguments(parser: argparse.ArgumentParser, given: list[str]) -> None:
    """--world, --method, and an option for every knob of the two that `given` names."""
    default = FAMILIES["act"].default
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--world", default=FIRST)
    first.add_argument("--method", default=default)
    named = first.parse_known_args(given)[0]
    world, method = WORLDS[named.world], AGENTS[named.method]
    parser.add_argument("--world", default=FIRST, help=f"one of {', '.join(WORLDS)} (default {FIRST})")
    parser.add_argument("--method", default=default, help=f"one of {', '.join(AGENTS)} (default {default})")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same result (0)")
    parser.add_argument("--out", metavar="FILE.csv", help="write what every move in every cell is worth")
    parser.set_defaults(item=method, place=world)
    add_knobs(parser, world)
    add_knobs(parser, method)


def run(options: argparse.Namespace) -> None:
    """Learn, print some of the states, the best moves as a map, and what they are worth; write `row,column,` and a column per move."""
    world, agent = chosen(options, "place"), chosen(options)
    print(f"{agent!r} in {world!r}")
    states = list(agent.steps(world, options.seed))
    stride = -(-len(states) // LINES)
    result = Heard().listen(iter([*states[:-1:stride], states[-1]]))
    print(drawn(world, result.policy))
    found, real = walk(world, result.policy, options.seed), worth(world, result.policy)
    value = "does not settle" if real != real else f"is worth {real:.4g}"
    arrives = f"{len(found.cells) - 1} moves to the end" if found.arrived else f"no end within {len(found.cells) - 1} moves"
    top = float(best(world).values[world.tables().start])
    print(f"By the best moves: {arrives}; following them {value} (best possible {top:.4g})")
    if options.out:
        _write(world, result.action_values, options.out)
        print(f"Written to {options.out}")


def drawn(world: World, policy: np.ndarray) -> str:
    """The map with the best move of every cell as an arrow, * where all are alike."""
    moves, (_, columns) = world.plan().moves, world.shape
    keep = {"wall": "#", "cliff": "C", "hole": "H", "goal": "G"}
    signs = [
        keep.get(kind, "*" if chances.min() > 0 else ARROWS[moves[int(chances.argmax())]])
        for kind, chances in zip(world.kinds(), policy, strict=True)
    ]
    return "\n".join(" ".join(signs[first : first + columns]) for first in range(0, len(signs), columns))


def _write(world: World, action_values: np.ndarray, target: str) -> None:
    import pandas as pd

    row, column = np.divmod(np.arange(len(action_values)), world.shape[1])
    named = {ARROWS[move]: action_values[:, a] for a, move in enumerate(world.plan().moves)}
    pd.DataFrame({"row": row + 1, "column": column + 1, **named}).to_csv(target, index=False)
