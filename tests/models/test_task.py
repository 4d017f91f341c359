"""The task: what is predicted, which rows are held out, how folds are cut, and that nothing of a fold's judges is learned from."""

import numpy as np
import pandas as pd
import pytest

from mllab import data
from mllab.errors import DataError, ParamError
from mllab.models.task import Task, doubts, encoded, encoder, folds, likely_target, propose, rows


@pytest.fixture
def table(tmp_path):
    """Makes a table of a frame, as if it had been brought as a CSV."""

    def made(frame):
        path = tmp_path / "rows.csv"
        frame.to_csv(path, index=False)
        return data.read(path)

    return made


def people(n=400, seed=0):
    """Rows with a number, a category, a date and a class that depends on the first two."""
    rng = np.random.default_rng(seed)
    age, plan = rng.normal(40, 10, n).round(1), rng.choice(["gold", "silver", "tin"], n)
    left = np.where(age + 10 * (plan == "tin") + rng.normal(0, 5, n) > 45, "gone", "stays")
    return pd.DataFrame(
        {"age": age, "plan": plan, "since": pd.date_range("2024-01-01", periods=n).astype(str), "left": left, "spent": (3 * age).round(1)}
    )


def test_a_number_is_predicted_as_a_number_and_a_word_as_a_class(table):
    found = table(people())
    assert propose(found, "spent").kind == "regression"
    task = propose(found, "left")
    assert (task.kind, task.split, task.columns) == ("classification", "stratified", ("age", "plan", "since", "spent"))
    assert Task.from_spec(task.spec()) == task


@pytest.mark.parametrize(
    ("names", "likely"),
    [
        (("Survived", "Pclass", "Sex", "Embarked"), "Survived"),  # the Titanic's
        (("species", "island", "sex"), "species"),  # Palmer's penguins
        (("Sale Price", "rooms", "kind"), "Sale Price"),
        (("plan", "region", "kind"), "kind"),  # none is called like an answer: the last that is a class
        (("rooms", "area"), "area"),
    ],
)
def test_the_likely_target_is_called_like_one(table, names, likely):
    numbers = {
        "Survived": [0, 1] * 20,
        "Pclass": [1, 2, 3, 1] * 10,
        "Sale Price": np.arange(40) * 1.5,
        "rooms": np.arange(40) % 7 + 0.5,
        "area": np.arange(40) * 2.5,
    }
    frame = pd.DataFrame({name: numbers.get(name, ["one", "two"] * 20) for name in names})
    assert likely_target(table(frame)) == likely


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": "age"}, "predicted from itself"),
        ({"split": "group"}, "needs the column"),
        ({"test": 0.95}, "0 to 0.9"),
        ({"kind": "ranking"}, "classification or regression"),
        ({"kind": "regression"}, "numbers have none"),
    ],
)
def test_a_task_that_makes_no_sense_is_refused_in_words(table, changes, said):
    with pytest.raises(ParamError, match=said):
        propose(table(people()), "left").but(**changes)


def test_a_date_or_an_identifier_is_not_predicted(table):
    frame = people().assign(customer_id=[f"C{i:04d}" for i in range(400)])
    with pytest.raises(DataError, match="date"):
        propose(table(frame), "since")
    with pytest.raises(DataError, match="names rows"):
        propose(table(frame), "customer_id")


def test_a_stratified_split_keeps_the_share_of_every_class_in_every_part(table):
    task = propose(table(people()), "left")
    found = rows(table(people()), task)
    share = found.y.mean()
    assert len(found.test) == 80
    for part in [found.test, *(fold.valid for fold in folds(found, task))]:
        assert found.y[part].mean() == pytest.approx(share, abs=0.02)


def test_every_row_is_judged_once_and_never_by_a_model_that_saw_it(table):
    task = propose(table(people()), "left")
    found = rows(table(people()), task)
    cut = folds(found, task, count=4, repeats=2)
    assert len(cut) == 8
    for repeat in (cut[:4], cut[4:]):
        assert np.array_equal(np.sort(np.concatenate([fold.valid for fold in repeat])), found.train)
    for fold in cut:
        assert not np.intersect1d(fold.train, fold.valid).size
        assert not np.intersect1d(np.union1d(fold.train, fold.valid), found.test).size


def test_groups_stay_whole(table):
    task = propose(table(people()), "left").but(split="group", by="plan", test=0.3)
    frame = people().assign(plan=np.random.default_rng(1).choice(list("abcdefghij"), 400))
    found = rows(table(frame), task)
    assert not np.intersect1d(found.groups[found.test], found.groups[found.train]).size
    for fold in folds(found, task, count=3):
        assert not np.intersect1d(found.groups[fold.train], found.groups[fold.valid]).size


