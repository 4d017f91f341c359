"""Known answers of reinforcement learning, each from a book, a paper or a closed form.

S&B is Sutton & Barto 2018, "Reinforcement Learning: An Introduction", second edition.
"""

from itertools import pairwise

import numpy as np
import pytest

from mllab.agents import AGENTS, WORLDS, averaged, best, walk, worth


def made(world, **knobs):
    return WORLDS[world](**knobs)


def from_start(world):
    """What the best policy is worth from the start."""
    return best(world).values[world.tables().start]


RANDOM_WALK = [  # S&B Example 3.5, Figure 3.2
    [3.3, 8.8, 4.4, 5.3, 1.5],
    [1.5, 3.0, 2.3, 1.9, 0.5],
    [0.1, 0.7, 0.7, 0.4, -0.4],
    [-1.0, -0.4, -0.4, -0.6, -1.2],
    [-1.9, -1.3, -1.2, -1.4, -2.0],
]
OPTIMAL = [  # S&B Example 3.8, Figure 3.5
    [22.0, 24.4, 22.0, 19.4, 17.5],
    [19.8, 22.0, 19.8, 17.8, 16.0],
    [17.8, 19.8, 17.8, 16.0, 14.4],
    [16.0, 17.8, 16.0, 14.4, 13.0],
    [14.4, 16.0, 14.4, 13.0, 11.7],
]


def test_values_of_the_random_policy_are_those_of_example_3_5():
    found = AGENTS["policy evaluation"]().fit(made("teleports")).values
    assert np.abs(found.reshape(5, 5) - RANDOM_WALK).max() < 0.0501


@pytest.mark.parametrize("method", ["value iteration", "policy iteration"])
def test_optimal_values_are_those_of_example_3_8(method):
    found = AGENTS[method]().fit(made("teleports")).values
    assert np.abs(found.reshape(5, 5) - OPTIMAL).max() < 0.0501


def test_the_best_of_example_3_8_is_the_closed_form():
    """From A the best way back is 5 moves round: V(A) = 10 / (1 - 0.9^5) (S&B Exercise 3.24)."""
    assert best(made("teleports")).values[1] == pytest.approx(10 / (1 - 0.9**5), abs=1e-6)


@pytest.mark.parametrize("world", [*WORLDS])
def test_value_and_policy_iteration_agree(world):
    one, other = (AGENTS[method](tolerance=1e-10).fit(made(world)) for method in ("value iteration", "policy iteration"))
    assert np.allclose(one.values, other.values, atol=1e-5)


@pytest.mark.parametrize("world", [*WORLDS])
def test_policy_iteration_never_makes_a_policy_worse(world):
    """The policy improvement theorem (S&B Section 4.2)."""
    states = list(AGENTS["policy iteration"](tolerance=1e-10).steps(made(world)))
    for before, after in pairwise(states):
        assert (after.values >= before.values - 1e-5).all()


