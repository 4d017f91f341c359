"""The Tables page as a user meets it: bring, see what was understood, change it, keep order."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from mllab.data import samples, store
from mllab.paths import app_root

GERMAN = "Report\nExported 1.2.2025\n\nName;Größe;Preis\nAda;1,72;1.234,50 €\nAlan;1,80;2.000,00 €\nGrace;1,65;999,90 €\n".encode("cp1252")


@pytest.fixture(scope="module")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples that the page opens on, read once for all tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLLAB_HOME", str(home))
        samples.load("customers")
    return home / "samples"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, read_samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    (home / "samples").symlink_to(read_samples)
    monkeypatch.setenv("MLLAB_HOME", str(home))
    return home


@pytest.fixture
def at() -> AppTest:
    return checked(AppTest.from_file(str(app_root() / "pages" / "tables.py"), default_timeout=60).run())


def checked(at: AppTest) -> AppTest:
    assert not at.exception, at.exception[0].stack_trace
    return at


def upload(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    at.file_uploader[0].set_value([(name, content, "") for name, content in files])
    return checked(at.run())


def said(at: AppTest) -> str:
    return "\n".join(element.value for element in [*at.success, *at.info, *at.error, *at.warning]).replace("\\", "").replace("*", "")


def shown(at: AppTest) -> str:
    return "\n".join(element.value for element in [*at.markdown, *at.caption, *at.text]).replace("\\", "")


def button(at: AppTest, label: str) -> Any:
    return next(one for one in at.button if label in one.label)


def test_before_anything_is_brought_the_customers_are_there(at: AppTest) -> None:
    text = shown(at)
    assert "Customers of a coffee subscription" in text
    assert "2 GB" in text, "the limit is stated"
    assert "Delimiter: semicolon" in text.replace("*", "")
    assert any("on request" in frame.value.to_string() for frame in at.dataframe), "what did not fit is listed"
    assert "Bergfeld Coffee Club" in at.get("html")[0].proto.body, "the file as it came"


def test_an_uploaded_file_becomes_the_chosen_table_and_its_bytes_are_let_go(at: AppTest) -> None:
    upload(at, ("prices.csv", GERMAN))
    assert "prices.csv is here: 3 rows, 3 columns" in said(at)
    (table,) = store.listing()
    assert at.selectbox(key="table").value == table.id
    assert table.frame()["Preis"].tolist() == [1234.5, 2000.0, 999.9]
    assert not at.file_uploader[0].value


def test_one_bad_file_does_not_stop_the_others(at: AppTest) -> None:
    upload(
        at,
        ("empty.csv", b""),
        ("good.csv", GERMAN),
        ("cut.csv.gz", gzip.compress(GERMAN * 50, mtime=0)[:60]),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0"),
    )
    assert [table.name for table in store.listing()] == ["good.csv"]
    problems = {element.value.replace("\\", "").split("**")[1] for element in at.error}
    assert problems == {"empty.csv", "cut.csv.gz", "picture.png"}
    assert at.selectbox(key="table").value == store.listing()[0].id


def test_the_same_bytes_twice_are_one_table(at: AppTest) -> None:
    upload(at, ("a.csv", GERMAN))
    upload(at, ("b.csv", GERMAN))
    assert "You already have" in said(at)
    assert len(store.listing()) == 1


def test_rows_are_pasted(at: AppTest) -> None:
    at.text_area[0].set_value("name\theight\nAda\t1.72\nAlan\t1.80\n")
    at.text_input[0].set_value("people")
    button(at, "Make a table").click()
    checked(at.run())
    (table,) = store.listing()
    assert (table.name, table.rows, table.names) == ("people", 2, ["name", "height"])


def test_pasting_nothing_is_said(at: AppTest) -> None:
    button(at, "Make a table").click()
    checked(at.run())
    assert "Nothing was pasted" in said(at)
    assert store.listing() == []


def test_a_sample_is_opened_from_its_card(at: AppTest) -> None:
    at.button(key="open-sample-iris").click()
    checked(at.run())
    assert at.selectbox(key="table").value == "sample-iris"
    assert "Edgar Anderson" in shown(at), "its card is shown"


def test_a_decision_is_changed_and_the_file_read_again(at: AppTest) -> None:
    upload(at, ("prices.csv", GERMAN))
    (before,) = store.listing()
    control = next(one for one in at.selectbox if one.label == "Change: header rows")
    control.select("0")
    checked(at.run())
    button(at, "Read again with 1 change").click()
    checked(at.run())
    (after,) = store.listing()
    assert after.id == before.id
    assert after.version != before.version
    assert after.rows == 4, "the line of names is a row now"


def test_a_changed_sample_becomes_a_table_of_ones_own(at: AppTest) -> None:
    next(one for one in at.selectbox if one.label == "Change: header rows").select("0")
    checked(at.run())
    button(at, "as a table of mine").click()
    checked(at.run())
    (table,) = store.listing()
    assert table.rows == 2432
    assert at.selectbox(key="table").value == table.id


def test_a_decision_that_cannot_be_is_a_message(at: AppTest) -> None:
    upload(at, ("prices.csv", GERMAN))
    next(one for one in at.text_input if one.label == "Change: lines before the table").set_value("many")
    at.run()
    button(at, "Read again").click()
    checked(at.run())
    assert "skip_rows" in said(at)


def test_a_table_is_renamed_and_described(at: AppTest) -> None:
    upload(at, ("prices.csv", GERMAN))
    (table,) = store.listing()
    next(one for one in at.text_input if one.label == "Name").set_value("Prices of 2025")
    next(one for one in at.text_area if one.label == "Description").set_value("From the <b>shop</b>")
    button(at, "Save").click()
    checked(at.run())
    (renamed,) = store.listing()
    assert (renamed.id, renamed.name, renamed.description) == (table.id, "Prices of 2025", "From the <b>shop</b>")


def test_deleting_asks_first_and_then_deletes(at: AppTest) -> None:
    upload(at, ("prices.csv", GERMAN))
    (table,) = store.listing()
    assert "cannot be undone" in shown(at)
    at.button(key=f"delete-{table.id}").click()
    checked(at.run())
    assert store.listing() == []
    assert at.selectbox(key="table").value == "sample-customers"


def test_a_sample_can_be_neither_renamed_nor_deleted(at: AppTest) -> None:
    assert not [one for one in at.button if "delete" in one.label.lower() or one.label == "Save"]


def test_tables_are_there_in_a_new_session(at: AppTest) -> None:
    upload(at, ("prices.csv", GERMAN))
    (table,) = store.listing()
    again = AppTest.from_file(str(app_root() / "pages" / "tables.py"), default_timeout=60)
    again.query_params["table"] = table.id
    checked(again.run())
    assert "prices.csv" in shown(again)
    assert again.selectbox(key="table").value == table.id


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>.csv", "**bold** [link](http://x).csv", "=cmd().csv", "../../x.csv", "😀 שלום.csv", "$a$.csv"]
)
def test_a_name_with_markup_is_shown_as_text(at: AppTest, home: Path, name: str) -> None:
    upload(at, (name, GERMAN))
    assert len(store.listing()) == 1
    assert all("<img" not in element.proto.body for element in at.get("html"))
    assert not [element.value for element in at.markdown if re.search(r"(?<!\\)(<img|\[link)", element.value)], "each sign is escaped"
    inside = {path for path in home.rglob("*") if path.is_file()}
    assert not [path for path in inside if "bold" in path.name or "img" in path.name or path.name == "x.csv"]


def test_markup_in_the_file_is_shown_as_text(at: AppTest) -> None:
    upload(at, ("evil.csv", b"<script>alert(1)</script>;b\n<img src=x>;2\n</div><b>x</b>;3\n"))
    body = at.get("html")[0].proto.body
    assert "<script>" not in body
    assert "&lt;script&gt;alert(1)" in body
    assert "<img" not in body


def test_files_on_the_server_are_found_by_a_pattern(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    (folder / "sales").mkdir(parents=True)
    for year in (2024, 2025):
        (folder / "sales" / f"{year}.csv").write_text(f"year,amount\n{year},1\n{year},2\n")
    monkeypatch.setenv("MLLAB_DATA", str(folder))
    at = checked(AppTest.from_file(str(app_root() / "pages" / "tables.py"), default_timeout=60).run())
    next(one for one in at.text_input if "pattern" in one.label).set_value("sales/*.csv")
    checked(at.run())
    found = next(one for one in at.multiselect if "file" in one.label)
    assert len(found.options) == 2
    found.set_value(found.options)
    button(at, "Open these").click()
    checked(at.run())
    assert {table.name for table in store.listing()} == {"2024.csv", "2025.csv"}


@pytest.mark.parametrize("pattern", ["../*", "/etc/passwd", "sales/../../*", "~/*"])
def test_a_pattern_cannot_leave_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pattern: str) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    (tmp_path / "shared").mkdir()
    monkeypatch.setenv("MLLAB_DATA", str(tmp_path / "shared"))
    at = checked(AppTest.from_file(str(app_root() / "pages" / "tables.py"), default_timeout=60).run())
    next(one for one in at.text_input if "pattern" in one.label).set_value(pattern)
    checked(at.run())
    assert not [option for one in at.multiselect for option in one.options]
    assert "secret" not in shown(at) + said(at)
