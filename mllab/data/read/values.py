"""Python values (from sheets and JSON) to Arrow columns: native types stay, mixed ones become texts to be judged cell by cell."""

import datetime as dt
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

LARGEST = 2**63 - 1


def to_arrow(columns: Mapping[str, Sequence[Any]]) -> "pa.Table":
    """A table of BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP or text columns. O(cells)."""
    import pyarrow as pa

    arrays = [_array(values) for values in columns.values()]
    return pa.table(arrays, names=list(columns)) if arrays else pa.table({})


def _array(values: Sequence[Any]) -> "pa.Array":
    import pyarrow as pa

    present = [value for value in values if not _missing(value)]
    kinds = {type(value) for value in present}
    plain = [None if _missing(value) else value for value in values]
    if kinds == {bool}:
        return pa.array(plain, pa.bool_())
    if kinds and kinds <= {int, float} and all(math.isinf(one) or abs(one) <= LARGEST for one in present):
        if all(isinstance(one, int) or one.is_integer() for one in present):
            return pa.array([None if one is None else int(one) for one in plain], pa.int64())
        return pa.array([None if one is None else float(one) for one in plain], pa.float64())
    if kinds and kinds <= {dt.date, dt.datetime}:
        return _dates(plain)
    return pa.array([None if one is None else as_text(one) for one in plain], pa.string())


def _dates(values: Iterable[Any]) -> "pa.Array":
    import pyarrow as pa

    moments = [None if one is None else one if isinstance(one, dt.datetime) else dt.datetime.combine(one, dt.time()) for one in values]
    if all(one is None or one.time() == dt.time() for one in moments):
        return pa.array([None if one is None else one.date() for one in moments], pa.date32())
    return pa.array([None if one is None else one.replace(tzinfo=None) for one in moments], pa.timestamp("us"))


def _missing(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def as_text(value: Any) -> str:
    """A value as the text a person would type; lists and objects as JSON. Half characters (lone surrogates) become "?"."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace").decode()
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return str(value)
