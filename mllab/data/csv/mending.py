"""Rows that do not fit made to fit, each said: by their columns' cells where these tell, by plain rules where they do not."""

from mllab.data.csv.alignment import Aligner, Fit
from mllab.data.csv.columns import ColumnModel
from mllab.data.csv.prepared import Prepared
from mllab.data.csv.records import Row, read, well_quoted
from mllab.data.csv.report import Report

OTHER_DELIMITERS = (",", ";", "\t", "|", " ")
OTHER = 5.0  # nats: a row is cut by another delimiter than the rest
SURPRISE = 12.0  # nats above the typical row that a repaired row may cost, errors included...
PER_COLUMN = 1.5  # ...and this much more for each column
MOST_ALIGNED = 1_000  # rows repaired by alignment; the rest of a file as broken as that by the plain rules


class Mender:
    """Turns the rows of one table into records of `width` cells."""

    def __init__(self, prepared: Prepared, lines: list[str], models: list[ColumnModel], width: int, report: Report) -> None:
        self.prepared, self.lines, self.models, self.width, self.report = prepared, lines, models, width, report
        self.proper = well_quoted(prepared)
        self.aligner = Aligner(models, prepared.separator, prepared.quote) if models else None
        self.others: dict[str, Aligner] = {}
        self.aligned = 0
        self.watch = self.proper is not None and prepared.quote in prepared.text

    def records(self, rows: list[Row]) -> tuple[list[list[str]], list[int]]:
        """The records of the rows and the line (from 1) of each."""
        records: list[list[str]] = []
        lines: list[int] = []
        restored, back, width, watch = self.prepared.restored, self.prepared.back, self.width, self.watch
        last = -1
        for row in rows:
            if row.line <= last:
                continue
            if not row.fault and len(row.fields) == width and not (watch and self.doubtful(row)):
                records.append(restored(row.fields) if back else row.fields)
                lines.append(row.line + 1)
                continue
            last = max(last, self._mend(row, records, lines))
        return records, lines

    def doubtful(self, row: Row) -> bool:
        """Whether a row of the right width may have been cut wrongly: a quote stands inside an unquoted field."""
        if row.end > row.line or self.proper is None or self.prepared.quote not in "".join(row.fields):
            return False
        return self.proper.fullmatch(self.lines[row.line]) is None

    def _mend(self, row: Row, records: list[list[str]], lines: list[int]) -> int:
        """Adds what `row` becomes; returns the last line that is used up by it."""
        if row.end > row.line and len(row.fields) != self.width:
            return self._unroll(row, records, lines)
        found = self.mended(row)
        if found is None:
            self.report.lost(row, f"{len(row.fields)} fields where {self.width} are due, and no repair fits the columns")
            return row.end
        cells, reason = found
        if reason:
            self.report.mended(row, reason)
        records.append(self.prepared.restored(cells))
        lines.append(row.line + 1)
        return row.end

    def _unroll(self, row: Row, records: list[list[str]], lines: list[int]) -> int:
        """A record of several lines and the wrong width: a quote left open on its first line, or an error within it."""
        alone = Row(row.line, row.line, [], "a quote is opened and not closed")
        fit = self._best(self.lines[row.line].rstrip("\r\n"))
        if fit is None:
            joined = self._padded(row)
            if joined is not None:
                self.report.mended(row, joined[1])
                records.append(self.prepared.restored(joined[0]))
                lines.append(row.line + 1)
                return row.end
        self._mend(alone, records, lines)
        for inner in read(self.prepared, self.lines, row.line + 1, row.end + 1):
            more, numbers = self.records([inner])
            records += more
            lines += numbers
        return row.end

    def mended(self, row: Row) -> tuple[list[str], str] | None:
        """The cells and what was done, or None. What was done is empty when the row was right as it stood."""
        line = self.lines[row.line].rstrip("\r\n")
        if row.end == row.line and (fit := self._best(line)) is not None:
            if not row.fault and fit.cells == row.fields:
                return fit.cells, ""
            return fit.cells, f"repaired: {', '.join(fit.errors) or row.fault or 'quotes'}"
        if not row.fault and len(row.fields) == self.width:
            return row.fields, ""
        return self._padded(row)

    def _best(self, line: str) -> Fit | None:
        """The cheapest believable cut of a line, by this delimiter or, where that fails, by another."""
        if self.aligner is None or self.aligned >= MOST_ALIGNED or self.width < 2:
            return None
        self.aligned += 1
        limit = self.aligner.typical + SURPRISE + PER_COLUMN * self.width
        fits = [fit for fit in [self.aligner.fit(line)] if fit is not None]
        if not fits or fits[0].cost > limit or line.count(self.prepared.separator) < self.width // 2:
            fits += self._otherwise(line)
        best = min(fits, key=lambda fit: fit.cost, default=None)
        return best if best is not None and best.cost <= limit else None

    def _otherwise(self, line: str) -> list[Fit]:
        found = []
        for d in OTHER_DELIMITERS:
            if d != self.prepared.separator and line.count(d) >= self.width - 1:
                if d not in self.others:
                    self.others[d] = Aligner(self.models, d, self.prepared.quote, joined=0.5 if d == " " else 2.0)
                if (fit := self.others[d].fit(line)) is not None:
                    found.append(Fit(fit.cells, fit.cost + OTHER, (f"cut by another delimiter ({d!r})", *fit.errors[:0])))
        return found

    def _padded(self, row: Row) -> tuple[list[str], str] | None:
        """The plain rules: a short row is filled up with empty cells, empty cells too many at the end are cut off."""
        fields = row.fields
        if not fields:
            return None
        if len(fields) < self.width:
            if self.models and sum(m.strong and not m.fits(c) for c, m in zip(fields, self.models, strict=False)) > len(fields) / 2:
                return None
            return fields + [""] * (self.width - len(fields)), f"{len(fields)} fields, filled up to {self.width}"
        if not any(cell.strip() for cell in fields[self.width :]):
            cut = f"{len(fields)} fields; the empty ones beyond {self.width} are cut off"
            return fields[: self.width], cut if len(fields) > self.width else row.fault
        return None

    def _row_names(self) -> bool:
        """Whether the first column could be row names: every value there and another."""
        first, last = (self.models[0], self.models[-1]) if self.models else (None, None)
        return first is not None and first.n == first.filled == len(first.values) > 1 and last is not None and last.filled > 0

    def header(self, row: Row) -> list[str]:
        """A header row as `width` names; one that does not fit is mended without knowing its columns' cells."""
        if not row.fault and len(row.fields) == self.width and not (self.watch and self.doubtful(row)):
            return self.prepared.restored(row.fields)
        if not row.fault and len(row.fields) == self.width - 1 and self._row_names():
            self.report.mended(row, "the first column has no name: it numbers or names the rows, as R writes them")
            return ["", *self.prepared.restored(row.fields)]
        line = self.lines[row.line].rstrip("\r\n")
        names = [ColumnModel(["Name", "count", "Some name", "x1", "ID", "total_sum"]) for _ in range(self.width)]
        separators = [self.prepared.separator]
        if line.count(self.prepared.separator) < self.width // 2:
            separators += [d for d in OTHER_DELIMITERS if d != self.prepared.separator and line.count(d) >= self.width - 1]
        fits = [fit for d in separators if self.width <= 500 and (fit := Aligner(names, d, self.prepared.quote).fit(line)) is not None]
        if fits:
            best = min(fits, key=lambda fit: fit.cost)
            self.report.mended(row, f"header repaired: {', '.join(best.errors) or 'another delimiter'}")
            return self.prepared.restored(best.cells)
        self.report.mended(row, f"header of {len(row.fields)} fields where the rows have {self.width}")
        return self.prepared.restored(row.fields)[: self.width]
