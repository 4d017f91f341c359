"""How learning works: bias, variance and noise, on a known truth and on tables. Each kind of fit is one file (`FITS`), and so is each truth
(`TRUTHS`, in the plane `PLANES`).

>>> decompose(tree, X_train, y_train, X_test, y_test, loss="0-1", rounds=200, seed=123).bias
"""

from mllab.learning._base import Fit
from mllab.learning._bootstrap import bootstrap_nearest, bootstrap_polynomials
from mllab.learning._decompose import Decomposition, decompose, fits, inside, out_of_bag, split_error
from mllab.learning._simulate import Simulated, simulate
from mllab.learning._trees import warm
from mllab.learning.descent import OPTIMIZERS, SCHEDULES, SURFACES
from mllab.learning.losses import LOSSES
from mllab.learning.neurons import POINTS
from mllab.learning.planes import PLANES
from mllab.learning.truths import TRUTHS, Truth
from mllab.registry import catalog

FITS = catalog("mllab.learning", Fit)

__all__ = [
    "FITS",
    "LOSSES",
    "OPTIMIZERS",
    "PLANES",
    "POINTS",
    "SCHEDULES",
    "SURFACES",
    "TRUTHS",
    "Decomposition",
    "Fit",
    "Simulated",
    "Truth",
    "bootstrap_nearest",
    "bootstrap_polynomials",
    "decompose",
    "fits",
    "inside",
    "out_of_bag",
    "simulate",
    "split_error",
    "warm",
]
