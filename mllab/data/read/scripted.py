"""One call of pandas for each format, with the decisions that were taken."""

from collections.abc import Callable
from typing import Any

from mllab.script import Script

PANDAS = ("import pandas as pd",)
PACKED = {"gzip": {"csv", "json", "jsonl"}, "zip": {"csv"}}  # what the calls below unpack by themselves
USUAL = {"skiprows": 0, "skipfooter": 0, "engine": "c", "decimal": ".", "quotechar": '"', "dtype": {}, "header": 0}  # pandas' own


def csv(how: dict[str, Any], name: str) -> Script:
    """read_csv with everything told."""
    layout, plans = how["layout"], how["plans"]
    decimals = {plan["decimal"] for plan in plans.values() if plan["decimal"]}
    arguments: dict[str, Any] = {
        "sep": layout["delimiter"],
        "encoding": layout["encoding"],
        "header": None,
        "names": list(plans),
        "skiprows": layout["skip_rows"] + layout["header_rows"],
        "skipfooter": layout["footer_rows"],
        "engine": "python" if layout["footer_rows"] else "c",
        "decimal": "," if decimals == {","} else ".",
        "dtype": {column: _dtype(plan) for column, plan in plans.items() if _dtype(plan)},
        "keep_default_na": False,
        "na_values": _missing({column: sorted(plan["missing"]) for column, plan in plans.items()}),
    }
    arguments |= {"quoting": 3} if not layout["quote"] else {"quotechar": layout["quote"]}
    if decimals and arguments["engine"] == "c":
        arguments["float_precision"] = "round_trip"
    if packed := how.get("packed"):
        arguments["compression"] = packed[0]
    typed = [line for column, plan in plans.items() if plan["type"] not in {"integer", "decimal"} for line in _typed(column, plan)]
    return Script("\n".join([_call("read_csv", name, arguments), *typed]), PANDAS)


def excel(how: dict[str, Any], name: str) -> Script:
    """read_excel of one sheet, from the first row below the header."""
    plans, names = how["plans"], how["names"]
    arguments: dict[str, Any] = {
        "sheet_name": how["sheet"],
        "engine": "calamine",
        "header": None,
        "names": names,
        "usecols": how["columns"],
        "skiprows": how["skip"],
        "dtype": dict.fromkeys(plans, "str"),
        "keep_default_na": False,
        "na_values": _missing({column: sorted({"", *plans[column]["missing"]} if column in plans else {""}) for column in names}),
    }
    if how["columns"] == list(range(len(names))):
        del arguments["usecols"]
    lines = [line for column, plan in plans.items() for line in _typed(column, plan)]
    return Script("\n".join([_call("read_excel", name, arguments), *lines]), PANDAS)


def document(how: dict[str, Any], name: str) -> Script:
    """JSON and JSON Lines by Python's json, which keeps whole numbers and texts as they are, and a frame of it."""
    opened = "gzip.open" if how.get("packed") else "open"
    read = "[json.loads(line) for line in file if line.strip()]" if how["format"] == "jsonl" else "json.load(file)"
    lines = [
        f"with {opened}({name!r}, 'rt', encoding={how['encoding']!r}) as file:",
        f"    document = {read}",
        f"frame = {how['frame']}[{how['names']!r}]",
    ]
    for column, plan in how["plans"].items():
        if plan["missing"]:
            lines.append(f"frame[{column!r}] = frame[{column!r}].mask(frame[{column!r}].isin({plan['missing']!r}))")
        lines += _typed(column, plan)
    imports = ("import json", *PANDAS) if not how.get("packed") else ("import gzip", "import json", *PANDAS)
    return Script("\n".join(lines), imports)


def parquet(how: dict[str, Any], name: str) -> Script:
    """read_parquet; through pyarrow where pandas would make an index of what is a column here."""
    if how["index"]:
        return Script(f"frame = pq.read_table({name!r}).to_pandas(ignore_metadata=True)", ("import pyarrow.parquet as pq",))
    return Script(f"frame = pd.read_parquet({name!r})", PANDAS)


def arrow(how: dict[str, Any], name: str) -> Script:
    """read_feather, which reads Arrow files too; a stream or a kept index through pyarrow."""
    if how["stream"]:
        text = f"with pa.OSFile({name!r}) as file:\n    frame = pa.ipc.open_stream(file).read_all().to_pandas(ignore_metadata=True)"
        return Script(text, ("import pyarrow as pa",))
    if how["index"]:
        return Script(f"frame = feather.read_table({name!r}).to_pandas(ignore_metadata=True)", ("from pyarrow import feather",))
    return Script(f"frame = pd.read_feather({name!r})", PANDAS)


SCRIPTS: dict[str, Callable[[dict[str, Any], str], Script]] = {
    "csv": csv, "excel": excel, "json": document, "jsonl": document, "parquet": parquet, "arrow": arrow,
}  # fmt: skip


class Written(str):
    """Code that stands as it is among the values of a call."""

    __repr__ = str.__str__


def _missing(by_column: dict[str, list[str]]) -> list[str] | Written:
    """The words for missing: one list where all columns share it, and each list once."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for column, words in by_column.items():
        groups.setdefault(tuple(words), []).append(column)
    if len(groups) == 1:
        return list(next(iter(groups)))
    return Written(" | ".join(f"dict.fromkeys({columns!r}, {list(words)!r})" for words, columns in groups.items()) or "{}")


def _call(function: str, name: str, arguments: dict[str, Any]) -> str:
    given = [f"    {key}={value!r}," for key, value in arguments.items() if key not in USUAL or value != USUAL[key]]
    return "\n".join([f"frame = pd.{function}(\n    {name!r},", *given, ")"])


def _typed(column: str, plan: dict[str, Any]) -> list[str]:
    """Lines that turn a column of texts into what the plan says."""
    cell = f"frame[{column!r}]"
    if plan["formats"]:
        return [f"{cell} = pd.to_datetime({cell}, format={plan['formats'][0]!r})"]
    if plan["type"] == "boolean":
        return [f"{cell} = {cell}.str.lower().isin({plan['true']!r}).where({cell}.notna())"]
    if plan["type"] == "integer":
        return [f"{cell} = pd.to_numeric({cell})"]
    if plan["type"] == "decimal":
        point = ".str.replace(',', '.')" if plan["decimal"] == "," else ""
        return [f"{cell} = {cell}{point}.astype('float')"]
    return []


def _dtype(plan: dict[str, Any]) -> str:
    if plan["type"] in {"text", "boolean", "date", "timestamp"}:
        return "str"
    return "float" if plan["type"] == "decimal" else ""
