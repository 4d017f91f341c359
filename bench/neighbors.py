"""The k nearest neighbors of every row: mllab beside FAISS flat and scikit-learn, taking turns in one run.

    python -m bench.neighbors [rows, default 10000] [turns, default 3] [--peers faiss,scikit-learn]

Target: at 10,000 x 64 with k=91 no slower than FAISS flat. Above 50,000 rows mllab looks through cells where that is faster; the
recall of every contender is measured against a search in double precision on 500 rows. Times are wall clock and processor (all cores).
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
K = 91


def digits(n: int, columns: int = 64, seed: int = 0) -> np.ndarray:
    """n rows of the digits of scikit-learn, drawn with replacement, with normal noise of 2 grey levels."""
    from sklearn.datasets import load_digits

    rng = np.random.default_rng(seed)
    data = load_digits().data[:, :columns]
    return (data[rng.integers(0, len(data), n)] + rng.normal(0, 2, (n, columns))).astype(np.float32)


def with_mllab(X: np.ndarray) -> np.ndarray:
    from mllab import neighbors

    neighbors.forget()
    return neighbors.nearest(X, K).indices


def with_faiss(X: np.ndarray) -> np.ndarray:
    import faiss

    index = faiss.IndexFlatL2(X.shape[1])
    index.add(X)
    return index.search(X, K + 1)[1][:, 1:]


def with_sklearn(X: np.ndarray) -> np.ndarray:
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=K, algorithm="brute", n_jobs=-1).fit(X).kneighbors(return_distance=False)


def recall(X: np.ndarray, found: np.ndarray, rows: np.ndarray) -> float:
    """Share of the true neighbors of some rows that were found."""
    wide = X.astype(np.float64)
    hits = 0
    for row in rows:
        squares = ((wide - wide[row]) ** 2).sum(axis=1)
        squares[row] = np.inf
        hits += np.isin(found[row], np.argpartition(squares, K)[:K]).sum()
    return hits / (len(rows) * K)


CONTENDERS: dict[str, Callable[[np.ndarray], np.ndarray]] = {"mllab": with_mllab, "faiss": with_faiss, "scikit-learn": with_sklearn}


def main() -> None:
    """Measure in turns and print a table of the medians."""
    from mllab import neighbors

    arguments = argparse.ArgumentParser()
    arguments.add_argument("rows", nargs="?", type=int, default=10_000)
    arguments.add_argument("turns", nargs="?", type=int, default=3)
    arguments.add_argument("--peers", default="faiss,scikit-learn")
    given = arguments.parse_args()
    start = time.perf_counter()
    neighbors.warm()
    print(f"compile or load the kernels: {time.perf_counter() - start:.1f} s")
    X = digits(given.rows, 64 if given.rows < 50_000 else 50)
    sample = np.random.default_rng(1).choice(len(X), min(500, len(X)), replace=False)
    names = ["mllab", *given.peers.split(",")]
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    share = {}
    for _ in range(given.turns):
        for name in names:
            wall, processor = time.perf_counter(), time.process_time()
            found = CONTENDERS[name](X)
            took[name].append((time.perf_counter() - wall, time.process_time() - processor))
            share[name] = recall(X, found, sample)
    print(f"{X.shape[0]} x {X.shape[1]}, k={K}\n{'':14}{'wall s':>9}{'cpu s':>9}{'recall':>9}")
    for name in names:
        wall, processor = np.median(took[name], axis=0)
        print(f"{name:14}{wall:9.2f}{processor:9.2f}{share[name]:9.4f}")


if __name__ == "__main__":
    main()
