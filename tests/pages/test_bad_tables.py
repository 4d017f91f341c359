"""What bad input gets through the whole product: a clear message or a working page, never a traceback, and data is always text."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import hostile
import pandas as pd
import pytest
from hostile import REFUSED, TABLES, File
from streamlit.testing.v1 import AppTest

from mllab.__main__ import main
from mllab.data import export, samples, store
from mllab.data.read import archives
from mllab.paths import app_root
from mllab.ui.clustering.ask import QUESTIONS

ALIKE = "every value is the same|no column|no rows|takes two|every value is missing"
POOR = {"one row", "one cell", "no row", "all missing", "all NA", "all the same"}  # where a message is the answer
PLAIN = {"same names", "empty names", "names of many lines", "a path as its name", "members that climb"}  # ordinary once they are read
OPENED = {
    "explore": [{"view": view} for view in ("Columns", "Together", "Missing", "Chart builder", "Rows")],
    "prepare": [{"preview": view} for view in ("Result", "What the algorithm sees")],
    "clustering": [{"question": question} for question in QUESTIONS],
    "map": [{"reducer": "PCA", "question": question} for question in ("What is selected", "What the axes are", "Keep")],
}
MARKED = re.compile(r"(?<!\\)(<img|<script|<a |\[click\]\(|:red\[|:material/bolt|\*\*bold|\$)")


@pytest.fixture(scope="module")
def read_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample that the Tables page opens on, read once."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLLAB_HOME", str(home))
        samples.load("customers")
    return home / "samples"


@pytest.fixture(autouse=True)
def home(workspace: Path, read_sample: Path) -> Path:
    (workspace / "samples").symlink_to(read_sample)
    return workspace


def page(name: str, **query: str) -> AppTest:
    at = AppTest.from_file(str(app_root() / "pages" / f"{name}.py"), default_timeout=90)
    for key, value in query.items():
        at.query_params[key] = value
    return checked(at.run())


def checked(at: AppTest) -> AppTest:
    assert not at.exception, "\n".join(at.exception[0].stack_trace)
    return at


def uploaded(*files: File) -> AppTest:
    at = page("tables")
    at.file_uploader[0].set_value([(file.name, file.content, "") for file in files])
    return checked(at.run())


def text(*elements: object) -> str:
    return "\n".join(element.value for element in elements).replace("\\", "")  # type: ignore[attr-defined]


def marked(at: AppTest) -> list[str]:
    """Everything shown as Markdown or HTML in which markup of the data would be obeyed."""
    shown = [element.value for kind in ("markdown", "caption", "error", "warning", "info", "success") for element in getattr(at, kind)]
    labels = [
        element.label for kind in ("expander", "button", "metric", "selectbox", "multiselect", "toggle") for element in getattr(at, kind)
    ]
    helps = [element.help for kind in ("button", "metric", "selectbox", "multiselect") for element in getattr(at, kind) if element.help]
    bodies = [element.proto.body for element in at.get("html")]
    return [one for one in [*shown, *labels, *helps] if MARKED.search(one)] + [one for one in bodies if re.search("<(img|script|a )", one)]


def added(file: File) -> store.Table:
    return store.add(file.content, file.name, "uploaded")


def test_what_is_no_table_gets_a_message_each_and_stops_nothing() -> None:
    good = TABLES["one column"]
    at = uploaded(*REFUSED.values(), good)
    problems = {element.value for element in at.error}
    assert len(problems) == len(REFUSED)
    for file in REFUSED.values():
        assert any(file.said in problem.replace("\\", "") for problem in problems), file.name
    assert not marked(at)
    (table,) = store.listing()
    assert at.selectbox(key="table").value == table.id
    assert list((store.workspace() / "tables").iterdir()) == [table.path.parent], "nothing half-written is left"


def test_a_bomb_is_refused_on_the_page_by_its_declared_and_by_its_real_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FLOOR", 1 << 20)
    content = b"1,2\n" * (1 << 19)
    bombs = {"declared.zip": hostile.zipped("a.csv", content), "lying.zip": hostile.lying(content), "real.csv.gz": gzip.compress(content)}
    at = uploaded(*(File(name, packed) for name, packed in bombs.items()))
    declared, lied, real = sorted(element.value.replace("\\", "") for element in at.error)
    assert "declared.zip" in declared
    assert "zip bomb" in declared
    assert "real.csv.gz" in real
    assert "zip bomb" in real
    assert "lying.zip" in lied
    assert "cannot be unpacked" in lied or "zip bomb" in lied
    assert store.listing() == []


def test_every_table_is_uploaded_and_shown() -> None:
    """All in one drop, as a folder is dragged onto the page; then each is looked at."""
    at = uploaded(*TABLES.values())
    assert not at.error, text(*at.error)
    assert not marked(at)
    listed = store.listing()
    assert len(listed) == len(TABLES), "no two of them are the same bytes"
    assert {table.path.parent.parent for table in listed} == {store.workspace() / "tables"}
    assert not [path for path in store.workspace().rglob("*") if re.search("evil|passwd.csv$|img", path.name)], (
        "no given name becomes a path"
    )
    for table in listed:
        at.selectbox(key="table").set_value(table.id)
        checked(at.run())
        assert not at.error, (table.name, text(*at.error))
        assert not marked(at), table.name


@pytest.fixture(scope="module")
def all_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Every hostile table, read once for all pages: its id by its kind."""
    home = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLLAB_HOME", str(home))
        yield {kind: added(file).id for kind, file in TABLES.items()} | {"": str(home)}


