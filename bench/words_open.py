"""Opening a GloVe text file beside gensim: same file, same machine, each in a process of its own, in turns, in one run.

    python -m bench.words_open [--rows 400000] [--columns 300] [--turns 1] [--folder DIR]

The file is made here: a word and numbers of five significant digits, as GloVe writes them (5,000 rows of normal numbers, each used again with its
numbers moved on). Timed from the open file to words that answer, imports aside; memory is the peak of the process, imports included. mllab's second
opening maps what the first one kept. Both sides must find the same neighbors. 400,000 x 300 needs 2.5 GB in DIR and 1.5 GB of memory for gensim.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import numpy as np

DRAWN = 5_000

OURS = """
import json, resource, sys, time
from mllab.embed import read
from mllab.embed.read.kernels import numbers
import mllab.embed.read.text
start, worked = time.perf_counter(), time.process_time()
words = read.words(sys.argv[1])
row = words.vectors[words.vocabulary.find("word7")]
took, cpu = time.perf_counter() - start, time.process_time() - worked
opened = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
best = words.similar("word7", 5)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"wall": took, "cpu": cpu, "opened": opened, "peak": peak, "words": len(words), "best": [w for w, _ in best]}))
"""
THEIRS = """
import json, resource, sys, time
from gensim.models import KeyedVectors
start, worked = time.perf_counter(), time.process_time()
words = KeyedVectors.load_word2vec_format(sys.argv[1], no_header=True)
row = words["word7"]
took, cpu = time.perf_counter() - start, time.process_time() - worked
opened = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
best = words.most_similar("word7", topn=5)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"wall": took, "cpu": cpu, "opened": opened, "peak": peak, "words": len(words), "best": [w for w, _ in best]}))
"""


def main() -> int:
    """Make the file, open it in turns, and print the figures and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=400_000)
    parser.add_argument("--columns", type=int, default=300)
    parser.add_argument("--turns", type=int, default=1)
    parser.add_argument("--folder", help="where the file and what is kept of it go (a temporary folder)")
    given = parser.parse_args()
    if subprocess.run([sys.executable, "-c", "import gensim"], check=False, capture_output=True).returncode:
        print("needs gensim: pip install gensim", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        file = Path(folder) / "glove.txt"
        write(Path(folder) / "few.txt", 200, given.columns)
        opened(Path(folder) / "few.txt", OURS, Path(folder) / "compiled")  # compiled once per machine, untimed
        write(file, given.rows, given.columns)
        compare(file, given.turns)
    return 0


def write(file: Path, rows: int, columns: int, seed: int = 0) -> None:
    """A GloVe text file."""
    rng = np.random.default_rng(seed)
    drawn = [[f"{x:.5g}" for x in rng.normal(0, 0.4, columns)] for _ in range(min(DRAWN, rows))]
    with file.open("w") as out:
        for row in range(rows):
            moved, fields = row // DRAWN % columns, drawn[row % DRAWN]
            out.write(f"word{row} {' '.join(fields[moved:] + fields[:moved])}\n")
    os.sync()


def compare(file: Path, turns: int) -> None:
    """Open in turns and print."""
    cold, warm, theirs = [], [], []
    for turn in range(turns):
        home = file.parent / f"home-{turn}"
        for runs, script in ((cold, OURS), (theirs, THEIRS), (warm, OURS)):
            runs.append(opened(file, script, home))
            print(f"  {'gensim' if script is THEIRS else 'mllab'}: {runs[-1]}", file=sys.stderr, flush=True)
    print(f"{file.stat().st_size / 1e6:,.0f} MB, {cold[0]['words']:,} words, median of {turns} turns, {os.cpu_count()} processors")
    print(f"{'':<24} {'opened':>9} {'processor':>10} {'memory':>10} {'and after a search':>19}")
    for name, runs in (("mllab", cold), ("mllab, a second time", warm), ("gensim", theirs)):
        wall, cpu, first, peak = (median(run[key] for run in runs) for key in ("wall", "cpu", "opened", "peak"))
        print(f"{name:<24} {wall:>7.2f} s {cpu:>8.2f} s {first / 1024:>7,.0f} MB {peak / 1024:>16,.0f} MB")
    alike = len({tuple(run["best"]) for run in (*cold, *warm, *theirs)}) == 1
    wall, peak = (median(run[key] for run in theirs) / median(run[key] for run in cold) for key in ("wall", "opened"))
    print(f"opened {wall:.1f} times faster than gensim, in 1/{peak:.1f} of its memory; the same neighbors: {'yes' if alike else 'NO'}")


def opened(file: Path, script: str, home: Path) -> dict:
    """One opening in a fresh process."""
    where = {**os.environ, "MLLAB_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", script, str(file)], env=where, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
