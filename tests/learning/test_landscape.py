"""The loss surface of a network: the network is that of torch.nn, directions are normalized as Li et al. 2018 say, main axes are those of scikit-learn's PCA."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from sklearn.decomposition import PCA

from mllab.errors import DataError, ParamError
from mllab.jobs.landscaping import along_two
from mllab.learning.landscape import Network, filter_normalized, landscape, main_axes, moons, projected

SMALL = Network(depth=2, width=5, epochs=30)
X, Y = moons(seed=0)


def by_torch_nn(network, weights):
    """The same network of torch.nn.Linear, with these weights."""
    bend = torch.nn.Tanh() if network.activation == "tanh" else torch.nn.ReLU()
    sizes = [2, *[network.width] * network.depth, 1]
    layers = [torch.nn.Linear(i, o, dtype=torch.float64) for i, o in pairwise(sizes)]
    torch.nn.utils.vector_to_parameters(torch.as_tensor(weights), [part for layer in layers for part in (layer.weight, layer.bias)])
    parts = [part for layer in layers for part in (layer, bend)][:-1]
    return torch.nn.Sequential(*parts)


@pytest.mark.parametrize("activation", ["tanh", "ReLU"])
def test_training_is_that_of_torch_nn(activation):
    network = Network(depth=2, width=5, epochs=10, activation=activation, optimizer="momentum", learning_rate=0.1)
    path = list(network.train(X, Y, seed=1))
    peer = by_torch_nn(network, path[0][0])
    optimizer = torch.optim.SGD(peer.parameters(), lr=0.1, momentum=0.9)
    for weights, loss in path:
        optimizer.zero_grad()
        expected = torch.nn.BCEWithLogitsLoss()(peer(torch.as_tensor(X))[:, 0], torch.as_tensor(Y, dtype=torch.float64))
        assert loss == pytest.approx(expected.item(), rel=1e-9)
        assert weights == pytest.approx(torch.nn.utils.parameters_to_vector(peer.parameters()).detach().numpy(), abs=1e-9)
        expected.backward()
        optimizer.step()


def test_skips_add_what_came_in():
    network = Network(depth=3, width=4, skips=True)
    first, *rest = (torch.as_tensor(part) for part in network.split(network.begin(0)))
    h = torch.tanh(torch.as_tensor(X) @ first.T + rest[0])
    for W, b in ((rest[1], rest[2]), (rest[3], rest[4])):
        h = h + torch.tanh(h @ W.T + b)
    assert network.score(network.begin(0), torch.as_tensor(X)).numpy() == pytest.approx((h @ rest[5].T + rest[6])[:, 0].numpy(), abs=1e-12)


def test_a_direction_is_as_long_as_the_weights_unit_by_unit_and_leaves_offsets():
    weights = SMALL.begin(3)
    direction = torch.as_tensor(filter_normalized(weights.numpy(), SMALL.shapes(), np.random.default_rng(0)))
    for own, drawn in zip(SMALL.split(weights), SMALL.split(direction), strict=True):
        if own.ndim == 2:
            assert drawn.norm(dim=1).numpy() == pytest.approx(own.norm(dim=1).numpy())
        else:
            assert not drawn.any()


def test_the_surface_is_the_loss_of_the_network_moved_along_both_directions():
    found = landscape(SMALL, "random directions", seed=2)
    X, Y = moons(seed=2)
    path = [weights for weights, _ in SMALL.train(X, Y, seed=2)]
    rng = np.random.default_rng(2)
    one, two = (filter_normalized(path[-1], SMALL.shapes(), rng) for _ in range(2))
    middle = found.grid.shape[0] // 2
    assert found.grid[middle, middle] == pytest.approx(found.loss[-1], rel=1e-9)
    for row, column in ((3, 10), (30, 40)):
        a, b = (np.linspace(*ends, len(found.grid))[at] for ends, at in zip(found.extent, (column, row), strict=True))
        score = by_torch_nn(SMALL, path[-1] + a * one + b * two)(torch.as_tensor(X))[:, 0]
        assert found.grid[row, column] == pytest.approx(
            torch.nn.BCEWithLogitsLoss()(score, torch.as_tensor(Y, dtype=torch.float64)).item(), rel=1e-9
        )


def test_main_axes_are_those_of_pca_and_hold_most_of_the_path():
    path = np.array([weights for weights, _ in SMALL.train(X, Y)])
    peer = PCA(2)
    peer.fit(np.concatenate([path[:-1], 2 * path[-1] - path[:-1]]))  # mirrored at its end, so that the end is the mean
    axes = main_axes(path)
    assert np.abs(axes @ peer.components_.T) == pytest.approx(np.eye(2), abs=1e-6)
    places, share = projected(path, axes)
    assert share == pytest.approx(peer.explained_variance_ratio_.sum())
    assert share > 0.9 > projected(path, np.random.default_rng(0).standard_normal(axes.shape))[1]
    assert places[-1] == pytest.approx([0, 0], abs=1e-12)


def test_the_job_tells_states_and_ends_with_the_whole_surface():
    states = list(along_two({"network": SMALL.values(), "along": "main axes of the path", "seed": 0}, {}))
    assert [state.share for state in states] == sorted(state.share for state in states)
    last = states[-1]
    assert last.share == 1.0
    assert last.values["grid"].shape == (41, 41)
    assert last.values["path"].shape == (31, 2)
    low, high = last.values["extent"].T
    assert ((last.values["path"] >= low) & (last.values["path"] <= high)).all()
    assert last.values["loss"][-1] < last.values["loss"][0]


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ParamError, match="main axes"):
        landscape(SMALL, "up")
    with pytest.raises(DataError, match="Lower it"):
        landscape(Network(depth=12, width=32, skips=True, activation="ReLU", optimizer="momentum", learning_rate=2.0, epochs=500))
