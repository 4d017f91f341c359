"""Moving knobs: validation curves, learning curves, decision boundaries, and the search for the best knobs, all on the folds of a board.

>>> data = Data("classification", matrices, y, folds, k=2)
>>> *_, swept = sweep(MODELS["logistic regression"](), settings([ranges(MODELS["logistic regression"], "classification")["strength"]]), data)
"""

from mllab.models.tune._boundary import Axis, Plane, Seen, lighter, on_one_fold, plane, seen, telling
from mllab.models.tune._flat import flat
from mllab.models.tune._learning import Learned, learning, sizes
from mllab.models.tune._map import over_map
from mllab.models.tune._nested import Nested, inner_folds, nested, optimism_in_words
from mllab.models.tune._power import Law, more_rows_in_words, power_law
from mllab.models.tune._range import Range, narrowed, ranges
from mllab.models.tune._reading import Best, best, fit_in_words
from mllab.models.tune._search import Search, Trials, search
from mllab.models.tune._sweep import Setting, Swept, settings, sweep
from mllab.models.tune._tried import Cell, Data, Kept, tried

__all__ = [
    "Axis",
    "Best",
    "Cell",
    "Data",
    "Kept",
    "Law",
    "Learned",
    "Nested",
    "Plane",
    "Range",
    "Search",
    "Seen",
    "Setting",
    "Swept",
    "Trials",
    "best",
    "fit_in_words",
    "flat",
    "inner_folds",
    "learning",
    "lighter",
    "more_rows_in_words",
    "narrowed",
    "nested",
    "on_one_fold",
    "optimism_in_words",
    "over_map",
    "plane",
    "power_law",
    "ranges",
    "search",
    "seen",
    "settings",
    "sizes",
    "sweep",
    "telling",
    "tried",
]
