"""What holds for every reducer of the classic kind: shapes, scripts, new rows, and tables with something wrong."""

import json
import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_iris

from mllab.errors import DataError
from mllab.reduce import REDUCERS

NAMES = [
    "autoencoder", "classical MDS", "factor analysis", "ICA", "Isomap", "kernel PCA", "LDA", "LLE", "MDS", "NCA", "NMF", "PCA",
    "random projection", "spectral embedding", "truncated SVD",
]  # fmt: skip
OTHER_KNOBS = {
    "classical MDS": [{"metric": "cosine"}, {"metric": "manhattan", "dimensions": 3}],
    "factor analysis": [{"rotation": "varimax"}],
    "ICA": [{"contrast": "cube", "dimensions": 3}],
    "Isomap": [{"neighbors": 40, "dimensions": 3}],
    "kernel PCA": [{"kernel": "poly", "degree": 2}, {"kernel": "cosine"}, {"gamma": 2.0, "dimensions": 3}],
    "LDA": [{"shrinkage": True}],
    "LLE": [{"method": "modified"}, {"method": "ltsa", "neighbors": 20}],
    "NCA": [{"initial": "pca", "iterations": 10}],
    "NMF": [{"loss": "Kullback-Leibler"}, {"dimensions": 3}],
    "PCA": [{"solver": "exact", "dimensions": 4}, {"solver": "randomized", "whiten": True}],
    "random projection": [{"weights": "sparse", "dimensions": 3}],
    "spectral embedding": [{"affinity": "rbf"}],
    "truncated SVD": [{"solver": "arpack"}, {"dimensions": 3}],
}
QUICK = {"autoencoder": {"epochs": 20}}  # what it says does not hang on how long it has learned; test_classic_autoencoder.py asks how well
WRAPPED = [(name, knobs) for name in NAMES if not REDUCERS[name].own for knobs in [{}, *OTHER_KNOBS.get(name, [])]]


def made(name, **knobs):
    """The method, trained for a short while where it is trained."""
    return REDUCERS[name](**QUICK.get(name, {}), **knobs)


@pytest.fixture(scope="module")
def X() -> np.ndarray:
    """Iris, without its duplicate row and a hair apart, so that no two distances are alike."""
    return load_iris().data + np.random.default_rng(0).normal(0, 0.01, (150, 4))


@pytest.fixture(scope="module")
def y() -> np.ndarray:
    y = load_iris().target
    y[::10] = -1
    return y


