"""Gradient descent: paths are those of torch.optim, Newton's those of scipy and the closed form, slopes and curvatures those of finite differences."""

import dataclasses

import numpy as np
import pytest
import torch
from scipy.optimize import newton as scipy_newton

from mllab.errors import ParamError
from mllab.learning.descent import OPTIMIZERS, SCHEDULES, SURFACES, descend, outcome, race, race_script
from mllab.learning.descent.surfaces import Surface
from mllab.learning.descent.surfaces.typed import Typed

TORCH = {
    "SGD": (torch.optim.SGD, {}, {"lr": 0.003}),
    "momentum": (torch.optim.SGD, {"momentum": 0.8}, {"lr": 0.0005, "momentum": 0.8}),
    "Nesterov": (torch.optim.SGD, {"momentum": 0.8}, {"lr": 0.0005, "momentum": 0.8, "nesterov": True}),
    "AdaGrad": (torch.optim.Adagrad, {}, {"lr": 0.3}),
    "RMSProp": (torch.optim.RMSprop, {"alpha": 0.95}, {"lr": 0.01, "alpha": 0.95}),
    "Adam": (torch.optim.Adam, {"beta1": 0.8}, {"lr": 0.05, "betas": (0.8, 0.999)}),
    "AdamW": (torch.optim.AdamW, {"weight_decay": 0.1}, {"lr": 0.05, "weight_decay": 0.1}),
}


def rosenbrock(p):
    return (1 - p[0]) ** 2 + 20 * (p[1] - p[0] ** 2) ** 2


def by_torch(make, settings, steps, schedule=None):
    p = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
    optimizer = make([p], **settings)
    scheduled = schedule(optimizer) if schedule else None
    path = [p.tolist()]
    for _ in range(steps):
        optimizer.zero_grad()
        rosenbrock(p).backward()
        optimizer.step()
        if scheduled:
            scheduled.step()
        path.append(p.tolist())
    return np.array(path)


@pytest.mark.parametrize("name", TORCH)
def test_the_path_is_that_of_torch(name):
    make, knobs, settings = TORCH[name]
    optimizer = OPTIMIZERS[name](learning_rate=settings["lr"], **knobs)
    found = descend(SURFACES["Rosenbrock"](walls=20), optimizer, (-1.2, 1.0), steps=100)
    assert found.path.shape == (101, 2)
    assert np.abs(found.path - by_torch(make, settings, 100)).max() < 1e-6
    assert found.loss[-1] < 0.6 * found.loss[0]


SCHEDULED = {
    "step": ({"every": 7, "drop": 0.5}, lambda o: torch.optim.lr_scheduler.StepLR(o, 7, 0.5)),
    "exponential": ({"keep": 0.97}, lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.97)),
    "cosine": ({"least": 0.0}, lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 40)),
    "warm-up": ({"over": 10}, lambda o: torch.optim.lr_scheduler.LinearLR(o, 0.1, 1.0, 9)),
    "constant": ({}, lambda o: torch.optim.lr_scheduler.ConstantLR(o, 1.0)),
}


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_is_that_of_torch(name):
    knobs, schedule = SCHEDULED[name]
    found = descend(SURFACES["Rosenbrock"](walls=20), OPTIMIZERS["Adam"](learning_rate=0.1), (-1.2, 1.0), 40, SCHEDULES[name](**knobs))
    assert np.abs(found.path - by_torch(torch.optim.Adam, {"lr": 0.1}, 40, schedule)).max() < 1e-6


def test_newton_is_that_of_scipy_on_a_line_and_one_step_on_a_bowl():
    surface = SURFACES["two valleys (1-D)"](tilt=0.15)
    found = descend(surface, OPTIMIZERS["Newton"](), (2.0,), steps=12)
    root = scipy_newton(lambda x: x**3 - x + 0.15, 2.0, lambda x: 3 * x**2 - 1)
    assert found.path[-1, 0] == pytest.approx(root, abs=1e-9)
    assert found.path[1, 0] == pytest.approx(2 - (8 - 2 + 0.15) / 11, abs=1e-12), "x - f'(x) / f''(x)"
    assert descend(SURFACES["ravine"](condition=900), OPTIMIZERS["Newton"](), (-1.8, 0.8), 1).path[-1] == pytest.approx([0, 0], abs=1e-12)


def test_newton_goes_to_the_saddle_unless_curvatures_lose_their_sign():
    """Dauphin et al. 2014."""
    surface = SURFACES["saddle"]()
    ends = {}
    for curvature in ("as it is", "without sign"):
        optimizer = OPTIMIZERS["Newton"](curvature=curvature)
        ends[curvature] = outcome(surface, optimizer, descend(surface, optimizer, (-1.6, 0.01), 60)).kind
    assert ends == {"as it is": "saddle", "without sign": "arrived"}


@pytest.mark.parametrize("name", SURFACES)
def test_slope_and_curvature_are_those_of_finite_differences(name):
    surface = SURFACES[name]()
    d = len(surface.variables)
    at = np.random.default_rng(0).uniform(0.1, 0.9, (d, 20)) * np.array([high for _, high in surface.extent])[:, None]
    h = 1e-5
    for i in range(d):
        aside = np.eye(d)[i][:, None] * h
        slope = (surface.value(at + aside) - surface.value(at - aside)) / (2 * h)
        bend = (surface.gradient(at + aside) - surface.gradient(at - aside)) / (2 * h)
        assert surface.gradient(at)[i] == pytest.approx(slope, rel=1e-5, abs=1e-5)
        assert surface.hessian(at)[i] == pytest.approx(bend, rel=1e-5, abs=1e-4)


