"""Home answers "what would you like to do?"; Runs keeps what was done."""

from streamlit.testing.v1 import AppTest

from mllab import runs
from mllab.data import store
from mllab.paths import app_root


def _page(name: str) -> AppTest:
    """The page inside the app, whose navigation its links need."""
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=60).run()
    return at if name == "home" else at.switch_page(f"pages/{name}.py").run()


def _said(at: AppTest) -> str:
    return " ".join(item.value for item in [*at.markdown, *at.caption, *at.info])


def test_home_opens_with_a_picture_its_groups_in_words_and_one_question():
    at = _page("home")
    assert not at.exception
    assert "k-means found four groups" in _said(at)
    assert sum(item.value.startswith(("1", "2", "3", "4")) for item in at.caption) == 4
    assert "Is there a column" in at.button_group[0].label


def test_answers_lead_to_a_page_with_a_reason():
    at = _page("home")
    at.button_group(key="goal").set_value("No").run()
    at.button_group(key="groups").set_value("Yes").run()
    assert not at.exception
    assert "Finds groups, says what each one is in words" in _said(at)


def test_home_lists_the_users_tables_and_latest_runs():
    table = store.paste("a;b\n1;2\n3;4\n")
    store.rename(table.id, "orders *2026*")
    runs.record("k-means, k=2", "orders", "clustering", {"table": table.id}, {"name": "k-means", "knobs": {"k": 2}}, {"groups": 2}, 0.1)
    said = _said(_page("home"))
    assert r"orders \*2026\*" in said
    assert r"k\-means, k\=2" in said


def test_runs_says_what_to_do_when_there_are_none():
    at = _page("runs")
    assert not at.exception
    assert "No runs yet" in at.info[0].value


def test_runs_lists_searches_and_names_what_is_damaged():
    for k in (2, 3):
        runs.record(f"k-means, k={k}", "iris", "clustering", {}, {"name": "k-means", "knobs": {"k": k}}, {"groups": k}, 0.1)
    broken = runs.record("x", "iris", "clustering", {}, {"name": "x"}, {}, 0.1)
    (runs.workspace() / "runs" / broken.id / "spec.json").write_text("no json")
    at = _page("runs")
    assert not at.exception
    assert broken.id in at.warning[0].value
    assert len(at.dataframe[0].value) == 2
    at.text_input(key="find").set_value("k=3").run()
    assert list(at.dataframe[0].value["what"]) == ["k-means, k=3"]
    at.text_input(key="find").set_value("k=3 wine").run()
    assert "Nothing is found among 2 runs" in _said(at)


def test_a_run_with_a_name_is_still_found_by_its_settings():
    run = runs.record("k-means, k=3", "iris", "clustering", {}, {"name": "k-means", "knobs": {"k": 3}}, {"groups": 3}, 0.1)
    runs.rename(run.id, "the one with three")
    at = _page("runs")
    for words in ("k=3", "three", "K-Means iris"):
        at.text_input(key="find").set_value(words).run()
        assert list(at.dataframe[0].value["what"]) == ["the one with three"]


def test_chosen_runs_stand_side_by_side_with_what_differs_marked():
    from mllab.ui.runs import rows_side_by_side

    made = [
        runs.record(
            f"k-means, k={k}", "iris", "clustering", {}, {"name": "k-means", "knobs": {"k": k, "tries": 10}, "seed": 0}, {"groups": k}, 0.1
        )
        for k in (2, 3)
    ]
    rows = {row["what"]: row for row in rows_side_by_side(made)}
    assert {name for name, row in rows.items() if row["differs"]} == {"k", "result: groups"}
    assert rows["k"]["1. k-means, k=2"] == "2"
    assert [row["what"] for row in rows_side_by_side(made, only=True)] == ["k", "result: groups"]


def test_a_board_shows_its_models_with_their_knobs():
    from mllab.ui.runs import rows_side_by_side

    spec = {"target": "species", "columns": ["a", "b"], "models": [{"name": "ridge", "knobs": {"strength": 2.0}}], "metric": "RMSE"}
    rows = {row["what"]: row for row in rows_side_by_side([runs.record("board", "iris", "train", {}, spec, {"RMSE": 1.5}, 1.0)])}
    assert rows["model: ridge"]["1. board"] == "strength=2.0"
    assert rows["columns"]["1. board"] == "a, b"
