"""A kept model answers as it did, opens without running code, says how new rows differ, and speaks ONNX."""

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import partialmethod

import numpy as np
import pandas as pd
import pytest

from mllab import data
from mllab.data import store
from mllab.errors import DataError
from mllab.models import MODELS, keep
from mllab.models.board import score
from mllab.models.fitted import fitted
from mllab.models.keep._onnx import answers
from mllab.models.task import Task, doubts, encoded, folds, rows
from mllab.params import knobs

FEATURES = ("age", "plan", "since", "ok", "note")
PLAIN = ("age", "plan", "ok")
QUICK = {"epochs": 3, "members": 12}  # a few rounds, or trees, are enough to tell whether a model comes back as it was
CASES = [(name, kind) for name, model in MODELS.items() for kind in model.kinds]


def people(n=160, seed=0):
    """Rows of every kind of column, with gaps, a class of three and a number to predict."""
    rng = np.random.default_rng(seed)
    age = rng.normal(40, 10, n).round(3)
    plan = rng.choice(["gold", "silver", "tin"], n)
    frame = pd.DataFrame(
        {
            "age": age,
            "plan": plan,
            "since": pd.date_range("2024-01-01", periods=n).astype(str),
            "ok": rng.random(n) > 0.5,
            "note": [f"word{i % 37} and thing {i % 11} for number{i}" for i in range(n)],
            "left": np.where(age + 8 * (plan == "tin") + rng.normal(0, 4, n) > 43, "gone", np.where(age < 32, "perhaps", "stays")),
            "spent": (2 * age + 5 * (plan == "gold") + rng.normal(0, 1, n)).round(2),
        }
    )
    frame.loc[:5, "age"] = np.nan
    frame.loc[3:9, "plan"] = None
    return frame


MIXED = {"classification": "logistic regression, decision tree", "regression": "ridge, decision tree"}


def quick(name, kind):
    """The knobs that make a model quick to learn."""
    declared = knobs(MODELS[name])
    if name in {"voting", "stacking"}:
        return {"members": MIXED[kind]}
    return {knob: few for knob, few in QUICK.items() if knob in declared and isinstance(declared[knob].default, int)}


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("people") / "people.csv"
    people().to_csv(path, index=False)
    return data.read(path)


LEARNED = {}


def made(table, name="logistic regression", kind="classification", features=FEATURES, **knobs):
    """A model fitted to the table, and its rows; each is fitted once, and not to be changed."""
    asked = (table.id, name, kind, features, *sorted(knobs.items()))
    if asked not in LEARNED:
        LEARNED[asked] = _made(table, name, kind, features, **knobs)
    return LEARNED[asked]


def _made(table, name, kind, features, **knobs):
    task = Task("left" if kind == "classification" else "spent", kind, features, "stratified" if kind == "classification" else "random")
    found = rows(table, task)
    return fitted(found, task, MODELS[name](**knobs), [table.column(one) for one in features]), found


@pytest.fixture(scope="module")
def kept(table):
    """A kept classifier with everything that is known of it: the model, its rows, facts and file."""
    model, found = made(table)
    cut = folds(found, model.task, 3)
    matrices = encoded(found.frame, cut, model.encoder.columns)
    *_, scores = score(model.model, "classification", matrices, found.y, cut, found.k)
    facts = keep.gathered("who leaves", table, found, model, scores, {"accuracy": 0.75}, doubts(table, model.task, found), "print('made')")
    return model, found, facts, keep.write(model, facts)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_every_model_of_the_catalog_answers_the_same_after_a_round_trip(table, name, kind):
    model, found = made(table, name, kind, PLAIN, **quick(name, kind))
    again = keep.unpack(keep.pack(model))
    assert np.array_equal(again.predict(found.frame), model.predict(found.frame))
    assert (again.task, again.model, again.classes) == (model.task, model.model, model.classes)
    assert (again.encoder.names, again.encoder.notes) == (model.encoder.names, model.encoder.notes)


CHOICES = [
    (name, kind, knob, choice)
    for name, kind in CASES
    if not MODELS[name].deep
    for knob, declared in knobs(MODELS[name]).items()
    for choice in declared.choices
    if choice != declared.default
]


