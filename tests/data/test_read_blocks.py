"""The fast way through a big CSV gives the cells that the careful way gives, and leaves to it what it does not understand."""

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from mllab import data
from mllab.data.csv import sniffing
from mllab.data.read import bigcsv, blocks, distinct, gaps, quotes, sampled
from mllab.data.read.plan import BLANKS
from mllab.data.table import Table
from mllab.errors import DataError

ROWS = 15_000


@pytest.fixture(autouse=True)
def small_is_big(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few megabytes take the way of the big files, in many blocks."""
    monkeypatch.setattr("mllab.data.read.BIG", 100_000)
    monkeypatch.setattr("mllab.data.read.fingerprint", lambda path: "0" * 64)  # it looks at both ends of a truly big file
    for name, value in {"WHOLE": 200_000, "HEAD": 60_000, "TAIL": 20_000, "PIECE": 10_000}.items():
        monkeypatch.setattr(sniffing, name, value)
    for name, value in {"HEAD": 60_000, "PIECE": 2_000, "PIECES": 2}.items():
        monkeypatch.setattr(sampled, name, value)
    monkeypatch.setattr(blocks, "MOST", 100_000)
    monkeypatch.setattr(blocks, "LEAST", 100_000)


def lines(rows: int = ROWS) -> list[str]:
    """A header and rows of every type, with gaps, quoted delimiters and doubled quotes."""
    words = ["none", "plain", '"with, comma"', '"said ""so"""', "NA", "", " padded "]
    made = ["id,price,day,seen,ok,word,code"]
    for i in range(rows):
        price = "" if i % 11 == 0 else f"{i * 0.25:.2f}"
        made.append(
            f"{i},{price},2024-{1 + i % 12:02}-{1 + i % 28:02},2024-01-01 {i % 24:02}:00:{i % 60:02},{'yes' if i % 3 else 'no'},{words[i % 7]},k{i}"
        )
    return made


def read_both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Table, Table]:
    """The table by blocks, and by DuckDB alone."""
    fast = data.read(path)
    monkeypatch.setattr(blocks, "suits", lambda layout, columns: False)
    return fast, data.read(path)


def in_blocks(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Records whether each file was read by blocks."""
    seen: list[bool] = []
    usual = bigcsv.in_blocks

    def watched(*given: object) -> object:
        found = usual(*given)  # type: ignore[arg-type]
        seen.append(found is not None)
        return found

    monkeypatch.setattr(bigcsv, "in_blocks", watched)
    return seen


def same(a: Table, b: Table) -> None:
    assert a.columns == b.columns
    assert a.rows == b.rows
    pd.testing.assert_frame_equal(a.frame(), b.frame())
    order = ["line", "column"]
    pd.testing.assert_frame_equal(
        a.rejects.sort_values(order, ignore_index=True), b.rejects.sort_values(order, ignore_index=True), check_dtype=False
    )


def test_both_ways_give_the_same_cells_in_the_same_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = in_blocks(monkeypatch)
    path = tmp_path / "t.csv"
    path.write_text("\n".join(lines()), encoding="utf-8")
    fast, careful = read_both(path, monkeypatch)
    same(fast, careful)
    assert seen == [True, False]
    assert [column.sql for column in fast.columns] == ["BIGINT", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN", "VARCHAR", "VARCHAR"]
    assert fast.frame()["id"].tolist() == list(range(ROWS))
    assert set(fast.frame()["word"].dropna()) == {"none", "plain", "with, comma", 'said "so"', " padded "}
    assert pq.ParquetFile(fast.path).num_row_groups > 4, "several blocks were put together"


@pytest.mark.parametrize(
    "odd",
    [
        {"price": "abc"},
        {"id": "3.7", "price": " 12.5 "},
        {"ok": "maybe", "day": "2024-02-30", "seen": "2024-01-01 25:00:00"},
        {"price": "nAn", "word": " N/a ", "id": "NULL"},
        {"price": "Unknown", "day": " NONE", "ok": "TRUE"},
        {"id": "99999999999999999999", "price": "+5"},
    ],
)
def test_odd_cells_are_listed_as_by_the_careful_way(odd: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = lines()
    heads = text[0].split(",")
    for line in (11_007, 14_915):
        cells = text[line].split(",")
        for name, raw in odd.items():
            cells[heads.index(name)] = raw
        text[line] = ",".join(cells)
    path = tmp_path / "t.csv"
    path.write_text("\r\n".join(text) + "\r\n", encoding="utf-8")
    same(*read_both(path, monkeypatch))


@pytest.mark.parametrize(
    "line",
    ["1,2", "1,2.5,2024-01-01,2024-01-01 10:00:00,yes,a,b,c", '1,2.5,2024-01-01,2024-01-01 10:00:00,yes,"two\nlines",b', "",
     '1,2.5,2024-01-01,2024-01-01 10:00:00,yes,5" pipe,b', '1,2.5,2024-01-01,2024-01-01 10:00:00,yes,"a"b,c'],
    ids=["short", "long", "two lines", "blank", "inch", "text behind a quote"],
)  # fmt: skip
def test_rows_that_are_not_one_plain_line_are_left_to_the_careful_way(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = in_blocks(monkeypatch)
    text = lines()
    text[11_007] = line
    path = tmp_path / "t.csv"
    path.write_text("\n".join(text), encoding="utf-8")
    fast, careful = read_both(path, monkeypatch)
    assert not any(seen)
    same(fast, careful)


def test_numbers_and_dates_of_other_countries_go_in_blocks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = in_blocks(monkeypatch)
    rows = ["id;cost;when"] + [f"{i};1.{i % 900 + 100},50 €;{1 + i % 28:02}.{1 + i % 12:02}.2024" for i in range(ROWS)]
    rows[12_000] = "11999;cheap;31.04.2024"
    path = tmp_path / "t.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    fast, careful = read_both(path, monkeypatch)
    same(fast, careful)
    assert seen[0]
    assert fast.rejects[["line", "column", "raw"]].values.tolist() == [[12_001, "cost", "cheap"], [12_001, "when", "31.04.2024"]]
    assert fast.frame()["cost"][0] == 1100.5


def test_a_type_that_the_rest_of_the_file_disproves_is_judged_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = ["id,code"] + [f"{i},{i % 977}" for i in range(40_000)]
    for line in range(25_000, 35_000):
        text[line] = f"{line - 1},A-{line}"
    path = tmp_path / "t.csv"
    path.write_text("\n".join(text), encoding="utf-8")
    fast, careful = read_both(path, monkeypatch)
    same(fast, careful)
    assert fast.frame()["code"][30_000] == "A-30001"


@pytest.mark.parametrize(
    ("block", "well"),
    [
        (b'a,"b",c\n', True),
        (b'"a ""quoted"" one","",b\n', True),
        (b'"a"', True),
        (b'a,5" pipe\n', False),
        (b'a,"b"c\n', False),
        (b'a,"open\n', False),
        (b'a,""",b\n', False),
    ],
)
def test_stray_quotes_are_seen(block: bytes, well: bool) -> None:
    assert quotes.well_quoted(block, '"', ",") is well


