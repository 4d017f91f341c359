"""`mllab act`: the same from a shell."""

import numpy as np

from mllab.__main__ import main
from mllab.agents import AGENTS, WORLDS


def test_it_prints_states_the_map_and_what_the_best_moves_are_worth(capsys):
    assert main(["act", "--world", "cliff", "--method", "Q-learning", "--episodes", "400", "--seed", "0"]) == 0
    said = capsys.readouterr().out
    assert "QLearning(episodes=400" in said
    assert "Episode 400:" in said
    assert "C C C C C C C C C C G" in said
    assert "13 moves to the end; following them is worth -13 (best possible -13)" in said


def test_the_table_that_it_writes_is_what_the_agent_learned(tmp_path, capsys):
    out = tmp_path / "values.csv"
    command = [
        "act",
        "--world",
        "windy grid",
        "--directions",
        "8",
        "--method",
        "SARSA",
        "--episodes",
        "30",
        "--seed",
        "4",
        "--out",
        str(out),
    ]
    assert main(command) == 0
    table = np.loadtxt(out, delimiter=",", skiprows=1)
    assert table.shape == (70, 10)
    learned = AGENTS["SARSA"](episodes=30).fit(WORLDS["windy grid"](directions=8), seed=4)
    assert np.allclose(table[:, 2:], learned.action_values)


def test_an_impossible_knob_of_the_world_is_refused(capsys):
    assert main(["act", "--world", "cliff", "--slip", "2"]) == 2
    assert "slip must be at most 0.6" in capsys.readouterr().err


def test_an_unknown_world_is_refused_with_the_ones_there_are(capsys):
    assert main(["act", "--world", "swamp"]) == 2
    assert "frozen lake" in capsys.readouterr().err
