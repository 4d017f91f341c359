"""Knobs: declared once as the fields of a frozen dataclass, checked when the thing is made."""

from dataclasses import FrozenInstanceError, dataclass
from typing import ClassVar, Literal

import numpy as np
import pytest

from mllab.errors import MllabError, ParamError
from mllab.params import Params, knob, knobs


@dataclass(frozen=True)
class Thing(Params):
    """Something with one knob of each kind."""

    name: ClassVar[str] = "thing"

    k: int = knob(3, 1, 50, help="How many.")
    rate: float = knob(0.1, 0.001, 1.0, log=True, unit="per step")
    kind: Literal["round", "square"] = knob("round")
    loud: bool = knob(False)
    depth: int | None = knob(None, 1, 10)


def test_every_field_is_a_knob_with_its_type_and_range():
    assert list(knobs(Thing)) == ["k", "rate", "kind", "loud", "depth"]
    assert (knobs(Thing)["k"].type, knobs(Thing)["k"].low, knobs(Thing)["k"].high) == (int, 1, 50)
    assert knobs(Thing)["rate"].log
    assert knobs(Thing)["kind"].choices == ("round", "square")
    assert knobs(Thing)["depth"].optional


def test_its_repr_is_code():
    assert repr(Thing(k=4)) == "Thing(k=4, rate=0.1, kind='round', loud=False, depth=None)"
    assert eval(repr(Thing(k=4))) == Thing(k=4)


def test_ends_of_the_range_are_allowed():
    assert (Thing(k=1).k, Thing(k=50).k) == (1, 50)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"k": 0}, "thing: k must be at least 1, got 0."),
        ({"k": 51}, "thing: k must be at most 50, got 51."),
        ({"k": 2.5}, "thing: k must be a whole number, got 2.5."),
        ({"k": True}, "thing: k must be a whole number, got True."),
        ({"k": None}, "thing: k must be a whole number, got None."),
        ({"rate": float("inf")}, "thing: rate must be a finite number, got inf."),
        ({"kind": "oval"}, "thing: kind must be one of 'round', 'square', got 'oval'."),
        ({"loud": 1}, "thing: loud must be true or false, got 1."),
        ({"depth": 11}, "thing: depth must be at most 10, got 11."),
    ],
)
def test_a_wrong_value_is_refused_by_name_with_what_was_given(given, message):
    with pytest.raises(ParamError) as refused:
        Thing(**given)
    assert str(refused.value) == message


def test_a_refusal_is_a_value_error_and_an_mllab_error():
    assert issubclass(ParamError, ValueError)
    assert issubclass(ParamError, MllabError)


def test_numpy_numbers_become_plain_ones():
    made = Thing(k=np.int64(4), rate=np.float32(0.5), loud=np.bool_(True))
    assert [type(value) for value in (made.k, made.rate, made.loud)] == [int, float, bool]
    assert made == Thing(k=4, rate=0.5, loud=True)


def test_a_whole_number_is_a_number():
    assert isinstance(Thing(rate=1).rate, float)


def test_texts_from_a_link_or_a_shell_make_it():
    made = Thing.from_text({"k": "7", "rate": "0.25", "kind": "square", "loud": "true", "depth": "auto"})
    assert made == Thing(k=7, rate=0.25, kind="square", loud=True, depth=None)


@pytest.mark.parametrize(("texts", "word"), [({"k": "many"}, "k"), ({"loud": "maybe"}, "loud"), ({"size": "1"}, "size")])
def test_texts_that_mean_nothing_are_refused_by_name(texts, word):
    with pytest.raises(ParamError, match=word):
        Thing.from_text(texts)


def test_it_cannot_be_changed_and_can_be_a_key():
    with pytest.raises(FrozenInstanceError):
        Thing().k = 5
    assert {Thing(): "a"}[Thing()] == "a"


def test_spec_is_what_makes_it_again():
    assert Thing(k=4).spec() == {"name": "thing", "knobs": {"k": 4, "rate": 0.1, "kind": "round", "loud": False, "depth": None}}
