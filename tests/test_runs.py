"""Runs are folders of plain files: written where the work happens, read by pages."""

import json

import pytest

from mllab import runs
from mllab.errors import DataError

SPEC = {"name": "k-means", "knobs": {"k": 4}, "seed": 0}


def _record(k: int = 4) -> runs.Run:
    spec = {**SPEC, "knobs": {"k": k}}
    return runs.record(
        f"k-means, k={k}", "iris", "clustering", {"table": "sample-iris", "k-means.k": str(k)}, spec, {"groups": k, "inertia": 12.5}, 0.25
    )


def test_a_run_is_found_again_with_everything_that_was_said_of_it():
    made = _record()
    assert runs.listing() == [made]
    assert made.result == {"groups": 4, "inertia": 12.5}
    assert made.query["k-means.k"] == "4"


def test_the_same_spec_is_the_same_run():
    assert _record().id == _record().id
    assert len(runs.listing()) == 1
    _record(k=5)
    assert len(runs.listing()) == 2


def test_the_script_is_kept_beside_the_run():
    made = runs.record("k-means", "iris", "clustering", {}, SPEC, {}, 0.1, "print('labels')\n")
    assert runs.script(made) == "print('labels')\n"
    assert runs.script(_record(k=9)) == ""


def test_numpy_numbers_are_written_as_numbers():
    np = pytest.importorskip("numpy")
    made = runs.record("t", "iris", "clustering", {}, SPEC, {"inertia": np.float32(2.5)}, 0.1)
    assert json.loads(json.dumps(runs.listing()[0].result)) == {"inertia": 2.5}
    assert made.result["inertia"] == 2.5


def test_a_deleted_run_is_gone_and_deleting_it_twice_is_said():
    made = _record()
    runs.delete(made.id)
    assert runs.listing() == []
    with pytest.raises(DataError, match="deleted already"):
        runs.delete(made.id)


def test_a_name_that_is_a_path_deletes_nothing(tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    with pytest.raises(DataError):
        runs.delete(f"../../{kept.name}")
    assert kept.exists()


def test_a_damaged_run_is_named_and_the_others_are_listed():
    made, other = _record(), _record(k=5)
    (runs.workspace() / "runs" / other.id / "result.json").write_text("{")
    assert runs.listing() == [made]
    assert runs.damaged() == [other.id]


def test_a_name_stays_when_the_same_is_run_again_and_can_be_taken_back():
    made = _record()
    runs.rename(made.id, "  the good \n one ")
    assert runs.listing()[0].title == "the good one"
    _record()
    assert runs.listing()[0].title == "the good one"
    runs.rename(made.id, " ")
    assert runs.listing()[0].title == made.title
    with pytest.raises(DataError, match="no run"):
        runs.rename("../elsewhere", "x")
