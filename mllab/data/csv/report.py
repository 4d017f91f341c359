"""What is told about a reading: decisions, and every line that is not a record as it stands."""

from mllab.data.csv.layout import Reject
from mllab.data.csv.records import Row
from mllab.data.csv.structure import Block, Parts
from mllab.data.table import Decision


class Report:
    """Collects; `lines` are the physical lines of the file with their ends. `broken`: no standard reader would agree."""

    def __init__(self, lines: list[str], decisions: list[Decision]) -> None:
        self.lines, self.decisions = lines, decisions
        self.broken = False
        self._rejects: list[Reject] = []

    def rejects(self) -> list[Reject]:
        """All rejects in the order of the file."""
        return sorted(self._rejects, key=lambda r: r.line)

    def lost(self, row: Row, reason: str) -> None:
        """A row that is not among the records."""
        self._rejects.append(Reject(row.line + 1, self.raw(row), reason, kept=False))
        self.broken = True

    def left_out(self, row: Row, reason: str) -> None:
        """A row outside the table, before or after it."""
        self._rejects.append(Reject(row.line + 1, self.raw(row), reason, kept=False))

    def mended(self, row: Row, reason: str) -> None:
        """A row that was repaired and kept."""
        self._rejects.append(Reject(row.line + 1, self.raw(row), reason, kept=True))
        self.broken = True

    def raw(self, row: Row) -> str:
        """The text of a row as it stands in the file."""
        return "".join(self.lines[row.line : row.end + 1]).rstrip("\r\n")

    def tables(self, rows: list[Row], tables: list[Block], index: int) -> None:
        """Says which of several tables was read, and lists the lines of the others."""
        if len(tables) < 2:
            return
        told = "; ".join(
            f"table {i}: line {rows[b.start].line + 1} to {rows[b.stop - 1].end + 1}, {b.width} columns" for i, b in enumerate(tables, 1)
        )
        choices = tuple(str(i) for i in range(len(tables) + 1))
        self.decisions.append(Decision("table", str(index + 1), f"{len(tables)} tables are in the file: {told}", "table", choices))
        for i, block in enumerate(tables):
            if i != index:
                for row in rows[block.start : block.stop]:
                    self.left_out(row, f"table {i + 1} of {len(tables)}: ask for table={i + 1}")
        self.broken = self.broken or index == 0 or index + 1 < len(tables)

    def outside(self, rows: list[Row], block: Block, found: Parts) -> None:
        """Preamble and footnotes."""
        before, after = rows[block.start : found.header], rows[found.footer : block.stop]
        for row in before:
            self.left_out(row, "preamble line")
        for row in after:
            self.left_out(row, "footnote")
        if before:
            why = "they do not have the columns of the rows below"
            self.decisions.append(Decision("lines before the table", str(len(before)), why, "skip_rows"))
        if after:
            why = "they do not have the columns of the rows above"
            self.decisions.append(Decision("footnotes", str(len(after)), why, "footer_rows"))

    def cut_off(self, first: int, last: int) -> None:
        """Lines that were told to be outside the table."""
        for i in [*range(first), *range(last, len(self.lines))]:
            if self.lines[i].strip():
                self.left_out(Row(i, i), "preamble line" if i < first else "footnote")

    def blank(self, rows: list[Row]) -> None:
        """How many empty lines stand between rows."""
        if len(rows) and (n := rows[-1].end + 1 - rows[0].line - sum(row.end + 1 - row.line for row in rows)) > 0:
            self.decisions.append(Decision("blank lines", str(n), "a line without any character is not a row"))

    def header(self, header: list[list[str]], found: Parts) -> None:
        """How many header rows."""
        choices = tuple(str(n) for n in range(max(3, len(header)) + 1))
        self.decisions.append(Decision("header rows", str(len(header)), found.why, "header_rows", choices))

    def empty(self, records: list[list[str]]) -> None:
        """How many records have no value at all."""
        if n := sum(not any(record) for record in records):
            why = "a row of delimiters without a value is a row of missing values"
            self.decisions.append(Decision("empty rows", f"{n:,} kept", why))

    def bytes_repaired(self, repaired: dict[int, str]) -> None:
        """Lines in which bytes had to be read otherwise than the rest."""
        for line, reason in repaired.items():
            self._rejects.append(Reject(line, self.lines[line - 1].rstrip("\r\n") if line <= len(self.lines) else "", reason, kept=True))
            self.broken = True
