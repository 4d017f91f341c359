"""What was chosen on the maps of a group: told by the browser, or set by the page."""

import base64
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mllab.errors import DataError


@dataclass(frozen=True, eq=False)
class Picked:
    """The choice on a map.

    `rows` are the selected row numbers, sorted, or None when none are; `clicked` is the row last clicked;
    `view` is where the camera stood when that was told, and can be given back as `view=`; `moved` whether the reader had put it there.
    """

    rows: np.ndarray | None = None
    clicked: int | None = None
    view: dict[str, Any] = field(default_factory=dict)
    moved: bool = False


@dataclass
class Choice:
    """The newest choice in a group of maps of the same `n` rows; `id` names the selection on both sides."""

    n: int
    id: str = ""
    rows: np.ndarray | None = None
    clicked: int | None = None
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    moved: dict[str, bool] = field(default_factory=dict)
    made_here: int = 0
    given: bytes = b""

    def told(self, key: str, said: dict[str, Any]) -> None:
        """Take what the map `key` says. Rows that do not exist are left out."""
        if said["id"] != self.id:
            self.id, self.rows = str(said["id"]), unpacked(said, self.n)
        clicked = said.get("clicked")
        self.clicked = clicked if isinstance(clicked, int) and 0 <= clicked < self.n else None
        self.views[key] = dict(said.get("view") or {})
        self.moved[key] = bool(said.get("own"))

    def given_by_page(self, rows: np.ndarray) -> None:
        """Take what the page selects, when it is not what the page selected before. DataError for rows that do not exist."""
        rows = np.unique(np.asarray(rows).astype(np.int64, casting="same_kind")) if np.size(rows) else np.empty(0, np.int64)
        if rows.size and (rows[0] < 0 or rows[-1] >= self.n):
            raise DataError(f"Rows {rows[0]} to {rows[-1]} are to be selected of {self.n}: give row numbers from 0 to {self.n - 1}.")
        if rows.tobytes() == self.given and self.made_here:
            return
        self.given = rows.tobytes()
        if not np.array_equal(rows, self.rows if self.rows is not None else np.empty(0, np.int64)):
            self.made_here += 1
            self.id, self.rows = f"page-{self.made_here}-{len(self.given)}", rows if rows.size else None

    def picked(self, key: str) -> Picked:
        """The choice as the page sees it through the map `key`."""
        return Picked(
            None if self.rows is None else self.rows.copy(), self.clicked, dict(self.views.get(key, {})), self.moved.get(key, False)
        )


def unpacked(said: dict[str, Any], n: int) -> np.ndarray | None:
    """Sorted rows from the browser's packing: uint32 row numbers, or one bit per row, in base64. None when empty."""
    raw = base64.b64decode(said.get("data") or "", validate=True)
    if said.get("form") == "bits":
        rows = np.flatnonzero(np.unpackbits(np.frombuffer(raw, np.uint8), bitorder="little")[:n])
    else:
        rows = np.unique(np.frombuffer(raw[: len(raw) // 4 * 4], "<u4").astype(np.int64))
    rows = rows[rows < n]
    return rows if rows.size else None
