"""A chart of the builder as plain pandas and Altair."""

from mllab.data.plot.draw import Drawing
from mllab.data.plot.filters import Contains, Filter, NoneOf, OneOf
from mllab.data.plot.shapes import BUCKETS, POINTS
from mllab.data.table import Table
from mllab.script import Script

TEXT = '''

def text(column):
    """Any value as text, what is missing as "(missing)"."""
    said = column.map(lambda value: str(value).lower() if isinstance(value, bool) else str(value)[:200], na_action="ignore")
    return said.astype(object).where(column.notna(), "(missing)")


def number(column):
    """Numbers as they are, dates in seconds since 1970; what is infinite is missing."""
    if pd.api.types.is_datetime64_any_dtype(column) or column.dtype == object:
        return (pd.to_datetime(column) - pd.Timestamp(0)).dt.total_seconds()
    return pd.to_numeric(column, errors="coerce").astype("Float64").astype(float).replace([np.inf, -np.inf], np.nan)

'''
MARKS = {
    "histogram": 'alt.Chart(data).mark_bar().encode(x="x:{X}", x2="x2", y="sum(n):Q"{C})',
    "bars": 'alt.Chart(data).mark_bar().encode(y="x:N", x="{N}:Q"{C})',
    "scatter": 'alt.Chart(data).mark_circle().encode(x="x:{X}", y="y:{Y}"{C})',
    "line": 'alt.Chart(data).mark_line().encode(x="x:{X}", y="y:Q"{C})',
    "heat map": 'alt.Chart(data).mark_rect().encode(x="x:{X}"{X2}, y="y:{Y}"{Y2}, color="n:Q")',
    "box": 'alt.Chart(data).mark_rule().encode(y="x:N", x="low:{Y}", x2="high")'
    ' + alt.Chart(data).mark_bar(size=12).encode(y="x:N", x="q1:{Y}", x2="q3"{C})',
}


def script(table: Table, drawing: Drawing, filters: tuple[Filter, ...] = ()) -> Script:
    """Code that makes `data`, the numbers of the chart, and `chart`, the picture, from the table's file."""
    spec = drawing.spec
    names = {key: name for key, name in (("x", spec.x), ("y", spec.y), ("c", spec.colour), ("f", spec.facet)) if name}
    body = [
        f'frame = pd.read_parquet({str(table.path)!r}, dtype_backend="numpy_nullable")',
        *(_filtered(table, one) for one in filters),
        "rows = pd.DataFrame({" + ", ".join(f"{key!r}: {_part(drawing, key, name)}" for key, name in names.items()) + "})",
        *(["data = rows.iloc[:0]  # no row has a value to draw"] if drawing.frame.empty else SHAPES[spec.shape](drawing)),
        *(
            f'data[{key!r}] = pd.to_datetime(data[{key!r}], unit="s")'
            for axis in sorted(drawing.dates)
            for key in (axis, f"{axis}2")
            if key in drawing.frame
        ),
        f"chart = {_chart(drawing)}",
        "chart.save('chart.html')",
    ]
    return Script(TEXT + "\n".join(body), ("import altair as alt", "import numpy as np", "import pandas as pd"))


def _filtered(table: Table, one: Filter) -> str:
    if isinstance(one, Contains):
        found = f"text(column).str.lower().str.contains({one.text.lower()!r}, regex=False) & column.notna()"
        return f"frame = frame[frame.apply(lambda column: {found}).any(axis=1)]"
    place = f"frame[{one.column!r}]"
    if isinstance(one, OneOf):
        return f"frame = frame[text({place}).isin({list(one.values)!r})]"
    if isinstance(one, NoneOf):
        return f"frame = frame[~text({place}).isin({list(one.values)!r})]"
    return f"frame = frame[number({place}).between({one.low!r}, {one.high!r})]"


def _part(drawing: Drawing, key: str, name: str) -> str:
    """The code of one column: a number, a text, or a text with rare values gathered."""
    place = f"frame[{name!r}]"
    labels = drawing.order(key)
    if not labels:
        return f"number({place})"
    if cuts := dict(drawing.cuts).get(key):
        edges = "[-np.inf, " + ", ".join(repr(cut) for cut in cuts) + "]"
        return f'pd.cut(number({place}), {edges}, labels={labels[:-1]!r}).astype(object).fillna("(missing)")'
    if "(other)" in labels:
        return f'text({place}).where(lambda said: said.isin({[label for label in labels if label != "(other)"]!r}), "(other)")'
    return f"text({place})"


def _keys(drawing: Drawing, *first: str) -> list[str]:
    return [*first, *(key for key in ("c", "f") if drawing.order(key))]


