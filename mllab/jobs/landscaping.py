"""The loss surface of a network, as it is worked out in a worker."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from mllab.jobs.state import State
from mllab.learning.landscape import Network, landscapes
from mllab.learning.landscape._landscape import SIDE


def along_two(spec: dict[str, Any], arrays: dict[str, np.ndarray]) -> Iterator[State]:
    """A state while a network is trained and its surface worked out. `spec` has network (its knobs), along and seed; there are no arrays.

    The values are loss (e,), path (e, 2), extent (2, 2), grid (r, SIDE) and in_plane, as in `mllab.learning.landscape`.
    """
    network = Network(**spec["network"])
    of = network.epochs + SIDE
    for found in landscapes(network, spec["along"], spec["seed"]):
        step = min(len(found.loss) - 1 + len(found.grid), of)
        values = {"loss": found.loss, "path": found.path, "extent": np.array(found.extent), "grid": found.grid, "in_plane": found.share}
        yield State({**values, "step": step, "of": of}, step / of)
