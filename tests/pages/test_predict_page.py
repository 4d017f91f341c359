"""Predict: a kept model is chosen, new rows are checked and answered, a form answers one."""

import io
import re
from urllib.parse import parse_qsl

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from mllab import data
from mllab.data import store
from mllab.data.matrix import encode
from mllab.models import MODELS, keep
from mllab.models.board import score
from mllab.models.fitted import fitted
from mllab.models.task import Task, encoded, folds, rows
from mllab.paths import app_root
from mllab.reduce import REDUCERS
from mllab.ui.map.by_model import answers, offered
from mllab.ui.map.chosen import Chosen


def people(n=120, seed=0):
    rng = np.random.default_rng(seed)
    age, plan = rng.normal(40, 10, n).round(1), rng.choice(["gold", "silver", "tin"], n)
    left = np.where(age + 10 * (plan == "tin") + rng.normal(0, 4, n) > 45, "gone", "stays")
    return pd.DataFrame({"age": age, "plan": plan, "ok": rng.random(n) > 0.5, "left": left, "spent": (2 * age).round(1)})


@pytest.fixture
def shelf(tmp_path):
    """Puts a model of people on the shelf; gives its id."""

    def made(kind="classification", name="who leaves"):
        path = tmp_path / "people.csv"
        people().to_csv(path, index=False)
        table = data.read(path)
        task = Task("left" if kind == "classification" else "spent", kind, ("age", "plan", "ok"))
        found = rows(table, task)
        model = fitted(found, task, MODELS["random forest"](members=20), [table.column(one) for one in task.columns])
        cut = folds(found, task, 3)
        *_, scores = score(model.model, kind, encoded(found.frame, cut, model.encoder.columns), found.y, cut, found.k)
        return keep.keep(keep.write(model, keep.gathered(name, table, found, model, scores)))

    return made


def page():
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=60).run()
    return at.switch_page("pages/predict.py").run()


def said(at):
    return re.sub(r"\\", "", " ".join(item.value for item in [*at.markdown, *at.caption, *at.info, *at.error, *at.warning, *at.success]))


def test_an_empty_shelf_says_what_to_do_and_trains_a_samples_model_on_a_click():
    at = page()
    assert not at.exception
    assert "No model is kept yet" in at.info[0].value
    next(button for button in at.button if button.label.startswith("Try it")).click().run()
    assert not at.exception
    assert [one.target for one in keep.listing()] == ["churned"]
    assert "predicts the class **churned**" in said(at)
    at.selectbox(key="predict-rows").set_value("sample-customers").run()
    assert not at.exception
    assert "It learned from this very table" in said(at)
    assert "passed over: customer_id, cancellation_reason." in said(at), "the column that it predicts is not one too many"


def test_a_kept_model_is_told_with_its_figures_renamed_and_deleted(shelf):
    id = shelf()
    at = page()
    assert not at.exception
    assert "A random forest that predicts the class **left** (gone, stays); it learned from 96 rows" in said(at)
    assert "95 % interval over the folds" in at.metric[0].help
    at.text_input(key=f"kept-name-{id}").set_value("leavers")
    next(button for button in at.button if button.key.startswith(f"FormSubmitter:rename-{id}")).click().run()
    assert keep.listing()[0].name == "leavers"
    at.button(key=f"delete-{id}").click().run()
    assert keep.listing() == []
    assert "No model is kept yet" in said(at)


def choose(at, frame, name="new"):
    table = store.from_frame(frame, name)
    at.session_state["_new_next"] = table.id
    return at.run()


def test_new_rows_are_answered_with_probabilities_and_sets_and_measured_where_answers_are_known(shelf):
    shelf()
    new = people(40, seed=3)
    at = choose(page(), new)
    assert not at.exception
    shown = next(frame.value for frame in at.dataframe if "predicted left" in frame.value.columns)
    assert set(shown["predicted left"]) <= {"gone", "stays"}
    assert np.allclose(shown["probability of gone"] + shown["probability of stays"], 1)
    assert "not ruled out (90%)" in shown.columns
    assert "The answers of 40 rows are in the table" in said(at)
    assert "interval that cross-validation gave" in said(at)
    right = (shown["predicted left"].to_numpy() == new["left"].to_numpy()).mean()
    assert right > 0.7


