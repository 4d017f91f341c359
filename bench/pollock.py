"""mllab beside its peers on the Pollock benchmark: polluted CSV files, nobody told the dialect.

    python bench/pollock.py PATH [--systems mllab duckdb clevercsv pandas] [--worst 20] [--only PATTERN] [--jobs 2]

PATH is a checkout of https://github.com/HPI-Information-Systems/Pollock (Vitagliano, Hameed, Jiang, Reisener, Wu & Naumann,
"Pollock: a data loading benchmark", VLDB 2023) with polluted_files/csv and polluted_files/clean. Nothing of it is kept here: its own
metrics module is imported from that folder (needs the packages multiset, chardet, price_parser, joblib). Each
system reads each file and writes what it read as plain CSV, with a header line when it says that there is one; the score is
the benchmark's: success, and precision, recall and F1 of header, records and cells, summed over means (simple) or weighted
by how common each pollution is among 3,712 files of open data portals (weighted); 10 is the best possible of both.
"""

import argparse
import csv
import importlib
import json
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path

MEASURES = ("success", *(f"{part} {m}" for part in ("header", "record", "cell") for m in ("precision", "recall", "F1")))
MISSING = """{path} holds no polluted_files/csv. Get the benchmark with
    git clone https://github.com/HPI-Information-Systems/Pollock
unpack its polluted_files there if they come as an archive, and give the path of the checkout."""


def read_mllab(path: Path) -> list[list[str]]:
    """As a user would: nothing told."""
    from mllab.data.csv import parse

    parsed = parse(path.read_bytes())
    return [list(parsed.names), *parsed.records] if parsed.layout.header_rows else parsed.records


def read_duckdb(path: Path) -> list[list[str]]:
    """read_csv with everything detected and every leniency on, through pandas, as in the benchmark's own script."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": "1"}) as con:
        frame = con.read_csv(str(path), strict_mode=False, ignore_errors=True, null_padding=True).df()
    return list(csv.reader(frame.to_csv(index=False).splitlines(keepends=True)))


def read_clevercsv(path: Path) -> list[list[str]]:
    """Its sniffer and reader, as in the benchmark's own script."""
    import clevercsv

    text = path.read_bytes().decode("utf-8")
    dialect = clevercsv.Sniffer().sniff(text)
    return list(clevercsv.reader(text.splitlines(keepends=True), dialect))


def read_pandas(path: Path) -> list[list[str]]:
    """read_csv with its defaults, bad lines skipped as in the benchmark's own script."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=object, on_bad_lines="skip", keep_default_na=False)
    return [list(map(str, frame.columns)), *frame.fillna("").astype(str).to_numpy().tolist()]


def read_pandas_sniffing(path: Path) -> list[list[str]]:
    """read_csv(sep=None, engine="python"): the delimiter is guessed by csv.Sniffer."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=object, sep=None, engine="python", on_bad_lines="skip", keep_default_na=False)
    return [list(map(str, frame.columns)), *frame.fillna("").astype(str).to_numpy().tolist()]


SYSTEMS: dict[str, Callable[[Path], list[list[str]]]] = {
    "mllab": read_mllab,
    "duckdb": read_duckdb,
    "clevercsv": read_clevercsv,
    "pandas": read_pandas,
    "pandas sep=None": read_pandas_sniffing,
}


def score(system: str, root: Path, name: str) -> list[float]:
    """The ten measures of one system on one file."""
    sys.path.insert(0, str(root))
    metrics = importlib.import_module("pollock.metrics")
    if not hasattr(metrics.normalize_cell, "cache_info"):  # the same cells stand in thousands of files: parsing their dates once is enough
        metrics.normalize_cell = lru_cache(maxsize=None)(metrics.normalize_cell)
    try:
        rows = SYSTEMS[system](root / "polluted_files/csv" / name)
    except Exception as problem:  # noqa: BLE001 - a peer may fail in any way; that is its result, and it is shown
        said = (str(problem) or type(problem).__name__).splitlines()[0]
        print(f"  {system} fails on {name}: {said}"[:160], file=sys.stderr)
        return [0.0] * len(MEASURES)
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as written:
        csv.writer(written).writerows(rows)
        written.flush()
        measured = metrics.header_record_cell_measures_csv(str(root / "polluted_files/clean" / name), written.name)
    return [1.0, *map(float, measured)]


def totals(scores: dict[str, list[float]], weights: dict[str, float]) -> tuple[float, float]:
    """(simple, weighted), each out of 10."""
    simple = sum(sum(row) for row in scores.values()) / len(scores)
    whole = sum(weights.get(name, 0.0) for name in scores)
    weighted = sum(sum(row) * weights.get(name, 0.0) for name, row in scores.items()) / whole if whole else float("nan")
    return simple, weighted


def main() -> None:
    """Run the systems and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--worst", type=int, default=0, help="list that many of the worst files of the first system")
    parser.add_argument("--only", default="*", help="a pattern for file names")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    names = sorted(path.name for path in (args.path / "polluted_files/csv").glob(args.only))
    if not names:
        sys.exit(MISSING.format(path=args.path))
    weights = json.loads((args.path / "pollock_weights.json").read_text())
    print(f"{len(names)} files\n{'system':18}{'simple':>8}{'weighted':>10}  " + "  ".join(MEASURES))
    for k, system in enumerate(args.systems):
        with ProcessPoolExecutor(args.jobs) as pool:
            scores = dict(zip(names, pool.map(partial(score, system, args.path.resolve()), names, chunksize=20), strict=True))
        simple, weighted = totals(scores, weights)
        means = [sum(column) / len(names) for column in zip(*scores.values(), strict=True)]
        cells = "  ".join(f"{m:{len(label)}.4f}" for m, label in zip(means, MEASURES, strict=True))
        print(f"{system:18}{simple:8.3f}{weighted:10.3f}  {cells}", flush=True)
        if k == 0:
            for name in sorted(names, key=lambda n: sum(scores[n]))[: args.worst]:
                print(f"    {name}: {sum(scores[name]):.3f} " + " ".join(f"{x:.3f}" for x in scores[name]))


if __name__ == "__main__":
    main()