@pytest.mark.parametrize(("name", "kind", "knob", "choice"), CHOICES)
def test_no_choice_of_a_knob_needs_a_type_that_is_not_trusted(table, name, kind, knob, choice):
    """Two columns, since nearest neighbors are looked up in a tree where there are few."""
    model, found = made(table, name, kind, ("age", "ok"), **{**quick(name, kind), knob: choice})
    assert np.array_equal(keep.unpack(keep.pack(model)).predict(found.frame), model.predict(found.frame))


def test_what_is_known_of_a_model_comes_back_with_it(kept):
    model, found, facts, file = kept
    again = keep.read(file)
    assert again.facts == facts
    assert np.array_equal(again.fitted.predict(found.frame), model.predict(found.frame))  # numbers, classes, truths, dates and texts
    assert again.notes == ()
    assert facts.learned + facts.held_out == len(found.y)
    assert {"accuracy", "log loss"} <= {one.name for one in again.facts.scores}
    assert again.facts.measure("accuracy").low < again.facts.measure("accuracy").mean < again.facts.measure("accuracy").high


def test_the_file_is_a_skops_file_that_skops_alone_opens(kept):
    from skops import io as skops

    model, found, _, file = kept
    pipeline = skops.loads(file, trusted=skops.get_untrusted_types(data=file))
    codes = model.predict(found.frame).argmax(axis=1)
    assert np.array_equal(pipeline.predict(found.frame), codes)


def test_another_version_of_a_library_is_said(kept):
    model, _, facts, _ = kept
    older = keep.write(model, facts.but(versions={**facts.versions, "scikit-learn": "1.0", "forgotten": "2.0"}))
    said = " ".join(keep.read(older).notes)
    assert "scikit-learn 1.0" in said
    assert "forgotten, which is not installed" in said


def hostile(kept, function):
    """A file that tells the same model, whose pipeline calls another function."""
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import FunctionTransformer
    from skops import io as skops

    data = io.BytesIO(skops.dumps(Pipeline([("encode", FunctionTransformer(function)), ("model", FunctionTransformer())])))
    with zipfile.ZipFile(io.BytesIO(kept[3])) as source, zipfile.ZipFile(data, "a") as target:
        target.writestr("mllab.json", source.read("mllab.json"))
    return data.getvalue()


@pytest.mark.parametrize("function", [os.system, eval, exec, subprocess.Popen, store.delete, np.load, np.testing.runstring])
def test_a_file_that_asks_for_another_function_or_type_is_refused_by_its_name(kept, function):
    with pytest.raises(DataError, match=f"asks for {function.__module__}.{function.__name__}, .*nothing of it was loaded"):
        keep.read(hostile(kept, function))


def test_our_own_modules_lend_no_functions_and_nothing_that_they_import():
    from mllab.models.keep._types import trusted

    ours = {name for name in trusted() if name.startswith("mllab.")}
    assert {"mllab.data.matrix._pipeline.Formed", "mllab.models.estimators.splines.PenalizedSplines"} <= ours
    assert not {name for name in ours if not name.split(".")[-1].lstrip("_")[0].isupper()}
    assert "mllab.data.matrix._pipeline.Pipeline" not in ours


def test_pickles_joblib_files_and_checkpoints_are_refused_by_name_and_never_opened(tmp_path):
    import pickle

    import joblib
    import torch

    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "went off"), "w"))

    paths = {kind: tmp_path / kind for kind in ("pickle", "joblib", "packed", "PyTorch", "old PyTorch")}
    paths["pickle"].write_bytes(pickle.dumps(Bomb()))
    joblib.dump({"model": np.zeros(3)}, paths["joblib"])
    joblib.dump({"model": np.zeros(300)}, paths["packed"], compress=3)
    torch.save({"weight": torch.zeros(2)}, paths["PyTorch"])
    torch.save({"weight": torch.zeros(2)}, paths["old PyTorch"], _use_new_zipfile_serialization=False)
    said = {
        "pickle": "a pickle",
        "joblib": "joblib",
        "packed": "joblib",
        "PyTorch": "PyTorch checkpoint",
        "old PyTorch": "PyTorch checkpoint",
    }
    for kind, path in paths.items():
        with pytest.raises(DataError, match=f"{path.name} is .*{said[kind]}.*can run any program"):
            keep.read(path.read_bytes(), path.name)
    assert not (tmp_path / "went off").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"a;b\n1;2\n", "not a kept model"),
        (b"\x89HDF\r\n\x1a\n", "HDF5"),
        (b"PK\x05\x06" + bytes(18), "without a model"),
    ],
)
def test_what_is_no_model_is_said_to_be_none(content, said):
    with pytest.raises(DataError, match=said):
        keep.read(content)


