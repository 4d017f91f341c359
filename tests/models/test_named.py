"""A model with its knobs as a few words: read back as it was, and nothing in the words is ever run."""

import pytest

from mllab.errors import ParamError
from mllab.models import MODELS
from mllab.models.named import called, known, listed, named


@pytest.mark.parametrize("name", MODELS)
def test_a_model_as_it_is_usually_is_its_name(name):
    assert called(MODELS[name]()) == name
    assert named(name) == MODELS[name]()


@pytest.mark.parametrize(
    "model",
    [
        MODELS["random forest"](members=300, depth=4),
        MODELS["logistic regression"](strength=0.001, penalty="none", balanced=True),
        MODELS["voting"](members="ridge, random forest"),
    ],
)
def test_changed_knobs_are_read_back(model):
    assert named(called(model)) == model


def test_a_board_of_several_is_parted_outside_of_parentheses():
    text = 'ridge, random forest(members=20, depth=4), voting(members="ridge, lasso")'
    assert listed(text) == ["ridge", "random forest(members=20, depth=4)", 'voting(members="ridge, lasso")']


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no such model",
        "ridge(nothing=3)",
        "random forest(members=many)",
        "random forest(members=-1)",
        "random forest(members",
        "ridge()x",
        "__import__('os')",
    ],
)
def test_what_means_no_model_is_refused(text):
    with pytest.raises(ParamError):
        named(text)
    assert known([text, "ridge"]) == ["ridge"]
