"""What a look at a whole column says must be what looking at each of its texts says."""

import random
from collections import Counter

import pytest

from mllab.data.read import types
from mllab.data.read.options import ReadOptions

RNG = random.Random(0)
COLUMNS = {
    "whole": [str(RNG.randint(-1000, 1000)) for _ in range(200)],
    "decimals": [f"{RNG.gauss(0, 3):.2f}" for _ in range(200)],
    "thousandths, some unproven": [f"{RNG.gauss(5, 3):.3f}" for _ in range(200)],
    "thousandths, none proven": ["1.234", "12.345", "123.456"],
    "with gaps": ["1", "", "2", "", "3.5"],
    "exponents": ["1e5", "2E-3", "4.5e+10"],
    "whole with a zero in front": ["007", "12", "13"],
    "long digits": ["1234567890123456", "1"],
    "plus signs": ["+1", "+2"],
    "words": ["red", "green", "blue"],
    "months": ["may", "june", "april"],
    "yes and no": ["yes", "no", ""],
    "missing words among numbers": ["1", "NA", "2", "-"],
    "dates": ["2024-01-02", "2024-01-03"],
    "a decimal comma": ["1,5", "2,25"],
    "lines within": ["1\n2", "3"],
    "nothing": ["", ""],
    "signs": ["-", ".", ",,"],
    "hexadecimal": ["0x1F", "2"],
    "not a number": ["nan", "1.5", "inf"],
}


@pytest.mark.parametrize("hint", [types.Hints(), types.Hints(decimal=","), types.Hints(decimal=".")], ids=["no hint", "comma", "point"])
@pytest.mark.parametrize("name", COLUMNS)
def test_a_glance_decides_as_a_close_look_does(name: str, hint: types.Hints, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = Counter(COLUMNS[name])
    plan, seen = types.infer("x", counts, ReadOptions(), hint), types.hints([counts])
    complete = types.complete(plan, counts)
    monkeypatch.setattr(types, "glance", lambda texts: types.Glance())
    close = types.infer("x", counts, ReadOptions(), hint)
    assert (plan, seen, complete) == (close, types.hints([counts]), types.complete(close, counts))


def test_options_are_obeyed_by_plain_columns_too() -> None:
    counts = Counter({"1": 3, "-9": 2})
    assert types.infer("x", counts, ReadOptions(missing=("-9",))).words == {"", "-9"}
    assert types.infer("x", counts, ReadOptions(types={"x": "text"})).type == "text"
    assert types.infer("zip", Counter({"12": 3, "45": 2}), ReadOptions()).type == "text"
