"""A big CSV read and profiled: mllab beside pandas and DuckDB, in one run, each in a process of its own.

    python bench/bigfile.py [megabytes, default 1000] [repeats, default 1]

Target: mllab takes at most half of the time of pandas, with less than 1.5 GB. The file is seeded and kept in bench/cache/.
Times are wall clock and processor; on a machine that does other work, compare the processor's.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

CACHE = Path(__file__).parent / "cache"
ROOT = Path(__file__).parents[1]
BYTES_PER_ROW = 97
CONTENDERS = ("pandas", "mllab", "duckdb")


def made(megabytes: int) -> Path:
    """A CSV of 10 mixed columns: id, date, time, 2 categories, whole number, 2 decimals (5 % missing in one), yes/no, text."""
    import duckdb

    path = CACHE / f"big-{megabytes}.csv"
    if path.exists():
        return path
    CACHE.mkdir(exist_ok=True)
    rows = megabytes * 1_000_000 // BYTES_PER_ROW

    def draw(salt: int, n: int) -> str:
        return f"((hash(i, {salt}) >> 2)::BIGINT % {n})"

    with duckdb.connect() as con:
        con.execute(
            f"""COPY (SELECT i AS id, DATE '2020-01-01' + {draw(1, 1500)}::INT AS day, TIMESTAMP '2020-01-01' + to_seconds({draw(2, 100_000_000)}) AS seen,
            ['north', 'south', 'east', 'west', 'centre'][1 + {draw(3, 5)}] AS region, 'C' || {draw(4, 100_000)} AS customer, {draw(5, 100)} AS quantity,
            round({draw(6, 10_000_000)} / 1000.0, 2) AS price, CASE WHEN {draw(7, 20)} = 0 THEN NULL ELSE round(ln(1 + {draw(8, 100_000)}) * 3.7, 6) END AS score,
            {draw(9, 2)} = 0 AS active, ['late delivery', 'great service', 'please call back', 'wrong size, returned', 'none of these'][1 + {draw(10, 5)}]
            || ' ' || {draw(11, 1000)} AS note FROM range({rows}) r(i)) TO '{path}.part' (FORMAT csv, HEADER)"""
        )
    os.replace(f"{path}.part", path)
    return path


def with_pandas(path: Path) -> dict[str, float]:
    import pandas as pd

    start = time.perf_counter()
    frame = pd.read_csv(path)
    read = time.perf_counter() - start
    frame.describe(include="all")
    return {"read": read, "profile": time.perf_counter() - start - read}


def with_mllab(path: Path) -> dict[str, float]:
    sys.path.insert(0, str(ROOT))
    from mllab import data

    start = time.perf_counter()
    table = data.read(path)
    read = time.perf_counter() - start
    table.profile()
    return {"read": read, "profile": time.perf_counter() - start - read}


def with_duckdb(path: Path) -> dict[str, float]:
    import tempfile

    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        con.execute("SET memory_limit = '1GB'")
        start = time.perf_counter()
        con.execute(f"COPY (SELECT * FROM read_csv('{path}')) TO '{folder}/t.parquet' (FORMAT parquet)")
        read = time.perf_counter() - start
        con.execute(f"SUMMARIZE SELECT * FROM '{folder}/t.parquet'").fetchall()
        return {"read": read, "profile": time.perf_counter() - start - read}


def one(contender: str, path: Path) -> None:
    """Run in a child: the times and the peak memory as one line of JSON."""
    found = {"pandas": with_pandas, "mllab": with_mllab, "duckdb": with_duckdb}[contender](path)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps(found | {"wall": sum(found.values()), "cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}))


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    path = made(megabytes)
    print(f"{path.name}: {path.stat().st_size / 1e6:,.0f} MB, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start")
    best: dict[str, dict[str, float]] = {}
    for _ in range(repeats):
        for contender in CONTENDERS:
            out = subprocess.run([sys.executable, __file__, "--one", contender, str(path)], capture_output=True, text=True, check=True)
            found = json.loads(out.stdout.splitlines()[-1])
            best[contender] = min(best.get(contender, found), found, key=lambda one: one["wall"])
    print(f"{'':8} {'read s':>8} {'profile s':>10} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}")
    for contender, found in best.items():
        print(f"{contender:8} {found['read']:8.2f} {found['profile']:10.2f} {found['wall']:8.2f} {found['cpu']:8.2f} {found['mb']:8,.0f}")
    for key in ("wall", "cpu"):
        print(f"mllab / pandas, {key}: {best['mllab'][key] / best['pandas'][key]:.2f} (target 0.50)")


if __name__ == "__main__":
    one(sys.argv[2], Path(sys.argv[3])) if sys.argv[1:2] == ["--one"] else main()
