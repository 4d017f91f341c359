"""What holds for every item of every catalog, present and future: a new file in a family is under these tests at once."""

import importlib
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from mllab.errors import ParamError
from mllab.learner import Learner
from mllab.params import Params, knobs
from mllab.registry import Catalog

ROOT = Path(__file__).parents[1] / "mllab"
FAMILIES = sorted(".".join(path.parent.relative_to(ROOT).parts) for path in [*ROOT.glob("*/_base.py"), *ROOT.glob("embed/*/_base.py")])


def catalogs():
    """Every catalog of every family: whatever is a Catalog at the top of a package that has a contract in _base.py."""
    for family in FAMILIES:
        module = importlib.import_module(f"mllab.{family}")
        for name, value in vars(module).items():
            if isinstance(value, Catalog):
                yield f"{family}.{name}", value


ITEMS = [pytest.param(item, id=f"{where}[{name}]") for where, catalog in catalogs() for name, item in catalog.items()]
KNOBS = [
    pytest.param(item, knob, id=f"{where}[{name}].{knob.name}")
    for where, catalog in catalogs()
    for name, item in catalog.items()
    for knob in knobs(item).values()
]
FITTED = [item for item in ITEMS if issubclass(item.values[0], Learner)]  # what learns from rows


def blobs(n=60, seed=7):
    """Three separate clouds of 2-column points."""
    rng = np.random.default_rng(seed)
    middles = np.array([[0.0, 0.0], [6.0, 0.0], [0.0, 6.0]])
    return (middles[np.arange(n) % 3] + rng.normal(0, 0.5, (n, 2))).astype(np.float32)


def given(item, n=60):
    """What `fit` needs beside the rows: the cloud of every row, where a method learns from classes; from 1, which suits amounts as well."""
    return {"y": np.arange(n) % 3 + 1} if getattr(item, "labelled", "no") == "must" else {}


@cache
def fitted(item):
    """Fitted to rows that may only be read; once for all that is asked of it."""
    X = blobs()
    X.setflags(write=False)
    return item().fit(X, seed=3, **given(item))


def arrays(state):
    """Every array of a state, by name."""
    return {name: value for name, value in vars(state).items() if isinstance(value, np.ndarray)}


def test_there_is_something_to_hold_to_it():
    assert {"cluster", "reduce"} <= set(FAMILIES)
    assert len(ITEMS) >= 11


@pytest.mark.parametrize("item", ITEMS)
def test_it_says_what_it_is_where_it_comes_from_and_what_it_costs(item):
    assert item.name
    assert re.search(r"\b1[6-9]\d\d\b|\b20\d\d\b", item.source), "source names author and year"
    assert re.search(r"[A-Z][a-zé]+", item.source)
    doc = vars(item).get("__doc__") or ""
    assert re.search(r"O\(.+\)", doc), "the docstring says what it costs"
    assert len(doc.split("\n\n")) >= 2, "first the idea in a sentence, then when it fails"


@pytest.mark.parametrize("item", ITEMS)
def test_its_repr_is_code_that_makes_it_again(item):
    made = item()
    assert eval(repr(made), {item.__name__: item}) == made
    assert hash(made) == hash(item())


@pytest.mark.parametrize("item", ITEMS)
def test_its_values_as_text_make_it_again(item):
    made = item()
    texts = {name: "" if value is None else str(value) for name, value in made.values().items()}
    assert item.from_text(texts) == made


@pytest.mark.parametrize("item", ITEMS)
def test_an_unknown_knob_is_refused_by_name(item):
    with pytest.raises(ParamError, match="no_such_knob"):
        item.from_text({"no_such_knob": "1"})


@pytest.mark.parametrize(("item", "knob"), KNOBS)
def test_a_knob_explains_itself_and_refuses_what_it_cannot_be(item, knob):
    assert knob.help, "help"
    wrong = ["no such choice"] if knob.choices else []
    wrong += [knob.low - 1] if knob.low is not None else []
    wrong += [knob.high + 1] if knob.high is not None else []
    wrong += [float("nan")] if knob.type is float else []
    wrong += ["a word"] if knob.type in {int, float} and not knob.choices else []
    wrong += [3.5] if knob.type is int and not knob.choices else []
    wrong += ["a word"] if knob.type is bool else []
    for value in wrong:
        with pytest.raises(ParamError, match=rf"\b{knob.name}\b") as refused:
            item(**{knob.name: value})
        assert item.name in str(refused.value)


@pytest.mark.parametrize("item", FITTED)
def test_the_same_seed_gives_the_same_result_and_the_input_stays(item):
    X = blobs()
    before = X.copy()
    first, second = item().fit(X, seed=3, **given(item)), fitted(item)
    assert np.array_equal(X, before)
    assert arrays(first).keys() == arrays(second).keys()
    for name, value in arrays(first).items():
        assert np.array_equal(value, arrays(second)[name], equal_nan=value.dtype.kind == "f"), name


@pytest.mark.parametrize("item", FITTED)
def test_the_input_may_be_read_only(item):
    assert fitted(item) is not None


@pytest.mark.parametrize("item", FITTED)
def test_the_last_state_is_the_result(item):
    *_, last = item().steps(blobs(), seed=3, **given(item))
    for name, value in arrays(fitted(item)).items():
        assert np.allclose(value, arrays(last)[name], equal_nan=True), name


@pytest.mark.parametrize("item", [item for item in ITEMS if issubclass(item.values[0], Params) and hasattr(item.values[0], "script")])
def test_its_script_is_plain_code_and_without_mllab_where_it_can_be(item):
    script = str(item().script(seed=0))
    compile(script, "<script>", "exec")
    assert ("mllab" in script) == getattr(item, "own", False), "only what no other library computes alike is called from mllab"
