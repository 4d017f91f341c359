"""The compiled parser of decimal numbers is Python's float, rounded to 32 bits; what it is not sure of it leaves to Python."""

import random

import numpy as np
import pytest

from mllab.embed import read
from mllab.embed.read.kernels.numbers import FINE, parse


def parsed(texts):
    """The numbers of these texts, and which of them the kernel was sure of."""
    block = np.frombuffer("".join(f"w {text}\n" for text in texts).encode(), np.uint8)
    ends = np.flatnonzero(block == 10)
    starts = np.concatenate([[0], ends[:-1] + 1])
    rows, word_ends, verdicts = np.empty((len(texts), 1), np.float32), np.empty(len(texts), np.int64), np.empty(len(texts), np.int8)
    parse(block, starts, ends, 32, 32, rows, word_ends, verdicts)
    return rows[:, 0], verdicts == FINE


def expected(texts):
    with np.errstate(over="ignore"):
        return np.array([float(text) for text in texts]).astype(np.float32)


def agree(texts):
    """Bit by bit where the kernel is sure; how often it is."""
    values, sure = parsed(texts)
    assert np.array_equal(values[sure].view(np.uint32), expected(texts)[sure].view(np.uint32))
    return sure.mean()


@pytest.mark.parametrize("digits", [3, 6, 9, 17, 19, 25])
def test_decimals_as_files_have_them(digits):
    rng = np.random.default_rng(digits)
    values = rng.normal(0, 1, 20_000) * 10.0 ** rng.integers(-6, 3, 20_000)
    assert agree([f"{value:.{digits}g}" for value in values]) == 1
    assert agree([f"{value:.{digits}f}" for value in values]) == 1
    assert agree([f"{value:+.{digits}E}" for value in values]) == 1


def test_every_kind_of_text():
    rng = random.Random(0)

    def one():
        text = "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 25)))
        at = rng.randint(0, len(text))
        text = text[:at] + "." + text[at:] if rng.random() < 0.8 else text
        power = f"{rng.choice('eE')}{rng.choice(['', '+', '-'])}{rng.randint(0, 60)}" if rng.random() < 0.5 else ""
        return rng.choice(["", "-", "+"]) + text + power

    assert agree([one() for _ in range(50_000)]) > 0.7


def test_halfway_between_two_floats():
    """Doubles between neighboring float32, and decimals a hair beside them: where rounding twice would go wrong."""
    rng = np.random.default_rng(0)
    low = rng.normal(0, 1, 5_000).astype(np.float32)
    middle = (low.astype(np.float64) + np.nextafter(low, np.float32(np.inf)).astype(np.float64)) / 2
    agree([f"{value:.40f}" for value in middle])
    agree([repr(float(value)) for value in middle])
    agree([f"{value:.40f}"[:-10] + "1" for value in middle])


@pytest.mark.parametrize(
    "text", ["0", "-0", "0.0", "000.000", ".5", "5.", "+1", "1e0", "00012", "1e-400", "1e-45", "7e-46", "0e999", "1e38"]
)
def test_small_large_and_odd_numbers(text):
    values, sure = parsed([text])
    if sure[0]:
        assert values.view(np.uint32)[0] == expected([text]).view(np.uint32)[0]


@pytest.mark.parametrize("text", ["", "-", ".", "e5", "1e", "1e+", "nan", "inf", "1_0", "1,5", "0x1", "1.2.3", "--1", "1-", "1e5.5", "١"])
def test_what_is_no_plain_number_is_left_for_a_second_look(text):
    assert not parsed([text])[1][0]


def test_a_file_is_read_as_float_would_whatever_its_digits_and_wherever_blocks_end(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))
    from mllab.embed.read import blocks

    monkeypatch.setattr(blocks, "BLOCK", 997)  # lines are cut at every place
    rng = np.random.default_rng(1)
    rows = [[f"{x:.{rng.integers(1, 30)}g}" for x in rng.normal(0, 1, 7)] for _ in range(500)]
    file = tmp_path / "a.txt"
    file.write_text("".join(f"w{i} {' '.join(row)}\n" for i, row in enumerate(rows)))
    words = read.words(file)
    assert np.array_equal(words.vectors, np.array([[float(x) for x in row] for row in rows]).astype(np.float32))
    assert list(words.vocabulary) == [f"w{i}" for i in range(500)]
