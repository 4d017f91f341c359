"""The playground's page: its controls, its link, and the script that trains the same."""

import base64

import pytest
from lab_page import figures, ran, sent
from streamlit.testing.v1 import AppTest

from mllab.learning.neurons import Stop, linked
from mllab.paths import app_root
from mllab.ui.learning.perceptron.rule import DRAWN
from mllab.ui.learning.playground import many, multiples, settings, shown


def page(**query):
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=120)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    return at.switch_page("pages/playground.py").run()


def running(at):
    return at.session_state[shown.HELD]


def test_it_opens_as_tensorflow_playground_does_and_its_script_trains_the_same():
    at = page()
    assert not at.exception
    live = running(at).live
    assert live.network.sizes == (2, 4, 2, 1)
    assert (live.lesson.training.learning_rate, live.lesson.training.batch, live.samples.train) == (0.03, 10, 250)
    lines = ran(at.code[-1].value).splitlines()
    live.run(epochs=300)
    assert lines[2] == f"epoch 300: loss {live.now.loss:.4f}, on test data {live.now.test_loss:.4f}, right {live.now.test_right:.1%}"


def test_a_link_holds_the_lesson():
    at = page(
        net_points="hills", net_noise="20", net_share="70", net_layers="8, 3", net_activation="ReLU", net_rate="0.01", net_batch="30", net_penalty="L2",
        net_penalty_rate="0.003", net_optimizer="Adam", net_start="He", net_each="ReLU, swish", net_below="0.02", net_seed="7",
        net_dropout="0.2", net_norm="true", net_patience="50", net_stop="training loss",
    )  # fmt: skip
    assert not at.exception
    one = running(at)
    assert one.live.network.sizes == (2, 8, 3, 1)
    assert one.live.network.activations == ("ReLU", "swish", "linear")
    training = one.live.lesson.training
    assert (training.learning_rate, training.batch, training.penalty, training.penalty_rate, training.optimizer) == (
        0.01,
        30,
        "L2",
        0.003,
        "Adam",
    )
    assert (one.live.lesson.start, one.live.lesson.seed, one.stop.bound, one.live.samples.train) == ("He", 7, 0.02, 840)
    assert (training.dropout, one.live.network.normed, one.stop) == (0.2, True, Stop("training loss", 0.02, 50))


def test_another_learning_rate_goes_on_and_another_network_begins_anew():
    at = page()
    one = running(at)
    one.live.run(5)
    at.select_slider(key="net_rate").set_value(0.1).run()
    assert running(at) is one
    assert one.live.now.weights.epoch == 5
    assert one.live.lesson.training.learning_rate == 0.1
    at.selectbox(key="net_layers").set_value("3").run()
    assert one.live.now.weights.epoch == 0
    assert one.live.network.sizes == (2, 3, 1)


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("net_layers", "8, many", "whole numbers"),
        ("net_layers", "99", "up to 8 hidden layers"),
        ("net_each", "bend", "There is no activation"),
        ("net_batch", "1", "batches of at least 2"),
    ],
)
def test_what_cannot_be_built_is_a_message(key, text, words):
    at = page(**{key: text, "net_norm": "true"})
    assert not at.exception
    assert words in at.error[0].value


def test_a_link_of_tensorflow_playground_sets_the_controls(monkeypatch):
    state: dict[str, object] = {}
    monkeypatch.setattr(settings.st, "session_state", state)
    settings.take(
        linked(
            "#activation=sigmoid&batchSize=20&dataset=gauss&learningRate=0.3&networkShape=8,8&regularization=L2&regularizationRate=0.01&noise=25"
        )
    )
    monkeypatch.undo()
    at = page()
    for key, value in state.items():
        at.session_state[key] = value
    at.run()
    assert not at.exception
    live = running(at).live
    assert live.network.activations == ("sigmoid", "sigmoid", "tanh")
    assert live.lesson.training == type(live.lesson.training)(0.3, 20, "SGD", "L2", 0.01)


def test_a_table_of_three_classes_is_learned_and_its_script_trains_the_same():
    at = page(net_on="A table", table="sample-iris")
    assert not at.exception
    live = running(at).live
    assert live.network.loss == "cross-entropy"
    assert live.samples.classes == ("setosa", "versicolor", "virginica")
    lines = ran(at.code[-1].value).splitlines()
    live.run(epochs=100)
    assert lines[0] == f"epoch 100: loss {live.now.loss:.4f}, on test data {live.now.test_loss:.4f}, right {live.now.test_right:.1%}"
    assert live.now.test_right > 0.6, "of three classes, by the sepals alone"


def test_points_drawn_by_hand_are_learned():
    at = page(net_on="Drawn by hand")
    assert "Draw at least 4" in at.error[0].value
    at.session_state[DRAWN] = [(1.0, 1.0, 1), (-1.0, -2.0, -1), (2.0, 0.5, 1), (-3.0, 0.0, -1), (0.5, 4.0, 1), (-2.0, -2.0, -1)]
    at.run()
    assert not at.exception
    assert running(at).live.samples.train == 3


def test_the_learning_rate_is_found_and_taken_over():
    at = page(net_view="Learning rate", net_layers="3")
    assert not at.exception
    found = figures(at)
    assert ran(at.code[-1].value).strip() == f"lowest at {found['Lowest at']}, a tenth of it {found['A tenth of it']}"
    next(button for button in at.button if button.label == f"Train with {found['A tenth of it']}").click().run()
    assert running(at).live.lesson.training.learning_rate == float(found["A tenth of it"])


def test_thirty_seeds_are_trained_at_a_click_and_the_script_finds_the_same():
    at = page(net_view="Thirty seeds", net_layers="3", net_epochs="50")
    assert "Median test loss" not in figures(at), "nothing is trained before the click"
    next(button for button in at.button if button.label == "Train 30 networks").click().run()
    assert not at.exception
    median = float(ran(at.code[-1].value).split()[1].rstrip(","))
    assert float(figures(at)["Median test loss"]) == pytest.approx(median, abs=6e-4)


def test_a_sweep_is_trained_at_a_click_and_one_of_it_is_taken_over():
    at = page(net_view="Rates and widths", net_epochs="50")
    next(button for button in at.button if button.label == "Train 20 networks").click().run()
    assert not at.exception
    cells = sent(at, "mllab_multiples")["cells"]
    assert (len(cells), cells[-1]["name"]) == (20, "rate 0.3, 8 wide")
    assert len(base64.b64decode(cells[0]["map"])) == 1600
    assert cells[0]["said"].startswith("test loss ")


def test_the_network_that_is_clicked_is_taken_over(monkeypatch):
    state = {multiples.KEY: {"picked": 1}}
    monkeypatch.setattr(multiples.st, "session_state", state)
    multiples._picked([[0.1, "4, 4"], [0.3, "8, 8"]], many._take)
    monkeypatch.undo()
    at = page(net_view="Rates and widths")
    for key in ("net_rate", "net_layers", "net_view"):
        at.session_state[key] = state[key]
    at.run()
    assert running(at).live.network.sizes == (2, 8, 8, 1)
    assert running(at).live.lesson.training.learning_rate == 0.3
