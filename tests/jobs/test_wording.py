"""Learning words as a job: what a state tells, stopping, and going on."""

import numpy as np
import pytest

from mllab import jobs
from mllab.embed.learn import LEARNERS, Rules, read, sources
from mllab.errors import DataError
from mllab.jobs import wording

WORK = "mllab.jobs.wording:learn"


@pytest.fixture
def spec(tmp_path):
    path = tmp_path / "few.txt"
    path.write_text("the cat sees the dog . the dog sees a cat . " * 400)
    learner = LEARNERS["word2vec skip-gram"](dimension=4, passes=3)
    return {"source": {"kind": "file", "path": str(path)}, "rules": Rules().spec(), "learner": learner.spec(), "seed": 2}


def test_a_job_learns_what_the_call_learns(spec):
    job = jobs.start(WORK, spec, {})
    assert job.wait(60).state == "done"
    found = wording.seen(spec, job.result())
    corpus = read(sources.of_file(spec["source"]["path"]))
    learned = wording.learner(spec).fit(corpus, 2)
    assert np.array_equal(found.words.vectors, learned.vectors)
    assert tuple(found.words.vocabulary) == corpus.words
    assert found.learned.seen == found.learned.of == found.loss_seen[-1] == found.moment_seen[-1]
    assert len(found.losses) == learned.steps
    assert len(found.moments) <= wording.KEPT
    assert np.allclose(found.moments[-1], learned.vectors, atol=2e-3)
    assert np.isfinite(found.losses).all()


def test_going_on_from_what_a_stopped_job_left_gives_the_same(spec):
    states = list(wording.learn(spec, {}))
    left = next(state for state in states if state.values.get("step", 0) >= 7)
    *_, end = wording.learn(spec, wording.going_on(left.values))
    whole = states[-1].values
    assert np.array_equal(end.values["vectors"], whole["vectors"])
    assert np.array_equal(end.values["losses"], whole["losses"])
    assert end.values["moment_seen"][-1] == whole["moment_seen"][-1]
    assert (np.diff(end.values["moment_seen"]) > 0).all()
    assert states[0].values.keys() == {"stage"}
    assert wording.seen(spec, states[0].values) is None


@pytest.mark.parametrize("name", LEARNERS)
def test_every_method_can_be_watched_and_what_it_holds_is_kept(spec, name):
    spec["learner"] = {
        "name": name,
        "knobs": {"dimension": 3 if name != "PPMI + SVD" else 2} | ({"passes": 2} if name != "PPMI + SVD" else {}),
    }
    states = list(wording.learn(spec, {}))
    found = wording.seen(spec, states[-1].values)
    assert len(found.losses) >= 2
    assert states[-1].share == 1
    if found.learner.composes:
        assert found.learner.compose("cats", found.learned).shape == (3,)


def test_a_text_that_cannot_be_read_ends_the_job_with_its_reason(spec, tmp_path):
    (tmp_path / "few.txt").write_text("once only")
    job = jobs.start(WORK, spec, {})
    assert job.wait(60).state == "failed"
    assert "at least two must" in job.status().message


def test_a_text_of_no_kind_is_refused():
    with pytest.raises(DataError, match="no text of kind"):
        wording.source({"kind": "book"})


def test_a_column_is_a_text():
    from mllab.data import samples

    table = samples.load("spam")
    found = wording.source({"kind": "table", "table": "sample-spam", "column": table.of_kind("text")[0]})
    assert found.name == f"{table.name}, {table.of_kind('text')[0]}"
    assert found.lines
