"""What a sample of a big CSV says of its columns, and how what was read of it is told."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mllab.data.duck import connect
from mllab.data.read import blocks, distinct, names, parser, types
from mllab.data.read.convert import Content, counted, described, spoken
from mllab.data.read.options import ReadOptions
from mllab.data.read.plan import Plan
from mllab.data.read.reader import reader
from mllab.data.table import Decision

if TYPE_CHECKING:
    import pyarrow as pa

PIECES, PIECE = 16, 16 << 10
HEAD = 128 << 10
HINTED = 2000  # texts of a column that are asked for what they prove for others


class Sampled:
    """One big file on its way to Parquet: its columns, and the plans that a sample suggests."""

    def __init__(self, path: Path, layout: Any, options: ReadOptions, work: Path) -> None:
        self.footnotes: list[dict[str, Any]] = []  # lines behind the table
        self.path, self.layout, self.options, self.work = path, layout, options, work
        self.names, self.renamed = names.clean(layout.names)
        self.skip = layout.skip_rows + layout.header_rows
        self.structural: list[dict[str, Any]] = []  # rows of another width, repaired or left out

    @cached_property
    def sample(self) -> bytes:
        """The head behind the header and some places between, of whole lines."""
        size, found = self.path.stat().st_size, b""
        with self.path.open("rb") as file:
            for _ in range(self.skip):
                file.readline()
            found = file.read(HEAD) + file.readline()
            start = file.tell()
            for at in range(PIECES):
                file.seek(start + (size - start) * at // PIECES)
                file.readline()
                piece = file.read(PIECE) + file.readline()
                found += piece if piece.endswith(b"\n") or not piece else piece + b"\n"
        return found.removeprefix(b"\xef\xbb\xbf")

    @cached_property
    def quick(self) -> "pa.Table | None":
        """The cells of the sample as texts, by Arrow; None where that does not suit the file."""
        import pyarrow as pa

        if not blocks.suits(self.layout, len(self.names)):
            return None
        try:
            return parser.cells(self.sample, self.layout.delimiter, self.layout.quote, [pa.string()] * len(self.names))
        except (parser.Unfit, pa.ArrowInvalid):
            return None

    @cached_property
    def cells(self) -> "pa.Table":
        """The cells of the sample as texts: by Arrow, or by DuckDB, which leaves out rows that do not fit and raises duckdb.Error."""
        if self.quick is not None:
            return self.quick
        copy = self.work / "sample.csv"
        copy.write_bytes(self.sample)
        with connect() as con:
            return con.sql(f"SELECT * FROM {reader(copy, self.layout, len(self.names), 0, ', ignore_errors=true')}").to_arrow_table()

    @property
    def row_bytes(self) -> float:
        """The bytes of a row."""
        return len(self.sample) / max(1, self.cells.num_rows)

    @cached_property
    def counts(self) -> list[Counter[str]]:
        """The texts of each column in the sample and how often each occurs."""
        return [counted(column) for column in self.cells.columns]

    @cached_property
    def plans(self) -> list[Plan]:
        """What the sample says that the columns are."""
        return self.planned(self.counts)

    @property
    def repeats(self) -> list[float]:
        """The share of different texts that a block of each column will have; of numbers and dates, that of the sample."""
        rows = int(blocks.block_size(self.row_bytes) / max(1.0, self.row_bytes))
        return [
            distinct.share(one, rows) if plan.type == "text" else len(one) / max(1, one.total())
            for one, plan in zip(self.counts, self.plans, strict=True)
        ]

    def planned(self, counts: Sequence[Counter[str]]) -> list[Plan]:
        """What columns with these texts are."""
        hints = types.hints(Counter(dict(islice(one.items(), HINTED))) for one in counts)
        return [types.infer(name, one, self.options, hints) for name, one in zip(self.names, counts, strict=True)]

    def weighed(self, totals: Sequence[int], odd: Sequence[dict[str, int]]) -> list[Counter[str]]:
        """The counts of the sample, raised to those of the file, with the odd cells of the file."""
        merged = []
        for count, total, strange in zip(self.counts, totals, odd, strict=True):
            scale = max(1, total // max(1, count.total()))
            merged.append(Counter({text: times * scale for text, times in count.items()} | strange) if strange else count)
        return merged

    def listed(self, line: int, at: int, raw: str, plans: Sequence[Plan]) -> dict[str, Any]:
        """A cell that does not fit its column, as a row of the table of rejects."""
        return {"line": line, "column": self.names[at], "raw": raw, "reason": f"not {spoken(plans[at].type)}; read as missing"}

    def content(
        self, decisions: list[Decision], plans: Sequence[Plan], counts: Sequence[Counter[str]], odd: list[dict[str, Any]]
    ) -> Content:
        """What was read, with what was decided."""
        said = described(dict(zip(self.names, zip(plans, counts, strict=True), strict=True)))
        how = Decision("types", "from samples", f"the first {HEAD >> 10} KB and {PIECES} places in the file, then checked on every cell")
        content = Content(
            None,
            self._preamble() + self.structural + odd + self.footnotes,
            [*decisions, *self.renamed, how, *said],
            dict(zip(self.names, plans, strict=True)),
        )
        content.how = {"format": "csv", "mended": bool(self.structural), "big": True}
        return content

    def _preamble(self) -> list[dict[str, Any]]:
        """The lines before the header, as rows of the table of rejects."""
        with self.path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
            raw = [line.rstrip("\r\n") for line in islice(file, self.layout.skip_rows)]
        return [{"line": at, "column": "", "raw": text, "reason": "preamble line"} for at, text in enumerate(raw, 1) if text.strip()]
