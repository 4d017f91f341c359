"""Knobs become widgets, and the stops of a slider are values that people would write down."""

from mllab.params import Knob
from mllab.ui.knobs import steps
from mllab.ui.show import plain, short


def test_a_logarithmic_slider_stops_at_round_values_its_ends_and_its_default():
    stops = steps(Knob(0.5, 0.01, 5.0, log=True, name="eps", type=float))
    assert stops[0] == 0.01
    assert stops[-1] == 5.0
    assert {0.1, 0.15, 0.5, 1.0, 2.2} <= set(stops)
    assert stops == sorted(stops)


def test_whole_numbers_stay_whole():
    stops = steps(Knob(100, 10, 1000, log=True, name="n", type=int))
    assert all(isinstance(stop, int) for stop in stops)
    assert len(stops) == len(set(stops))


def test_markup_in_data_is_shown_as_text():
    assert plain("<b>*x*</b>") == r"\<b\>\*x\*\</b\>"
    assert plain("a\nb") == "a b"
    assert plain(":red[x] $y$") == r"\:red\[x\] \$y\$"


def test_long_names_are_cut_in_the_middle():
    cut = short("a" * 50 + "b" * 50, 20)
    assert len(cut) == 20
    assert cut.startswith("aaa")
    assert cut.endswith("bbb")
