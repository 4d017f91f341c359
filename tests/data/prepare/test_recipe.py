"""The recipe as a whole: order, undo, learning, files of many row groups, and tables that it no longer fits."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mllab.data.prepare import STEPS, Recipe
from mllab.errors import DataError
from mllab.script import Script

from .messy import HOSTILE, first, plain, second, table

FILL = STEPS["fill missing"](columns=("age",), how="median")
CLIP = STEPS["clip outliers"](columns=("age",))
FILL_NUMBER = STEPS["fill missing"](columns=("File_Row_Number",), how="median")
DEDUPLICATE = STEPS["deduplicate"](columns=("visits",))


def test_the_median_is_learned_once_and_is_the_one_numpy_finds(tmp_path: Path) -> None:
    recipe = Recipe().add(FILL).fit(table(tmp_path, first()))
    median = float(np.nanmedian(first()["age"]))
    assert recipe.fitted == ({"values": {"age": median}},)
    recipe.apply_to(table(tmp_path, second(), "other").path, tmp_path / "out.parquet")
    assert pd.read_parquet(tmp_path / "out.parquet")["age"][2] == median


def test_rows_are_counted_before_and_after_each_step(tmp_path: Path) -> None:
    recipe = Recipe().add(FILL).add(DEDUPLICATE).add(STEPS["filter rows"](condition="age < 100"))
    outcomes = recipe.apply(table(tmp_path, first())).outcomes
    assert [(one.before, one.after) for one in outcomes] == [(12, 12), (12, 8), (8, 8)]


def test_moving_and_removing_make_later_steps_learn_anew(tmp_path: Path) -> None:
    recipe = Recipe().add(FILL).add(CLIP).add(DEDUPLICATE).fit(table(tmp_path, first()))
    assert recipe.move(2, 1).steps == (FILL, DEDUPLICATE, CLIP)
    assert recipe.move(2, 1).fitted == (recipe.fitted[0], None, None)
    assert recipe.remove(0).steps == (CLIP, DEDUPLICATE)
    assert recipe.remove(0).fitted == (None, None)
    assert recipe.replace(1, CLIP).fitted == (recipe.fitted[0], None, None)
    with pytest.raises(DataError, match="no step 4"):
        recipe.remove(3)


def test_a_step_that_does_not_fit_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    recipe = Recipe().add(FILL).add(STEPS["drop columns"](columns=("plan",))).add(DEDUPLICATE).fit(table(tmp_path, first()))
    poorer = tmp_path / "poorer.parquet"
    first().drop(columns=["age"]).to_parquet(poorer)
    with pytest.raises(DataError, match=r"Step 1 .*fill missing: there is no column 'age'"):
        recipe.apply_to(poorer, tmp_path / "out.parquet")
    rest, problems = recipe.fitting(poorer)
    assert rest.steps == recipe.steps[1:]
    assert rest.fitted == recipe.fitted[1:]
    assert len(problems) == 1
    assert problems[0].startswith("Step 1: fill missing: there is no column 'age'")
    preview = recipe.apply(poorer)
    assert "age" in preview.outcomes[0].problem
    assert preview.rows == 8
    assert "plan" not in preview.frame


def test_order_is_kept_over_many_row_groups(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"key": rng.integers(0, 40_000, 60_000), "x": rng.normal(size=60_000)})
    frame.to_parquet(tmp_path / "big.parquet", row_group_size=3_000)
    recipe = (
        Recipe()
        .add(STEPS["deduplicate"](columns=("key",)))
        .add(STEPS["filter rows"](condition="x > 0"))
        .add(STEPS["sample"](rows=5_000, seed=1))
    )
    recipe.apply_to(tmp_path / "big.parquet", tmp_path / "out.parquet")
    kept = frame.drop_duplicates("key")
    kept = kept[kept["x"] > 0].reset_index(drop=True)
    expected = kept.iloc[np.sort(np.random.default_rng(1).choice(len(kept), 5_000, replace=False))].reset_index(drop=True)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out.parquet"), expected)


def test_writing_keeps_the_order_even_where_a_condition_is_planned_as_a_join(tmp_path: Path) -> None:
    """Lists of constants become hash joins in DuckDB 2.0; many row groups and both cores give rows every chance to come out of order."""
    frame = pd.DataFrame({"id": np.arange(300_000), "plan": np.tile(["yes", "no", "maybe"], 100_000)})
    frame.to_parquet(tmp_path / "big.parquet", row_group_size=2_048)
    recipe = Recipe().add(STEPS["filter rows"](condition="plan in ['yes', 'no']")).add(STEPS["retype"](column="plan", kind="boolean"))
    recipe = recipe.fit(tmp_path / "big.parquet")
    expected = frame["id"][frame["plan"] != "maybe"].to_numpy()
    for run in range(10):
        recipe.apply_to(tmp_path / "big.parquet", tmp_path / "out.parquet")
        got = pd.read_parquet(tmp_path / "out.parquet", columns=["id"])["id"].to_numpy()
        assert np.array_equal(got, expected), f"run {run + 1}"


def test_columns_called_as_the_row_numbers_are_go_through(tmp_path: Path) -> None:
    frame = pd.DataFrame({"__row": [3, 2, 2, 1], "File_Row_Number": [5.0, 6.0, 6.0, None], "__ROW_": list("abbd")})
    frame.to_parquet(tmp_path / "in.parquet")
    recipe = (
        Recipe()
        .add(STEPS["deduplicate"]())
        .add(FILL_NUMBER)
        .add(STEPS["sample"](rows=2))
        .add(STEPS["rename"](column="__row", to="__row__"))
    )
    recipe.apply_to(tmp_path / "in.parquet", tmp_path / "out.parquet")
    expected = frame.drop_duplicates().fillna({"File_Row_Number": 5.5})
    chosen = np.sort(np.random.default_rng(0).choice(3, 2, replace=False))
    got = pd.read_parquet(tmp_path / "out.parquet")
    assert list(got) == ["__row__", "File_Row_Number", "__ROW_"]
    assert got.to_numpy().tolist() == expected.iloc[chosen].to_numpy().tolist()


def test_the_whole_recipe_as_a_script_in_a_fresh_interpreter(tmp_path: Path) -> None:
    messy = table(tmp_path, first())
    recipe = Recipe().add(STEPS["tidy text"](case="upper")).add(FILL).add(STEPS["rename"](column=HOSTILE, to="odd"))
    recipe = (
        recipe.add(STEPS["filter rows"](condition="odd > 0 or age > 30"))
        .add(STEPS["one-hot"](column="plan"))
        .add(STEPS["rename"](column="nope"))
    )
    recipe = recipe.fit(messy)
    ends = (f"frame = pd.read_parquet({str(messy.path)!r})", f"frame.to_parquet({str(tmp_path / 'out.parquet')!r})")
    script = Script(ends[0], ("import pandas as pd",)) + recipe.script(messy) + Script(ends[1])
    (tmp_path / "script.py").write_text(str(script), encoding="utf-8")
    subprocess.run([sys.executable, "-I", tmp_path / "script.py"], check=True, timeout=120)
    assert "6. rename nope to renamed: left out" in str(script)
    preview = recipe.apply(messy, rows=100)
    assert plain(pd.read_parquet(tmp_path / "out.parquet")) == plain(preview.frame)
    assert preview.rows == 11


def test_kinds_follow_the_steps(tmp_path: Path) -> None:
    messy = table(tmp_path, first())
    recipe = (
        Recipe()
        .add(STEPS["retype"](column="visits", kind="category"))
        .add(STEPS["rename"](column="plan", to="tier"))
        .add(STEPS["bin"](column="age"))
    )
    columns = recipe.apply_to(messy.path, tmp_path / "out.parquet", messy.columns)
    kinds = {column.name: column.kind for column in columns}
    assert kinds["visits"] == "category"
    assert kinds["age range"] == "category"
    assert kinds["tier"] == messy.column("plan").kind


def test_names_that_differ_only_in_capitals_are_refused(tmp_path: Path) -> None:
    preview = Recipe().add(STEPS["rename"](column="age", to="VISITS")).apply(table(tmp_path, first()))
    assert "already a column 'visits'" in preview.outcomes[0].problem


def test_what_is_no_recipe_is_said() -> None:
    with pytest.raises(DataError, match="not a recipe"):
        Recipe.from_json({"steps": [{"name": "rename"}]})


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a.b\n\"c\"'d'", "😡" * 50, "x" * 10_000])
def test_hostile_names_go_through(name: str, tmp_path: Path) -> None:
    pd.DataFrame({name: [1.0, None, 3.0, 3.0], "b": [1, 2, 3, 3]}).to_parquet(tmp_path / "in.parquet")
    recipe = Recipe().add(STEPS["clip outliers"]()).add(STEPS["deduplicate"]()).add(STEPS["scale"]())
    recipe = recipe.add(STEPS["fill missing"](columns=(name,), how="value", value="0"))
    columns = recipe.apply_to(tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert [column.name for column in columns] == [name, "b"]
    assert len(pd.read_parquet(tmp_path / "out.parquet")) == 3
