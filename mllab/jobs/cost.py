"""What work will cost before it is started."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mllab.errors import DataError
from mllab.jobs.job import Job
from mllab.jobs.queue import MEASURES
from mllab.jobs.starting import start


@dataclass(frozen=True)
class Estimate:
    """Expected seconds and bytes of the process that does it; right to about a factor of two."""

    seconds: float
    memory: float


def estimating(function: str, spec: dict[str, Any], given: dict[str, np.ndarray], rows: Sequence[str] = ("X",)) -> Job:
    """The job that measures what `function` will cost, by doing it on some of the rows of the arrays named in `rows`.

    Takes about 1.5 s of a worker, more where imports or kernels are not warm yet. The seed in `spec` makes no difference.
    """
    seedless = {name: value for name, value in spec.items() if name != "seed"} | ({"seed": 0} if "seed" in spec else {})
    told = {"function": function, "spec": seedless, "rows": list(rows)}
    return start(MEASURES, told, given, title=f"cost of {function}", again=False)


def estimated(job: Job) -> Estimate | None:
    """What that job has found; None while it measures, or when the work cannot be done on a few rows."""
    values = job.result()
    return None if values is None else Estimate(values["seconds"], values["memory"])


def estimate(
    function: str, spec: dict[str, Any], given: dict[str, np.ndarray], rows: Sequence[str] = ("X",), patience: float = 60.0
) -> Estimate:
    """What `function` will cost; waits for it. Raises DataError when it cannot be measured. Pages use `estimating` and do not wait."""
    job = estimating(function, spec, given, rows)
    status = job.wait(patience)
    found = estimated(job)
    if found is None:
        raise DataError(f"What this will cost could not be measured: {status.message or 'no worker had time for it'}")
    return found