def test_the_map_takes_the_colours_of_what_the_model_answers(shelf):
    """From the answers a link leads to the map of the same rows; every row has the class that the model predicts."""
    id = shelf()
    at = choose(page(), people(40, seed=3))
    (link,) = [one.proto for one in at.get("page_link") if one.proto.label == "See the answers on the map"]
    (table,) = store.listing()
    query = dict(parse_qsl(link.query_string))
    assert query == {"table": table.id, "colour": "answers of who leaves"}
    title, codes, names = answers(Chosen(table, ("age",), REDUCERS["PCA"](), 0, encode(table, ["age"])), id)
    said = keep.told(keep.opened(id), table.frame())["predicted left"]
    assert title == "left, predicted"
    assert [names[code] for code in codes] == said.tolist()
    assert offered(store.from_frame(people(40)[["age", "plan"]], "fewer columns")) == {}
    at = AppTest.from_file(str(app_root() / "app.py"), default_timeout=60)
    for name, value in {**query, "reducer": "PCA"}.items():
        at.query_params[name] = value
    at.run().switch_page("pages/map.py").run()
    assert not at.exception
    assert "answers of who leaves" in at.selectbox(key="colour").options


def test_every_mismatch_is_named_and_missing_columns_need_a_yes(shelf):
    id = shelf()
    new = people(30, seed=3).drop(columns=["age", "left", "spent"]).assign(plan="platinum", more=1)
    at = choose(page(), new)
    told = said(at)
    assert "1 column that the model looks at is missing" in told
    assert "The column 'age' is missing" in told
    assert "platinum (30)" in told
    assert "unknown to the model, passed over: more" in told
    assert not [frame for frame in at.dataframe if "predicted left" in frame.value.columns]
    (table,) = store.listing()
    at.toggle(key=f"predict-fill-{id}-{table.id}").set_value(True).run()
    assert not at.exception
    assert [frame for frame in at.dataframe if "predicted left" in frame.value.columns]


def test_numbers_come_with_an_interval_of_the_chosen_coverage(shelf):
    shelf("regression")
    at = choose(page(), people(40, seed=3).drop(columns="left"))
    shown = next(frame.value for frame in at.dataframe if "predicted spent" in frame.value.columns)
    width = (shown["high (90%)"] - shown["low (90%)"]).mean()
    assert width > 0
    at.button_group(key="predict-coverage").set_value(0.5).run()
    shown = next(frame.value for frame in at.dataframe if "predicted spent" in frame.value.columns)
    assert (shown["high (50%)"] - shown["low (50%)"]).mean() < width


def test_answers_are_saved_as_a_table_and_formulas_in_a_file_are_harmless(shelf):
    from mllab.data import export
    from mllab.ui.predict.many import _joined

    shelf()
    new = people(30, seed=3).assign(comment="=1+1")
    at = choose(page(), new)
    at.button(key="predict-save").click().run()
    saved = next(table for table in store.listing() if "predicted" in table.name)
    assert saved.names[0] == "predicted left"
    file = export.to_bytes(_joined(new, pd.DataFrame({"predicted left": ["=x()"] * 30})), "CSV")
    read = pd.read_csv(io.BytesIO(file))
    assert set(read["comment"]) == {"'=1+1"}
    assert set(read["predicted left"]) == {"'=x()"}


def test_the_form_is_filled_with_what_is_usual_and_answers_as_it_is_changed(shelf):
    id = shelf()
    at = page()
    at.session_state["predict-how"] = ":material/edit_note: One row"
    at.run()
    assert not at.exception
    age = at.number_input(key=f"one-{id}-age")
    assert abs(age.value - people()["age"].median()) < 3
    first = at.metric[-1].value
    at.number_input(key=f"one-{id}-age").set_value(75.0).run()
    assert at.metric[-1].value == "gone"
    at.number_input(key=f"one-{id}-age").set_value(15.0).run()
    assert at.metric[-1].value == "stays"
    assert first in {"gone", "stays"}
    at.number_input(key=f"one-{id}-age").set_value(1000.0).run()
    assert "outside of what the model learned from" in said(at)


def test_a_brought_file_is_kept_and_a_pickle_is_refused_by_name(shelf):
    import pickle

    from mllab.ui.predict import chosen

    id = shelf()
    file = keep.data(id)
    keep.delete(id)

    def bring(name, content):
        at = page()
        at.file_uploader[0].upload(name, content, "application/octet-stream").run()
        return at

    assert chosen.UPLOAD_MB
    at = bring("model.pkl", pickle.dumps([1, 2]))
    assert "model.pkl is a pickle" in said(at)
    assert keep.listing() == []
    at = bring("who.skops", file)
    assert not at.exception
    assert [one.name for one in keep.listing()] == ["who leaves"]
    assert "predicts the class **left**" in said(at)
