"""Clean files of random shape in random dialects, written by Python's csv module: none may be changed or complained about."""

import csv
import io
import random
from pathlib import Path

import pytest

from mllab.data.csv import parse, sniff

WORDS_TEXT = "the quick brown fox jumps over lazy dog and runs away while others stay home to read about far countries old ships"
WORDS = WORDS_TEXT.split()
NAMES_TEXT = "id name age city price date time score weight height width colour group status comment title author year month total"
NAMES = NAMES_TEXT.split()
CITIES = ["Berlin", "Paris", "New York", "São Paulo", "Zürich", "Łódź", "Москва", "東京", "Tel Aviv", "القاهرة", "Köln", "Rio"]
SPECIAL = [[","], [",", ";"], [",", ";", '"'], [", and", '"', "'s"], ["\n", ","], [' (5")'], ["|", ";", ","]]
TYPED = {"int", "float", "decimal comma", "date", "iso", "time", "money", "percent"}
REAL = Path(__file__).parents[3] / "../shared/data"


def sentence(r: random.Random, special: list[str]) -> str:
    words = [r.choice(WORDS) for _ in range(r.randint(3, 25))]
    for _ in range(r.randint(0, 3)):
        words[r.randrange(len(words))] += r.choice(special)
    return " ".join(words).capitalize() + r.choice([".", "", "!"])


def cell(r: random.Random, kind: str, special: list[str]) -> str:
    match kind:
        case "int":
            return str(r.randint(-50, 10_000))
        case "float":
            return f"{r.uniform(0, 1000):.{r.randint(1, 4)}f}"
        case "decimal comma":
            return f"{r.uniform(0, 1000):.2f}".replace(".", ",")
        case "date":
            return f"{r.randint(1, 28):02d}/{r.randint(1, 12):02d}/{r.randint(1950, 2025)}"
        case "iso":
            return f"{r.randint(1950, 2025)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"
        case "time":
            return f"{r.randint(0, 23):02d}:{r.randint(0, 59):02d}"
        case "money":
            return f"${r.randint(1, 99)}.{r.randint(0, 99):02d}"
        case "percent":
            return f"{r.randint(0, 100)}%"
        case "code":
            return f"{r.choice('ABCD')}{r.choice('XYZ')}-{r.randint(100, 999)}"
        case "city":
            return r.choice(CITIES)
        case "mail":
            return f"{r.choice(WORDS)}{r.randint(1, 99)}@example.org"
        case "sparse":
            return r.choice(["", "", str(r.randint(0, 9))])
        case "name":
            return f"{r.choice(WORDS).capitalize()}, {r.choice(WORDS).capitalize()}"
    return sentence(r, special)


def clean_file(seed: int) -> tuple[bytes, list[str] | None, list[list[str]]]:
    """A file, its header if it has one, and its records."""
    r = random.Random(seed)
    newline = r.choice(["\n", "\r\n", "\r"])
    special = r.choice(SPECIAL if newline == "\n" else [s for s in SPECIAL if "\n" not in s])
    width, n = r.choice([2, 3, 4, 5, 8, 20]), r.choice([5, 8, 20, 60])
    kinds = [r.choice([*sorted(TYPED), "code", "city", "text", "mail", "sparse", "name"]) for _ in range(width)]
    rows = [[cell(r, kind, special) for kind in kinds] for _ in range(n)]
    names = None if TYPED & set(kinds) and r.random() < 0.25 else r.sample(NAMES, width)
    dialect: dict = {"delimiter": r.choice(",,,;;\t\t| "), "quotechar": r.choice('"""\''), "lineterminator": newline}
    dialect["quoting"] = r.choice([csv.QUOTE_MINIMAL] * 4 + [csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
    if r.random() < 0.1:
        dialect |= {"doublequote": False, "escapechar": "\\"}
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows([names, *rows] if names else rows)
    return out.getvalue().encode(r.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16"])), names, rows


@pytest.mark.parametrize("block", range(6))
def test_clean_files_are_read_as_they_are(block: int) -> None:
    for seed in range(block * 50, block * 50 + 50):
        data, names, rows = clean_file(seed)
        parsed = parse(data)
        assert parsed.records == rows, seed
        assert (list(parsed.names) if parsed.layout.header_rows else None) == names, seed
        assert parsed.rejects == [], seed


def test_plain_means_that_duckdb_told_the_layout_reads_the_same(tmp_path: Path) -> None:
    import duckdb

    path, compared = tmp_path / "clean.csv", 0
    for seed in range(40):
        data, _, rows = clean_file(seed)
        layout = parse(data).layout
        if not layout.plain or not layout.encoding.startswith("utf-8"):
            continue
        path.write_bytes(data)
        columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(layout.width))
        sql = f"SELECT * FROM read_csv(?, delim=?, quote=?, escape=?, header=?, skip=?, auto_detect=false, columns={{{columns}}})"
        told = [str(path), layout.delimiter, layout.quote, layout.escape, layout.header_rows == 1, layout.skip_rows]
        read = duckdb.connect().execute(sql, told).fetchall()
        assert [[cell or "" for cell in row] for row in read] == rows, seed
        compared += 1
    assert compared > 20


@pytest.mark.parametrize("seed", range(20))
def test_one_column_of_text(seed: int) -> None:
    r = random.Random(seed)
    rows = [[sentence(r, [",", ";"])] for _ in range(30)]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL if seed % 2 else csv.QUOTE_MINIMAL).writerows([["comment"], *rows])
    parsed = parse(out.getvalue().encode())
    assert (parsed.names, parsed.records) == (("comment",), rows)


@pytest.mark.parametrize("name", ["penguins.csv", "penguins_raw.csv", "titanic.csv"])
@pytest.mark.skipif(not REAL.exists(), reason="the folder of real tables is not here")
def test_real_tables_as_the_csv_module_reads_them(name: str) -> None:
    data = (REAL / name).read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    parsed = parse(data)
    assert [list(parsed.names), *parsed.records] == rows
    assert parsed.rejects == []
    assert parsed.layout.plain


def test_a_large_file_is_told_from_its_pieces(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    line = '{},"Smith, John",{}.5,2020-01-{:02d}\n'
    with path.open("w") as file:
        file.write("id;name;value;date\n".replace(";", ","))
        file.writelines(line.format(i, i % 97, i % 28 + 1) for i in range(180_000))
    layout, decisions = sniff(path)
    assert path.stat().st_size > 4_000_000
    assert (layout.delimiter, layout.quote, layout.header_rows, layout.width, layout.plain) == (",", '"', 1, 4, True)
    assert any(d.about == "looked at" for d in decisions)
    with path.open("a") as file:
        file.write("\nSource: the registry\n")
    assert sniff(path)[0].footer_rows == 1


def test_a_small_file_is_sniffed_as_it_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_bytes(clean_file(3)[0])
    assert sniff(path)[0] == parse(path.read_bytes()).layout
