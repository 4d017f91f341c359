"""Column names that can be told apart: several header rows joined, empty ones numbered, equal ones counted."""

from typing import TYPE_CHECKING

from mllab.data.table import Decision

if TYPE_CHECKING:
    from mllab.data.csv.report import Report


def _spread(group: list[str], last: list[str]) -> list[str]:
    """A sparse row of group names: each stands for the empty cells after it, as a merged cell of a spreadsheet does."""
    if sum(map(bool, group)) >= sum(map(bool, last)):
        return group
    found, name = [], ""
    for cell in group:
        name = cell or name
        found.append(name)
    return found


def column_names(header: list[list[str]], width: int, report: "Report") -> tuple[str, ...]:
    """Unique, non-empty names for `width` columns from any number of header rows."""
    header = [*(_spread(row, header[-1]) for row in header[:-1]), *header[-1:]]
    joined = [" ".join(part for row in header if j < len(row) and (part := " ".join(row[j].split()))) for j in range(width)]
    names, taken, changed = [], set(filter(None, joined)), []
    seen: set[str] = set()
    for j, name in enumerate(joined, 1):
        unique = name or f"column_{j}"
        if unique in seen or (not name and unique in taken):
            base, n = unique, 2
            while unique in seen or unique in taken:
                unique, n = f"{base}_{n}", n + 1
        if header and unique != name:
            changed.append(f"{name or 'empty'} -> {unique}")
        seen.add(unique)
        names.append(unique)
    if changed:
        listed = "; ".join(changed[:10]) + (f" and {len(changed) - 10} more" if len(changed) > 10 else "")
        report.decisions.append(Decision("column names", listed, "names must be there and differ"))
    return tuple(names)
