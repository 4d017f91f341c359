"""What an algorithm sees of a table."""

import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import StandardScaler

from mllab.data.kinds import columns_of
from mllab.data.matrix import Matrix, encode
from mllab.data.table import Column, Table
from mllab.errors import DataError
from mllab.script import Script

NASTY = "a \"b\" <b>.c\n'd' " + "n" * 500


def table(folder: Path, frame: pd.DataFrame, **kinds: str) -> Table:
    path = folder / "table.parquet"
    frame.to_parquet(path, index=False)
    return Table("t", "the table", path, len(frame), columns_of(path, kinds), "1")


def mixed(n: int = 300, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    words = np.array(["slow delivery", "good coffee", "wrong grind", "never again", "all fine", "stale beans"])
    frame = pd.DataFrame(
        {
            NASTY: rng.normal(50, 10, n),
            "visits": rng.poisson(3, n),
            "plan": rng.choice(["Plus", "Family", "Basic"], n),
            "member": rng.choice([True, False], n),
            "joined": pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 1500, n), "D"),
            "comment": [" ".join(rng.choice(words, 8)) for _ in range(n)],
            "serial_id": [f"C-{i:05d}" for i in range(n)],
            "empty": np.full(n, np.nan),
            "constant": "x",
        }
    )
    frame.loc[rng.random(n) < 0.12, NASTY] = None
    frame.loc[rng.random(n) < 0.1, "plan"] = None
    frame.loc[rng.random(n) < 0.3, "joined"] = None
    frame.loc[rng.random(n) < 0.2, "comment"] = None
    frame["member"] = frame["member"].astype(object).where(rng.random(n) > 0.05, None)
    return frame


def test_complete_numbers_are_exactly_standardised(tmp_path: Path) -> None:
    numbers = pd.DataFrame(np.random.default_rng(0).normal([0, 1e6, -3], [1, 2e5, 1e-3], (500, 3)), columns=["a", "b", "c"])
    seen = encode(table(tmp_path, numbers))
    np.testing.assert_allclose(seen.values, StandardScaler().fit_transform(numbers), rtol=1e-6, atol=1e-6)
    assert seen.names == seen.sources == ("a", "b", "c")


def test_every_column_has_its_share_and_no_more(tmp_path: Path) -> None:
    seen = encode(table(tmp_path, mixed()))
    variance = {name: seen.values[:, [source == name for source in seen.sources]].var(axis=0).sum() for name in seen.columns}
    assert variance["plan"] == pytest.approx(0.5, abs=1e-4)
    assert variance["visits"] == pytest.approx(1, abs=1e-4)
    assert variance["joined"] == pytest.approx(1, abs=1e-4)
    assert variance["comment"] == pytest.approx(1, abs=1e-4)


