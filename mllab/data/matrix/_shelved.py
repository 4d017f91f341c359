"""Sentence vectors on the disk, by the digest of each text: what a language model has read once is not read again, in this process or another.

workspace/sentences/<digest of the weights>.sqlite   a row per text: SHA-256 of the text, and its vector as float32
"""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from typing import TypeVar

import numpy as np

from mllab.paths import workspace

T = TypeVar("T")
MOST = 200_000  # texts that are kept: 310 MB; the oldest are let go
AT_ONCE = 500  # digests of one question
PATIENCE = 20.0  # seconds that another process may write


class Shelf:
    """Vectors of one language model; texts themselves are not written."""

    def __init__(self, weights: str) -> None:
        self.path = workspace() / "sentences" / f"{weights}.sqlite"

    def known(self, texts: Iterable[str]) -> dict[str, np.ndarray]:
        """Text -> (d,) float32 of those that are there. O(texts)."""
        of = {_digest(text): text for text in texts}
        if not of or not self.path.exists():
            return {}
        digests = list(of)
        parts = [digests[start : start + AT_ONCE] for start in range(0, len(digests), AT_ONCE)]
        nothing: list[tuple[bytes, bytes]] = []
        rows = self._done(lambda base: [row for part in parts for row in base.execute(_question(len(part)), part)], nothing)
        return {of[digest]: np.frombuffer(vector, np.float32) for digest, vector in rows}

    def keep(self, vectors: Mapping[str, np.ndarray]) -> None:
        """Write text -> (d,) float32, and let the oldest go beyond 200,000. O(texts)."""
        if not vectors:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        rows = [(_digest(text), np.ascontiguousarray(vector, np.float32).tobytes()) for text, vector in vectors.items()]

        def written(base: sqlite3.Connection) -> None:
            base.executemany("INSERT OR IGNORE INTO vectors (digest, vector) VALUES (?, ?)", rows)
            base.execute("DELETE FROM vectors WHERE rowid <= (SELECT max(rowid) FROM vectors) - ?", (MOST,))

        self._done(written, None)

    def _done(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What the work on the base gives. A base that cannot be used costs time, not the answer: that is logged, and what is no base begins anew."""
        try:
            with closing(sqlite3.connect(self.path, timeout=PATIENCE)) as base, base:
                base.execute("CREATE TABLE IF NOT EXISTS vectors (digest BLOB UNIQUE, vector BLOB)")
                return work(base)
        except sqlite3.Error as problem:
            logging.getLogger(__name__).warning("Sentence vectors are not kept in %s: %s", self.path, problem)
            if type(problem) is sqlite3.DatabaseError:  # damaged, or another kind of file; one that is busy stays
                self.path.unlink(missing_ok=True)
            return otherwise


def _question(count: int) -> str:
    return f"SELECT digest, vector FROM vectors WHERE digest IN ({','.join('?' * count)})"


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
