"""Understanding a model: where it is wrong, what it looks at, and what would change its mind. Pure functions on arrays, one idea per file.

>>> sweep(y == 1, P[:, 1]).cheapest(miss=5, alarm=1)            # every threshold at once: ROC, precision, lift, cost
>>> slices(frame, P.argmax(axis=1) != y)                        # where it errs more than elsewhere
>>> *_, found = importance(frame, y, k, folds, columns, model, kind, metric)
>>> shapley(estimator, answers, X, background, sources).values  # (n, c), adding up to the answer
"""

from mllab.models.explain._levels import Levels, levels
from mllab.models.explain._varied import blocks, outputs, plausible
from mllab.models.explain.calibration import Reliability, mended, reliability
from mllab.models.explain.coefficients import Coefficients, known, resampled, weights
from mllab.models.explain.counterfactual import Change, counterfactuals
from mllab.models.explain.dependence import Dependence, dependence
from mllab.models.explain.fairness import RATES, fairness
from mllab.models.explain.interaction import Together, interactions
from mllab.models.explain.permutation import Importance, importance, permuted
from mllab.models.explain.shapley import Shapley, shapley
from mllab.models.explain.slices import Slice, slices
from mllab.models.explain.sweep import Sweep, sweep
from mllab.models.explain.tree import Tree, tree, walk
from mllab.models.explain.words import Words, added, marked, words

__all__ = [
    "RATES",
    "Change",
    "Coefficients",
    "Dependence",
    "Importance",
    "Levels",
    "Reliability",
    "Shapley",
    "Slice",
    "Sweep",
    "Together",
    "Tree",
    "Words",
    "added",
    "blocks",
    "counterfactuals",
    "dependence",
    "fairness",
    "importance",
    "interactions",
    "known",
    "levels",
    "marked",
    "mended",
    "outputs",
    "permuted",
    "plausible",
    "reliability",
    "resampled",
    "shapley",
    "slices",
    "sweep",
    "tree",
    "walk",
    "weights",
    "words",
]
