"""t-SNE of 10,000 x 64 noisy digits: mllab beside openTSNE and scikit-learn, the same data, machine and run, neighbors included.

    python -m bench.tsne [rows, default 10000] [--peers openTSNE,scikit-learn] [--growth]

Targets: 8 times faster than openTSNE with a KL divergence of at most 1.02 times scikit-learn's (add it to the peers: it takes minutes);
70,000 x 50 in under a quarter of openTSNE's time (`70000`: 50 columns are taken above 50,000 rows). Every picture is judged by one function,
exactly, over all pairs. --growth measures mllab alone from 1,000 to 200,000 rows. Times are wall clock and processor; on a machine that
does other work, compare the processor's.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.neighbors import digits

GROWTH = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)


def with_mllab(X: np.ndarray) -> np.ndarray:
    from mllab import neighbors
    from mllab.reduce.tsne import TSNE

    neighbors.forget()
    return TSNE().fit(X).positions


def with_opentsne(X: np.ndarray) -> np.ndarray:
    from openTSNE import TSNE

    return np.asarray(TSNE(n_jobs=os.cpu_count(), random_state=0, negative_gradient_method="fft").fit(X))


def with_sklearn(X: np.ndarray) -> np.ndarray:
    from sklearn.manifold import TSNE

    return TSNE(n_jobs=-1, random_state=0).fit_transform(X)


CONTENDERS: dict[str, Callable[[np.ndarray], np.ndarray]] = {"mllab": with_mllab, "openTSNE": with_opentsne, "scikit-learn": with_sklearn}


def measured(name: str, X: np.ndarray) -> tuple[np.ndarray, float, float]:
    """(positions, wall seconds, processor seconds) of one fit."""
    wall, processor = time.perf_counter(), time.process_time()
    positions = CONTENDERS[name](X)
    return positions, time.perf_counter() - wall, time.process_time() - processor


def beside_peers(X: np.ndarray, names: list[str]) -> None:
    """One table: time, processor, divergence, and how often mllab's time each takes."""
    from mllab.reduce.tsne import affinities, kl_divergence

    found = {name: measured(name, X) for name in names}
    P = affinities(X)
    print(f"{X.shape[0]} x {X.shape[1]}, perplexity 30\n{'':14}{'wall s':>9}{'cpu s':>9}{'KL':>9}{'x wall':>9}{'x cpu':>9}")
    _, wall, processor = found["mllab"]
    for name, (positions, took, worked) in found.items():
        print(f"{name:14}{took:9.2f}{worked:9.2f}{kl_divergence(P, positions):9.4f}{took / wall:9.1f}{worked / processor:9.1f}", flush=True)


def growth(most: int) -> None:
    """Time of mllab by the number of rows, and per n log n in units of the first."""
    first = 0.0
    print(f"{'rows':>9}{'wall s':>9}{'cpu s':>9}{'cpu per n log n':>18}")
    for n in (n for n in GROWTH if n <= most):
        _, wall, processor = measured("mllab", digits(n, 50))
        each = processor / (n * np.log(n))
        first = first or each
        print(f"{n:9}{wall:9.2f}{processor:9.2f}{each / first:18.2f}", flush=True)


def main() -> None:
    """Warm the kernels, say what that took, and measure what was asked for."""
    from mllab import neighbors
    from mllab.reduce import tsne

    arguments = argparse.ArgumentParser()
    arguments.add_argument("rows", nargs="?", type=int, default=10_000)
    arguments.add_argument("--peers", default="openTSNE")
    arguments.add_argument("--growth", action="store_true")
    given = arguments.parse_args()
    start = time.perf_counter()
    neighbors.warm()
    tsne.warm()
    print(f"compile or load the kernels: {time.perf_counter() - start:.1f} s", flush=True)
    if given.growth:
        growth(max(given.rows, 10_000))
    else:
        beside_peers(digits(given.rows, 64 if given.rows <= 50_000 else 50), ["mllab", *filter(None, given.peers.split(","))])


if __name__ == "__main__":
    main()
