"""Groups are looked for in stretches: such work is told to stop between two of them, and keeps what its worker has."""

import threading
import time

import numpy as np
import pytest

from mllab import jobs
from mllab.cluster import CLUSTERERS, _hdbscan
from mllab.cluster.kernels import hdbscan as kernels
from mllab.ui.map.colours import GROUP, GROUPED

STRETCHES = 100


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path))


@pytest.mark.usefixtures("in_thread", "home")
@pytest.mark.parametrize("way", ["stop", "let_go"])
def test_looking_for_groups_ends_when_it_is_told_to(monkeypatch, way):
    n, d, done, begun = STRETCHES + 1, 4, [], threading.Event()
    real = kernels.grow

    def slow(*given):  # a stretch as long as the worker's looks for a stop are apart
        done.append(None)
        begun.wait(60)
        if len(done) == 3:
            getattr(job, way)()
        time.sleep(0.03)
        real(*given)

    monkeypatch.setattr(kernels, "grow", slow)
    monkeypatch.setattr(_hdbscan, "STRETCH", n * (d + 8))
    X = np.random.default_rng(0).normal(size=(n, d))
    spec = {"clusterer": CLUSTERERS["HDBSCAN"]().spec(), "most": GROUPED, "way": way}
    job = jobs.start(GROUP, spec, {"X": X}, behind=True)
    begun.set()
    assert job.wait(60).state == "stopped"
    assert job.result() is None
    assert 3 <= len(done) <= 5, f"{len(done)} of {STRETCHES} stretches were worked off"
