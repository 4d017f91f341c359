"""The same reading in plain pandas, for the code panel: which files it can do that for, and why not the others."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mllab.data.read import scripted
from mllab.data.read.finish import HOW
from mllab.data.table import Table
from mllab.script import Script

CHANGED = "Cells, lines or column names did not fit and were changed; each is listed with the table."
ODD = "Some columns are written in ways that pandas does not read alone (currency, brackets, several forms of dates)."
MIXED = "Some columns mix texts with other values, or hold lists and objects, which mllab stored as text."


def reading_script(table: Table, path_text: str = "") -> Script:
    """A script that leaves the table as `frame`. It reads the user's own file where pandas alone gives the same frame;
    where it cannot, it reads the table downloaded as Parquet and says why in a comment. A prepared table is read as it was
    before its recipe: the recipe has a script of its own.
    """
    how = _how(table)
    name = path_text or (table.source.name if table.source else table.name)
    if why := _beyond_pandas(how, table):
        parquet = str(Path(name).with_suffix(".parquet")) if name.strip("./") else "table.parquet"
        told = f"# {why}\n# So this reads the table as mllab stored it: download it as Parquet.\nframe = pd.read_parquet({parquet!r})"
        return Script(told, scripted.PANDAS)
    return scripted.SCRIPTS[how["format"]](how, name)


def _how(table: Table) -> dict[str, Any]:
    path = table.path.with_name(HOW)
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {"format": "table"}


def _beyond_pandas(how: dict[str, Any], table: Table) -> str:
    """Why pandas alone cannot read the source to the same frame; empty when it can."""
    if how["format"] not in scripted.SCRIPTS:
        return "The source is not there as a file that pandas reads."
    if packed := how.get("packed"):
        if packed not in (["gzip"], ["zip"]) or how["format"] not in scripted.PACKED[packed[0]]:
            return "The source is packed in a way that pandas does not unpack for this format."
        if not how.get("alone", True):
            return "The source is one of several files in a zip."
    needed, judged = JUDGES[how["format"]]
    if needed not in how:
        return "The file is big and was read in pieces, or it was read by an earlier version of mllab."
    return judged(how, table)


def _csv(how: dict[str, Any], table: Table) -> str:
    if not how["layout"]["plain"] or how["mended"]:
        return "The file has rows that pandas cannot read as they are; mllab repaired or left them out and listed each one."
    if how["renamed"] or len(table.rejects):
        return CHANGED
    if any(plan["close"] for plan in how["plans"].values()):
        return ODD
    decimals = {plan["decimal"] for plan in how["plans"].values() if plan["decimal"]}
    return "The columns use different decimal signs." if len(decimals) > 1 else ""


def _excel(how: dict[str, Any], table: Table) -> str:
    if how["blank"]:
        return "The sheet has empty rows between its rows, which mllab left out."
    return _values(how, table, bool((table.rejects["reason"] != "above the header").any()))


def _json(how: dict[str, Any], table: Table) -> str:
    if not how["frame"]:
        return "The document is built in a way that pandas does not make this table of in one call."
    return _values(how, table, bool(len(table.rejects)))


def _values(how: dict[str, Any], table: Table, rejected: bool) -> str:
    if how["renamed"] or rejected:
        return CHANGED
    if how["mixed"]:
        return MIXED
    return ODD if any(plan["close"] for plan in how["plans"].values()) else ""


def _columnar(how: dict[str, Any], table: Table) -> str:
    return "" if how["same"] else "Some columns were stored as another type, or renamed."


JUDGES: dict[str, tuple[str, Callable[[dict[str, Any], Table], str]]] = {  # what must be known of a format, and who judges it
    "csv": ("layout", _csv), "excel": ("names", _excel), "json": ("names", _json), "jsonl": ("names", _json),
    "parquet": ("same", _columnar), "arrow": ("same", _columnar),
}  # fmt: skip