def test_a_rare_category_does_not_lie_outside_everything(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": np.arange(1000.0) % 7, "currency": ["EUR"] * 999 + ["CHF"]})
    block = encode(table(tmp_path, frame, currency="category")).values[:, 1:]
    assert np.linalg.norm(block[0] - block[-1]) == pytest.approx(2, abs=1e-3)


def test_the_matrix_is_finite_float32_the_same_each_time_and_leaves_the_table_alone(tmp_path: Path) -> None:
    one = table(tmp_path, mixed())
    before = one.path.read_bytes()
    first, second = encode(one, seed=1), encode(one, seed=1)
    assert first.values.dtype == np.float32
    assert np.isfinite(first.values).all()
    np.testing.assert_array_equal(first.values, second.values)
    assert one.path.read_bytes() == before
    assert first.values.shape == (300, len(first.names))


def test_what_was_done_is_said(tmp_path: Path) -> None:
    seen = encode(table(tmp_path, mixed().assign(far=[np.inf, -np.inf, *np.arange(298.0)])))
    assert seen.notes["serial_id"].startswith("left out: an identifier")
    assert seen.notes["empty"] == "left out: every value is missing"
    assert seen.notes["constant"] == "left out: every value is the same"
    assert "missing filled with the median, flagged" in seen.notes[NASTY]
    assert seen.notes["far"].startswith("2 infinite taken as missing")
    assert seen.left_out == ["serial_id", "empty", "constant"]
    assert f"{NASTY} is missing" in seen.names
    assert {"plan = Plus", "plan = missing", "joined: weekday (sine)", "comment ~ 1"} <= set(seen.names)


def test_columns_are_chosen_by_name_and_identifiers_too(tmp_path: Path) -> None:
    one = table(tmp_path, mixed())
    assert encode(one, ["visits", "plan"]).columns == ["visits", "plan"]
    assert "serial_id" in encode(one, ["serial_id", "visits"]).columns
    assert "plan" not in encode(one, leave_out=["plan"]).notes
    with pytest.raises(DataError, match="no column 'plam'"):
        encode(one, ["plam"])


def test_new_rows_are_encoded_with_what_was_learned(tmp_path: Path) -> None:
    one = table(tmp_path, mixed())
    seen = encode(one)
    np.testing.assert_allclose(seen.pipeline.transform(mixed().head(9)), seen.values[:9], atol=1e-3)
    strange = mixed(40, seed=9).assign(plan="never seen", member=None, comment=None)
    assert np.isfinite(seen.pipeline.transform(strange)).all()
    with pytest.raises(DataError, match="lack the column 'plan'"):
        seen.pipeline.transform(strange.drop(columns="plan"))


def test_a_sample_says_which_rows_it_is_of(tmp_path: Path) -> None:
    one = table(tmp_path, mixed())
    some = encode(one, ["visits"], sample=50, seed=3)
    assert some.values.shape[0] == len(some.rows) == 50
    assert (np.diff(some.rows) > 0).all()
    chosen = encode(one, ["visits"], rows=np.array([5, 1, 9, 40, 2]))
    np.testing.assert_array_equal(chosen.rows, [5, 1, 9, 40, 2])


@pytest.mark.parametrize("kind", ["number", "category"])
def test_a_column_obeys_its_kind(kind: str, tmp_path: Path) -> None:
    seen = encode(table(tmp_path, pd.DataFrame({"code": [10, 20, 30] * 5}), code=kind))
    assert seen.names == (("code",) if kind == "number" else ("code = 10", "code = 20", "code = 30"))


def test_the_script_gives_the_same_matrix_in_a_fresh_interpreter(tmp_path: Path) -> None:
    one = table(tmp_path, mixed())
    seen = encode(one, seed=2)
    np.testing.assert_allclose(run(seen, one, tmp_path), seen.values, rtol=1e-5, atol=1e-6)


def test_rows_of_unit_length_keep_their_directions_and_new_rows_join_them(tmp_path: Path) -> None:
    one = table(tmp_path, mixed())
    plain = encode(one, seed=2)
    unit = plain.of_unit_length()
    np.testing.assert_allclose(np.linalg.norm(unit.values, axis=1), 1, rtol=1e-5)
    cosine = (unit.values * plain.values).sum(axis=1) / np.linalg.norm(plain.values, axis=1)
    np.testing.assert_allclose(cosine, 1, rtol=1e-5)
    new = one.frame().head(5)
    np.testing.assert_allclose(unit.pipeline.transform(new), unit.values[:5], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(run(unit, one, tmp_path), unit.values, rtol=1e-4, atol=1e-5)


def run(seen: Matrix, one: Table, folder: Path) -> np.ndarray:
    reading = Script(f"frame = pd.read_parquet({str(one.path)!r})", ("import pandas as pd",))
    script = reading + seen.script() + Script(f"np.save({str(folder / 'X.npy')!r}, X)")
    (folder / "script.py").write_text(str(script), encoding="utf-8")
    subprocess.run([sys.executable, "-I", folder / "script.py"], check=True, timeout=120)
    return np.load(folder / "X.npy")


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (pd.DataFrame({"a": pd.Series([], dtype="float64")}), "no rows"),
        (pd.DataFrame({"a": [1.0]}), "every value is the same"),
        (pd.DataFrame({"a": pd.Series([None, None], dtype="float64")}), "every value is missing"),
        (pd.DataFrame({"a": ["", "  "]}), "every value is missing"),
    ],
)
def test_what_cannot_be_seen_is_said(frame: pd.DataFrame, why: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=why):
        encode(table(tmp_path, frame))


@pytest.mark.parametrize(
    "texts", [["a", "b"] * 40, ["😡", "é", "?!"] * 20, [f"{i}" for i in range(60)], [" ".join(["word"] * 5000), "x"] * 10]
)
def test_odd_texts_are_encoded(texts: list[str], tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pd.DataFrame({"t": texts}).to_parquet(path, index=False)
    values = encode(Table("t", "t", path, len(texts), (Column("t", "text", "VARCHAR"),), "1")).values
    assert np.isfinite(values).all()
    assert values.var(axis=0).sum() == pytest.approx(1, abs=1e-3)


def test_huge_and_tiny_numbers_stay_finite(tmp_path: Path) -> None:
    frame = pd.DataFrame({"huge": [1e300, 1.0, 2, 3], "large": [1e30, 2e30, 3e30, 1], "tiny": [1e-300, 2e-300, 3e-300, 0]})
    assert np.isfinite(encode(table(tmp_path, frame, tiny="number")).values).all()


def test_of_many_long_texts_the_beginning_is_looked_at_and_that_is_said(tmp_path: Path) -> None:
    """Above 20,000 rows; the script cuts them in the same way."""
    rng = np.random.default_rng(0)
    words = np.array(["slow", "good", "coffee", "wrong", "stale", "beans", "again"])
    texts = [" ".join(rng.choice(words, 5)) for _ in range(20_001)]
    texts[::100] = [f"{text} {'x' * 300} late words that nobody sees" for text in texts[::100]]
    one = table(tmp_path, pd.DataFrame({"comment": texts}), comment="text")
    seen = encode(one)
    assert "only the first 300 characters of each are looked at" in seen.notes["comment"]
    frame = one.frame()
    assert np.array_equal(seen.pipeline.transform(frame.assign(comment=frame["comment"].str[:300])), seen.values)
    script = tmp_path / "script.py"
    script.write_text(str(seen.script()), encoding="utf-8")
    np.testing.assert_allclose(runpy.run_path(str(script), {"frame": frame})["X"], seen.values, atol=1e-5)
