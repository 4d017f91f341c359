"""A broken row fitted to its columns: the cheapest way to cut the line into one cell per column.

The line and the columns are aligned as two sequences (Needleman & Wunsch 1970): a step gives a column its cell, drops a
separator too many, puts in a missing one, takes a quote literally, or leaves a column empty, and costs what that error costs
plus how surprising the cell is in its column (`columns.ColumnModel`). Dynamic programming over (column, place in the line):
O(width * separators * choices), a few milliseconds for a row of ten columns; rows over LARGEST are not tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mllab.data.csv.columns import ColumnModel

EXTRA = 4.0  # nats: a separator too many, with nothing between it and the next
MISSING = 5.0  # a separator is not there
JOINED = 4.0  # a separator is part of an unquoted cell
STRAY = 3.0  # a quote stands where it should not
PADDED = 3.0  # the row ends early (once)
HOLE = 6.0  # a column in the middle is left out, its separator too
CLOSERS = 12
MERGES = 30
LARGEST = 20_000
BEAM = 40.0
SHORT = 40  # characters: a cell may be cut anywhere within them


@dataclass(frozen=True)
class Step:
    """One piece of an alignment: the cells it makes, where it goes on, its price and the error it assumes ('' for none)."""

    cells: tuple[str, ...]
    to: int
    cost: float
    error: str = ""


@dataclass(frozen=True)
class Fit:
    """A row cut into cells, what that costs in nats, and the errors assumed."""

    cells: list[str]
    cost: float
    errors: tuple[str, ...]


def _alike(a: str, b: str) -> bool:
    """Whether two neighbours are of one class, so that in a long cell nothing speaks for a cut between them."""
    return (a.isalpha() and b.isalpha()) or (a.isdigit() and b.isdigit())


class Aligner:
    """Fits lines to columns; `separator` and `quote` are single characters, `quote` may be ''."""

    def __init__(self, models: list[ColumnModel], separator: str, quote: str, joined: float = JOINED) -> None:
        self.models, self.separator, self.quote, self.joined = models, separator, quote, joined

    @cached_property
    def typical(self) -> float:
        """What a row costs as it usually stands."""
        return sum(model.typical for model in self.models)

    def fit(self, line: str) -> Fit | None:
        """The cheapest alignment of one line (no line end), or None when the line is too large for this."""
        width, end = len(self.models), len(line) + 1
        if width * (line.count(self.separator) + 1) > LARGEST:
            return None
        states: dict[int, tuple[float, tuple]] = {0: (0.0, ())}
        for j in range(width):
            states = self._drops(line, states)
            following: dict[int, tuple[float, tuple]] = {}
            least = min((cost for cost, _ in states.values()), default=0.0)
            for place, (cost, path) in states.items():
                if cost > least + BEAM:
                    continue
                for step in self._steps(line, place, j):
                    total = cost + step.cost
                    if step.to not in following or total < following[step.to][0]:
                        following[step.to] = (total, (path, step))
            states = following
        return self._finish(line, states, end)

    def _finish(self, line: str, states: dict[int, tuple[float, tuple]], end: int) -> Fit | None:
        done: list[tuple[float, tuple, tuple[str, ...]]] = []
        for place, (cost, path) in states.items():
            rest = line[place:] if place < end else ""
            if place == end:
                done.append((cost, path, ()))
            elif not rest.strip(self.separator + " \t"):
                done.append((cost + EXTRA * (rest.count(self.separator) + 1) * 0.9, path, ("separators too many at the end",)))
        if not done:
            return None
        cost, path, last = min(done, key=lambda item: item[0])
        steps: list[Step] = []
        while path:
            path, step = path
            steps.append(step)
        steps.reverse()
        errors = tuple(dict.fromkeys([s.error for s in steps if s.error] + list(last)))
        return Fit([cell for s in steps for cell in s.cells], cost, errors)

    def _drops(self, line: str, states: dict[int, tuple[float, tuple]]) -> dict[int, tuple[float, tuple]]:
        """Also the places reached by passing over separators with nothing before them."""
        found = dict(states)
        for place in sorted(states):
            at, (cost, path) = place, found[place]
            while at < len(line) and line[at] == self.separator and at < place + 50:
                at, cost = at + 1, cost + EXTRA
                path = (path, Step((), at, EXTRA, "a separator too many"))
                if at not in found or cost < found[at][0]:
                    found[at] = (cost, path)
        return found

    def _steps(self, line: str, place: int, j: int) -> Iterator[Step]:
        model, end = self.models[j], len(line) + 1
        if place == end:
            yield Step(("",), end, 0.3 * PADDED + model.cost("") if j else HOLE, "the row ends early")
            return
        yield Step(("",), place, HOLE + model.cost(""), "a column left out")
        if self.quote and line.startswith(self.quote, place):
            yield from self._quoted(line, place, model)
        yield from self._literal(line, place, j)

    def _literal(self, line: str, place: int, j: int) -> Iterator[Step]:
        model, at, joins = self.models[j], place, 0
        while joins <= MERGES:
            stop = line.find(self.separator, at)
            stop = len(line) if stop < 0 else stop
            cell = line[place:stop]
            if joins and model.typed and not any(self.separator in known for known in model.loose):
                return  # two numbers do not make a third: such a row has a field too many
            stray = self._stray(cell)
            errors = " and ".join([*["a separator inside a cell"][:joins], *["a quote taken literally"][: stray > 0]])
            yield Step((cell,), stop + 1, self._content(model, cell, stray) + joins * self.joined, errors)
            if joins == 0 and j + 1 < len(self.models):
                yield from self._cuts(line, place, stop, j)
            if stop == len(line):
                return
            at, joins = stop + 1, joins + 1

    def _stray(self, cell: str) -> float:
        """A quote at the start of a cell or without its pair is an error, an inch mark (5") or a pair inside hardly."""
        if not self.quote or self.quote not in cell:
            return 0.0
        marks = sum(not part[-1:].isdigit() for part in cell.split(self.quote)[:-1])
        return STRAY if cell[0] == self.quote or marks % 2 else 0.5 * STRAY

    def _content(self, model: ColumnModel, cell: str, stray: float) -> float:
        """A stray quote has its own price; what is left without it has to fit the column."""
        return stray + model.cost(cell.strip(self.quote) if stray else cell)

    def _cuts(self, line: str, place: int, stop: int, j: int) -> Iterator[Step]:
        """Places at which a separator may be missing: before a quote, or where the left part fits its column."""
        model, follower = self.models[j], self.models[j + 1]
        told = model.strong or follower.strong
        reach = place + (model.longest if model.strong else 200)
        for at in range(place + 1, stop):
            opens = line[at] == self.quote and line[at - 1] != self.quote
            if not opens and (not told or at > reach or (at - place > SHORT and _alike(line[at - 1], line[at]))):
                continue
            left = model.cost(line[place:at])
            if opens or left < 9.0:
                yield Step((line[place:at],), at, left + MISSING, "a separator missing")

    def _quoted(self, line: str, place: int, model: ColumnModel) -> Iterator[Step]:
        at, quote = place, self.quote
        for _ in range(CLOSERS):
            at = line.find(quote, at + 1)
            if at < 0:
                return
            after = at + 1
            inner = line[place + 1 : at]
            cell = inner.replace(quote + quote, quote)
            stray = STRAY * min(2, inner.replace(quote + quote, "").count(quote))
            error = "a quote inside a quoted cell" if stray else ""
            cost = self._content(model, cell, stray)
            follow = line[after:].lstrip(" ")[:1] if line[after : after + 1] == " " != self.separator else line[after : after + 1]
            if follow in {"", self.separator}:
                blanks = 0 if line[after : after + 1] == follow else len(line[after:]) - len(line[after:].lstrip(" "))
                yield Step((cell,), after + blanks + 1, cost + 0.5 * min(1, blanks), error)
            elif not stray:
                yield Step((cell,), after, cost + MISSING, "a separator missing")
