"""PCA: against scikit-learn, closed forms, and the catalog's contract."""

import json
import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_iris

from mllab.errors import DataError, ParamError
from mllab.reduce import REDUCERS
from mllab.reduce.pca import PCA, place


@pytest.fixture(scope="module")
def X() -> np.ndarray:
    return load_iris().data


def test_iris_has_the_published_shares(X):
    """scikit-learn's "PCA example with Iris Data-set" and R's prcomp(iris[, -5]): 92.46 % and 5.31 % of the variance."""
    assert REDUCERS["PCA"]().fit(X).shares == pytest.approx([0.92461872, 0.05306648], abs=1e-7)


def test_a_line_is_one_dimensional():
    t = np.linspace(0, 1, 50)
    fit = PCA().fit(np.column_stack([t, 2 * t]))
    assert fit.shares == pytest.approx([1, 0], abs=1e-12)
    assert np.abs(fit.loadings[:, 0]) == pytest.approx(np.array([1, 2]) / np.sqrt(5))


def test_axes_are_orthonormal_and_place_gives_the_positions_back(X):
    fit = PCA(dimensions=3).fit(X)
    assert fit.loadings.T @ fit.loadings == pytest.approx(np.eye(3), abs=1e-9)
    assert place(X, fit) == pytest.approx(fit.positions, abs=1e-9)


def test_same_result_and_untouched_input(X):
    before = X.copy()
    assert np.array_equal(PCA().fit(X, 1).positions, PCA().fit(X, 1).positions)
    assert np.array_equal(X, before)


def test_few_columns_and_alike_rows():
    assert PCA().fit(np.arange(5.0)[:, None]).positions.shape == (5, 1)
    assert np.array_equal(PCA().fit(np.ones((5, 3))).shares, [0, 0])


@pytest.mark.parametrize("bad", [np.empty((0, 2)), np.array([[1.0, np.nan]] * 3), np.ones((1, 2)), np.array([["a"]])])
def test_what_cannot_be_used_is_refused(bad):
    with pytest.raises(DataError):
        PCA().fit(bad)


def test_knobs():
    assert eval(repr(PCA(dimensions=3)), {"PCA": PCA}) == PCA(dimensions=3)
    with pytest.raises(ParamError, match="dimensions"):
        PCA(dimensions=0)


def test_the_script_runs_on_its_own_and_agrees(X, tmp_path):
    np.save(tmp_path / "X.npy", X)
    code = f"import json, numpy\nX = numpy.load('X.npy')\n{PCA().script(0)}\nprint(json.dumps(positions.tolist()))"
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert np.array_equal(json.loads(run.stdout), PCA().fit(X).positions)
