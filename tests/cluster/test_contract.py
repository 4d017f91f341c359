"""What every clusterer must do, present and future: the tests run over the whole catalog."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_iris, make_blobs
from sklearn.preprocessing import StandardScaler

from mllab.cluster import CLUSTERERS, assign
from mllab.errors import DataError, MllabError, ParamError
from mllab.params import knobs

ROOT = Path(__file__).parents[2]
FITTING = {"OPTICS": {"min_points": 30, "smallest": 0.2}, "mean shift": {"bandwidth": 2.0}}
TEN = {
    "k-means",
    "mini-batch k-means",
    "Gaussian mixture",
    "agglomerative",
    "DBSCAN",
    "OPTICS",
    "HDBSCAN",
    "spectral",
    "mean shift",
    "BIRCH",
}


@pytest.fixture(scope="module")
def X() -> np.ndarray:
    return StandardScaler().fit_transform(load_iris().data).astype(np.float32)


def every():
    return pytest.mark.parametrize("cls", CLUSTERERS.values(), ids=CLUSTERERS)


def test_the_ten_are_there():
    assert set(CLUSTERERS) >= TEN


def test_importing_the_catalog_loads_nothing_heavy():
    heavy = ("pandas", "sklearn", "scipy", "duckdb", "altair", "streamlit", "pyarrow")
    code = f"import sys, mllab.cluster, mllab.reduce; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "[]"


@every()
def test_it_says_what_it_is(cls):
    assert cls.name
    assert any(word.strip(";,:").isdigit() and len(word.strip(";,:")) == 4 for word in cls.source.split()), "author and year"
    assert "O(" in cls.__doc__, "the cost is told"
    assert "fails " in cls.__doc__.lower(), "and when it fails"
    assert all(declared.help for declared in knobs(cls).values())


@every()
def test_a_label_for_every_row(cls, X):
    fit = cls().fit(X)
    assert fit.labels.shape == (len(X),)
    assert fit.labels.dtype == np.int64
    found = np.unique(fit.labels[fit.labels >= 0])
    assert fit.labels.min() >= -1
    assert np.array_equal(found, np.arange(fit.k)), "groups are numbered from 0 without holes"
    assert sum(fit.sizes.values()) == len(X)


@every()
def test_same_seed_same_result_and_fit_is_the_last_state(cls, X):
    *_, last = cls().steps(X, seed=3)
    assert np.array_equal(last.labels, cls().fit(X, seed=3).labels)


@every()
def test_the_input_is_not_modified(cls, X):
    before = X.copy()
    cls().fit(X)
    assert np.array_equal(X, before)


@every()
def test_its_repr_is_code(cls):
    for made in (cls(), *(replace(cls(), **{name: declared.low}) for name, declared in knobs(cls).items() if declared.low is not None)):
        assert eval(repr(made), {cls.__name__: cls}) == made


@every()
def test_a_knob_out_of_range_is_refused_by_name(cls):
    for name, declared in knobs(cls).items():
        wrong = "no such choice" if declared.choices else declared.type((declared.high or 0) * 2 + 1)
        with pytest.raises(ParamError, match=name):
            cls(**{name: wrong})


@every()
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_is_refused_with_its_place(cls, X, bad):
    broken = X.copy()
    broken[7, 2] = bad
    with pytest.raises(DataError, match="row 7, column 2"):
        cls().fit(broken)


@every()
@pytest.mark.parametrize("shape", [(0, 3), (5, 0)])
def test_an_empty_table_is_refused(cls, shape):
    with pytest.raises(DataError, match="at least one row and one column"):
        cls().fit(np.empty(shape))


@every()
@pytest.mark.parametrize("rows", [1, 2, 3, 5])
def test_few_rows_give_labels_or_a_message(cls, rows):
    X = np.arange(rows * 2, dtype=float).reshape(rows, 2)
    try:
        labels = cls().fit(X).labels
    except MllabError as error:
        said = str(error)
    else:
        said = f"got {len(labels)}"
    assert f"got {rows}" in said


@every()
def test_identical_rows_are_no_error(cls):
    assert len(cls().fit(np.ones((40, 3))).labels) == 40


@every()
def test_one_column_is_enough(cls, X):
    assert len(cls().fit(X[:, 2:3]).labels) == len(X)


@every()
def test_new_rows_get_the_group_of_the_rows_they_resemble(cls, X):
    fit = cls().fit(X)
    given = assign(X, X, fit)
    same = np.mean(given.labels == fit.labels)
    assert same >= 0.9, f"{given.how}: only {same:.0%} of the fitted rows keep their group"
    assert given.how


@every()
def test_it_finds_what_is_plain_to_see(cls):
    """Three tight blobs far apart: any clusterer with fitting knobs finds exactly them."""
    X, truth = make_blobs([60, 60, 60], centers=[[0, 0], [10, 0], [0, 10]], cluster_std=0.3, random_state=1)
    fit = cls(**FITTING.get(cls.name, {})).fit(X)
    kept = fit.labels >= 0
    assert fit.k == 3
    assert kept.mean() > 0.8
    assert all(len(np.unique(truth[fit.labels == group])) == 1 for group in range(3))


def test_every_script_runs_on_its_own_and_agrees(X, tmp_path):
    """The generated code in a fresh interpreter, on float32 and float64, gives exactly our labels. One interpreter for all."""
    cases = [(cls(), seed, dtype) for cls in CLUSTERERS.values() for seed, dtype in ((0, "float32"), (5, "float64"))]
    cases.append((CLUSTERERS["k-means"](k=4, start="random rows"), 1, "float32"))
    cases.append((CLUSTERERS["Gaussian mixture"](k=2, shape="diag", starts=1), 1, "float32"))
    cases.append((CLUSTERERS["mean shift"](bandwidth=1.3), 1, "float64"))
    np.save(tmp_path / "X.npy", X)
    parts = ["import json, sys, warnings", "import numpy", "warnings.simplefilter('ignore')", "found = []"]
    for clusterer, seed, dtype in cases:
        parts += [
            f"X = numpy.load('X.npy').astype('{dtype}')",
            str(clusterer.script(seed)),
            "found.append([int(label) for label in labels])",
        ]
    parts += ["assert not [m for m in sys.modules if m.startswith('mllab')]", "print(json.dumps(found))"]
    run = subprocess.run([sys.executable, "-c", "\n".join(parts)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    for (clusterer, seed, dtype), labels in zip(cases, json.loads(run.stdout), strict=True):
        assert labels == clusterer.fit(X.astype(dtype), seed).labels.tolist(), f"{clusterer} with seed {seed} on {dtype}"
