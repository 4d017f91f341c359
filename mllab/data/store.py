"""The workspace: tables that are still there tomorrow, each a folder of plain files.

    tables/<id>/table.json  source.<ext>  data.parquet  rejects.parquet  reading.json  profile.json  recipe.json  prepared.parquet

A folder is made beside the others under a hidden name and renamed when it is whole, so a half-written table is never seen.
"""

import io
import shutil
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from mllab.data.shelf import arriving, facts, places, prepared
from mllab.data.shelf.inbox import server_files, server_folder
from mllab.data.shelf.places import ID
from mllab.data.table import Table
from mllab.errors import DataError
from mllab.paths import workspace

if TYPE_CHECKING:
    import pandas as pd

    from mllab.data.prepare import Recipe

__all__ = [
    "ID", "add", "damaged", "delete", "describe", "from_frame", "listing", "open", "paste", "recipe", "rename", "reread",
    "server_files", "server_folder", "set_recipe", "unprepared", "workspace",
]  # fmt: skip


def add(source: str | Path | bytes | BinaryIO, name: str | None = None, origin: str = "", **options: Any) -> Table:
    """Bring a file into the workspace: hashed in pieces, copied (a finished upload is moved), read, and kept.

    The same bytes twice are one table. Raises DataError when it is no table; nothing is left behind then, and an upload
    is where it was.
    """
    from mllab.data.read import read

    upload = arriving.upload(source)
    with places.making() as folder:
        with arriving.opened(source) as stream:
            shown = arriving.shown(name or Path(str(getattr(stream, "name", "table"))).name)
            kept = folder / f"source.{arriving.extension(shown)}"
            digest = arriving.taken(stream, None if upload else kept)
        if (known := _with_digest(digest)) is not None:
            return known
        with arriving.moved(upload, kept):
            table = read(kept, name=shown, into=folder, digest=digest, **options)
            facts.write(folder, replace(table, name=shown, origin=origin), digest, kept.name)
            id = places.settle(folder, table.id)
    return open(id)


def paste(text: str, name: str = "pasted") -> Table:
    """A table from pasted text."""
    if not text.strip():
        raise DataError("Nothing was pasted. Copy some rows, with their header, and paste them here.")
    return add(text.encode("utf-8", "replace"), name, "pasted")


def from_frame(frame: "pd.DataFrame", name: str, origin: str = "computed by mllab") -> Table:
    """A pandas frame as a new table of the workspace; its index is left out. The same content twice is one table."""
    buffer = io.BytesIO()
    named = frame.set_axis([str(column) for column in frame.columns], axis=1)
    try:
        named.to_parquet(buffer, index=False)
    except (ValueError, TypeError) as error:  # pyarrow's errors are both
        raise DataError(f"{name} holds values that a table cannot keep ({error}). Make each column one type.") from error
    buffer.seek(0)
    return add(buffer, name, origin)


def open(id: str) -> Table:
    """The table with this id, its recipe applied. DataError when there is none or its folder is damaged."""
    return facts.prepared(places.folder(id))


def unprepared(id: str) -> Table:
    """The table as it was read, without its recipe."""
    return facts.table(places.folder(id))


def listing() -> list[Table]:
    """All tables that can be opened, newest first. A damaged one gives a warning and does not hide the others."""
    found = []
    for folder in places.folders():
        try:
            found.append((facts.read(folder)["added"], facts.prepared(folder)))
        except DataError as error:
            warnings.warn(str(error), stacklevel=2)
    return [table for _, table in sorted(found, key=lambda one: one[0], reverse=True)]


def damaged() -> dict[str, str]:
    """The ids of the folders that cannot be opened, and why."""
    found = {}
    for folder in places.folders():
        try:
            facts.prepared(folder)
        except DataError as error:
            found[folder.name] = str(error)
    return found


def rename(id: str, name: str) -> Table:
    """Give it another name to show; its id, and links to it, stay."""
    if not name.strip():
        raise DataError("A table needs a name. Type one.")
    facts.change(places.folder(id), name=arriving.shown(name))
    return open(id)


def describe(id: str, description: str) -> Table:
    """Note what the table is about."""
    facts.change(places.folder(id), description=description)
    return open(id)


def delete(id: str) -> None:
    """Remove the table and all that is known of it. There is no way back."""
    places.remove(places.folder(id))


def reread(id: str, **options: Any) -> Table:
    """Read the source again with changed decisions; earlier changes stay unless given anew, None takes one back.

    Id, name, description and recipe are kept. DataError leaves the table as it was.
    """
    from mllab.data.read import read

    folder = places.folder(id)
    known = facts.read(folder)
    source = folder / known["source"]
    if not source.exists():
        raise DataError(f"The source of the table {id} is no longer there, so it cannot be read again. Bring the file anew.")
    with places.making() as fresh:
        table = read(source, name=known["name"], into=fresh, digest=known["digest"], **_merged(facts.options(folder), options))
        arriving.linked(source, fresh / known["source"])
        table = replace(table, id=id, description=known["description"], origin=known["origin"])
        facts.write(fresh, table, known["digest"], known["source"], known["added"])
        if (folder / prepared.RECIPE).exists():
            shutil.copyfile(folder / prepared.RECIPE, fresh / prepared.RECIPE)
            prepared.prepare(fresh, prepared.recipe(folder))
        places.replace(folder, fresh)
    return open(id)


def _merged(earlier: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """Options over earlier ones; the types of single columns add up."""
    merged = earlier | options
    if options.get("types") is not None:
        merged["types"] = {**earlier.get("types", {}), **options["types"]}
    return merged


def recipe(id: str) -> "Recipe":
    """The recipe of a table; an empty one when none was set."""
    return prepared.recipe(places.folder(id))


def set_recipe(id: str, recipe: "Recipe") -> Table:
    """Keep a recipe with the table and apply it. DataError names a step that does not fit; the table is then as before."""
    prepared.prepare(places.folder(id), recipe)
    return open(id)


def _with_digest(digest: str) -> Table | None:
    for folder in places.root().glob(f"*-{digest[:6]}"):
        try:
            if facts.read(folder)["digest"] == digest:
                return facts.prepared(folder)
        except DataError:
            continue  # a damaged folder is told by listing(); it must not keep the file from being added anew
    return None
