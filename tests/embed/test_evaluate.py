"""Scores on public tests: the same as gensim 4.4 on the same vectors, by its rules."""

import numpy as np
import pytest

from mllab.embed import Words
from mllab.embed.evaluate import Pairs, Questions, _analogies, analogies, evaluate, judge, read_pairs, read_questions, read_test
from mllab.errors import DataError, ParamError


@pytest.fixture(scope="module")
def words(related):
    return Words.of(*related)


@pytest.fixture(scope="module")
def some(public, tmp_path_factory):
    """Every seventh question of the public test, in its sections."""
    lines = (public / "questions-words.txt").read_text().splitlines()
    file = tmp_path_factory.mktemp("test") / "some.txt"
    file.write_text("\n".join(line for number, line in enumerate(lines) if line.startswith(":") or number % 7 == 0) + "\n")
    return file


@pytest.mark.parametrize("rules", [{}, {"case_insensitive": False}, {"restrict_vocab": 500}])
def test_an_analogy_test_scores_as_in_gensim_to_the_last_digit(words, keyed, some, rules):
    score, sections = keyed.evaluate_word_analogies(some, **rules)
    found = analogies(words, read_questions(some), among=rules.get("restrict_vocab", 300_000), case=not rules.get("case_insensitive", True))
    assert 0.3 < score < 0.99
    assert found.score() == score
    frame = found.frame().set_index("section")
    for section in sections[:-1]:
        right, covered = len(section["correct"]), len(section["correct"]) + len(section["incorrect"])
        assert tuple(frame.loc[section["section"], ["3CosAdd right", "covered"]]) == (right, covered)


def test_3cosmul_scores_as_gensim_answers(words, keyed, some):
    """gensim has no test by 3CosMul: its answers to some questions, asked one by one."""
    questions = read_questions(some)
    found = analogies(words, questions, ["3CosMul"], case=True)
    for k in range(0, len(found.answered.places), 37):
        a, b, c, _ = questions.asked[found.answered.places[k]]
        theirs = [word for word, _ in keyed.most_similar_cosmul(positive=[b, c], negative=[a], topn=5)]
        assert [words.vocabulary[int(row)] for row in found.answered.answers["3CosMul"][k]] == theirs


def test_every_answer_is_that_of_a_single_question(words, some):
    questions = read_questions(some)
    found = analogies(words, questions, case=True)
    for k in range(0, len(found.answered.places), 101):
        a, b, c, _ = questions.asked[found.answered.places[k]]
        for method in ("3CosAdd", "3CosMul"):
            alone = [words.row(word) for word, _ in words.analogy(a, b, c, 5, method)]
            assert found.answered.answers[method][k].tolist() == alone


def test_many_rows_that_are_nearly_alike_are_still_told_apart(monkeypatch):
    """More rows within the error of single precision than there is room for: those questions are searched by themselves."""
    rng = np.random.default_rng(0)
    base = rng.normal(size=(4, 30))
    crowd = base[3] + 1e-7 * rng.normal(size=(400, 30))
    words = Words.of(["a", "b", "c", "d", *(f"x{i}" for i in range(400))], np.vstack([base, crowd]))
    alone: list[str] = []
    for name in ("top", "top_product"):
        search = getattr(_analogies, name)
        monkeypatch.setattr(_analogies, name, lambda *given, search=search, name=name: alone.append(name) or search(*given))
    found = analogies(words, Questions("crowd", (("a", "b", "c", "d"),), ("crowd",)))
    assert alone == ["top", "top_product"]
    for method in ("3CosAdd", "3CosMul"):
        assert [words.vocabulary[int(row)] for row in found.answered.answers[method][0]] == [
            w for w, _ in words.analogy("a", "b", "c", 5, method)
        ]


def test_blocks_of_any_size_give_the_same(words, some, monkeypatch):
    questions = read_questions(some)
    whole = analogies(words, questions)
    monkeypatch.setattr(_analogies, "CELLS", 1)
    shares: list[float] = []
    parts = analogies(words, questions, told=shares.append)
    for method, answers in whole.answered.answers.items():
        np.testing.assert_array_equal(answers, parts.answered.answers[method])
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_test_can_be_stopped(words, some):
    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        analogies(words, read_questions(some), told=stop)


