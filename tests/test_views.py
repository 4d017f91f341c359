"""Named views: kept as plain JSON, found again, renamed, deleted, carried to another workspace; damaged and foreign files do no harm."""

import json

import pytest

from mllab import views
from mllab.errors import DataError
from mllab.paths import workspace

LINK = {"table": ["sample-iris"], "reducer": ["PCA"], "columns-sample-iris": ["petal length", "petal width"]}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))


def test_a_view_is_kept_with_its_whole_link():
    kept = views.keep("  petals \n alone ", "map", LINK, "Iris", (3, 5))
    (found,) = views.listing()
    assert found == kept == views.find(kept.id)
    assert found.name == "petals alone"
    assert found.query == LINK, "a list stays a list"
    assert found.rows == (3, 5)
    assert json.loads((workspace() / "views" / f"{kept.id}.json").read_text())["page"] == "map", "a plain file"


def test_the_same_view_is_kept_once_and_another_selection_is_another_view():
    first = views.keep("a", "map", LINK)
    assert views.keep("b", "map", LINK).id == first.id
    assert [view.name for view in views.listing()] == ["b"]
    assert views.keep("c", "map", LINK, rows=(1,)).id != first.id


def test_it_is_renamed_and_deleted():
    kept = views.keep("a", "map", LINK)
    views.rename(kept.id, "new name")
    assert views.find(kept.id).name == "new name"
    assert views.find(kept.id).query == LINK
    views.delete(kept.id)
    assert views.listing() == []
    for change in (lambda: views.rename(kept.id, "x"), lambda: views.delete(kept.id)):
        with pytest.raises(DataError, match="no such view"):
            change()


@pytest.mark.parametrize("name", ["", "   ", "\n"])
def test_a_view_needs_a_name(name):
    with pytest.raises(DataError, match="needs a name"):
        views.keep(name, "map", LINK)


def test_too_many_selected_rows_are_refused_with_what_to_do():
    with pytest.raises(DataError, match="Keep them as a column"):
        views.keep("a", "map", LINK, rows=tuple(range(views.MOST_ROWS + 1)))


def test_views_go_to_another_workspace_as_one_file(tmp_path, monkeypatch):
    kept = [views.keep("ä", "map", LINK, "Iris", (1, 2)), views.keep("b", "explore", {})]
    file = views.exported()
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "other"))
    assert views.listing() == []
    assert views.imported(file.encode()) == 2
    assert {view.id: view for view in views.listing()} == {view.id: view for view in kept}
    views.imported(file)
    assert len(views.listing()) == 2, "twice is once"


WHOLE = {"id": "ab12", "name": "x", "page": "map", "query": {"a": ["b"]}, "table": "", "made": "2026", "rows": []}


@pytest.mark.parametrize(
    "text",
    [
        "", "no json", "[]", "{}", '{"views": 3}', '{"views": [3]}', "[" * 100_000,
        *(json.dumps({"views": [WHOLE, WHOLE | wrong]}) for wrong in (
            {"id": "../../x"}, {"id": ""}, {"id": 3}, {"page": None}, {"query": ["a"]}, {"query": {"a": 3}}, {"query": {"a": [3]}},
            {"rows": [-1]}, {"rows": ["1"]}, {"rows": 7}, {"name": 5},
        )),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_views_is_refused_and_nothing_of_it_kept(text):
    with pytest.raises(DataError, match="no views of mllab"):
        views.imported(text)
    assert views.listing() == []


def test_a_damaged_file_is_passed_over():
    kept = views.keep("a", "map", LINK)
    (workspace() / "views" / "broken.json").write_text("{")
    (workspace() / "views" / "bad.json").write_text(json.dumps(WHOLE | {"rows": "x"}))
    assert views.listing() == [kept]


def test_an_id_from_a_link_is_no_path():
    views.keep("a", "map", LINK)
    (workspace() / "secret.json").write_text(json.dumps(WHOLE))
    assert views.find("../secret") is None
    assert views.find("") is None