def test_a_file_cut_short_or_without_our_part_is_refused(kept):
    file = kept[3]
    with pytest.raises(DataError, match="not a kept model"):
        keep.read(file[: len(file) // 2])
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(bare, "w") as target:
        for member in source.namelist():
            if member != "mllab.json":
                target.writestr(member, source.read(member))
    with pytest.raises(DataError, match="has not written"):
        keep.read(bare.getvalue())


def test_a_made_up_tree_that_leads_out_of_itself_is_refused(table):
    from mllab.models.keep._sound import sound

    model, _ = _made(table, "decision tree", "classification", FEATURES)  # its own, since it is broken here
    tree = model.trained.estimator.tree_
    state = tree.__getstate__()
    nodes = state["nodes"].copy()
    nodes["left_child"][0] = 10_000_000
    sound(model.trained.estimator, len(model.encoder.names))
    tree.__setstate__({**state, "nodes": nodes})
    with pytest.raises(DataError, match="lead nowhere"):
        sound(model.trained.estimator, len(model.encoder.names))


def exported(table, name, kind, columns):
    model, found = made(table, name, kind, columns, **quick(name, kind))
    return model, found, keep.onnx(model, found.frame)


@pytest.mark.parametrize(("name", "kind"), CASES)
@pytest.mark.parametrize("columns", [PLAIN, FEATURES], ids=["from the columns", "from the matrix"])
def test_onnx_answers_as_the_model_does(table, name, kind, columns):
    """Run by onnxruntime, on rows that the model has not learned from, in another order than theirs."""
    model, _found, made_of = exported(table, name, kind, columns)
    assert made_of.whole is (columns == PLAIN)
    new = people(80, seed=1)[list(columns)].assign(**({"since": pd.to_datetime(people(80)["since"])} if "since" in columns else {}))[::-1]
    ours, theirs = model.predict(new), answers(made_of.data, model, new, made_of.whole)
    if kind == "regression":
        assert np.abs(theirs["prediction"].ravel() - ours).max() <= 1e-5 * max(1, np.abs(ours).max())
    else:
        sure = np.sort(ours, axis=1)[:, -1] - np.sort(ours, axis=1)[:, -2] > 1e-5
        assert np.array_equal(theirs["label"].ravel()[sure], np.asarray(model.classes, dtype=object)[ours.argmax(axis=1)][sure])
        if "probabilities" in theirs:
            assert np.abs(theirs["probabilities"] - ours).max() <= 1e-5


NETWORKS = {
    "multilayer perceptron": [
        {"layers": 0},
        {"layers": 1, "batch_norm": True},
        *({"activation": one} for one in ("leaky ReLU", "GELU", "tanh")),
    ],
    "residual MLP": [{"batch_norm": False, "layers": 1}, {"pieces": 1, "activation": "GELU"}, {"layers": 0}],
    "FT-Transformer": [{"layers": 1, "heads": 1}, {"layers": 3, "heads": 2, "width": 8}],
    "1-D convolution": [{"kernel": 4, "batch_norm": False}, {"kernel": 1, "layers": 4}, {"layers": 0}],
}


@pytest.mark.parametrize(("name", "knobs"), [(name, knobs) for name, several in NETWORKS.items() for knobs in several])
@pytest.mark.parametrize("kind", ["classification", "regression"])
def test_every_form_of_a_network_has_its_onnx(table, name, knobs, kind):
    model, found = made(table, name, kind, PLAIN, epochs=2, **knobs)
    new = people(80, seed=1)[list(PLAIN)]
    ours, theirs = model.predict(new), answers(keep.onnx(model, found.frame).data, model, new, True)
    said = theirs["probabilities"] if kind == "classification" else theirs["prediction"].ravel()
    assert np.abs(said - ours).max() <= 1e-5 * (1 if kind == "classification" else np.abs(ours).max())


MEMBERS = {
    "classification": [
        ("voting", "multilayer perceptron, residual MLP, decision tree", {}),
        ("voting", "perceptron, decision tree", {"vote": "hard"}),
        ("voting", "generalized additive model, multinomial naive Bayes, baseline", {}),
        ("stacking", "FT-Transformer, XGBoost, LightGBM", {"folds": 2}),
    ],
    "regression": [
        ("voting", "multilayer perceptron, LightGBM, generalized additive model", {}),
        ("stacking", "residual MLP, XGBoost, baseline", {"folds": 2}),
    ],
}


@pytest.mark.parametrize(("kind", "name", "members", "knobs"), [(kind, *case) for kind, cases in MEMBERS.items() for case in cases])
def test_members_of_every_sort_have_an_onnx_form(table, monkeypatch, kind, name, members, knobs):
    for one in members.split(", "):  # trained for a moment only
        if MODELS[one].deep and "epochs" in MODELS[one]().values():
            monkeypatch.setattr(MODELS[one], "__init__", partialmethod(MODELS[one].__init__, epochs=2))
    model, found = made(table, name, kind, PLAIN, members=members, **knobs)
    new = people(80, seed=1)[list(PLAIN)]
    ours, theirs = model.predict(new), answers(keep.onnx(model, found.frame).data, model, new, True)
    if knobs.get("vote") == "hard":
        assert list(theirs) == ["label"], "it has no probabilities"
        assert np.array_equal(theirs["label"].ravel(), np.asarray(model.classes, dtype=object)[ours.argmax(axis=1)])
        return
    said = theirs["probabilities"] if kind == "classification" else theirs["prediction"].ravel()
    assert np.abs(said - ours).max() <= 1e-5 * (1 if kind == "classification" else np.abs(ours).max())


FORMS = [
    ("generalized additive model", {"pieces": 3, "smoothness": 0.01}),
    ("generalized additive model", {"pieces": 40, "smoothness": 100.0}),
    ("multinomial naive Bayes", {"reading": "stretched"}),
    ("multinomial naive Bayes", {"bins": 2}),
    ("XGBoost", {"depth": 12, "members": 20}),
    ("LightGBM", {"leaf": 1, "leaves": 100, "members": 20}),
]


@pytest.mark.parametrize(("name", "knobs"), FORMS)
def test_every_setting_of_curves_bins_and_boosted_trees_has_its_onnx(table, name, knobs):
    """On rows far beyond those learned from, too, where curves go on straight."""
    for kind in MODELS[name].kinds:
        model, found = made(table, name, kind, PLAIN, **knobs)
        new = people(80, seed=1)[list(PLAIN)].assign(age=np.linspace(-100, 200, 80))
        ours, theirs = model.predict(new), answers(keep.onnx(model, found.frame).data, model, new, True)
        said = theirs["probabilities"] if kind == "classification" else theirs["prediction"].ravel()
        assert np.abs(said - ours).max() <= 1e-5 * (1 if kind == "classification" else np.abs(ours).max())


@pytest.mark.parametrize(("name", "quantile"), [("XGBoost", 0.9), ("LightGBM", 0.1), ("multilayer perceptron", 0.9), ("baseline", 0.9)])
def test_a_quantile_has_its_onnx_too(table, name, quantile):
    model, found = made(table, name, "regression", PLAIN, quantile=quantile, **({"epochs": 2} if MODELS[name].deep else {}))
    new = people(80, seed=1)[list(PLAIN)]
    ours, theirs = model.predict(new), answers(keep.onnx(model, found.frame).data, model, new, True)["prediction"].ravel()
    assert np.abs(theirs - ours).max() <= 1e-5 * np.abs(ours).max()


def test_trees_of_two_classes_and_of_classes_with_gaps_have_their_onnx(table):
    for name in ("XGBoost", "LightGBM"):
        rows_ = made(table, name, "classification", PLAIN)[1]
        for kept_classes in ([0, 2], [1, 2]):
            two = np.isin(rows_.y, kept_classes)
            part = replace(rows_, frame=rows_.frame[two], y=rows_.y[two], train=np.arange(two.sum()), test=np.arange(0))
            model = fitted(
                part, Task("left", "classification", PLAIN, "stratified"), MODELS[name](members=10), [table.column(one) for one in PLAIN]
            )
            theirs = answers(keep.onnx(model, part.frame).data, model, part.frame, True)
            assert np.abs(theirs["probabilities"] - model.predict(part.frame)[:, kept_classes]).max() <= 1e-5
            assert set(theirs["label"].ravel()) <= {rows_.classes[code] for code in kept_classes}


@pytest.mark.parametrize("kernel", ["RBF", "Matern 5/2", "Matern 3/2"])
def test_processes_of_two_classes_and_of_three_have_their_onnx_with_every_kernel(table, kernel):
    """Far from all rows, too, where the error function is 0 or 1 and the probability is a matter of what was seen before."""
    whole = made(table, "baseline", "classification", PLAIN)[1]
    for kept_classes in ([0, 2], [0, 1, 2]):
        some = np.isin(whole.y, kept_classes)
        part = replace(whole, frame=whole.frame[some], y=whole.y[some], train=np.arange(some.sum()), test=np.arange(0))
        task, model = (
            Task("left", "classification", PLAIN, "stratified"),
            MODELS["Gaussian process"](kernel=kernel, length=0.5, optimize=False),
        )
        learned = fitted(part, task, model, [table.column(one) for one in PLAIN])
        new = people(80, seed=1)[list(PLAIN)].assign(age=np.linspace(-100, 200, 80))
        theirs = answers(keep.onnx(learned, part.frame).data, learned, new, True)
        assert np.abs(theirs["probabilities"] - learned.predict(new)[:, kept_classes]).max() <= 1e-5
        assert np.ptp(theirs["probabilities"][:, 0]) > 0.3


def test_what_has_no_onnx_form_is_said_by_name(table, monkeypatch):
    from skl2onnx.common.exceptions import MissingConverter

    from mllab.models.keep import _onnx

    def unknown(*_given):
        raise MissingConverter("Unable to find a converter for this type")

    model, found = made(table, "ridge", "regression", PLAIN)
    monkeypatch.setattr(_onnx, "_converted", unknown)
    with pytest.raises(DataError, match=r"ridge has no ONNX form \(Unable to find a converter for this type\)"):
        keep.onnx(model, found.frame)


def test_a_graph_that_cannot_be_run_is_not_given_out(table, monkeypatch):
    from mllab.models.keep import _onnx

    model, found = made(table, "ridge", "regression", PLAIN)
    graph = _onnx._graph
    monkeypatch.setattr(_onnx, "_graph", lambda *given, **more: graph(*given, **more)[:-40])
    with pytest.raises(DataError, match="ridge has no ONNX form that runs"):
        keep.onnx(model, found.frame)


def test_onnx_tells_its_columns_and_classes(table):
    import onnxruntime

    model, _, made_of = exported(table, "random forest", "classification", PLAIN)
    session = onnxruntime.InferenceSession(made_of.data)
    told = session.get_modelmeta().custom_metadata_map
    assert json.loads(told["columns"]) == list(PLAIN)
    assert json.loads(told["classes"]) == ["gone", "perhaps", "stays"]
    assert {one.name: one.type for one in session.get_inputs()} == {
        "age": "tensor(double)",
        "plan": "tensor(string)",
        "ok": "tensor(double)",
    }
    unknown = {"age": np.array([[np.nan]]), "plan": np.array([["platinum"]], dtype=object), "ok": np.array([[1.0]])}
    ours = model.predict(pd.DataFrame({"age": [np.nan], "plan": ["platinum"], "ok": [True]}))
    assert np.abs(session.run(["probabilities"], unknown)[0] - ours).max() < 1e-5


def new_rows(found, **changes):
    return found.frame.iloc[:40].assign(**changes)


def test_rows_like_those_learned_from_differ_in_nothing(kept, table):
    _, found, facts, _ = kept
    assert keep.mismatches(facts, found.frame.iloc[found.train], table.columns) == ()


@pytest.mark.parametrize(
    ("change", "what", "about", "count", "said"),
    [
        (lambda f: f.drop(columns="age"), "missing column", "age", 40, "which the model looks at"),
        (lambda f: f.drop(columns="age").assign(AGE=1.0), "missing column", "age", 40, "Is it 'AGE'"),
        (lambda f: f.assign(more=1, other=2), "extra columns", "", 2, "more, other"),
        (lambda f: f.assign(plan=["platinum"] * 3 + ["gold"] * 37), "unseen values", "plan", 3, r"platinum \(3\)"),
        (lambda f: f.assign(age=f["age"].fillna(40) + 1000), "out of range", "age", 40, "40 above"),
        (lambda f: f.assign(since=pd.Timestamp("1999-01-01")), "out of range", "since", 40, "40 below"),
        (lambda f: f.assign(age=["old"] * 5 + ["41"] * 35), "not readable", "age", 5, "cannot be read as a number"),
        (lambda f: f.assign(ok=["perhaps"] * 2 + ["yes"] * 38), "not readable", "ok", 2, "cannot be read as yes or no"),
        (lambda f: f.assign(since=pd.NaT), "missing values", "since", 40, "never empty before"),
    ],
)
def test_every_difference_of_new_rows_is_named_and_counted(kept, change, what, about, count, said):
    import re

    _, found, facts, _ = kept
    new = change(new_rows(found))
    (mismatch,) = [one for one in keep.mismatches(facts, new) if one.what == what]
    assert (mismatch.about, mismatch.count) == (about, count)
    assert re.search(said, mismatch.message)
    assert mismatch.stops is (what == "missing column")


def test_a_column_of_another_kind_is_named(kept, table):
    _, found, facts, _ = kept
    changed = [replace(column, kind="text") if column.name == "plan" else column for column in table.columns]
    (mismatch,) = keep.mismatches(facts, found.frame.iloc[found.train], changed)
    assert mismatch.message == "'plan' was a category and looks like text here."


def test_missing_columns_stop_unless_they_are_to_count_as_empty(kept):
    _model, found, _facts, file = kept
    again, new = keep.read(file), new_rows(found).drop(columns=["age", "note"])
    with pytest.raises(DataError, match="'age', 'note'"):
        keep.told(again, new)
    said = keep.told(again, new, fill=True)
    assert np.isfinite(said.filter(like="probability").to_numpy()).all()


def test_answers_stand_beside_their_rows(kept):
    model, found, _, file = kept
    new = found.frame.iloc[[7, 3, 5]]
    said = keep.told(keep.read(file), new, coverage=0.9)
    assert list(said.index) == list(new.index)
    assert list(said.columns) == [
        "predicted left", "not ruled out (90%)", "probability of gone", "probability of perhaps", "probability of stays",
    ]  # fmt: skip
    P = model.predict(new)
    assert np.allclose(said.filter(like="probability").to_numpy(), P)
    assert list(said["predicted left"]) == [model.classes[code] for code in P.argmax(axis=1)]
    assert all(best in listed for best, listed in zip(said["predicted left"], said["not ruled out (90%)"], strict=True))
    with pytest.raises(DataError, match=r"0.9, 0.95"):
        keep.told(keep.read(file), new, coverage=0.42)


def test_intervals_of_new_rows_hold_the_truth_as_often_as_they_say(tmp_path):
    """900 rows learned from, 900 new ones: the share inside lies in the 99.9 % binomial interval about 0.8."""
    path = tmp_path / "many.csv"
    people(900).to_csv(path, index=False)
    table = data.read(path)
    model, found = made(table, "ridge", "regression", PLAIN)
    cut = folds(found, model.task, 5)
    *_, scores = score(model.model, "regression", encoded(found.frame, cut, model.encoder.columns), found.y, cut)
    again = keep.read(keep.write(model, keep.gathered("spent", table, found, model, scores)))
    new = people(900, seed=5)
    said = keep.told(again, new, coverage=0.8)
    inside = ((said["low (80%)"] <= new["spent"]) & (new["spent"] <= said["high (80%)"])).mean()
    assert abs(inside - 0.8) < 3.3 * np.sqrt(0.8 * 0.2 * (1 / 900 + 1 / 720))


def test_classes_that_are_numbers_are_the_same_however_they_are_written(tmp_path):
    frame = people().assign(plan=lambda f: f["plan"].map({"gold": 1, "silver": 2, "tin": 3}).fillna(2).astype(int))
    path = tmp_path / "codes.csv"
    frame.to_csv(path, index=False)
    table = data.read(path, types={"plan": "category"})
    model, found = made(table, features=("age", "plan"))
    again = keep.read(keep.write(model, keep.gathered("codes", table, found, model)))
    new = pd.DataFrame({"age": [40.0] * 3, "plan": [1, 2, 3]})
    whole = keep.told(again, new)
    for plans in ([1.0, 2.0, 3.0], ["1", "2", "3"], ["1.0", "2.0", "3.0"]):
        assert keep.told(again, new.assign(plan=plans)).equals(whole)
        assert [one for one in keep.mismatches(again.facts, new.assign(plan=plans)) if one.what == "unseen values"] == []


def test_the_card_says_data_figures_limits_and_how_to_use_it(kept):
    model, _, facts, _ = kept
    text = keep.as_markdown(model, facts)
    for heading in ("The model", "Data", "Columns", "How good it is", "Limits", "Versions", "How to use it"):
        assert f"\n## {heading}\n" in text
    measure = facts.measure("accuracy")
    assert f"| accuracy | {measure.mean:.4g} | {measure.low:.4g} to {measure.high:.4g} | 0.75 |" in text
    assert facts.digest[:16] in text
    assert "opened" in text
    assert "scikit-learn" in text


def test_the_card_takes_names_from_the_data_literally(kept):
    model, _, facts, _ = kept
    evil = facts.but(name="<script>alert(1)</script>", table="a | b [x](javascript:y)", doubts=("<img src=x onerror=y>",))
    page, text = keep.as_html(model, evil), keep.as_markdown(model, evil)
    assert "<script>" not in page
    assert "<img" not in page
    assert "<script" not in text.replace("\\<script", "")
    assert r"a \| b \[x\]\(javascript:y\)" in text


def test_models_stay_on_the_shelf_are_renamed_and_deleted(kept):
    file = kept[3]
    id = keep.keep(file)
    assert keep.keep(file) == id
    (listed,) = keep.listing()
    assert (listed.name, listed.model, listed.target, listed.score[0]) == (
        "who leaves",
        "logistic regression",
        "left",
        kept[2].scores[0].name,
    )
    keep.rename(id, "  leavers \n 2026 ")
    assert keep.listing()[0].name == "leavers 2026"
    assert keep.opened(id).facts.name == "who leaves"
    with pytest.raises(DataError, match="needs a name"):
        keep.rename(id, " ")
    keep.delete(id)
    assert keep.listing() == []
    for gone in (keep.delete, keep.opened):
        with pytest.raises(DataError, match="no such kept model"):
            gone(id)
    with pytest.raises(DataError, match="no such kept model"):
        keep.data("../../etc/passwd")


def test_a_damaged_file_on_the_shelf_is_named_and_hides_no_other(kept, workspace):
    keep.keep(kept[3])
    (workspace / "models" / "broken.skops").write_bytes(b"nothing")
    assert keep.damaged() == ["broken.skops"]
    assert len(keep.listing()) == 1


@pytest.mark.parametrize(("name", "kind"), [("random forest", "classification"), ("ridge", "regression")])
def test_the_script_trains_the_same_model(name, kind, tmp_path):
    """Run as it is, on the file: its model answers as the kept one does."""
    from mllab.ui.reading import reading

    people().to_csv(tmp_path / "people.csv", index=False)
    table = store.add(tmp_path / "people.csv")
    model, found = made(table, name, kind, PLAIN)
    out = tmp_path / "said.npy"
    path = tmp_path / "model.py"
    ending = f"\nnp.save({str(out)!r}, model.predict(X))\n"
    path.write_text(str(reading(table, table.rows, 0) + keep.script(model, found)) + ending)
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert np.allclose(np.load(out), model.trained.estimator.predict(model.encoder.values), rtol=1e-5)
