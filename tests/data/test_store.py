"""The workspace: tables stay, the same bytes are one table, a damaged folder harms no other."""

import hashlib
import json
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from mllab.data import store
from mllab.data.prepare import STEPS, Recipe
from mllab.errors import DataError

CSV = b"city;price;when\nBern;1,5;31.01.2024\nOslo;2,5;01.02.2024\nRome;x;02.02.2024\n"


def test_a_table_is_still_there_after_a_restart(workspace) -> None:
    added = store.add(CSV, "Preise 2024.csv", "test")
    code = "from mllab.data import store; t, = store.listing(); print(t.id, t.rows, t.name, t.origin, t.version)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert out == f"{added.id} 3 Preise 2024.csv test {added.version}"
    assert added.id.startswith("preise-2024-")


def test_two_uploads_of_the_same_bytes_are_one_table() -> None:
    first, second = store.add(CSV, "a.csv"), store.add(CSV, "b.csv")
    assert first == second
    assert len(store.listing()) == 1


def test_rename_describe_delete() -> None:
    table = store.add(CSV, "a.csv")
    store.rename(table.id, "Prices <b>")
    assert store.describe(table.id, "of cities").description == "of cities"
    assert store.open(table.id).name == "Prices <b>"
    store.delete(table.id)
    assert store.listing() == []
    with pytest.raises(DataError, match="no table"):
        store.open(table.id)


@pytest.mark.parametrize("id", ["../x", "", "a/b", "..", "a\0", "A" * 300])
def test_an_id_is_never_a_path(id: str) -> None:
    with pytest.raises(DataError, match="no table"):
        store.delete(id)


def test_reread_changes_decisions_and_remembers_them() -> None:
    table = store.add(CSV, "a.csv")
    texts = store.reread(table.id, types={"price": "text"})
    assert (texts.id, texts.column("price").sql) == (table.id, "VARCHAR")
    assert texts.version != table.version
    both = store.reread(table.id, types={"when": "text"})
    assert {both.column("price").sql, both.column("when").sql} == {"VARCHAR"}
    back = store.reread(table.id, types=None)
    assert back.version == table.version


def test_a_reread_that_fails_leaves_the_table() -> None:
    table = store.add(CSV, "a.csv")
    with pytest.raises(ValueError):
        store.reread(table.id, colour="red")
    assert store.open(table.id) == table


def test_a_recipe_is_kept_applied_and_taken_back() -> None:
    table = store.add(CSV, "a.csv")
    drop = STEPS["drop columns"](columns=("when",))
    prepared = store.set_recipe(table.id, Recipe().add(drop))
    assert prepared.names == ["city", "price"]
    assert store.open(table.id).version == prepared.version != table.version
    assert store.recipe(table.id).steps == (drop,)
    assert store.unprepared(table.id).names == ["city", "price", "when"]
    assert store.reread(table.id, types={"price": "text"}).names == ["city", "price"]
    assert store.set_recipe(table.id, Recipe()).names == ["city", "price", "when"]


def test_a_damaged_table_is_told_and_hides_no_other() -> None:
    bad, good = store.add(CSV, "bad.csv"), store.add(CSV + b"Paris;3,5;03.02.2024\n", "good.csv")
    (bad.path.parent / "table.json").write_text("{")
    with pytest.warns(UserWarning, match="damaged"):
        assert [table.id for table in store.listing()] == [good.id]
    assert list(store.damaged()) == [bad.id]
    assert store.add(CSV, "bad.csv").rows == 3, "the file can be brought again"


def test_a_half_written_table_is_never_listed(workspace) -> None:
    table = store.add(CSV, "a.csv")
    shutil.copytree(table.path.parent, workspace / "tables" / ".making-abc")
    assert [one.id for one in store.listing()] == [table.id]


def test_a_frame_becomes_a_table() -> None:
    frame = pd.DataFrame({"x": [0.5, np.nan, 2.5], "label": pd.Categorical(["a", "b", "a"]), 3: [1, 2, 3]}, index=[5, 6, 7])
    table = store.from_frame(frame, "with labels", "k-means")
    assert (table.names, table.rows, table.origin) == (["x", "label", "3"], 3, "k-means")
    assert table.frame()["label"].tolist() == ["a", "b", "a"]


def test_pasted_text() -> None:
    assert store.paste("a\tb\n1\t2\n3\t4\n").names == ["a", "b"]
    with pytest.raises(DataError, match="Nothing was pasted"):
        store.paste(" \n")


def test_server_files_stay_inside_the_data_folder(tmp_path, monkeypatch) -> None:
    inside, outside = tmp_path / "in", tmp_path / "secret.csv"
    (inside / "sub").mkdir(parents=True)
    (inside / "sub" / "a.csv").write_text("a\n1\n")
    outside.write_text("a\n1\n")
    (inside / "link.csv").symlink_to(outside)
    monkeypatch.setenv("MLLAB_DATA", str(inside))
    assert store.server_files("sub/*.csv") == [inside / "sub" / "a.csv"]
    assert store.server_files(str(inside / "sub" / "a.csv")) == [inside / "sub" / "a.csv"]
    for pattern in ["../secret.csv", str(outside), "link.csv", "sub/../../secret.csv", "/etc/passwd", "a\0b"]:
        with pytest.raises(DataError):
            store.server_files(pattern)
    with pytest.raises(DataError, match="No file matches"):
        store.server_files("*.parquet")


def test_table_json_holds_the_whole_name_and_is_plain(workspace) -> None:
    table = store.add(CSV, "../../Ünï\u202e.csv")
    facts = json.loads((table.path.parent / "table.json").read_text())
    assert len(facts["digest"]) == 64
    assert facts["source"] == "source.csv"


def uploaded(workspace, content: bytes, name: str = "0123.taken"):
    (workspace / "uploads").mkdir(exist_ok=True)
    path = workspace / "uploads" / name
    path.write_bytes(content)
    return path


def test_a_finished_upload_is_moved_and_hashed_as_it_lies(workspace) -> None:
    path = uploaded(workspace, CSV)
    inode = path.stat().st_ino
    table = store.add(path, "big.csv", "uploaded")
    assert not path.exists()
    assert table.source.stat().st_ino == inode, "the same file, not a copy"
    assert table.source.name == "source.csv"
    facts = json.loads((table.path.parent / "table.json").read_text())
    assert facts["digest"] == hashlib.sha256(CSV).hexdigest()
    assert store.reread(table.id, types={"price": "text"}).source.stat().st_ino == inode, "read again without a copy"
    again = uploaded(workspace, CSV)
    assert store.add(again, "again.csv").id == table.id
    assert again.exists(), "what was known before is left to its taker"


def test_an_upload_that_is_no_table_stays_where_it_was(workspace) -> None:
    path = uploaded(workspace, b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(DataError, match="picture"):
        store.add(path, "cat.csv")
    assert path.exists()
    assert not list((workspace / "tables").iterdir())


def test_an_upload_on_its_way_and_any_other_file_are_copied(workspace, tmp_path) -> None:
    unfinished = uploaded(workspace, CSV, "4567.part")
    unfinished.with_suffix(".json").write_text("{}")
    mine = tmp_path / "mine.csv"
    mine.write_bytes(CSV + b"Paris;3,5;03.02.2024\n")
    for path in (unfinished, mine):
        table = store.add(path, path.name)
        assert path.exists()
        assert table.source.stat().st_ino != path.stat().st_ino
        path.write_bytes(b"changed later")
        assert table.source.read_bytes().startswith(CSV), "what the owner writes later does not change the table"