@pytest.mark.parametrize("coded", [True, False])
def test_words_for_missing_are_found_however_spelt(coded: bool) -> None:
    import pyarrow as pa

    texts = ["", "NA", "\u00a0n/A\t", "north", "none", "-", "\u2013", "value", "  ", "NA "]
    array = pa.array(texts).dictionary_encode() if coded else pa.array(["before", *texts]).slice(1)
    words = frozenset({"", "na", "n/a", "-", "\u2013"})
    known = [None if text.strip(BLANKS).lower() in words else text for text in texts]
    assert gaps.without(array, words).to_pylist() == known


def test_decimal_commas_go_in_blocks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = in_blocks(monkeypatch)
    rows = ["id;cost;share"] + [f"{i};{i % 900},{i % 100:02};{'' if i % 7 == 0 else f'0,{i % 977:03}'}" for i in range(ROWS)]
    rows[12_000] = "11999;cheap;-0,25"
    path = tmp_path / "t.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    fast, careful = read_both(path, monkeypatch)
    same(fast, careful)
    assert seen[0]
    assert [column.sql for column in fast.columns] == ["BIGINT", "DOUBLE", "DOUBLE"]
    assert fast.frame()["cost"][:3].tolist() == [0.0, 1.01, 2.02]
    assert fast.rejects[["line", "raw"]].values.tolist() == [[12_001, "cheap"]]


def preambled(path: Path, lines: int) -> None:
    note = "Note: measured under the usual conditions, see the handbook"
    table = ["id;cost;place"] + [f"{i};{i % 900},{i % 100:02};{'north' if i % 3 else 'south'}" for i in range(ROWS)]
    path.write_text("\n".join([note] * lines + table) + "\n", encoding="utf-8")


def test_a_preamble_longer_than_the_head_is_found_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniffing, "LONGER", (150_000, 300_000))
    seen = in_blocks(monkeypatch)
    path = tmp_path / "t.csv"
    preambled(path, 1_500)
    assert sniffing.HEAD < 1_500 * 60
    table = data.read(path)
    assert (table.rows, table.names, seen) == (ROWS, ["id", "cost", "place"], [True])
    assert table.frame()["cost"][2] == 2.02
    assert table.rejects["line"].tolist() == list(range(1, 1_501))
    assert set(table.rejects["reason"]) == {"preamble line"}


def test_a_preamble_that_no_head_reaches_over_is_reported_and_not_read_as_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sniffing, "LONGER", ())
    monkeypatch.setattr(bigcsv, "LONGEST_LINE", 0)  # too large to be read whole
    path = tmp_path / "t.csv"
    preambled(path, 1_500)
    with pytest.raises(DataError, match="lines before the table"):
        data.read(path)
    assert data.read(path, delimiter=";", skip_rows=1_500).rows == ROWS


def test_footnotes_of_a_big_file_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    preambled(path, 0)
    path.write_text(path.read_text(encoding="utf-8") + "\nSource: the registry\n", encoding="utf-8")
    table = data.read(path)
    assert table.rows == ROWS
    assert table.rejects[["line", "raw", "reason"]].values.tolist() == [[ROWS + 3, "Source: the registry", "footnote"]]


@pytest.mark.parametrize("different", [500, 5_000, 50_000])
def test_how_many_texts_differ_is_foretold_from_a_sample(different: int) -> None:
    """Drawn with the same chance, n texts of D are D (1 - exp(-n / D)) different ones on the average."""
    drawn = np.random.default_rng(0).integers(0, different, 4_000)
    counts = Counter(map(str, drawn.tolist()))
    assert distinct.share(counts, 100_000) == pytest.approx(different * (1 - np.exp(-100_000 / different)) / 100_000, rel=0.1)


def test_texts_that_never_repeat_in_a_sample_are_expected_to_differ() -> None:
    assert distinct.share(Counter(map(str, range(4_000))), 100_000) > 0.9
    assert distinct.share(Counter({"a": 3_000, "b": 1_000}), 100_000) == 2 / 100_000
