"""Everything the Explore page shows against ydata-profiling's report, on 1,000,000 rows, in one run.

    python bench/report.py [--rows 1000000] [--columns 10] [--python PATH]

Two comparisons. From a file: from the first import of a fresh process, over reading the CSV, to the finished figures. From a table:
mllab from its stored table, ydata-profiling from a frame in memory, imports and reading aside. `--columns 30` repeats the ten kinds
of columns. The first run of the other side's process after it was installed is slower: it makes an environment of its own under
bench/cache/ (ydata-profiling needs an older pandas), or takes a Python that has it with --python.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).resolve().parent
PEER = "ydata-profiling==4.18.4"

MLLAB = """
import json, sys, time
start, worked = time.perf_counter(), time.process_time()
from mllab import data
table = data.read(sys.argv[1])
stored = time.perf_counter()
found = table.profile()
end = time.perf_counter()
cpu = time.process_time() - worked
print(json.dumps({"all": end - start, "alone": end - stored, "cpu": cpu, "columns": len(found.columns), "pairs": len(found.pairs)}))
"""

YDATA = """
import json, sys, time
start, worked = time.perf_counter(), time.process_time()
import pandas as pd
from ydata_profiling import ProfileReport
frame = pd.read_csv(sys.argv[1])
for name in frame:
    if name.startswith("signed"):
        frame[name] = pd.to_datetime(frame[name])
held = time.perf_counter()
report = ProfileReport(frame, minimal=sys.argv[2] == "minimal", progress_bar=False)
html = report.to_html()
end = time.perf_counter()
print(json.dumps({"all": end - start, "alone": end - held, "cpu": time.process_time() - worked, "bytes": len(html)}))
"""


def main() -> None:
    """Time both sides, mllab before and after the other, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=10, help="30 takes ydata-profiling minutes")
    parser.add_argument("--python", help="a Python with ydata-profiling")
    given = parser.parse_args()
    peer = given.python or environment()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "rows.csv"
        write(source, given.rows, columns=given.columns)
        print(f"{given.rows:,} rows x {given.columns} mixed columns, {source.stat().st_size / 1e6:,.0f} MB\n{HEAD}")
        theirs = {}
        before = timed(sys.executable, MLLAB, str(source))
        for mode in ("minimal", "full"):
            theirs[mode] = timed(peer, YDATA, str(source), mode)
        after = timed(sys.executable, MLLAB, str(source))
        ours = {key: (before[key] + after[key]) / 2 for key in ("all", "alone", "cpu")}
        print(line("mllab", ours))
        for mode, figures in theirs.items():
            print(line(f"ydata-profiling, {mode} report", figures))
        for mode, figures in theirs.items():
            print(
                f"{mode} report: {figures['all'] / ours['all']:.1f} times mllab from a file, {figures['alone'] / ours['alone']:.1f} from a table"
            )


HEAD = f"{'':<32} {'from a file':>12} {'from a table':>13} {'processor':>11}"


def line(name: str, figures: dict[str, float]) -> str:
    """One row of the table."""
    return f"{name:<32} {figures['all']:>10.2f} s {figures['alone']:>11.2f} s {figures['cpu']:>9.2f} s"


def write(path: Path, rows: int, seed: int = 0, columns: int = 10) -> None:
    """A seeded table of ten mixed columns, with missing values; of more, the same kinds again with other values and a number behind the name."""
    import pandas as pd

    parts = [mixed(rows, seed + turn) for turn in range(-(-columns // 10))]
    named = [part.add_suffix(f"_{turn + 1}") if turn else part for turn, part in enumerate(parts)]
    pd.concat(named, axis=1).iloc[:, :columns].to_csv(path, index=False)


def mixed(rows: int, seed: int) -> "pd.DataFrame":
    """Ten columns of as many kinds."""
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
    return frame


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


def timed(python: str, program: str, *arguments: str) -> dict[str, float]:
    """Seconds from the first import and from the table in hand to the finished figures, and of processor, as the process counts them."""
    done = subprocess.run([python, "-c", program, *arguments], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


if __name__ == "__main__":
    main()
