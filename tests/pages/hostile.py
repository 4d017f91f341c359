"""Builders of hostile files: what is no table, what is one only just, and what tries to be more than data."""

import gzip
import io
import zipfile
from dataclasses import dataclass

PLANT = "planted"  # the id of every element that the markup below would make
TAG = f"<img id={PLANT} src=x onerror=alert(1)>"
SCRIPT = f"<script id={PLANT}>alert(1)</script>"
LINK = f"[click](javascript:alert(1)) <a id={PLANT} href=x>"
DIRECTIVE = ":red[stop] :material/bolt: **bold** # head"
LATEX = "$\\frac{1}{2}$ $$x^2$$"
QUOTED = f"x\" id='{PLANT}' onerror=\"alert(1)"
MARKUP = (TAG, SCRIPT, LINK, DIRECTIVE, LATEX, QUOTED)


@dataclass(frozen=True)
class File:
    """A file as a user brings it; `said` is part of the message that refuses it, empty when it is a table."""

    name: str
    content: bytes
    said: str = ""


def csv(*rows: tuple[object, ...]) -> bytes:
    """Rows as a CSV file; every cell is quoted, so that nothing in it can be mistaken for structure."""
    lines = [",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def zipped(name: str, content: bytes) -> bytes:
    """A zip file with one member; its name is not looked at."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def lying(content: bytes) -> bytes:
    """A zip file whose directory and header declare 100 bytes in place of the real size of its one member."""
    packed = bytearray(zipped("a.csv", content))
    told = (100).to_bytes(4, "little")
    local, directory = packed.find(b"PK\x03\x04"), packed.find(b"PK\x01\x02")
    packed[local + 22 : local + 26] = told
    packed[directory + 24 : directory + 28] = told
    return bytes(packed)


def locked_zip() -> bytes:
    """A zip file whose member is marked as encrypted (bit 0 of the flags, APPNOTE 4.4.4)."""
    packed = bytearray(zipped("a.csv", b"a,b\n1,2\n"))
    packed[packed.find(b"PK\x03\x04") + 6] |= 1
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def locked_excel() -> bytes:
    """The head of an OLE container with the stream name that Office gives to encrypted documents ([MS-OFFCRYPTO] 2.3.1)."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000


def wide(columns: int, rows: int = 3) -> bytes:
    """Many columns of numbers."""
    names = tuple(f"c{i}" for i in range(columns))
    return csv(names, *(tuple((i * 7 + row * 3) % 11 for i in range(columns)) for row in range(rows)))


def named(*names: str, rows: int = 12) -> bytes:
    """A number, a category and a number of rows under these names."""
    return csv(names, *((i * 1.5, "abc"[i % 3], 40 - i * i)[: len(names)] for i in range(rows)))


def everything(rows: int = 60) -> File:
    """Markup wherever a file can have it: in its name, in the names of its columns, in its cells, and behind names that charts obey."""
    names = ("n", "m", TAG, f"{LINK} {DIRECTIVE}", "image", "title", LATEX, f"{SCRIPT}n")
    outside = "http://elsewhere.invalid/x.png"  # a picture that nothing may ask for
    cells = [
        (
            i * 1.5 % 7,
            -i * i % 23 / 3,
            MARKUP[i % 3],
            f"{DIRECTIVE} {i % 4}",
            (outside, TAG)[i % 2],
            MARKUP[i % 2],
            LATEX if i % 5 else "=1+1",
            i % 9 / 2,
        )
        for i in range(rows)
    ]
    return File(f"{TAG} {LINK} {DIRECTIVE} {LATEX}.csv", csv(names, *cells))


REFUSED = {
    "empty": File("empty.csv", b"", "is empty"),
    "blank": File("blank.csv", b" \n\n  \n", "is empty"),
    "zero Parquet": File("zero.parquet", b"", "is empty"),
    "cut Parquet": File("cut.parquet", b"PAR1" + b"\0" * 50, "damaged Parquet"),
    "binary": File("noise.csv", bytes(range(256)) * 40, "binary file"),
    "picture": File("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "PNG picture"),
    "truncated gzip": File("cut.csv.gz", gzip.compress(b"a,b\n" + b"1,2\n3,4\n" * 999, mtime=0)[:40], "cut off"),
    "damaged zip": File("bad.zip", b"PK\x03\x04" + b"\0" * 60, "damaged zip"),
    "locked zip": File("secret.zip", locked_zip(), "protected by a password"),
    "locked Excel": File("secret.xlsx", locked_excel(), "protected by a password"),
    "broken JSON": File("bad.json", b'{"a": [1, 2', "not valid JSON"),
    "pickle": File("pickle.csv", b"\x80\x04\x95" + b"\0" * 40, "pickle"),
    "refused by a markup name": File(f"{TAG}{DIRECTIVE}.csv", b"", "is empty"),
}

TABLES = {
    "one column": File("narrow.csv", csv(("height",), *((1.5 + i / 100,) for i in range(20)))),
    "one row": File("row.csv", csv(("a", "b", "c"), (1, "x", 2.5))),
    "one cell": File("cell.csv", b'"a"\n"1"\n'),
    "no row": File("head.csv", b"a,b,c\n"),
    "all missing": File("missing.csv", b"a,b\n" + b",\n" * 12),
    "all NA": File("na.csv", csv(("a", "b"), *[("NA", "NA")] * 12)),
    "all the same": File("same.csv", csv(("a", "b", "c"), *[(7, "x", 2.5)] * 12)),
    "same names": File("same_names.csv", named("a", "a", "A")),
    "empty names": File("empty_names.csv", named("", "", "")),
    "HTML names": File("html_names.csv", named(TAG, SCRIPT, LINK)),
    "Markdown names": File("markdown_names.csv", named(DIRECTIVE, LATEX, "a.b[0]\\'c' `d`")),
    "SQL names": File("sql_names.csv", named("x'; DROP TABLE t; --", 'q"uote', "select * from data")),
    "long names": File("long_names.csv", named("n" * 10_000, "n" * 10_000, "m")),
    "our own names": File("own_names.csv", named("group", "row", "cluster")),
    "axis names": File("axis_names.csv", named("x", "c", "y")),
    "tooltip names": File(
        "tooltip_names.csv", csv(("title", "image", "n"), *((MARKUP[i % 2], MARKUP[-1 - i % 3], i % 7) for i in range(24)))
    ),
    "names of many lines": File("lines.csv", named("a\nb", "c\td", "e\r\nf")),
    "formulas": File("formulas.csv", csv(("=cmd()", "n"), *((f"{sign}cmd()|'/c calc'!A{i}", i) for i, sign in enumerate("=+-@" * 3)))),
    "infinities": File(
        "inf.csv", csv(("a", "b"), *((value, i % 7) for i, value in enumerate(["1.5", "inf", "-inf", "2.5", "NaN", "3"] * 3)))
    ),
    "huge numbers": File("huge.csv", csv(("a", "b"), *((value, i % 7) for i, value in enumerate(["1e308", "-1e308", "5e-324", "0"] * 4)))),
    "big cell": File("big.csv", csv(("id", "text"), (1, "short"), (2, "x" * (2 << 20)), (3, "end"), (4, "more"))),
    "emoji and right to left": File("עולם 🎈.csv", csv(("שם", "👩‍👩‍👧"), *((f"שלום \u202e{i % 5}", f"🎉{i}") for i in range(12)))),
    "markup in cells": File("markup.csv", csv(("what", "n"), *((MARKUP[i % len(MARKUP)], i % 7) for i in range(24)))),
    "a path as its name": File("../../../etc/passwd.csv", named("a", "b", "c")),
    "markup as its name": File(f"{TAG} {LINK} {DIRECTIVE} {LATEX}.csv", named("a", "b", "c", rows=13)),
    "members that climb": File("up.zip", zipped("../../evil.csv", named("a", "b", "c", rows=14))),
    "far dates": File(
        "dates.csv", csv(("when", "n"), *((f"{year}-01-0{1 + i % 9}", i) for i, year in enumerate(["0001", "9999", "1970", "2024"] * 4)))
    ),
    "only yes and no": File("yes.csv", csv(("a", "b"), *(("yes", "no") if i % 3 else ("no", "yes") for i in range(12)))),
    "wide": File("wide.csv", wide(300)),
}