def _binned(drawing: Drawing, key: str) -> list[str]:
    """Code that puts a measured column into the bins of the chart."""
    low, step, count = dict(drawing.bins)[key]
    return [
        f"rows = rows[rows[{key!r}].notna()]",
        f'rows["b{key}"] = np.minimum(np.floor(rows[{key!r}] / {step!r} - {low / step!r}), {count - 1}).astype(int)',
    ]


def _unbinned(drawing: Drawing, key: str) -> list[str]:
    low, step, _ = dict(drawing.bins)[key]
    return [f'data[{key!r}] = {low!r} + data["b{key}"] * {step!r}', f'data["{key}2"] = data[{key!r}] + {step!r}']


def _histogram(drawing: Drawing) -> list[str]:
    return [*_binned(drawing, "x"), f'data = rows.groupby({_keys(drawing, "bx")!r}).size().reset_index(name="n")', *_unbinned(drawing, "x")]


def _bars(drawing: Drawing) -> list[str]:
    figures = 'n=("x", "size"), y=("y", "mean")' if "y" in drawing.frame else 'n=("x", "size")'
    return [f"data = rows.groupby({_keys(drawing, 'x')!r}).agg({figures}).reset_index()"]


def _heat_map(drawing: Drawing) -> list[str]:
    measured = [key for key, _ in drawing.bins]
    keys = [f"b{key}" if key in measured else key for key in ("x", "y")] + (["f"] if drawing.order("f") else [])
    lines = [line for key in measured for line in _binned(drawing, key)]
    return [
        *lines,
        f'data = rows.groupby({keys!r}).size().reset_index(name="n")',
        *[line for key in measured for line in _unbinned(drawing, key)],
    ]


def _scatter(drawing: Drawing) -> list[str]:
    if drawing.density:
        return _heat_map(drawing)
    kept = 'data = rows.dropna(subset=["x", "y"])'
    return (
        [kept, f"data = data.sample({POINTS}, random_state=0)  # other rows than in the app: its draw is DuckDB's"]
        if drawing.sampled
        else [kept]
    )


def _line(drawing: Drawing) -> list[str]:
    lines = ['rows = rows.dropna(subset=["x", "y"])']
    if drawing.unit:
        period = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}[drawing.unit]
        lines.append(
            f'rows["x"] = (pd.to_datetime(rows["x"], unit="s").dt.to_period({period!r}).dt.start_time - pd.Timestamp(0)).dt.total_seconds()'
        )
    elif drawing.bins:
        low, step, _ = dict(drawing.bins)["x"]
        lines.append(f'rows["x"] = {low!r} + {step!r} * (np.minimum(np.floor((rows["x"] - {low!r}) / {step!r}), {BUCKETS - 1}) + 0.5)')
    return [*lines, f'data = rows.groupby({_keys(drawing, "x")!r})["y"].agg(y="mean", n="size").reset_index()']


def _box(drawing: Drawing) -> list[str]:
    keys = _keys(drawing, "x")
    return [
        'rows = rows.dropna(subset=["y"])',
        f'quarters = rows.groupby({keys!r})["y"].describe()[["25%", "50%", "75%", "count"]]',
        'data = quarters.set_axis(["q1", "q2", "q3", "n"], axis=1).reset_index()',
        f"rows = rows.merge(data, on={keys!r})",
        'reach = 1.5 * (rows["q3"] - rows["q1"])',
        'rows["beyond"] = (rows["y"] < rows["q1"] - reach) | (rows["y"] > rows["q3"] + reach)',
        f'within = rows[~rows["beyond"]].groupby({keys!r})["y"].agg(low="min", high="max").reset_index()',
        f'data = data.merge(within, on={keys!r}).merge(rows.groupby({keys!r})["beyond"].sum().rename("far").reset_index(), on={keys!r})',
    ]


def _chart(drawing: Drawing) -> str:
    kinds = {axis: "T" if axis in drawing.dates else "N" if drawing.order(axis) else "Q" for axis in ("x", "y")}
    shape = "heat map" if drawing.density else drawing.spec.shape
    colour = "" if not drawing.spec.colour else f', color="c:{"N" if drawing.order("c") else "Q"}"'
    ends = {f"{axis.upper()}2": f', {axis}2="{axis}2"' if f"{axis}2" in drawing.frame else "" for axis in ("x", "y")}
    made = MARKS[shape].format(X=kinds["x"], Y=kinds["y"], C=colour, N="y" if "y" in drawing.frame else "n", **ends)
    return f'({made}).facet("f:N", columns=3)' if drawing.spec.facet else made


SHAPES = {"histogram": _histogram, "bars": _bars, "scatter": _scatter, "line": _line, "box": _box, "heat map": _heat_map}