def test_on_the_cliff_q_learning_finds_the_edge_and_sarsa_the_safer_way():
    """S&B Example 6.6: the optimal path has 13 moves; SARSA learns the longer, safer one."""
    world = made("cliff")
    edge = walk(world, AGENTS["Q-learning"]().fit(world, seed=0).policy)
    safe = walk(world, AGENTS["SARSA"]().fit(world, seed=0).policy)
    assert (len(edge.cells) - 1, edge.total, edge.arrived) == (13, -13.0, True)
    assert set(edge.cells[1:-1] // 12) == {2}, "the row beside the cliff"
    assert safe.arrived
    assert len(safe.cells) - 1 > 13
    assert min(safe.cells // 12) < 2, "further up"


def test_on_the_cliff_sarsa_collects_more_while_learning():
    """S&B Example 6.6, the figure: about -25 against about -50 an episode."""
    online = {name: averaged(AGENTS[name](), made("cliff"), 20).returns[:, -100:].mean() for name in ("SARSA", "Q-learning")}
    assert online["SARSA"] == pytest.approx(-25, abs=5)
    assert online["Q-learning"] == pytest.approx(-49, abs=8)


def test_expected_sarsa_is_steadier_than_sarsa_at_a_high_learning_rate():
    """van Seijen et al. 2009, Figure 2 (S&B Figure 6.3): at learning rate 1 expected SARSA is far better on the cliff."""
    runs = {name: averaged(AGENTS[name](learning_rate=1.0, episodes=200), made("cliff"), 20) for name in ("SARSA", "expected SARSA")}
    assert runs["expected SARSA"].returns.mean() > runs["SARSA"].returns.mean() + 10


def test_the_windy_grid_takes_15_moves():
    """S&B Example 6.5."""
    world = made("windy grid")
    assert from_start(world) == pytest.approx(-15)
    assert len(walk(world, best(world).policy).cells) - 1 == 15
    assert averaged(AGENTS["SARSA"](), world, 20).lengths[:, -100:].mean() == pytest.approx(17, abs=4), "17 with exploring, says the book"


def test_the_king_needs_7_moves_against_the_wind():
    """S&B Exercise 6.9; 7 is also the distance, the fewest there can be."""
    assert from_start(made("windy grid", directions=8)) == pytest.approx(-7)


def test_gusts_make_the_windy_grid_longer():
    """S&B Exercise 6.10: the same chance of one row more, as is, or one less."""
    world = made("windy grid", directions=8, gusts=True)
    assert from_start(world) < -7
    assert np.allclose(np.unique(world.tables().chances), [0, 1 / 3, 1])


def test_the_slippery_lake_is_crossed_in_14_of_17_walks():
    """The known optimum of FrozenLake 4x4 without a discount and without a limit of moves: 14/17."""
    world = made("frozen lake", discount=1.0)
    assert from_start(world) == pytest.approx(14 / 17, abs=1e-6)
    policy = AGENTS["policy iteration"](tolerance=1e-12).fit(world).policy
    one = np.eye(4)[policy.argmax(axis=1)]
    totals = [walk(world, one, seed).total for seed in range(400)]
    assert np.mean(totals) < 14 / 17 + 3 * np.sqrt(14 / 17 * 3 / 17 / 400), "walks are cut off at 100 moves: no more than that arrive"


def test_the_lake_without_slipping_takes_6_moves():
    world = made("frozen lake", slippery=False)
    found = walk(world, best(world).policy)
    assert len(found.cells) - 1 == 6
    assert found.total == pytest.approx(0.99**5)


def test_gridworld_transitions_of_the_lake_are_the_gyms():
    """From the start, "right" on slippery ice: right, down, or against the upper edge, a third each (Brockman et al. 2016)."""
    tables = made("frozen lake").tables()
    reached = dict(zip(tables.following[0, 1].tolist(), tables.chances[0, 1].tolist(), strict=True))
    assert reached == pytest.approx({0: 1 / 3, 1: 1 / 3, 4: 1 / 3})


def test_dyna_q_needs_few_episodes_in_the_maze_and_q_learning_many():
    """S&B Example 8.1: with 50 planning steps about 3 episodes to 14 moves, without any about 25."""
    world = made("maze")
    assert len(walk(world, best(world).policy).cells) - 1 == 14
    mean = {n: averaged(AGENTS["Dyna-Q"](planning=n, episodes=50), world, 30).lengths.mean(axis=0) for n in (0, 5, 50)}
    needed = {n: int(np.argmax(lengths < 20)) + 1 for n, lengths in mean.items()}
    assert needed[50] <= 5
    assert needed[50] < needed[5] < needed[0]
    assert needed[0] >= 15


def test_after_five_episodes_dyna_q_often_has_a_shortest_way_and_q_learning_never():
    world = made("maze")

    def ways(planning, episodes):
        policies = [AGENTS["Dyna-Q"](planning=planning, episodes=episodes).fit(world, seed).policy for seed in range(10)]
        return np.array([len(walk(world, policy).cells) - 1 for policy in policies])

    assert np.median(ways(50, 5)) <= 16
    assert (ways(50, 5) == 14).sum() >= 3
    assert ways(0, 5).min() > 100


@pytest.mark.parametrize("method", ["Q-learning", "SARSA", "expected SARSA", "double Q-learning"])
def test_on_ice_that_holds_every_learner_finds_the_way(method):
    world = made("frozen lake", slippery=False, discount=0.9)
    found = AGENTS[method](episodes=2_000, learning_rate=0.2).fit(world, seed=1)
    assert worth(world, found.policy) == pytest.approx(0.9**5)


def test_monte_carlo_control_crosses_the_lake_that_holds():
    world = made("frozen lake", slippery=False, discount=0.9)
    assert worth(world, AGENTS["Monte Carlo control"](episodes=3_000).fit(world, seed=1).policy) == pytest.approx(0.9**5)


def test_q_learning_converges_to_the_optimal_values():
    """Watkins & Dayan 1992; on a world without chance, learning rate 1 and all moves tried, it is value iteration."""
    world = made("maze")
    found = AGENTS["Q-learning"](learning_rate=1.0, epsilon=1.0, episodes=200).fit(world)
    known = found.visits > 0
    assert np.allclose(found.values[known], best(world).values[known], atol=1e-6)


def test_what_a_policy_is_worth_is_the_mean_of_its_walks():
    world = made("cliff", slip=0.1)
    policy = best(world).policy
    totals = [walk(world, policy, seed).total for seed in range(600)]
    assert worth(world, policy) == pytest.approx(np.mean(totals), abs=4 * np.std(totals) / np.sqrt(600))
    assert worth(world, policy) == pytest.approx(from_start(world), abs=1e-6)


def test_a_policy_that_never_arrives_has_no_worth():
    world = made("cliff")
    up = np.tile([1.0, 0, 0, 0], (48, 1))
    assert np.isnan(worth(world, up))
    assert not walk(world, up).arrived
