"""Going downhill: optimizers raced over surfaces, step by step.

>>> descend(SURFACES["ravine"](), OPTIMIZERS["momentum"](learning_rate=0.02), start=(-1.8, 0.8), steps=200).path
"""

from mllab.learning.descent._descend import Descent, descend, race
from mllab.learning.descent._outcome import Outcome, outcome
from mllab.learning.descent._script import race_script
from mllab.learning.descent.optimizers import OPTIMIZERS, Optimizer
from mllab.learning.descent.schedules import SCHEDULES, Schedule
from mllab.learning.descent.surfaces import SURFACES, Surface

__all__ = [
    "OPTIMIZERS",
    "SCHEDULES",
    "SURFACES",
    "Descent",
    "Optimizer",
    "Outcome",
    "Schedule",
    "Surface",
    "descend",
    "outcome",
    "race",
    "race_script",
]