def test_in_time_the_past_judges_nothing_of_the_future(table):
    task = propose(table(people()), "left").but(split="time", by="since")
    found = rows(table(people()), task)
    assert found.time[found.train].max() <= found.time[found.test].min()
    for fold in folds(found, task, count=4):
        assert found.time[fold.train].max() <= found.time[fold.valid].min()


def test_rows_without_an_answer_are_left_out_and_told(table):
    frame = people()
    frame.loc[:29, "left"] = None
    found = rows(table(frame), propose(table(frame), "left"))
    assert len(found.y) == 370
    assert "30 rows without an answer" in found.notes[0]
    assert set(found.frame.index) == set(range(30, 400))


@pytest.mark.parametrize(
    ("answers", "said"),
    [(["gone"] * 400, "nothing to tell apart"), ([None] * 395 + ["gone", "stays"] * 2 + ["stays"], "Only 5 rows")],
)
def test_a_target_that_teaches_nothing_is_refused(table, answers, said):
    found = table(people().assign(left=answers))
    with pytest.raises(DataError, match=said):
        rows(found, Task("left", "classification", ("age", "plan")))


def test_a_class_with_a_single_row_is_learned_from_and_not_held_out(table):
    frame = people()
    frame.loc[7, "left"] = "perhaps"
    for seed in range(20):
        found = rows(table(frame), propose(table(frame), "left", seed))
        assert found.classes.index("perhaps") not in found.y[found.test]


def test_what_a_fold_learned_does_not_change_with_the_rows_that_judge_it(table):
    """The planted leak: rows that judge are changed beyond recognition; were anything fitted on them, the training rows would look different."""
    task = Task("left", "classification", ("age", "plan"), "stratified")
    frame = people()
    honest = rows(table(frame), task)
    cut = folds(honest, task)
    columns = [table(frame).column(name) for name in task.columns]
    told = encoded(honest.frame, cut, columns)
    for fold, X in zip(cut, told, strict=True):
        spoiled = frame.copy()
        spoiled.loc[honest.frame.index[fold.valid], "age"] *= 1e4
        spoiled.loc[honest.frame.index[fold.valid], "plan"] = "never seen"
        other = encoder(spoiled[["age", "plan"]].iloc[fold.train], columns)
        assert np.array_equal(other.values, X[fold.train])
        assert not X[honest.test].any()


def test_an_encoder_takes_new_values_and_names_missing_columns(table):
    frame = people()
    fitted = encoder(frame[["age", "plan"]], [table(frame).column(name) for name in ("age", "plan")])
    new = pd.DataFrame({"plan": ["platinum", "gold"], "age": [np.nan, 40.0], "beside": [1, 2]})
    X = fitted.transform(new)
    assert X.shape == (2, 4)
    assert np.isfinite(X).all()
    with pytest.raises(DataError, match="'plan'"):
        fitted.transform(new.drop(columns="plan"))


def test_a_column_that_gives_the_answer_away_is_named(table):
    frame = people().assign(refund=lambda f: np.where(f["left"] == "gone", "paid", "none"))
    task = propose(table(frame), "left").but(columns=("age", "plan", "refund"))
    found = doubts(table(frame), task, rows(table(frame), task))
    assert [(doubt.severity, doubt.about) for doubt in found] == [("high", "refund")]
    numbers = propose(table(frame), "spent").but(columns=("age", "plan"))
    assert [doubt.about for doubt in doubts(table(frame), numbers, rows(table(frame), numbers))] == ["age"]


def test_an_honest_task_raises_no_doubt(table):
    task = propose(table(people()), "left").but(columns=("age", "plan"))
    assert doubts(table(people()), task, rows(table(people()), task)) == ()


def test_twins_identifiers_rare_classes_and_dates_are_named(table):
    frame = pd.concat([people(200)] * 2).assign(code=[f"C{i:04d}" for i in range(400)])
    frame.iloc[:3, frame.columns.get_loc("left")] = "perhaps"
    found = table(frame)
    task = Task("left", "classification", ("age", "plan", "since"), "stratified")
    said = " ".join(doubt.message for doubt in doubts(found, task, rows(found, task)))
    assert "exact twin" in said
    assert "'perhaps': fewer than 10 rows" in said
    assert "came after" in said
    named = task.but(columns=("age", "code"))
    assert "names rows" in " ".join(doubt.message for doubt in doubts(found, named, rows(found, named)))
