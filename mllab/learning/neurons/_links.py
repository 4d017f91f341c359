"""TensorFlow Playground's own links: what stands behind the # of its address, as the settings of a lesson."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

ACTIVATION = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid", "linear": "linear"}
CLASSES = {"circle": "circle", "xor": "xor", "gauss": "gauss", "spiral": "spiral"}
NUMBERS = {"reg-plane": "plane", "reg-gauss": "hills"}
INPUT = {"x": "x₁", "y": "x₂", "xSquared": "x₁²", "ySquared": "x₂²", "xTimesY": "x₁x₂", "sinX": "sin x₁", "sinY": "sin x₂"}
PENALTY = {"none": "none", "L1": "L1", "L2": "L2"}
KNOWN = {"activation", "batchSize", "dataset", "regDataset", "learningRate", "networkShape", "problem", "regularization"}


@dataclass(frozen=True)
class Linked:
    """What a link of TensorFlow Playground asks for; its defaults where it says nothing."""

    points: str
    noise: int
    share: int
    batch: int
    inputs: tuple[str, ...]
    hidden: tuple[int, ...]
    activation: str
    learning_rate: float
    penalty: str
    penalty_rate: float
    start: str
    show_test: bool
    discretize: bool


def linked(text: str) -> Linked | None:
    """Read a link, or what stands behind its #; None when it is none of TensorFlow Playground's.

    What its page would not take (an unknown name, a number that is none) is left at its default, and numbers are cut to the ranges of its sliders. Its seed
    is of another generator of random numbers, so the points are others of the same kind.
    """
    said = dict(parse_qsl(urlsplit(text).fragment or text.removeprefix("#"), keep_blank_values=True))
    if not KNOWN & set(said):
        return None
    regression = said.get("problem") == "regression"
    points = NUMBERS.get(said.get("regDataset", ""), "plane") if regression else CLASSES.get(said.get("dataset", ""), "circle")
    return Linked(
        points,
        noise=round(_number(said, "noise", 0, 0, 50) / 5) * 5,
        share=round(_number(said, "percTrainData", 50, 10, 90) / 10) * 10,
        batch=round(_number(said, "batchSize", 10, 1, 30)),
        inputs=tuple(ours for theirs, ours in INPUT.items() if _yes(said, theirs, theirs in {"x", "y"})) or ("x₁", "x₂"),
        hidden=_shape(said),
        activation=ACTIVATION.get(said.get("activation", ""), "tanh"),
        learning_rate=_number(said, "learningRate", 0.03, 1e-5, 10),
        penalty=PENALTY.get(said.get("regularization", ""), "none"),
        penalty_rate=_number(said, "regularizationRate", 0, 0, 10),
        start="zero" if _yes(said, "initZero", False) else "Playground",
        show_test=_yes(said, "showTestData", False),
        discretize=_yes(said, "discretize", False),
    )


def _yes(said: dict[str, str], name: str, default: bool) -> bool:
    return said[name] != "false" if said.get(name, "").strip() else default


def _number(said: dict[str, str], name: str, default: float, low: float, high: float) -> float:
    return _read(float, said.get(name, ""), default, low, high)


def _shape(said: dict[str, str]) -> tuple[int, ...]:
    if "networkShape" not in said:
        return (4, 2)
    sizes = [_read(int, size, 0, 0, 8) for size in said["networkShape"].split(",")]
    return tuple(size for size in sizes if size)[:6]


def _read(make: Callable[[str], Any], text: str, default: Any, low: float, high: float) -> Any:
    try:
        value = make(text)
    except ValueError:
        return default
    return min(max(value, make(str(low))), make(str(high))) if value == value else default
