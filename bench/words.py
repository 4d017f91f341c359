"""Words: queries, a whole analogy test, and memory, mllab beside gensim in one run.

    python -m bench.words [--turns 15] [--share 100] [--sizes 26000x200,400000x300] [--parts queries,analogies,memory]

Queries are a - b + c, top 10, over random vectors (no structure that would help), in turns; the answers must be the same words. Wall clock
and processor time (all cores), medians and, as other work on a machine only ever adds, the shortest. The analogy test is the public one
that gensim carries, all 19,544 questions, over words in random relations: mllab answers it whole, by 3CosAdd as gensim does; gensim
answers every `share`-th question, and its time for all is that times their number (`--share 1` lets it answer all). The scores on the
questions both answered must be equal. Memory is that of a process of its own that maps the vectors from a file and answers 20 queries.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
ROOT = Path(__file__).parents[1]


def rows(n: int, d: int, seed: int = 0) -> np.ndarray:
    """Random vectors of various lengths."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, d), dtype=np.float32) * np.exp(rng.normal(0, 0.3, (n, 1))).astype(np.float32)


def peer(words: list[str], vectors: np.ndarray):
    """gensim with the same words."""
    from gensim.models import KeyedVectors

    keyed = KeyedVectors(vectors.shape[1])
    keyed.add_vectors(words, vectors)
    return keyed


def clocked(work: Callable[[], object]) -> tuple[float, float, object]:
    """Milliseconds by the wall and of processor, and what came out."""
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    return 1e3 * (time.perf_counter() - wall), 1e3 * (time.process_time() - processor), made


def told(name: str, took: list[tuple[float, float]], against: list[tuple[float, float]] | None = None) -> str:
    """A line of the table: median and shortest, wall and processor; how many times as fast."""
    middle, best = np.median(took, axis=0), np.min(took, axis=0)
    line = f"  {name:22}{middle[0]:10.2f}{middle[1]:10.2f}{best[0]:10.2f}{best[1]:10.2f}"
    if against is None:
        return line
    ratios = np.median(against, axis=0) / middle, np.min(against, axis=0) / best
    return line + "   faster: " + " ".join(f"{ratio:.1f}x" for pair in ratios for ratio in pair)


def queries(n: int, d: int, turns: int) -> None:
    """a - b + c by both, in turns."""
    from mllab.embed import Words

    names, vectors = [f"w{i}" for i in range(n)], rows(n, d)
    words, keyed = Words.of(names, vectors), peer(names, vectors)
    words.analogy("w1", "w2", "w3", 10)
    words.analogy("w1", "w2", "w3", 10, "3CosMul")
    keyed.most_similar(positive=["w2", "w3"], negative=["w1"])
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in ("3CosAdd", "3CosMul", "gensim 3CosAdd", "gensim 3CosMul")}
    rng = np.random.default_rng(1)
    for _ in range(turns):
        a, b, c = (f"w{i}" for i in rng.choice(n, 3, replace=False))
        for method, theirs in (("3CosAdd", keyed.most_similar), ("3CosMul", keyed.most_similar_cosmul)):
            *time_one, ours = clocked(lambda method=method, a=a, b=b, c=c: words.analogy(a, b, c, 10, method))
            *time_two, other = clocked(lambda theirs=theirs, a=a, b=b, c=c: theirs(positive=[b, c], negative=[a], topn=10))
            if [word for word, _ in ours] != [word for word, _ in other]:
                raise SystemExit(f"{method} of {a}, {b}, {c}: mllab answers {ours}, gensim {other}")
            took[method].append(tuple(time_one))
            took[f"gensim {method}"].append(tuple(time_two))
    print(f"{n:,} x {d}, one query, top 10, ms\n  {'':22}{'wall':>10}{'cpu':>10}{'least wall':>10}{'least cpu':>10}")
    for method in ("3CosAdd", "3CosMul"):
        print(told(f"gensim {method}", took[f"gensim {method}"]))
        print(told(f"mllab {method}", took[method], took[f"gensim {method}"]), flush=True)


def related(path: Path, n: int, d: int) -> tuple[list[str], np.ndarray]:
    """The words of the test, in each section the second word moved from the first along one way with noise, among random others."""
    rng = np.random.default_rng(2)
    known: dict[str, np.ndarray] = {}
    along = np.zeros(d)
    for line in path.read_text().splitlines():
        if line.startswith(":"):
            along = rng.normal(size=d)
            continue
        a, b, c, e = line.split()
        for one, other in ((a, b), (c, e)):
            known.setdefault(one, rng.normal(size=d))
            known.setdefault(other, known[one] + along + 1.5 * rng.normal(size=d))
    vectors = rows(n, d, 3)
    vectors[: len(known)] = np.array(list(known.values()))
    return [*known, *(f"w{i}" for i in range(n - len(known)))], vectors


