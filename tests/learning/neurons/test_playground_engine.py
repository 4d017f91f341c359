"""The same training as TensorFlow Playground's own engine, penalties included."""

import numpy as np
import pytest

from mllab.learning.neurons import Network, Training, train

# Weights after 30 epochs of nn.ts of tensorflow/playground at commit 02469bd, run under Node: 2-3-1 networks, 20 points, batches of 10, learning rate 0.1.
THEIRS = {
    ("tanh", "tanh", "none", 0.0): (
        [0.440192612, 0.456026368, -0.463781238, -0.549245418, -0.420211789, -0.465061189, 0.837434578, 0.710064731, 0.394797296,
         -0.929766113, -0.725110101, -0.350883117, 0.646544849], 0.177078559,
    ),
    ("ReLU", "tanh", "L1", 0.1): (
        [0, 0, 0.249497734, -0.265945539, 0, 0, 0.3138487, 0.160202189, 0.19605431, 0, -0.392676229, 0, 0.417898783], 0.398382679,
    ),
    ("sigmoid", "linear", "L2", 0.1): (
        [0.230873255, 0.241226254, -0.112334616, -0.284878455, -0.269118896, -0.159518484, 0.340265276, 0.475761401, 0.217186154,
         -0.010347874, -0.293400133, -0.16294103, 0.471676623], 0.465636770,
    ),
}  # fmt: skip


def points():
    at = np.arange(20)
    X = np.stack([4 * np.sin(3 * at), 4 * np.cos(5 * at)], axis=1)
    return X, np.where(X.prod(axis=1) >= 0, 1.0, -1.0)


@pytest.mark.parametrize("setting", THEIRS, ids=str)
def test_thirty_epochs_end_where_theirs_do(setting):
    hidden, last, penalty, cost = setting
    network, (X, y) = Network((2, 3, 1), (hidden, last)), points()
    training = Training(learning_rate=0.1, batch=10, penalty=penalty, penalty_rate=cost)
    found = train(network, training, np.sin(np.arange(1, 14)) / 2, X, y, 30, np.float64)
    weights, loss = THEIRS[setting]
    assert found.theta == pytest.approx(weights, abs=2e-9)
    assert network.judged(found.theta, X, y)[0] == pytest.approx(loss, abs=2e-9)
    assert (found.theta[found.dead] == 0).all()


def test_a_weight_that_l1_takes_across_zero_stays_zero():
    network, (X, y) = Network((2, 3, 1), ("ReLU", "tanh")), points()
    training = Training(learning_rate=0.1, batch=10, penalty="L1", penalty_rate=0.1)
    found = train(network, training, np.sin(np.arange(1, 14)) / 2, X, y, 30, np.float64)
    assert found.dead.sum() == 6
    assert not (found.dead & ~network.weights()).any(), "biases are not penalized"
