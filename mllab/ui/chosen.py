"""The sidebar of pages that compare rows: by which columns, by which seed, and what the colours mean."""

from collections.abc import Collection, Sequence

import streamlit as st

from mllab.data.table import Table


def choose_columns(table: Table) -> list[str]:
    """A multiselect of the columns to use: at first the numbers, since distances are plainest there."""
    usable = [column.name for column in table.columns if column.kind != "identifier"]
    numbers = table.of_kind("number")
    default = numbers if len(numbers) >= 2 else table.of_kind("number", "category", "boolean")
    return st.multiselect(
        "Columns",
        usable,
        default=[name for name in default if name not in found_out(table)] or usable,
        key=f"columns-{table.id}",
        bind="query-params",
        help="What rows are compared by. Leave out what you want to explain later, such as a known class.",
    )


def choose_colour(table: Table, found: Sequence[str], default: str = "") -> str:
    """What the colours of the picture show: something that the page has `found`, or a column."""
    names = [*found, *(name for name in table.names if name not in found)]
    at = names.index(default) if default in names else 0
    about = f"{', '.join(found[:-1])}{' or ' if len(found) > 1 else ''}{found[-1]}" if found else ""
    said = f"{about[:1].upper()}{about[1:]}, or any column of the table." if about else "Any column of the table."
    return st.selectbox("Colour by", names, index=at, key="colour", bind="query-params", help=said)


def choose_seed() -> int:
    """The seed of everything random here."""
    return st.number_input(
        "Seed",
        0,
        9999,
        0,
        key="seed",
        bind="query-params",
        help="Another seed, another start: what changes with it is not to be trusted.",
    )


def target(table: Table) -> str:
    """The column that a sample is known to predict; none for the user's own tables."""
    return next(iter(found_out(table)), "")


def likely_target(table: Table) -> str:
    """What a sample is known to predict; of other tables the column that one would most likely want to."""
    from mllab.models import task

    known = target(table)
    return known if known in table.names else task.likely_target(table)


def found_out(table: Table) -> tuple[str, ...]:
    """The columns of a sample that are to be found out, the target first: not what rows are compared by."""
    from mllab.data.samples import SAMPLES

    sample = SAMPLES.get(table.id.removeprefix("sample-")) if table.id.startswith("sample-") else None
    return (*((sample.target,) if sample.target else ()), *sample.hidden) if sample else ()


def free(name: str, taken: Collection[str]) -> str:
    """`name`, or the first of `name 2`, `name 3` ... that no column has."""
    return next(one for one in (name, *(f"{name} {i}" for i in range(2, len(taken) + 3))) if one not in taken)