def analogies(n: int, d: int, share: int) -> None:
    """The whole test by both."""
    import gensim

    from mllab.embed import Words
    from mllab.embed.evaluate import analogies as answer
    from mllab.embed.evaluate import read_questions, warm

    public = Path(gensim.__file__).parent / "test" / "test_data" / "questions-words.txt"
    names, vectors = related(public, n, d)
    words, keyed = Words.of(names, vectors), peer(names, vectors)
    keyed.fill_norms()
    warm()
    whole = read_questions(public)
    asked = [line for line in public.read_text().splitlines() if not line.startswith(":")]
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.txt"
        sample.write_text(": sample\n" + "\n".join(asked[::share]) + "\n")
        *ours, found = clocked(lambda: answer(words, whole, ["3CosAdd"]))
        *theirs, (score, sections) = clocked(lambda: keyed.evaluate_word_analogies(sample))
        same = answer(words, read_questions(sample), ["3CosAdd"]).score()
    if same != score:
        raise SystemExit(f"mllab scores {same!r}, gensim {score!r}")
    covered = len(found.answered.places)
    times = covered / (len(sections[-1]["correct"]) + len(sections[-1]["incorrect"]))
    theirs = [time * times for time in theirs]
    print(f"{n:,} x {d}, {covered:,} covered questions, seconds by the wall and of processor")
    print(f"  gensim {theirs[0] / 1e3:9.1f} {theirs[1] / 1e3:9.1f}" + (f"   (from every {share}th question)" if share > 1 else ""))
    print(f"  mllab  {ours[0] / 1e3:9.1f} {ours[1] / 1e3:9.1f}   faster: {theirs[0] / ours[0]:.0f}x {theirs[1] / ours[1]:.0f}x")
    print(f"  score on the questions both answered: {same!r}, the same; on all {found.score():.4f}", flush=True)


OURS = """
from mllab.embed import read
words = read.words({path!r})
for i in range(20): words.analogy(f"w{{i}}", f"w{{i + 20}}", f"w{{i + 40}}", 10)
"""
THEIRS = """
from gensim.models import KeyedVectors
words = KeyedVectors.load({path!r}, mmap={mmap!r})
for i in range(20): words.most_similar(positive=[f"w{{i + 20}}", f"w{{i + 40}}"], negative=[f"w{{i}}"])
"""
SAID = """
import json
def kept(file, *names):
    found = dict(line.split(":") for line in open(file) if ":" in line)
    return [int(found[name].split()[0]) / 1e3 for name in names]
print(json.dumps(kept("/proc/self/status", "VmRSS", "RssAnon")))
"""


def memory(n: int, d: int) -> None:
    """Resident megabytes after 20 queries, each in a process of its own."""
    if not Path("/proc/self/status").exists():
        print("memory: not measured, this system has no /proc")
        return
    names, vectors = [f"w{i}" for i in range(n)], rows(n, d)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        np.save(place / "vectors.npy", vectors)
        (place / "words.txt").write_text("\n".join(names) + "\n")
        peer(names, vectors).save(str(place / "peer.kv"))
        os.environ["MLLAB_HOME"] = str(place / "home")
        path = str(place / "vectors.npy")
        _apart(f"from mllab.embed import read\nread.words({path!r})\nprint('[]')")  # read once; from then on it is mapped
        print(f"{n:,} x {d}, resident MB after 20 queries (of which not backed by a file)")
        base = {"bare Python with numpy": "import numpy", "mllab, mapped": OURS.format(path=path)}
        base |= {
            f"gensim, {told}": THEIRS.format(path=str(place / "peer.kv"), mmap=mmap) for told, mmap in (("mapped", "r"), ("loaded", None))
        }
        for name, program in base.items():
            whole, own = _apart(program + SAID)
            print(f"  {name:26}{whole:8.0f} ({own:.0f})", flush=True)


def _apart(program: str) -> list[float]:
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
    return list(json.loads(done.stdout.strip().splitlines()[-1]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--share", type=int, default=100)
    parser.add_argument("--sizes", default="26000x200,400000x300")
    parser.add_argument("--parts", default="queries,analogies,memory")
    given = parser.parse_args()
    for size in given.sizes.split(","):
        n, d = map(int, size.split("x"))
        if "queries" in given.parts:
            queries(n, d, given.turns)
        if "analogies" in given.parts:
            analogies(n, d, given.share)
        if "memory" in given.parts:
            memory(n, d)


if __name__ == "__main__":
    main()
