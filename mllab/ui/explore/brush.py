"""What was selected in a chart, as filters of rows."""

from collections.abc import Mapping
from typing import Any

from mllab.data.plot import Drawing, Filter, NoneOf, OneOf, Range

OTHER = "(other)"


def filters(drawing: Drawing, event: Mapping[str, Any] | None) -> tuple[Filter, ...]:
    """The filters that a chart's selection means: `brush` gives ranges, `pick` values."""
    selection = (event or {}).get("selection", {})
    return (*_ranges(drawing, selection.get("brush") or {}), *_values(drawing, selection.get("pick") or []))


def _ranges(drawing: Drawing, brush: Mapping[str, Any]) -> list[Filter]:
    found: list[Filter] = []
    for axis, name in (("x", drawing.spec.x), ("y", drawing.spec.y)):
        if name and len(brush.get(axis, ())) == 2:
            low, high = sorted(float(end) for end in brush[axis])
            scale = 1000 if axis in drawing.dates else 1  # Vega-Lite tells time in thousandths of a second
            found.append(Range(name, low / scale, high / scale))
    return found


def _values(drawing: Drawing, picked: list[Mapping[str, Any]]) -> list[Filter]:
    found: list[Filter] = []
    for axis, name in (("x", drawing.spec.x), ("y", drawing.spec.y), ("f", drawing.spec.facet)):
        chosen = tuple(dict.fromkeys(str(point[axis]) for point in picked if axis in point))
        if name and chosen:
            kept = drawing.order(axis)
            others = tuple(value for value in kept if value != OTHER and value not in chosen)
            found.append(NoneOf(name, others) if OTHER in chosen and OTHER in kept else OneOf(name, chosen))
    return found
