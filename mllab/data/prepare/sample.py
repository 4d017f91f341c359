"""Keep a random part of the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mllab.data.prepare._base import Fitted, Relation, Step
from mllab.data.table import Column
from mllab.params import knob
from mllab.script import Script


@dataclass(frozen=True)
class Sample(Step):
    """Keep rows drawn by a seed without replacement, in their order; all when there are no more than asked for. O(n log n)."""

    name: ClassVar[str] = "sample"
    drops_rows: ClassVar[bool] = True

    rows: int = knob(1000, 1, 100_000_000, log=True, unit="rows", help="How many rows are kept.")
    seed: int = knob(0, 0, 1_000_000, help="Another seed draws other rows; the same one the same.")

    def sql(self, source: Relation, fitted: Fitted) -> str:
        import numpy as np

        total = source.rows()
        if total <= self.rows:
            return source.select()
        chosen = np.random.default_rng(self.seed).choice(total, self.rows, replace=False)
        table = f"chosen_{source.view.strip(chr(34))}"
        source.con.register(table, {"place": chosen})
        row = source.row
        places = f"SELECT {row}, row_number() OVER (ORDER BY {row}) - 1 AS place FROM {source.view}"
        return source.where(f"{row} IN (SELECT p.{row} FROM ({places}) p JOIN {table} c ON p.place = c.place)")

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        return Script(
            f"if len(frame) > {self.rows}:\n"
            f"    chosen = np.random.default_rng({self.seed}).choice(len(frame), {self.rows}, replace=False)\n"
            "    frame = frame.iloc[np.sort(chosen)].reset_index(drop=True)",
            ("import numpy as np",),
        )

    def says(self, fitted: Fitted) -> str:
        return f"keep {self.rows:,} random rows (seed {self.seed})"
