"""Everything the Explore page shows against ydata-profiling's report, on 1,000,000 rows, in one run.

    python bench/report.py [--rows 1000000] [--python PATH]

ydata-profiling needs an older pandas, so it lives in an environment of its own, made on the first run under bench/cache/
(or name a Python that has it with --python). Each side is a process of its own, from a CSV on disk to finished figures.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEER = "ydata-profiling==4.18.4"

MLLAB = """
import json, sys, time
start = time.perf_counter()
from mllab import data
found = data.read(sys.argv[1]).profile()
print(json.dumps({"seconds": time.perf_counter() - start, "columns": len(found.columns), "pairs": len(found.pairs)}))
"""

YDATA = """
import json, sys, time
start = time.perf_counter()
import pandas as pd
from ydata_profiling import ProfileReport
report = ProfileReport(pd.read_csv(sys.argv[1], parse_dates=["signed"]), minimal=sys.argv[2] == "minimal", progress_bar=False)
html = report.to_html()
print(json.dumps({"seconds": time.perf_counter() - start, "bytes": len(html)}))
"""


def main() -> None:
    """Time both sides and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--python", help="a Python with ydata-profiling")
    given = parser.parse_args()
    peer = given.python or environment()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "rows.csv"
        write(source, given.rows)
        print(f"{given.rows:,} rows x 10 mixed columns, {source.stat().st_size / 1e6:,.0f} MB")
        ours = timed(sys.executable, MLLAB, str(source))
        print(f"mllab, read and profile:            {ours:8.1f} s")
        for mode in ("minimal", "full"):
            theirs = timed(peer, YDATA, str(source), mode)
            print(f"ydata-profiling, {mode} report:{'':<{12 - len(mode)}} {theirs:8.1f} s   {theirs / ours:6.1f} times mllab")


def write(path: Path, rows: int, seed: int = 0) -> None:
    """A seeded table of ten mixed columns, with missing values."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(seed)
    value = rng.normal(100, 25, rows)
    frame = pd.DataFrame(
        {
            "id": np.arange(rows),
            "value": value.round(3),
            "twice": (2 * value + rng.normal(0, 5, rows)).round(3),
            "skewed": rng.lognormal(3, 1, rows).round(2),
            "count": rng.poisson(3, rows),
            "signed": pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 1500, rows), unit="D"),
            "region": rng.choice(["north", "south", "east", "west", "centre"], rows),
            "plan": rng.choice(["basic", "plus", "pro"], rows, p=[0.6, 0.3, 0.1]),
            "active": rng.random(rows) < 0.7,
            "note": [f"order {n}" for n in rng.integers(0, 50_000, rows)],
        }
    )
    frame.loc[rng.random(rows) < 0.05, "skewed"] = np.nan
    frame.to_csv(path, index=False)


def environment() -> str:
    """The Python of the peer's own environment, made when it is not there."""
    folder = HERE / "cache" / "ydata"
    python = folder / "bin" / "python"
    done = folder / "installed"
    if not done.exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PEER, "setuptools<81"], check=True)
        done.touch()
    return str(python)


def timed(python: str, program: str, *arguments: str) -> float:
    """Seconds from the first import to the finished figures, as the process itself counts them."""
    done = subprocess.run([python, "-c", program, *arguments], check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout.strip().splitlines()[-1])["seconds"])


if __name__ == "__main__":
    main()
