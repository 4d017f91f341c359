"""A table's recipe: kept as recipe.json, applied to prepared.parquet."""

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from mllab.data.read.finish import DATA
from mllab.data.shelf import facts
from mllab.data.shelf.facts import FACTS, PREPARED
from mllab.data.table import Column

if TYPE_CHECKING:
    from mllab.data.prepare import Recipe

RECIPE, PROFILE = "recipe.json", "profile.json"


def recipe(folder: Path) -> "Recipe":
    """The recipe of a table; an empty one when none was set."""
    from mllab.data.prepare import Recipe

    path = folder / RECIPE
    return Recipe.from_json(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Recipe()


def prepare(folder: Path, recipe: "Recipe") -> None:
    """Apply a recipe and keep it; an empty one takes the preparation back. DataError names a step that does not fit."""
    known = facts.read(folder)
    if not len(recipe):
        known.pop("prepared", None)
        facts.write_json(folder / FACTS, known)
        for name in (RECIPE, PREPARED, PROFILE):
            (folder / name).unlink(missing_ok=True)
        return
    source, columns = folder / DATA, [Column(**one) for one in known["columns"]]
    fitted = recipe.fit(source, columns)
    made = _applied(fitted, source, columns, folder)
    import pyarrow.parquet as pq

    text = json.dumps(fitted.to_json(), sort_keys=True)
    version = hashlib.sha256(f"{known['version']}{text}".encode()).hexdigest()[:16]
    rows = pq.read_metadata(folder / PREPARED).num_rows
    facts.write_json(folder / RECIPE, fitted.to_json())
    facts.change(folder, prepared={"version": version, "rows": rows, "columns": [asdict(one) for one in made]})
    (folder / PROFILE).unlink(missing_ok=True)


def _applied(fitted: "Recipe", source: Path, columns: list[Column], folder: Path) -> list[Column]:
    """Write prepared.parquet, whole or not at all; the columns it has."""
    writing = folder / f"writing-{os.getpid()}.parquet"
    try:
        made = fitted.apply_to(source, writing, columns)
        os.replace(writing, folder / PREPARED)
    finally:
        writing.unlink(missing_ok=True)
    return list(made)
