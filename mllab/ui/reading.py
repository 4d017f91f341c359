"""The first part of the script: the rows that were fitted, as a frame."""

from mllab.data import store
from mllab.data.samples import BUNDLED, SAMPLES, Sample
from mllab.data.table import Table
from mllab.script import Script

PANDAS = ("import pandas as pd",)


def reading(table: Table, rows: int, seed: int) -> Script:
    """Read the table as `frame`, and draw the same seeded sample when not all rows were fitted."""
    script = whole(table)
    if rows < table.rows:
        drawn = f"rows = np.sort(np.random.default_rng({seed}).choice(len(frame), {rows}, replace=False))\nframe = frame.iloc[rows]"
        script = script + Script(drawn, ("import numpy as np",))
    return script


def whole(table: Table) -> Script:
    """All rows: by the sample's formula, from scikit-learn, from the file as it was brought and then by the recipe, or from the stored table where only that will do."""
    sample = SAMPLES.get(table.id.removeprefix("sample-")) if table.id.startswith("sample-") else None
    if sample is not None and sample.formula:
        return Script(f"frame = make({sample.formula!r})", ("from mllab.data.made import make",))
    if sample is not None and sample.file is None:
        return _bundled(sample, table)
    if table.source is None or not table.source.exists():
        return _stored(table)
    return _brought(table, sample)


def _bundled(sample: Sample, table: Table) -> Script:
    load = f"load_{sample.data.removeprefix(BUNDLED).strip()}"
    lines = [f"loaded = {load}(as_frame=True)", "frame = loaded.frame"]
    if sample.target and table.column(sample.target).kind == "category":
        lines.append("frame['target'] = loaded.target_names[loaded.target].astype(str)")
    if sample.target:
        lines.append(f"frame = frame.rename(columns={{'target': {sample.target!r}}})")
    return Script("\n".join(lines), (f"from sklearn.datasets import {load}",))


def _brought(table: Table, sample: Sample | None) -> Script:
    from mllab.data.read.script import reading_script

    raw = table if sample else store.unprepared(table.id)
    script = reading_script(raw, str(table.source))
    if script.body.startswith("#"):  # pandas alone cannot: the first line says why
        return _stored(table, script.body.splitlines()[0])
    return script if sample else script + store.recipe(table.id).script(raw)


def _stored(table: Table, why: str = "") -> Script:
    told = f"{why} So this is the table as mllab stored it.\n" if why else ""
    return Script(f"{told}frame = pd.read_parquet({str(table.path)!r})", PANDAS)