@pytest.mark.parametrize("file", ["wordsim353.tsv", "simlex999.txt"])
def test_word_similarities_correlate_as_in_gensim(public, file):
    """Random vectors of the tests' own words, some of them missing, some in capitals."""
    from gensim.models import KeyedVectors

    pairs = read_pairs(public / file)
    rng = np.random.default_rng(0)
    names = [word.upper() if rng.random() < 0.2 else word for word in dict.fromkeys(word for pair in pairs.pairs for word in pair)]
    names = [word for word in dict.fromkeys(names) if rng.random() < 0.9]
    vectors = rng.normal(size=(len(names), 20)).astype(np.float32)
    keyed = KeyedVectors(20)
    keyed.add_vectors(names, vectors)
    pearson, spearman, unknown = keyed.evaluate_word_pairs(public / file)
    found = judge(Words.of(names, vectors), pairs)
    assert found.spearman == pytest.approx(spearman[0], abs=1e-7)
    assert found.pearson == pytest.approx(pearson[0], abs=1e-6)
    assert found.frame().loc[0, "coverage"] == pytest.approx(1 - unknown / 100)


def test_a_file_is_told_by_what_it_holds(public, words):
    assert isinstance(read_test(public / "questions-words.txt"), Questions)
    assert isinstance(read_test(public / "wordsim353.tsv"), Pairs)
    assert len(read_test(public / "simlex999.txt").pairs) == 999
    frame = evaluate(words, public / "wordsim353.tsv")
    assert (frame.loc[0, "pairs"], list(frame.columns)) == (353, ["test", "pairs", "covered", "coverage", "Spearman", "Pearson"])


LAYOUTS = {
    "SimLex-999 as published": ("word1\tword2\tPOS\tSimLex999\tconc(w1)\tconc(w2)\nold\tnew\tA\t1.58\t2.72\t2.81\nsmart\twise\tA\t9.2\t1\t2\n", 1.58),
    "WordSim-353 as published": ("Word 1,Word 2,Human (mean)\nold,new,7.35\nsmart,wise,3\n", 7.35),
    "spaces": ("old new 0.5\nsmart wise 0.25\n", 0.5),
    "semicolons and a mark": ("\ufeffold;new;4\nsmart;wise;5\n", 4),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pairs_are_read_in_the_layouts_they_come_in(layout, tmp_path):
    text, first = LAYOUTS[layout]
    (tmp_path / "pairs.txt").write_text(text, encoding="utf-8")
    found = read_test(tmp_path / "pairs.txt")
    assert isinstance(found, Pairs)
    assert (found.pairs, found.judgements[0], found.rejects) == ((("old", "new"), ("smart", "wise")), first, ())


def test_lines_that_do_not_fit_are_told(tmp_path, words):
    file = tmp_path / "t.txt"
    file.write_text(": family\nboy girl brother sister\nboy girl brother\n\n# a remark\nson daughter boy girl\n")
    frame = evaluate(words, file)
    assert frame["questions"].tolist() == [2, 2]
    assert frame.attrs["rejects"] == ("line 3: 3 words instead of 4: 'boy girl brother'",)
    file.write_text("boy girl brother sister\nson daughter boy girl\n")
    assert evaluate(words, file)["section"].tolist() == ["questions", "all"]
    file.write_text("old\tnew\t1\nold\tnew\tnan\nold\tnew\n")
    assert len(read_pairs(file).rejects) == 2


def test_sections_are_added_up(words, some):
    frame = evaluate(words, some).set_index("section")
    parts = frame.drop(["semantic", "syntactic", "all"])
    assert list(parts.index[-1:]) == ["gram9-plural-verbs"]
    for column in ("questions", "covered", "3CosAdd right", "3CosMul right"):
        assert frame.loc["all", column] == parts[column].sum() == frame.loc[["semantic", "syntactic"], column].sum()
    assert frame.loc["all", "3CosAdd"] == frame.loc["all", "3CosAdd right"] / frame.loc["all", "covered"]


def test_nothing_covered_is_no_score(tmp_path, words):
    (tmp_path / "t.txt").write_text(": made up\nxx yy zz qq\n")
    frame = evaluate(words, tmp_path / "t.txt")
    assert frame["coverage"].tolist() == [0, 0]
    assert frame["3CosAdd"].isna().all()
    (tmp_path / "t.txt").write_text("xx\tyy\t3\n")
    assert np.isnan(evaluate(words, tmp_path / "t.txt").loc[0, "Spearman"])


def test_what_is_no_test_is_refused(tmp_path, words, some):
    with pytest.raises(DataError, match="Cannot read"):
        evaluate(words, tmp_path / "none.txt")
    (tmp_path / "t.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="not text in UTF-8"):
        evaluate(words, tmp_path / "t.txt")
    for text, told in (("", "no pairs"), ("# nothing\n", "no pairs"), (": section\n", "no analogy questions")):
        (tmp_path / "t.txt").write_text(text)
        with pytest.raises(DataError, match=told):
            evaluate(words, tmp_path / "t.txt")
    with pytest.raises(ParamError, match="3CosAdd and 3CosMul"):
        analogies(words, read_questions(some), ["pair direction"])
