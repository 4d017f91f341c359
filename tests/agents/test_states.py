"""What holds for every agent in every world, and for their scripts."""

import subprocess
import sys

import numpy as np
import pytest

from mllab.agents import AGENTS, WORLDS, Walker
from mllab.errors import ParamError
from mllab.paths import app_root

PAIRS = [(method, world) for method in AGENTS for world in WORLDS]


def short(method):
    """The agent with few episodes."""
    return AGENTS[method](episodes=20) if issubclass(AGENTS[method], Walker) else AGENTS[method]()


@pytest.mark.parametrize(("method", "world"), PAIRS)
def test_the_same_seed_gives_the_same_states(method, world):
    one, other = (list(short(method).steps(WORLDS[world](), seed=3)) for _ in range(2))
    assert len(one) == len(other) > 0
    for mine, theirs in zip(one, other, strict=True):
        assert np.array_equal(mine.action_values, theirs.action_values)
        assert np.array_equal(mine.path, theirs.path)
        assert mine.note == theirs.note


@pytest.mark.parametrize("method", AGENTS)
def test_the_last_state_is_the_result(method):
    world = WORLDS["cliff"](discount=0.9)
    *_, end = short(method).steps(world, seed=1)
    assert np.array_equal(short(method).fit(world, seed=1).action_values, end.action_values)


@pytest.mark.parametrize("method", [name for name in AGENTS if issubclass(AGENTS[name], Walker)])
def test_an_earlier_state_stays_as_it_was_and_walks_are_the_same_in_one_go(method):
    world = WORLDS["maze"]()
    agent = AGENTS[method](episodes=12)
    states = list(agent.steps(world, seed=2))
    assert [len(state.returns) for state in states] == list(range(1, 13))
    assert states[0].visits.sum() == states[0].lengths.sum() < states[-1].visits.sum()
    assert not np.array_equal(states[0].action_values, states[-1].action_values)
    log = agent.walks(world, seed=2)
    assert np.array_equal(log.returns, states[-1].returns)
    assert np.array_equal(log.lengths, states[-1].lengths)


@pytest.mark.parametrize(("method", "world"), [pair for pair in PAIRS if issubclass(AGENTS[pair[0]], Walker)])
def test_a_path_is_a_walk_that_the_world_allows(method, world):
    made = WORLDS[world]()
    tables = made.tables()
    for state in short(method).steps(made):
        assert state.path[0] == tables.start
        assert len(state.path) == state.lengths[-1] + 1
        assert state.lengths[-1] <= tables.most
        possible = np.where(tables.chances > 0, tables.following, -1)
        assert all(after in possible[before] for before, after in zip(state.path[:-1], state.path[1:], strict=True))


def test_another_seed_is_another_walk():
    world = WORLDS["cliff"]()
    assert not np.array_equal(AGENTS["SARSA"]().fit(world, 0).returns, AGENTS["SARSA"]().fit(world, 1).returns)


def test_long_trainings_have_at_most_500_states():
    states = list(AGENTS["Q-learning"](episodes=1_300).steps(WORLDS["frozen lake"]()))
    assert 400 < len(states) <= 500
    assert len(states[-1].returns) == 1_300


@pytest.mark.parametrize("method", AGENTS)
def test_the_script_runs_on_its_own_and_agrees(method, tmp_path):
    world = WORLDS["cliff"](discount=0.9)
    _compare(short(method), world, tmp_path)


@pytest.mark.parametrize("world", WORLDS)
def test_the_script_of_every_world_agrees(world, tmp_path):
    _compare(AGENTS["Q-learning"](episodes=15), WORLDS[world](), tmp_path)


def test_the_script_of_other_knobs_agrees(tmp_path):
    _compare(AGENTS["Dyna-Q"](episodes=4, planning=7, learning_rate=0.3), WORLDS["windy grid"](directions=8, gusts=True), tmp_path)


def _compare(agent, world, folder):
    """Run the script in a fresh interpreter that cannot import mllab, and compare Q to the last bit."""
    script = str(world.code() + agent.script(5, world.gamma))
    file = folder / "agent.py"
    file.write_text(f"{script}\nnp.save({str(folder / 'Q.npy')!r}, Q)\n")
    done = subprocess.run([sys.executable, "-I", str(file)], cwd=folder, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    assert "mllab" not in script
    assert np.array_equal(np.load(folder / "Q.npy"), agent.fit(world, 5).action_values)


@pytest.mark.parametrize("world", WORLDS)
def test_chances_sum_to_one_and_ends_end(world):
    tables = WORLDS[world]().tables()
    assert np.allclose(tables.chances.sum(axis=2), 1)
    assert (tables.bounds[:, :, -1] == 1).all()
    assert not tables.rewards[tables.ends].any()
    ends = np.flatnonzero(tables.ends)
    assert (tables.following[ends, :, 0] == ends[:, None]).all()
    assert (tables.chances[ends, :, 0] == 1).all()
    with pytest.raises(ValueError, match="read-only"):
        tables.rewards[0, 0, 0] = 1


@pytest.mark.parametrize("world", WORLDS)
def test_every_cell_has_a_kind(world):
    made = WORLDS[world]()
    assert len(made.kinds()) == made.shape[0] * made.shape[1] == len(made.tables().ends)
    assert "start" in made.kinds()


def test_a_world_without_an_end_refuses_to_count_all_rewards_alike():
    with pytest.raises(ParamError, match="discount"):
        WORLDS["teleports"](discount=1.0)


def test_the_catalogs_name_what_there_is():
    assert len(AGENTS) == 9
    assert "nine methods" in " ".join((app_root() / "README.md").read_text(encoding="utf-8").split())
    with pytest.raises(ParamError, match="Q-learning"):
        AGENTS["guessing"]
    with pytest.raises(ParamError, match="cliff"):
        WORLDS["swamp"]
