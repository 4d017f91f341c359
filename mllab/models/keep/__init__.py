"""Keeping a model: one file that any scikit-learn can open, checked before it is read; its card, its ONNX form, and what new rows lack.

>>> facts = gathered("who leaves", table, rows, fitted, scores)
>>> data = write(fitted, facts)                       # a skops file: nothing in it is a program
>>> kept = read(data)
>>> mismatches(kept, new_table)                       # every difference from the rows that it learned from
>>> told(kept, new_table.frame())                     # predictions and probabilities, a row for each
"""

from mllab.models.keep._answers import told
from mllab.models.keep._card import as_html, as_markdown
from mllab.models.keep._check import Mismatch, mismatches
from mllab.models.keep._facts import Facts, Measure, gathered, versions
from mllab.models.keep._file import Kept, pack, read, unpack, write
from mllab.models.keep._onnx import Exported, onnx
from mllab.models.keep._script import script
from mllab.models.keep._seen import Seen
from mllab.models.keep._shelf import Shelved, damaged, data, delete, keep, listing, opened, rename

__all__ = [
    "Exported", "Facts", "Kept", "Measure", "Mismatch", "Seen", "Shelved",
    "as_html", "as_markdown", "damaged", "data", "delete", "gathered", "keep", "listing", "mismatches", "onnx", "opened", "pack", "read", "rename",
    "script", "told", "unpack", "versions", "write",
]  # fmt: skip