@pytest.fixture(scope="module")
def from_scripts(X, y, tmp_path_factory) -> dict[str, list]:
    """The positions of every script, all run in one fresh interpreter in which mllab is not."""
    folder = tmp_path_factory.mktemp("scripts")
    np.savez(folder / "in.npz", X=X, y=y)
    scripts = {repr((name, knobs)): str(REDUCERS[name](**knobs).script(3)) for name, knobs in WRAPPED}
    (folder / "scripts.json").write_text(json.dumps(scripts))
    code = (
        "import json, sys, warnings, numpy\n"
        "warnings.simplefilter('ignore')\n"
        "given = numpy.load('in.npz')\nmade = {}\n"
        "for name, script in json.load(open('scripts.json')).items():\n"
        "    space = {'X': given['X'], 'y': given['y']}\n    exec(script, space)\n    made[name] = space['positions'].tolist()\n"
        "assert 'mllab' not in sys.modules\nprint(json.dumps(made))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize(("name", "knobs"), WRAPPED, ids=str)
def test_the_script_runs_on_its_own_and_agrees(name, knobs, X, y, from_scripts):
    fit = REDUCERS[name](**knobs).fit(X, seed=3, y=y)
    theirs = np.array(from_scripts[repr((name, knobs))])
    assert fit.positions == pytest.approx(theirs, abs=1e-4 * np.abs(theirs).max())


@pytest.mark.parametrize("name", [name for name in NAMES if REDUCERS[name].own])
def test_a_script_of_our_own_calls_mllab_and_agrees(name, X):
    space = {"X": X}
    exec(str(made(name).script(3)), space)  # noqa: S102 - our own code
    assert np.array_equal(space["positions"], made(name).fit(X, seed=3).positions)


@pytest.mark.parametrize("m", [2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_positions_are_ready_to_be_drawn(name, m, X, y):
    state = made(name, dimensions=m).fit(X, seed=0, y=y)
    assert state.positions.dtype == np.float32
    assert state.positions.flags.c_contiguous
    assert np.isfinite(state.positions).all()
    assert state.positions.shape == (150, 2 if name == "LDA" else m), "three classes are told apart by two axes"


@pytest.mark.parametrize("name", [name for name in NAMES if REDUCERS[name].places])
def test_old_rows_are_placed_where_they_are(name, X, y):
    reducer = made(name)
    fit = reducer.fit(X, seed=0, y=y)
    placed = reducer.place(X[10:30], X, fit)
    if name == "LLE":  # a row that was fitted is its own nearest neighbor, and regularization mixes in the others
        assert np.abs(placed - fit.positions[10:30]).max() < 0.05 * np.ptp(fit.positions)
    elif name == "NMF":  # found anew by iteration, to its tolerance
        assert placed == pytest.approx(fit.positions[10:30], abs=1e-3 * float(np.ptp(fit.positions)))
    else:
        assert placed == pytest.approx(fit.positions[10:30], abs=1e-4 * float(np.ptp(fit.positions)))
    assert placed.dtype == np.float32


@pytest.mark.parametrize("name", [name for name in NAMES if not REDUCERS[name].places])
def test_who_cannot_place_says_so(name, X):
    with pytest.raises(DataError, match="cannot place new rows"):
        REDUCERS[name]().place(X[:2], X, REDUCERS[name]().fit(X))


@pytest.mark.parametrize("name", [name for name in NAMES if REDUCERS[name].places])
def test_new_rows_with_other_columns_are_refused(name, X, y):
    fit = made(name).fit(X, seed=0, y=y)
    with pytest.raises(DataError):
        REDUCERS[name]().place(X[:2, :3], X, fit)


rng = np.random.default_rng(4)
HOSTILE = {
    "all alike": np.ones((30, 3)),
    "all alike, many": np.ones((300, 3)),
    "a constant column": np.column_stack([rng.normal(size=(60, 3)), np.full(60, 3.0)]),
    "one column": rng.normal(size=(40, 1)),
    "two rows": rng.normal(size=(2, 3)),
    "three rows": rng.normal(size=(3, 4)),
    "one row": np.ones((1, 3)),
    "all on a line": np.outer(rng.normal(size=300), [1, 2, 3.0]),
    "duplicates": np.repeat(rng.normal(size=(7, 4)), 10, axis=0),
    "huge": rng.normal(size=(40, 3)) * 1e200,
    "single precision": rng.normal(size=(40, 3)).astype(np.float32),
    "whole numbers": rng.integers(0, 5, (50, 3)),
    "more columns than rows": rng.normal(size=(10, 40)),
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_a_hard_table_gives_a_picture_or_a_reason(name, case, recwarn):
    X = HOSTILE[case]
    state, reason = None, ""
    try:
        state = REDUCERS[name]().fit(X, seed=0, y=np.arange(len(X)) % 2)
    except DataError as refused:
        assert case not in {"single precision", "whole numbers", "a constant column"}
        reason = str(refused)
    if state is None:
        assert name in reason
    else:
        assert np.isfinite(state.positions).all()
        assert state.positions.shape[0] == len(X)
        assert 1 <= state.positions.shape[1] <= 2
        assert state.positions.dtype == np.float32
    assert [str(warning.message) for warning in recwarn] == [], "what scikit-learn says belongs into the note"


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_cannot_show(name):
    assert 20 < len(REDUCERS[name].cannot) < 120
    assert "\n" not in REDUCERS[name].cannot


@pytest.mark.parametrize("name", ["LDA", "NCA"])
@pytest.mark.parametrize("y", [None, np.zeros(150, int), np.full(150, -1), np.arange(150), np.zeros(3, int), np.linspace(0, 1, 150)])
def test_supervised_ones_say_which_column_to_choose(name, y, X):
    with pytest.raises(DataError, match="Choose a column of kinds"):
        REDUCERS[name]().fit(X, y=y)


@pytest.mark.parametrize("name", ["LDA", "NCA"])
def test_unknown_classes_are_placed_but_not_learned_from(name, X, y):
    known = y >= 0
    whole, part = REDUCERS[name]().fit(X, y=y), REDUCERS[name]().fit(X[known], y=y[known])
    assert whole.positions[known] == pytest.approx(part.positions, abs=1e-5)
    assert len(whole.positions) == 150
