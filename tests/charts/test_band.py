"""Bands of many runs, and a neuron's weights on their way."""

import numpy as np
import pytest

from mllab.charts.band import band
from mllab.charts.plasticity import plasticity


def rows(picture, layer=0):
    spec = picture.to_dict()
    data = spec["layer"][layer].get("data", spec.get("data"))
    return spec["datasets"][data["name"]]


def test_a_band_is_the_median_and_two_quantiles_of_the_runs():
    runs = np.random.default_rng(0).normal(size=(30, 5))
    found = rows(band(range(5), {"test": runs}, ("epoch", "loss")))
    assert [one["at"] for one in found] == [0, 1, 2, 3, 4]
    assert [one["middle"] for one in found] == pytest.approx(np.median(runs, axis=0))
    assert [one["low"] for one in found] == pytest.approx(np.quantile(runs, 0.1, axis=0))
    assert [one["high"] for one in found] == pytest.approx(np.quantile(runs, 0.9, axis=0))


def test_runs_that_left_are_not_counted_and_where_most_have_left_nothing_is_drawn():
    runs = np.ones((4, 3))
    runs[0, 1:], runs[1:, 2] = np.nan, np.inf
    found = rows(band(range(3), {"test": runs}, ("epoch", "loss")))
    assert [(one["at"], one["middle"]) for one in found] == [(0, 1.0), (1, 1.0)]


def test_the_weights_are_drawn_with_their_way_and_the_component():
    way = np.array([[0.1, 0.0], [0.5, 0.2], [0.9, 0.4]])
    picture = plasticity(np.zeros((7, 2)), way, np.array([1.0, 0.0]))
    assert len(rows(picture, 0)) == 7
    assert [(one["x"], one["y"]) for one in rows(picture, 2)] == [tuple(place) for place in way]
    assert [(one["x"], one["y"]) for one in rows(picture, 3)] == [(0.0, 0.0), (0.9, 0.4)]
