"""Names inside of a Vega expression: quoted values, never paths or code."""

import json
from collections.abc import Sequence

# Vega's compiler of expressions looks texts up among its own names (vega-parser 7.1): one that is nothing but such a name ends the drawing.
TAKEN = frozenset(
    {
        "if", "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
        "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__",
    }
)  # fmt: skip


def written(names: Sequence[str]) -> str:
    """The names as a list in a Vega expression: JSON, but for names that Vega has taken, which are put together where they are drawn."""
    return f"[{', '.join(_quoted(name) for name in names)}]"


def _quoted(name: str) -> str:
    if name in TAKEN:
        return f"{json.dumps(name[:1])}+{json.dumps(name[1:])}"
    return json.dumps(name, ensure_ascii=True)
