"""What every step promises, present and future: its SQL and its script agree, it learns once, it refuses by name."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mllab.data.prepare import STEPS, Recipe, Step, column_knobs
from mllab.errors import DataError

from .messy import HOSTILE, first, plain, second, table

MORE: list[Step] = [
    STEPS["rename"](column=HOSTILE, to=HOSTILE[::-1]),
    STEPS["rename"](column="age", to="Age"),
    STEPS["drop columns"](columns=(HOSTILE, "plan")),
    STEPS["drop rows with missing"](columns=("age", "plan"), where="all"),
    STEPS["drop rows with missing"](columns=("age", HOSTILE)),
    STEPS["filter rows"](condition="age > 20 and not plan = 'Plus' or `when` is missing"),
    STEPS["filter rows"](condition="joined >= '2021-01-01' and member"),
    STEPS["filter rows"](condition="plan in ['O''Hara \"x\"', 'Family'] or age between 30 and 50"),
    STEPS["deduplicate"](columns=("plan",), keep="last"),
    STEPS["deduplicate"](columns=("age", "joined")),
    STEPS["clip outliers"](),
    STEPS["clip outliers"](columns=("age", HOSTILE), how="quantiles", tail=0.1),
    STEPS["clip outliers"](columns=("age",), how="deviations", width=1.0),
    STEPS["bin"](column="age", bins=5, by="equal width", to="band"),
    STEPS["bin"](column=HOSTILE, bins=3),
    STEPS["bin"](column="visits", bins=50),
    STEPS["derive a column"](to="per visit", formula="age / visits"),
    STEPS["derive a column"](to="age", formula="coalesce(age, 0) % 7 - 2 ** 3"),
    STEPS["derive a column"](to="group", formula="if(age >= 40, upper(plan), 'young')"),
    STEPS["derive a column"](to="flag", formula="age is missing or member"),
    STEPS["derive a column"](to="five", formula="5"),
    STEPS["derive a column"](to="later", formula="max(joined, coalesce(joined, joined))"),
    STEPS["parts of a date"](column="joined", quarter=True, day=True, hour=True, keep=False),
    STEPS["one-hot"](column="plan"),
    STEPS["one-hot"](column="plan", most=2, keep=True),
    STEPS["one-hot"](column="member"),
    STEPS["scale"](),
    STEPS["scale"](columns=("age", HOSTILE), how="0 to 1"),
    STEPS["scale"](columns=("visits",), how="robust"),
    STEPS["fill missing"](how="mean"),
    STEPS["fill missing"](columns=("plan", "member", "joined", "age"), how="most frequent"),
    STEPS["fill missing"](columns=("nothing", "age"), how="value", value="-1"),
    STEPS["fill missing"](columns=("joined",), how="value", value="2000-01-01"),
    STEPS["fill missing"](columns=("plan",), how="value", value='it\'s "none"'),
    STEPS["sample"](rows=5, seed=3),
    STEPS["tidy text"](case="lower"),
    STEPS["retype"](column="amount", kind="number"),
    STEPS["retype"](column="amount", kind="number", decimal=","),
    STEPS["retype"](column="when", kind="date", format="%d.%m.%Y"),
    STEPS["retype"](column="age", kind="category"),
    STEPS["retype"](column="visits", kind="text"),
    STEPS["retype"](column="visits", kind="boolean"),
    STEPS["retype"](column="visits", kind="date"),
    STEPS["retype"](column="member", kind="number"),
    STEPS["retype"](column="member", kind="category"),
    STEPS["retype"](column="joined", kind="text"),
    STEPS["retype"](column="joined", kind="number"),
    STEPS["retype"](column="plan", kind="boolean"),
]


def every() -> list[Step]:
    """One of each step in the catalog as it suggests itself, and the cases above."""
    columns = [column for column in _columns() if column.name != "nothing"]
    return [step.suggest(columns) for step in STEPS.values()] + MORE


def _columns() -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return table(Path(folder), first()).columns


EVERY = every()
IDS = [f"{i}-{step.name}" for i, step in enumerate(EVERY)]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """All steps' scripts on both tables, run in one fresh interpreter (starting pandas anew for each would take minutes)."""
    folder = tmp_path_factory.mktemp("scripts")
    tables = [table(folder, first(), "first"), table(folder, second(), "second")]
    recipes = [Recipe().add(step).fit(tables[0]) for step in EVERY]
    lines = ["import pandas as pd, numpy as np"]
    outs: list[Path] = []
    for recipe in recipes:
        script = recipe.script(tables[0])
        for one in tables:
            lines += [f"frame = pd.read_parquet({str(one.path)!r})", script.body]
            outs.append(folder / f"{len(outs)}.parquet")
            lines.append(f"frame.to_parquet({str(outs[-1])!r})")
    (folder / "all.py").write_text("\n".join(lines), encoding="utf-8")
    run = subprocess.run([sys.executable, "-I", folder / "all.py"], capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-3000:]
    return tables, recipes, [pd.read_parquet(out) for out in outs]