@pytest.mark.parametrize("name", OPENED)
@pytest.mark.parametrize("kind", TABLES)
def test_every_page_opens_with_every_table(kind: str, name: str, all_tables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLAB_HOME", all_tables[""])
    for query in OPENED[name][: 1 if kind in PLAIN else None]:
        at = page(name, table=all_tables[kind], **query)
        asked = {key: at.session_state[key] for key in query if key in at.session_state}
        assert at.error or asked == query, "the view that was asked for is the one that is open"
        assert not marked(at), query
        if at.error:
            assert kind in POOR, (query, text(*at.error))
            assert re.search(ALIKE, text(*at.error)), "the message says what is wrong"
            assert re.search("Choose|Bring", text(*at.error)), "and what to do"


def test_thousands_of_columns_are_shown_and_too_many_to_encode_is_said() -> None:
    """Here 3,000, to be quick; the reader's own test has 10,000."""
    table = added(File("wide.csv", hostile.wide(3_000)))
    assert len(table.columns) == 3_000
    at = page("tables", table=table.id)
    assert any("first 200 of 3,000 columns" in element.value for element in at.markdown)
    (error,) = page("clustering", table=table.id).error
    assert "at most 2,000 can be encoded" in error.value.replace("\\", "")


@pytest.mark.parametrize("kind", ["Columns", "Rows"])
def test_a_far_cell_does_not_travel_to_the_browser(kind: str) -> None:
    table = added(TABLES["big cell"])
    shown = [frame.value for frame in page("explore", table=table.id, view=kind).dataframe]
    assert shown
    assert max(frame.astype("str").map(len).to_numpy().max() for frame in shown) <= 1_000


@pytest.mark.parametrize("kind", ["formulas", "markup in cells", "markup as its name"])
def test_exports_neutralise_formulas_and_keep_the_rest(kind: str) -> None:
    table = added(TABLES[kind])
    frame = table.frame()
    out = pd.read_csv(io.BytesIO(export.to_bytes(table, "CSV")), keep_default_na=False)
    cells = [str(cell) for cell in [*out.columns, *out.select_dtypes(["object", "string"]).to_numpy().ravel()]]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cell.removeprefix("'") for cell in map(str, out.iloc[:, 0])] == [str(cell).removeprefix("'") for cell in frame.iloc[:, 0]]
    with zipfile.ZipFile(io.BytesIO(export.to_bytes(table, "Excel"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet


def test_labelled_rows_neutralise_formulas_too() -> None:
    table = added(TABLES["formulas"])
    at = page("clustering", table=table.id, question="Keep")
    if at.error:
        pytest.fail(text(*at.error))
    title = next(one for one in at.text_input if one.key == "title")
    title.set_value("=kept()")
    next(one for one in at.button if "Save as a new table" in one.label).click()
    checked(at.run())
    kept = next(one for one in store.listing() if one.name == "=kept()")
    assert kept.rows == table.rows
    assert b"\n=" not in export.to_bytes(kept, "CSV")


@pytest.mark.parametrize("kind", REFUSED)
def test_the_shell_refuses_in_one_line(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = REFUSED[kind]
    path = tmp_path / f"given{Path(file.name).suffix}"
    path.write_bytes(file.content)
    assert main(["read", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("mllab: ")
    assert file.said in said.err


@pytest.mark.parametrize("kind", TABLES)
def test_the_shell_reads_every_table_and_groups_it_or_says_why_not(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"given{Path(TABLES[kind].name).suffix}"
    path.write_bytes(TABLES[kind].content)
    assert main(["read", str(path)]) == 0
    out = capsys.readouterr().out
    assert "rows," in out
    status = main(["cluster", str(path), "--k", "2"])
    said = capsys.readouterr()
    assert status == (2 if kind in POOR else 0), said.err
    assert said.err.count("\n") == (1 if kind in POOR else 0)
