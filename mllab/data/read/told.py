"""What a script has to know of columns that came with values of their own (from sheets and JSON)."""

from collections.abc import Mapping, Sequence
from typing import Any

from mllab.data.read.convert import Content
from mllab.data.read.values import as_text


def told(columns: Mapping[str, Sequence[Any]], content: Content, renamed: bool, blanks: bool) -> dict[str, Any]:
    """Names, plans of the text columns, and whether a column is `mixed`: a text made of what was none.

    `blanks`: an empty text among numbers or dates counts as such a mix, as nothing but a reader of its own removes it. O(cells).
    """
    mixed = any(
        any(value not in ("", None) and as_text(value) != value for value in values)
        if name in content.plans
        else blanks and any(value == "" for value in values)
        for name, values in columns.items()
    )
    plans = {name: plan.told() for name, plan in content.plans.items()}
    return {"names": list(columns), "plans": plans, "mixed": mixed, "renamed": renamed}
