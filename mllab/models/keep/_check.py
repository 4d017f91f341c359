"""New rows against those that a model learned from: every difference said, before anything is predicted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mllab.data.table import Column
from mllab.models.keep._brought import brought
from mllab.models.keep._facts import Facts
from mllab.models.keep._seen import Seen

if TYPE_CHECKING:
    import pandas as pd

LISTED = 6
OUTSIDE = 0.01  # share of the range by which a number may lie outside of it unsaid: what rounding does


@dataclass(frozen=True)
class Mismatch:
    """One difference. `stops` says that nothing can be predicted so; all others are answered as the message says."""

    stops: bool
    about: str
    what: Literal["missing column", "extra columns", "other kind", "not readable", "unseen values", "out of range", "missing values"]
    message: str
    count: int = 0


def mismatches(facts: Facts, frame: "pd.DataFrame", columns: Sequence[Column] = ()) -> tuple[Mismatch, ...]:
    """How the rows of `frame` differ from the rows learned from, what stops first. `columns` tell their kinds, where known. O(n d)."""
    kinds = {column.name: column.kind for column in columns}
    usual = brought(facts, frame, fill=True)
    found = [*_lacking(facts, frame), *_extra(facts, frame)]
    for one in facts.seen:
        if one.used and one.name in frame.columns:
            found += [*_kind(one, kinds), *_values(one, frame[one.name], usual[one.name])]
    return tuple(sorted(found, key=lambda mismatch: not mismatch.stops))


def _lacking(facts: Facts, frame: "pd.DataFrame") -> Iterator[Mismatch]:
    for one in facts.seen:
        if one.name not in frame.columns:
            what = "which the model looks at" if one.used else "which the model does not look at"
            near = _near(one.name, list(map(str, frame.columns)))
            hint = f" Is it {near!r}?" if near else ""
            yield Mismatch(one.used, one.name, "missing column", f"The column {one.name!r} is missing, {what}.{hint}", len(frame))


def _near(name: str, others: list[str]) -> str:
    """The column that may be meant: the same but for case, blanks and underscores."""
    plain = {"".join(filter(str.isalnum, other)).lower(): other for other in others}
    return plain.get("".join(filter(str.isalnum, name)).lower(), "")


def _extra(facts: Facts, frame: "pd.DataFrame") -> Iterator[Mismatch]:
    known = {one.name for one in facts.seen}
    more = [str(name) for name in frame.columns if name not in known]
    if more:
        yield Mismatch(
            False, "", "extra columns", f"{_counted(len(more), 'column')} unknown to the model, passed over: {_listed(more)}.", len(more)
        )


def _kind(one: Seen, kinds: Mapping[str, str]) -> Iterator[Mismatch]:
    now = kinds.get(one.name)
    if now is not None and now != one.kind:
        yield Mismatch(False, one.name, "other kind", f"{one.name!r} was {_a(one.kind)} and looks like {_a(now)} here.")


def _values(one: Seen, raw: "pd.Series", usual: "pd.Series") -> Iterator[Mismatch]:
    from mllab.data.matrix._columns import typed

    form = one.kind if one.kind != "identifier" else "category"
    clean = typed(usual, form)
    lost = int((clean.isna() & raw.notna() & raw.astype("str").str.strip().ne("")).sum())
    if lost:
        yield Mismatch(
            False,
            one.name,
            "not readable",
            f"{one.name!r}: {_counted(lost, 'value')} cannot be read as {_a(one.kind)} and count as missing.",
            lost,
        )
    gone = int(clean.isna().sum())
    if gone > lost and not one.missing:
        yield Mismatch(
            False,
            one.name,
            "missing values",
            f"{one.name!r} is empty in {_counted(gone - lost, 'row')}, and was never empty before: a usual value stands in.",
            gone - lost,
        )
    yield from _unseen(one, clean) if form == "category" else _outside(one, clean)


def _unseen(one: Seen, clean: "pd.Series") -> Iterator[Mismatch]:
    known = {value for value, _ in one.values}
    new = clean[clean.notna() & ~clean.isin(known)].value_counts()
    if len(new) and sum(count for _, count in one.values) + one.missing >= one.rows:
        listed = _listed([f"{value} ({count:,})" for value, count in new.head(LISTED + 1).items()], len(new))
        yield Mismatch(
            False,
            one.name,
            "unseen values",
            f"{one.name!r} has {_counted(len(new), 'value')} that the model never saw, taken as none of the known ones: {listed}.",
            int(new.sum()),
        )


def _outside(one: Seen, clean: "pd.Series") -> Iterator[Mismatch]:
    import pandas as pd

    if one.kind not in {"number", "date"} or one.low is None or one.high is None:
        return
    known = clean.dropna()
    low, high = (pd.Timestamp(one.low), pd.Timestamp(one.high)) if one.kind == "date" else (float(one.low), float(one.high))
    slack = (high - low) * OUTSIDE  # type: ignore[operator]
    below, above = int((known < low - slack).sum()), int((known > high + slack).sum())  # type: ignore[operator]
    if below or above:
        where = " and ".join([f"{below:,} below"] * bool(below) + [f"{above:,} above"] * bool(above))
        yield Mismatch(
            False,
            one.name,
            "out of range",
            f"{one.name!r}: {_counted(below + above, 'row')} outside of what the model learned from "
            f"({_point(one.low)} to {_point(one.high)}): {where}. Answers there are guesses.",
            below + above,
        )


def _point(value: float | str | None) -> str:
    return f"{value:,.6g}" if isinstance(value, float) else str(value).removesuffix("T00:00:00")


def _a(kind: str) -> str:
    return {"number": "a number", "category": "a category", "boolean": "yes or no", "date": "a date", "text": "text"}.get(
        kind, "an identifier"
    )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _listed(names: Sequence[str], total: int | None = None) -> str:
    rest = (total or len(names)) - LISTED
    return ", ".join(name[:60] for name in names[:LISTED]) + (f" and {rest:,} more" if rest > 0 else "")
