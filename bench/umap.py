"""UMAP beside umap-learn: same rows, same machine, in turns, in one run.

    python -m bench.umap [--rows 10000] [--columns 64] [--turns 3] [--cold] [--growth]

The rows are scikit-learn's 8 x 8 digits drawn again with normal noise (standard deviation 3 of 16 grey levels); with fewer columns than
64, their first principal components. `--rows 70000 --columns 50` is the large case. `--growth` measures mllab alone from 1,000 to
200,000 rows. Trustworthiness is of 10 neighbors, on 2,000 of the rows among all (by scikit-learn on all where there are no more).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

NOISE = 3.0
SAMPLE = 2000
GROWTH = (1_000, 3_000, 10_000, 30_000, 100_000, 200_000)

COLD = """
import sys, time
start = time.perf_counter()
import numpy as np
X = np.load(sys.argv[1])
{imports}
{fit}
print(time.perf_counter() - start)
"""
OURS = ("from mllab.reduce.umap import UMAP", "UMAP().fit(X)")
FIRST = ("from mllab.reduce.umap import UMAP", "next(UMAP().steps(X))")
THEIRS = ("from umap import UMAP", "UMAP().fit(X)")


def main() -> None:
    """Time both sides and print the ratios."""
    warnings.simplefilter("ignore")  # umap-learn says that it cannot transform with given neighbors, and other things known here
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--columns", type=int, default=64)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--cold", action="store_true", help="also time fresh processes")
    given = parser.parse_args()
    if given.growth:
        growth(given.columns)
        return
    X = digits(given.rows, given.columns)
    print(f"{len(X):,} x {X.shape[1]} noisy digits, {os.cpu_count()} processors, median of {given.turns} turns")
    warm_up(X)
    turns(X, given.turns)
    if given.cold:
        cold(X)


def digits(rows: int, columns: int, seed: int = 0) -> np.ndarray:
    """Noisy digits (rows, columns) float32."""
    from sklearn.datasets import load_digits
    from sklearn.decomposition import PCA

    rng = np.random.default_rng(seed)
    X = load_digits().data
    X = X[rng.integers(0, len(X), rows)] + rng.normal(0, NOISE, (rows, X.shape[1]))
    return np.ascontiguousarray(X if columns >= X.shape[1] else PCA(columns, random_state=0).fit_transform(X), dtype=np.float32)


def warm_up(X: np.ndarray) -> None:
    """Compile both sides on part of the rows, untimed."""
    from umap import UMAP as Peer

    import mllab.neighbors
    import mllab.reduce.umap

    mllab.neighbors.warm()
    mllab.reduce.umap.warm()
    part = X[:4500]  # below 4,096 umap-learn goes another way
    Peer(n_epochs=20).fit(part)
    Peer(n_epochs=20, precomputed_knn=with_self(part)).fit(part)


def with_self(X: np.ndarray) -> tuple[np.ndarray, np.ndarray, None]:
    """Exact neighbors as umap-learn takes them, every row first among its own."""
    from mllab.neighbors import nearest

    found = nearest(X, 14)
    own = np.arange(len(X))[:, None]
    return np.hstack([own, found.indices]), np.hstack([np.zeros_like(own, np.float32), found.distances]), None


def turns(X: np.ndarray, count: int) -> None:
    """Every contender in every turn; medians, processor time and trustworthiness of the last picture."""
    from umap import UMAP as Peer

    from mllab.neighbors import forget, nearest
    from mllab.reduce.umap import UMAP

    given = with_self(X)
    before = UMAP().fit(X).positions

    def from_nothing() -> np.ndarray:
        forget()
        return UMAP().fit(X).positions

    def slid() -> np.ndarray:
        nearest(X, 14)
        return UMAP(min_dist=0.3).fit(X, start=before).positions

    contenders: dict[str, Callable[[], np.ndarray]] = {
        "mllab, neighbors and all": from_nothing,
        "mllab, neighbors at hand": lambda: UMAP().fit(X).positions,
        "mllab, min_dist moved to 0.3": slid,
        "umap-learn, default": lambda: Peer().fit_transform(X),
        "umap-learn, same exact neighbors": lambda: Peer(precomputed_knn=given).fit_transform(X),
    }
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    processor: dict[str, list[float]] = {name: [] for name in contenders}
    pictures: dict[str, np.ndarray] = {}
    for _ in range(count):
        for name, run in contenders.items():
            start, started = time.perf_counter(), time.process_time()
            pictures[name] = run()
            seconds[name].append(time.perf_counter() - start)
            processor[name].append(time.process_time() - started)
    for name, picture in pictures.items():
        trust = trustworthiness(X, picture)
        print(f"{name:34} {median(seconds[name]):7.2f} s {median(processor[name]):7.2f} s of processors   trustworthiness {trust:.4f}")
    for ours, theirs in (("neighbors at hand", "same exact neighbors"), ("neighbors and all", "default")):
        for figure, unit in ((seconds, ""), (processor, ", by processor time")):
            times = median(figure[f"umap-learn, {theirs}"]) / median(figure[f"mllab, {ours}"])
            print(f"umap-learn, {theirs} / mllab, {ours}: {times:.1f}{unit}")


def trustworthiness(X: np.ndarray, positions: np.ndarray, k: int = 10) -> float:
    """Venna & Kaski 2001, over all rows by scikit-learn, or estimated on some of them."""
    from scipy.spatial.distance import cdist
    from sklearn import manifold
    from sklearn.neighbors import NearestNeighbors

    n = len(X)
    if n <= SAMPLE:
        return float(manifold.trustworthiness(X, positions, n_neighbors=k))
    rows = np.random.default_rng(0).choice(n, SAMPLE, replace=False)
    near = NearestNeighbors(n_neighbors=k + 1).fit(positions).kneighbors(positions[rows], return_distance=False)
    lost = 0.0
    for row, others in zip(rows, near, strict=True):
        others = others[others != row][:k]
        distances = cdist(X[row : row + 1], X)[0]
        ranks = (distances < distances[others][:, None]).sum(axis=1)  # the row itself is among the nearer, so the nearest other is 1
        lost += np.maximum(ranks - k, 0).sum()
    return 1 - 2 * lost / (SAMPLE * k * (2 * n - 3 * k - 1))


def cold(X: np.ndarray) -> None:
    """A fresh process, from its first import to the picture: compiled code on disk, and, for the first time ever, without."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.npy"
        np.save(rows, X)
        for when, cache in (("compiled code on disk", {}), ("first time ever", {"NUMBA_CACHE_DIR": folder})):
            for name, (imports, fit) in {"mllab, first picture": FIRST, "mllab": OURS, "umap-learn": THEIRS}.items():
                seconds = fresh(COLD.format(imports=imports, fit=fit), rows, cache)
                print(f"a fresh process, {when}: {name:22} {seconds:7.2f} s")
                for made in Path(folder).glob("*/*.nb?"):
                    made.unlink()


def fresh(program: str, rows: Path, cache: dict[str, str]) -> float:
    """Seconds that a program says it took, in a process of its own."""
    run = [sys.executable, "-W", "ignore", "-c", program, str(rows)]
    done = subprocess.run(run, check=True, capture_output=True, text=True, env=os.environ | cache)
    return float(done.stdout.strip().splitlines()[-1])


def growth(columns: int) -> None:
    """Seconds of mllab alone for more and more rows, neighbors and layout apart."""
    import mllab.reduce.umap
    from mllab.neighbors import forget, nearest

    mllab.reduce.umap.warm()
    for rows in GROWTH:
        X = digits(rows, columns)
        forget()
        start = time.perf_counter()
        found = nearest(X, 14)
        searched = time.perf_counter() - start
        mllab.reduce.umap.UMAP().fit(X)
        whole = time.perf_counter() - start
        print(f"{rows:8,} rows: neighbors {searched:7.2f} s (recall {found.recall:.3f}), the rest {whole - searched:7.2f} s", flush=True)


if __name__ == "__main__":
    main()