@pytest.mark.parametrize("i", range(len(EVERY)), ids=IDS)
def test_sql_and_script_agree(results: Any, i: int, tmp_path: Path) -> None:
    tables, recipes, found = results
    columns = recipes[i].apply_to(tables[0].path, tmp_path / "out.parquet", tables[0].columns)
    assert plain(pd.read_parquet(tmp_path / "out.parquet")) == plain(found[2 * i])
    assert [column.name for column in columns] == list(found[2 * i].columns)


@pytest.mark.parametrize("i", range(len(EVERY)), ids=IDS)
def test_a_new_file_gets_the_figures_that_were_learned(results: Any, i: int, tmp_path: Path) -> None:
    tables, recipes, found = results
    read_back = Recipe.from_json(json.loads(json.dumps(recipes[i].to_json())))
    read_back.apply_to(tables[1].path, tmp_path / "out.parquet", tables[0].columns)
    assert plain(pd.read_parquet(tmp_path / "out.parquet")) == plain(found[2 * i + 1])
    assert read_back == recipes[i]


@pytest.mark.parametrize("i", range(len(EVERY)), ids=IDS)
def test_the_preview_is_the_head_of_the_result(results: Any, i: int, tmp_path: Path) -> None:
    tables, recipes, found = results
    before = tables[0].path.read_bytes()
    preview = recipes[i].apply(tables[0], rows=4)
    assert not preview.outcomes[0].problem
    assert preview.rows == len(found[2 * i])
    assert plain(preview.frame) == plain(found[2 * i].head(4))
    assert tables[0].path.read_bytes() == before


@pytest.mark.parametrize("step", EVERY, ids=IDS)
def test_repr_is_code(step: Step) -> None:
    assert eval(repr(step), {type(step).__name__: type(step)}) == step


@pytest.mark.parametrize("name", list(STEPS))
def test_an_unknown_column_is_refused_by_name(name: str, tmp_path: Path) -> None:
    messy = table(tmp_path, first())
    for field, knob in column_knobs(STEPS[name]).items():
        step = STEPS[name](**{field: ("agee",) if knob.many else "agee"})
        with pytest.raises(DataError, match=r"Step 1 .*agee.*Did you mean age"):
            Recipe().add(step).apply_to(messy.path, tmp_path / "out.parquet", messy.columns)
        assert not (tmp_path / "out.parquet").exists()


@pytest.mark.parametrize("name", list(STEPS))
def test_every_step_is_explained(name: str) -> None:
    step = STEPS[name]
    assert step.__doc__
    assert not step.__doc__.startswith(f"{step.__name__}(")
    assert all(knob.help for knob in column_knobs(step).values())


@pytest.mark.parametrize("name", list(STEPS))
@pytest.mark.parametrize("rows", [0, 1])
def test_an_empty_table_and_one_row_give_a_table_or_a_reason(name: str, rows: int, tmp_path: Path) -> None:
    small, columns = table(tmp_path, first().head(rows)), table(tmp_path, first(), "whole").columns
    outcome = Recipe().add(STEPS[name].suggest(columns)).apply(small, columns=columns).outcomes[0]
    assert outcome.problem == "" or len(outcome.problem) > 20
    assert outcome.after <= rows