def test_every_operation_of_a_typed_formula_has_its_slope():
    text = (
        "tan(x/4) + log(2+x^2)/sqrt(1+y^2) - abs(y)*tanh(x) + (2+sin(y))^cos(x) + 2^y + x*-3 + exp(-x*y) + sign(x) + floor(y/9) - 1/(3+x)"
    )
    surface, h = Typed(text), 1e-5
    at = np.random.default_rng(1).uniform(0.2, 1.5, (2, 30))
    for i in range(2):
        aside = np.eye(2)[i][:, None] * h
        assert surface.gradient(at)[i] == pytest.approx(
            (surface.value(at + aside) - surface.value(at - aside)) / (2 * h), rel=1e-6, abs=1e-7
        )
        assert surface.hessian(at)[i] == pytest.approx(
            (surface.gradient(at + aside) - surface.gradient(at - aside)) / (2 * h), rel=1e-5, abs=1e-6
        )


@pytest.mark.parametrize("name", [name for name, one in SURFACES.items() if one().minima])
def test_the_minima_told_are_level_and_nothing_in_the_picture_is_lower(name):
    surface: Surface = SURFACES[name]()
    axes = np.array(np.meshgrid(*[np.linspace(low, high, 101) for low, high in surface.extent]))
    for low in surface.minima:
        assert np.abs(surface.gradient(np.array(low))).max() < 1e-5
        assert surface.value(np.array(low)) <= surface.value(axes).min() + 1e-9


@pytest.mark.parametrize("name", ["SGD", "momentum", "Nesterov"])
def test_it_settles_on_a_bowl_just_below_its_bound_and_diverges_just_above(name):
    """Learning rate times curvature below 2, 2 (1 + b) and 2 (1 + b) / (1 + 2 b), b being the momentum (Sutskever et al. 2013)."""
    surface = SURFACES["parabola (1-D)"](curvature=50)
    bound = OPTIMIZERS[name]().steady() / 50
    just = dataclasses.replace(OPTIMIZERS[name](), learning_rate=bound * 0.97)
    over = dataclasses.replace(just, learning_rate=bound * 1.03)
    settled, gone = race(surface, [just, over], (1.0,), 1_000)
    assert abs(settled.path[-1, 0]) < 1e-3
    assert gone.diverged is not None
    end = outcome(surface, over, gone)
    assert (end.kind, end.step) == ("diverged", gone.diverged)
    assert end.rate * end.curvature > over.steady()
    assert np.isfinite(gone.path).all()
    assert (gone.path[gone.diverged :] == gone.path[-1]).all()


def test_what_became_of_a_walk_is_told():
    def kind(surface, optimizer, start, steps=300):
        return outcome(surface, optimizer, descend(surface, optimizer, start, steps)).kind

    sgd = OPTIMIZERS["SGD"](learning_rate=0.02)
    assert kind(SURFACES["bowl"](), sgd, (1, 1)) == "arrived"
    assert kind(SURFACES["bowl"](), sgd, (1, 1), 5) == "under way"
    assert kind(SURFACES["ripples (1-D)"](), sgd, (4.2,)) == "other minimum"
    assert kind(SURFACES["two valleys (1-D)"](), OPTIMIZERS["Newton"](), (0.1,)) == "top"
    assert kind(SURFACES["bowl"](), OPTIMIZERS["SGD"](learning_rate=1.0), (1, 1)) == "jumps"
    assert kind(Typed("-x^2"), OPTIMIZERS["SGD"](learning_rate=1.0), (0.5,)) == "bottomless"
    assert kind(Typed("floor(x) + 0*y"), sgd, (0.5, 0.5)) == "level"


@pytest.mark.parametrize("text", ["x^2 + 3*y^2 + sin(2*x)*exp(-y^2) + pi", "abs(x) + tanh(x)^2"])
def test_the_script_reproduces_every_path_in_torch(text):
    surface = Typed(text)
    start = (-1.1, 0.7)[: len(surface.variables)]
    racing = {name: one() for name, one in OPTIMIZERS.items() if "abs" not in text or name != "Newton"}
    known = {}
    for schedule in (SCHEDULES["cosine"](least=0.1), SCHEDULES["warm-up"](over=5)):
        exec(compile(str(race_script(surface, racing, start, 30, schedule)), "<script>", "exec"), known)  # noqa: S102, the script is what is tested
        for name, found in zip(racing, race(surface, list(racing.values()), start, 30, schedule), strict=True):
            assert np.abs(found.path - np.array(known["paths"][name])).max() < 1e-6, name


@pytest.mark.parametrize(
    ("surface", "start", "steps"),
    [
        (SURFACES["bowl"](), (1.0,), 10),
        (SURFACES["bowl"](), (1.0, 1.0), 0),
        (Typed("log(x)"), (-1.0,), 10),
        (Typed("3"), (1.0,), 10),
        (Typed("z"), (1.0,), 10),
    ],
)
def test_what_cannot_be_walked_is_refused(surface, start, steps):
    with pytest.raises(ParamError):
        descend(surface, OPTIMIZERS["SGD"](), start, steps)
