"""A network that is watched: it runs, goes back, is changed by hand and exported."""

import subprocess
import sys

import numpy as np
import pytest

from mllab.errors import ParamError
from mllab.learning.neurons import POINTS, Lesson, Live, Maps, Training, drawn, features, linked, of_columns, torch_code
from mllab.learning.neurons._live import MARKS


def live(points="circle", **lesson):
    return Live(Lesson(**lesson), drawn(POINTS[points](), seed=0))


@pytest.mark.parametrize("seed", range(3))
def test_the_spiral_is_solved(seed):
    lesson = Lesson(("x₁", "x₂", "sin x₁", "sin x₂"), (8, 8), seed=seed, training=Training(optimizer="Adam", learning_rate=0.01))
    one = Live(lesson, drawn(POINTS["spiral"](), seed))
    assert one.run(epochs=300, below=0.02)
    assert one.now.test_loss < 0.02
    assert one.now.test_right > 0.97


def test_it_begins_anew_with_the_same_weights_and_learns_the_same_again():
    one = live()
    begin = one.now.weights.theta.copy()
    one.run(20)
    first = one.now.weights.theta.copy()
    one.restart()
    assert np.array_equal(one.now.weights.theta, begin)
    one.run(5)
    one.run(15)
    assert np.array_equal(one.now.weights.theta, first)


def test_the_way_is_remembered_and_can_be_gone_back_and_forked():
    one = live()
    one.run(30)
    end, middle = one.now.weights.theta.copy(), one.marks[10]
    one.back(10)
    assert one.now.weights.epoch == middle.weights.epoch == 10
    one.run(20)
    assert np.array_equal(one.now.weights.theta, end), "the same way again"
    one.back(10)
    one.change(Training(learning_rate=0.3))
    one.run(20)
    assert not np.array_equal(one.now.weights.theta, end)
    with pytest.raises(ParamError, match="31 states"):
        one.back(99)


def test_only_so_many_states_are_remembered_evenly_spread():
    one = live(hidden=(2,))
    one.run(3 * MARKS)
    epochs = [mark.weights.epoch for mark in one.marks]
    assert len(epochs) <= MARKS + 1
    assert len(set(np.diff(epochs))) == 1
    assert epochs[0] == 0


def test_a_weight_is_set_by_hand():
    one = live()
    one.put(3, -1.25)
    assert one.now.weights.theta[3] == -1.25
    assert one.edited
    for place, value in ((-1, 0.0), (one.network.p, 0.0), (0, float("nan")), (0, 1e9)):
        with pytest.raises(ParamError, match="A weight is a number"):
            one.put(place, value)


def test_steps_that_are_too_long_diverge_and_stop():
    one = live("plane", activation=("linear",), training=Training(learning_rate=10))
    one.run(1000)
    assert one.now.diverged
    assert one.now.weights.epoch < 1000


def test_three_classes_of_a_table_are_told_apart():
    from sklearn.datasets import load_iris

    X, y = load_iris(return_X_y=True)
    samples = of_columns(X[:, 2:], y, ("setosa", "versicolor", "virginica"), ("petal length", "petal width"))
    one = Live(Lesson(hidden=(6,), training=Training(optimizer="Adam")), samples)
    assert one.network.loss == "cross-entropy"
    one.run(200)
    assert one.now.test_right > 0.9
    which, sure = Maps(one.lesson.inputs, 10, 30).output(one.network, one.now.weights.theta)
    assert set(which) == {0, 1, 2}
    assert sure.max() > 250


def test_maps_are_what_the_neurons_say_line_by_line_from_the_top():
    one = live("xor", inputs=("x₁", "x₁x₂"))
    maps = Maps(one.lesson.inputs, small=4, large=6)
    x1 = maps.told[0].reshape(4, 4)
    assert (x1[0, 0], x1[0, 3]) == (0, 255), "left is low"
    x2 = maps.told[1].reshape(4, 4)
    assert (x2[0, 0], x2[3, 0]) == (255, 0), "up is high"
    middle = -6 + 12 / 4 / 2
    top_left = features(np.array([[middle, -middle]]), one.lesson.inputs)
    said = one.network.said(one.now.weights.theta, top_left)[2:, 0]
    assert maps.neurons(one.network, one.now.weights.theta)[:, 0] == pytest.approx((np.clip(said, -1, 1) + 1) * 127.5, abs=0.51)
    assert maps.output(one.network, one.now.weights.theta).shape == (1, 36)


@pytest.mark.parametrize("activation", ["tanh", "ReLU", "leaky ReLU", "swish"])
def test_the_pytorch_code_is_the_same_network(activation, tmp_path):
    pytest.importorskip("torch")
    one = live("spiral", inputs=("x₁", "x₂", "x₁²", "sin x₂"), hidden=(5, 3), activation=(activation,), loss="logistic")
    one.run(10)
    script = tmp_path / "network.py"
    script.write_text(torch_code(one.network, one.now.weights.theta, one.lesson.inputs), encoding="utf-8")
    space: dict[str, object] = {"__name__": "exported"}
    exec(compile(script.read_text(encoding="utf-8"), "network.py", "exec"), space)  # noqa: S102, the code is what is tested
    import torch

    places = np.random.default_rng(0).uniform(-6, 6, (50, 2)).astype(np.float32)
    told = space["network"](space["inputs"](torch.tensor(places))).detach().numpy()
    weights = np.concatenate([one.detach().numpy().ravel() for one in space["network"].parameters()])
    assert np.array_equal(weights, one.now.weights.theta), "to the last bit"
    ours = one.network.said(one.now.weights.theta, features(places, one.lesson.inputs))[-1]
    assert told[:, 0] == pytest.approx(ours, abs=2e-5)


def test_a_link_of_tensorflow_playground_is_understood():
    """The link of its own "spiral" example."""
    found = linked(
        "https://playground.tensorflow.org/#activation=relu&batchSize=25&dataset=spiral&regDataset=reg-plane&learningRate=0.1&regularizationRate=0.003"
        "&noise=15&networkShape=8,6,2&seed=0.85427&showTestData=true&discretize=false&percTrainData=70&x=true&y=true&xTimesY=false&xSquared=true"
        "&ySquared=false&cosX=false&sinX=true&cosY=false&sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false"
        "&regularization=L1"
    )
    assert (found.points, found.noise, found.share, found.batch, found.hidden) == ("spiral", 15, 70, 25, (8, 6, 2))
    assert (found.activation, found.learning_rate, found.penalty, found.penalty_rate) == ("ReLU", 0.1, "L1", 0.003)
    assert found.inputs == ("x₁", "x₂", "x₁²", "sin x₁")
    assert (found.start, found.show_test, found.discretize) == ("Playground", True, False)


def test_links_that_say_little_or_nonsense():
    assert linked("https://example.org/#top") is None
    assert linked("") is None
    plain = linked("#dataset=moons&batchSize=many&networkShape=&learningRate=nan&noise=900")
    assert (plain.points, plain.batch, plain.hidden, plain.learning_rate, plain.noise) == ("circle", 10, (), 0.03, 50)
    hills = linked("#problem=regression&regDataset=reg-gauss&dataset=xor")
    assert hills.points == "hills"


def test_importing_neurons_loads_nothing_heavy():
    told = "import sys, mllab.learning.neurons; print({'numba', 'torch', 'pandas'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.strip() == "set()"
