"""Column names that every tool below can hold: never empty, never twice, never endless."""

from collections.abc import Sequence

from mllab.data.table import Decision

LONGEST = 200


def clean(names: Sequence[object]) -> tuple[list[str], list[Decision]]:
    """Names made usable, and what was changed. Upper and lower case count as the same, as in SQL. O(columns)."""
    taken: set[str] = set()
    made, changed = [], []
    for position, given in enumerate(names, start=1):
        text = "" if given is None else str(given)
        name = (
            "".join(" " if ord(one) < 32 or ord(one) == 127 else one for one in text.encode("utf-8", "replace").decode())
            .strip()[: LONGEST - 10]
            .strip()
            or f"column_{position}"
        )
        name = _unique(name, taken)
        taken.add(name.casefold())
        made.append(name)
        if name != text.strip():
            changed.append(f"{_short(text)} → {_short(name)}")
    if not changed:
        return made, []
    shown = "; ".join(changed[:20]) + (f"; and {len(changed) - 20:,} more" if len(changed) > 20 else "")
    return made, [Decision("column names", shown, f"a name must not be empty, twice the same (in any case) or above {LONGEST} characters")]


def _unique(name: str, taken: set[str]) -> str:
    """`name`, or name_2, name_3... when it is taken."""
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:37] + "...")
