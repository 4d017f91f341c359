"""Samples: tables that are always there, read-only, each described by its card `datasets/<name>.md`.

Adding a sample is adding a card (and its data file beside it): the head of the card says what the table is, the rest is for people.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mllab import __version__
from mllab.data.duck import connect, literal
from mllab.data.table import Column, Decision, Kind, Table
from mllab.errors import DataError
from mllab.paths import app_root, workspace

if TYPE_CHECKING:
    import pandas as pd

BUNDLED = "scikit-learn:"
FORMULA = "made:"
DEFAULT = "customers"  # what pages open on, so the first in every list
FOLDER = app_root() / "datasets"


@dataclass(frozen=True)
class Sample:
    """What is known of a sample before it is read: the head of its card. `target` and `hidden` are columns that are to be found out."""

    name: str
    title: str
    about: str
    origin: str
    licence: str
    data: str
    target: str = ""
    rows: int = 0
    columns: int = 0
    features_for: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of its table, as links write it."""
        return f"sample-{self.name}"

    @property
    def file(self) -> Path | None:
        """The file it is read from; None when it comes with scikit-learn or is made by a formula."""
        return None if self.data.startswith((BUNDLED, FORMULA)) else FOLDER / self.data

    @property
    def formula(self) -> str:
        """The name of its formula in mllab.data.made; empty for a sample that is read."""
        return self.data.removeprefix(FORMULA).strip() if self.data.startswith(FORMULA) else ""

    @property
    def card(self) -> str:
        """The card in Markdown, without its head: origin, licence, shape, units, known faults."""
        return _card(FOLDER / f"{self.name}.md")[1]


def _card(path: Path) -> tuple[dict[str, str], str]:
    """The head (`key: value` lines between two `---`) and the text of a card."""
    _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}, text.strip()


def _sample(path: Path) -> Sample:
    head, _ = _card(path)
    given = {key: head[key] for key in ("title", "about", "origin", "licence", "data")}
    pages, hidden = (tuple(name.strip() for name in head.get(key, "").split(",") if name.strip()) for key in ("pages", "hidden"))
    target = head.get("target", "")
    return Sample(
        path.stem, **given, target=target, rows=int(head["rows"]), columns=int(head["columns"]), features_for=pages, hidden=hidden
    )


def _scan() -> dict[str, Sample]:
    found = [_sample(path) for path in sorted(FOLDER.glob("*.md"))]
    return {sample.name: sample for sample in sorted(found, key=_place)}


def _place(sample: Sample) -> tuple[bool, bool, bool, str]:
    """Measured tables before made-up shapes, those of one's own world first."""
    return sample.name != DEFAULT, bool(sample.formula), sample.file is None, sample.name


SAMPLES: Mapping[str, Sample] = _scan()


def load(name: str) -> Table:
    """The sample called `name`, as a read-only table. Read once, then kept as Parquet in the workspace: the second load is instant.

    Raises DataError for a name that is none.
    """
    if name not in SAMPLES:
        raise DataError(f"There is no sample called {name!r}. There are: {', '.join(SAMPLES)}.")
    sample = SAMPLES[name]
    version = _version(sample)
    folder = workspace() / "samples" / f"{name}-{version}"
    if not (folder / "table.json").exists():
        _keep(sample, folder)
    return _opened(sample, folder, version)


def _version(sample: Sample) -> str:
    """Changes with the data, and with the code that reads it: what an older reader understood is read again."""
    digest = hashlib.sha256(f"{__version__} {sample.data} {_code()}".encode())
    if sample.file is not None:
        digest.update(sample.file.read_bytes())
    return digest.hexdigest()[:12]


def _code() -> str:
    package = Path(__file__).parent
    files = [
        Path(__file__),
        package / "made.py",
        *sorted((package / "read").glob("*.py")),
        *sorted((package / "csv").glob("*.py")),
        package / "kinds.py",
    ]
    return " ".join(f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)


def _keep(sample: Sample, folder: Path) -> None:
    """Read the sample into `folder`, whole or not at all: another process may be doing the same."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{sample.name}-", dir=folder.parent))
    try:
        table = _without_file(sample, making) if sample.file is None else _from_file(sample, sample.file, making)
        facts = {
            "columns": [asdict(column) for column in table.columns],
            "decisions": [asdict(d) for d in table.decisions],
            "rows": table.rows,
        }
        (making / "table.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
        if not folder.exists():
            os.replace(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _opened(sample: Sample, folder: Path, version: str) -> Table:
    facts = json.loads((folder / "table.json").read_text(encoding="utf-8"))
    rejects = folder / "rejects.parquet"
    return Table(
        id=sample.id,
        name=sample.title,
        path=folder / "data.parquet",
        rows=facts["rows"],
        columns=tuple(Column(**column) for column in facts["columns"]),
        version=version,
        decisions=tuple(Decision(**{**d, "choices": tuple(d["choices"])}) for d in facts["decisions"]),
        description=sample.about,
        origin=sample.origin,
        source=sample.file,
        rejects_path=rejects if rejects.exists() else None,
    )


def _from_file(sample: Sample, file: Path, folder: Path) -> Table:
    from mllab.data.read import read

    return read(file, name=sample.title, into=folder)


def _without_file(sample: Sample, folder: Path) -> Table:
    from mllab.data.made import make

    path = folder / "data.parquet"
    frame = make(sample.formula) if sample.formula else _bundled(sample)
    frame.to_parquet(path, index=False)
    return _described(path)


def _bundled(sample: Sample) -> "pd.DataFrame":
    """One of scikit-learn's own tables, target last, classes by name."""
    from sklearn import datasets

    loaded = getattr(datasets, f"load_{sample.data.removeprefix(BUNDLED).strip()}")(as_frame=True)
    frame: pd.DataFrame = loaded.frame
    if "target" in frame and (names := loaded.get("target_names")) is not None and len(names):
        frame = frame.assign(target=[str(names[code]) for code in loaded.target])
    if "target" in frame:
        frame = frame.rename(columns={"target": sample.target})
    counts = [name for name in frame.select_dtypes("number") if (frame[name] % 1 == 0).all()]
    return frame.astype(dict.fromkeys(counts, "int64"))


def _described(path: Path) -> Table:
    with connect() as con:
        rows = con.execute(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({literal(str(path))}))").fetchall()
        (count,) = con.execute(f"SELECT count(*) FROM read_parquet({literal(str(path))})").fetchone() or (0,)
    return Table("", "", path, count, tuple(Column(name, _kind(sql), sql) for name, sql in rows), "")


def _kind(sql: str) -> Kind:
    return "category" if sql == "VARCHAR" else "number"
