"""JSON and JSON Lines: records, columns, arrays; nested objects become columns `a.b`, one level deep."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mllab.data.read import names
from mllab.data.read.convert import Content, typed
from mllab.data.read.options import ReadOptions
from mllab.data.read.told import told
from mllab.data.read.values import to_arrow
from mllab.data.table import Decision
from mllab.errors import DataError

LARGEST = 512 << 20


def read_json(path: Path, name: str, options: ReadOptions) -> Content:
    """A JSON document as a table. DataError says where a damaged document breaks."""
    _check_size(path, name)
    try:
        text, encoding = _text(path)
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{name} is not valid JSON ({error}). Export it again, or name it .jsonl if every line is a document.") from error
    rows, shape = _records(document, name)
    content = _content([(at, row) for at, row in enumerate(rows, start=1)], [], [Decision("shape", shape[0], shape[1])], options, name)
    content.how |= {"encoding": encoding, "frame": _frame(document) if encoding else ""}
    return content


def read_lines(path: Path, name: str, options: ReadOptions) -> Content:
    """One JSON document per line. A line that is none is listed as a reject and the others are read."""
    _check_size(path, name)
    text, encoding = _text(path)
    values, rejects = _parsed(text)
    if not values:
        raise DataError(f"{name} holds no line of valid JSON. Check that it is JSON Lines: one object per line.")
    rows = [(line, value if isinstance(value, dict) else {"value": value}) for line, value in values]
    content = _content(rows, rejects, [Decision("shape", "lines", "every line is a JSON document")], options, name)
    content.how |= {"encoding": encoding, "frame": _frame([value for _, value in values]) if encoding else ""}
    return content


def _parsed(text: str) -> tuple[list[tuple[int, Any]], list[dict[str, Any]]]:
    """The document of each line with its number (from 1), and the lines that hold none."""
    values, rejects = [], []
    for line, one in enumerate(text.split("\n"), start=1):
        if not one.strip():
            continue
        try:
            values.append((line, json.loads(one)))
        except (ValueError, RecursionError) as error:
            rejects.append({"line": line, "column": "", "raw": one, "reason": f"not valid JSON ({error}); left out"})
    return values, rejects


def _frame(document: Any) -> str:
    """The pandas call that makes the same frame of `document`; empty when none does."""
    if _objects(document):
        return "pd.json_normalize(document, max_level=1)"
    if not isinstance(document, dict):
        return ""
    if isinstance(document.get("columns"), list) and isinstance(document.get("data"), list):
        return "pd.DataFrame(document['data'], columns=document['columns'])" if all(map(_flat, document["data"])) else ""
    values = list(document.values())
    if all(isinstance(value, list) for value in values) and len(values) > 1:
        return "pd.DataFrame(document)" if len(set(map(len, values))) == 1 and all(map(_flat, values)) else ""
    lists = [key for key, value in document.items() if isinstance(value, list) and value]
    if lists:
        chosen = max(lists, key=lambda key: len(document[key]))
        return f"pd.json_normalize(document[{chosen!r}], max_level=1)" if _objects(document[chosen]) else ""
    return "" if all(isinstance(value, dict) for value in values) else "pd.json_normalize([document], max_level=1)"


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _flat(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(one, dict | list) for one in value)


def _check_size(path: Path, name: str) -> None:
    if path.stat().st_size > LARGEST:
        raise DataError(
            f"{name} has {path.stat().st_size >> 20:,} MB; JSON is read whole, up to {LARGEST >> 20} MB. Convert it to Parquet or CSV."
        )


def _text(path: Path) -> tuple[str, str]:
    """The text of a file and its encoding; the encoding is empty for bytes that had to be replaced."""
    data = path.read_bytes()
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), ""


def _records(document: Any, name: str) -> tuple[list[dict[str, Any]], tuple[str, str]]:
    if isinstance(document, list):
        return _from_list(document, name)
    if not isinstance(document, dict) or not document:
        raise DataError(f"{name} holds a single value, not a table. Give a list of objects, or an object of columns.")
    if isinstance(document.get("columns"), list) and isinstance(document.get("data"), list):
        heads = [str(head) for head in document["columns"]]
        rows = [dict(zip(heads, row, strict=False)) for row in document["data"] if isinstance(row, list)]
        return rows, ("split", "the document has 'columns' and 'data'")
    values = list(document.values())
    if all(isinstance(value, list) for value in values) and len(values) > 1:
        return _from_columns(document), ("columns", "every key holds a list of values")
    if all(isinstance(value, dict) and all(key.isdigit() for key in value) for value in values) and any(values):
        keys = sorted({key for value in values for key in value}, key=int)
        return [{head: value.get(key) for head, value in document.items()} for key in keys], ("columns", "every key holds numbered values")
    lists = [key for key, value in document.items() if isinstance(value, list) and value]
    if lists:
        chosen = max(lists, key=lambda key: len(document[key]))
        rows, _ = _from_list(document[chosen], name)
        return rows, ("records", f"the longest list in the document is under {chosen!r}")
    return [document], ("records", "the document is one object: one row")


def _from_list(document: list[Any], name: str) -> tuple[list[dict[str, Any]], tuple[str, str]]:
    if not document:
        raise DataError(f"{name} holds an empty list. There are no rows to read.")
    if all(isinstance(one, list) for one in document):
        width = max(len(one) for one in document)
        heads = (
            document[0] if len(document) > 1 and len(document[0]) == width and all(isinstance(one, str) for one in document[0]) else None
        )
        keys, _ = names.clean(heads or [f"column_{i + 1}" for i in range(width)])
        return [dict(zip(keys, one, strict=False)) for one in document[1 if heads else 0 :]], ("rows", "a list of lists")
    rows = [one if isinstance(one, dict) else {"value": one} for one in document]
    mixed = any(not isinstance(one, dict) for one in document) and any(isinstance(one, dict) for one in document)
    return rows, ("records", "a list of objects" + (", others are in the column 'value'" if mixed else ""))


def _from_columns(document: dict[str, list[Any]]) -> list[dict[str, Any]]:
    longest = max(len(column) for column in document.values())
    return [{head: column[i] if i < len(column) else None for head, column in document.items()} for i in range(longest)]


def _content(
    rows: list[tuple[int, dict[str, Any]]], rejects: list[dict[str, Any]], said: list[Decision], options: ReadOptions, name: str
) -> Content:
    flat = [(line, dict(_flattened(row))) for line, row in rows]
    heads = list(dict.fromkeys(key for _, row in flat for key in row))
    if not heads:
        raise DataError(f"{name} holds only empty objects. There are no columns to read.")
    made, renamed = names.clean(heads)
    columns = {key: [row.get(head) for _, row in flat] for key, head in zip(made, heads, strict=True)}
    content = typed(to_arrow(columns), [line for line, _ in flat], options)
    content.how = told(columns, content, bool(renamed), blanks=True)
    content.rejects = rejects + content.rejects
    content.decisions = [*said, *renamed, *content.decisions]
    return content


def _flattened(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, dict) and value:
            yield from ((f"{key}.{inner}", below) for inner, below in value.items())
        else:
            yield key, value
