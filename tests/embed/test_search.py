"""The search finds what a search in double precision over all rows finds."""

from pathlib import Path

import numpy as np
import pytest

from mllab.embed import Words
from mllab.embed.search import Codes, _parts, direction, encode, gather, product, top
from mllab.errors import DataError, ParamError


def rows_like(kind: str, n: int, d: int, seed: int) -> np.ndarray:
    """Rows that are normal, of very different lengths, near copies of each other, or with numbers that dwarf the others of their row."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    if kind == "lengths":
        X *= np.exp(4 * rng.normal(size=(n, 1)))
    if kind == "copies":
        X = rng.normal(size=(n // 10, d))[rng.integers(0, n // 10, n)] + 1e-4 * X
    if kind == "outliers":
        X = rng.standard_cauchy(size=(n, d))
    X[rng.integers(0, n, n // 20)] = 0
    X[rng.integers(0, n, n // 10)] = X[0]
    return X.astype(np.float32)


def made(kind: str, n: int = 3000, d: int = 24, seed: int = 0) -> Words:
    return Words.of([f"w{i}" for i in range(n)], rows_like(kind, n, d, seed))


def first(scores: np.ndarray, n: int, left_out: set[int]) -> tuple[np.ndarray, np.ndarray]:
    """The n highest scores by a full sort."""
    scores = np.where(np.isnan(scores), -np.inf, scores)
    scores[list(left_out)] = -np.inf
    order = np.argsort(-scores, kind="stable")[:n]
    order = order[scores[order] > -np.inf]
    return order, scores[order]


def alike(found, wanted):
    """Equal scores to twelve digits, and equal rows wherever scores differ by more than that."""
    rows, scores = found
    np.testing.assert_allclose(scores, wanted[1], rtol=1e-9, atol=1e-12)
    clear = np.ones(len(scores), bool)
    close = np.abs(np.diff(wanted[1])) < 1e-9 * (1 + np.abs(wanted[1][1:]))
    clear[1:] &= ~close
    clear[:-1] &= ~close
    clear[-1:] = False  # may be as good as the next one, which is not among them
    assert (rows == wanted[0])[clear].all()


KINDS = ("normal", "lengths", "copies", "outliers")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("d", [1, 3, 24, 130])
def test_by_cosine_dot_product_and_distance_nothing_is_lost(kind, d):
    words = made(kind, d=d)
    X = words.vectors.astype(np.float64)
    zero = words.norms == 0
    rng = np.random.default_rng(1)
    for n in (1, 10, 60):
        query, left_out = 3 * X[rng.integers(0, len(X))] + rng.normal(size=d), {0, 5, 17}
        with np.errstate(invalid="ignore"):
            cosines = X @ query / np.sqrt((X * X).sum(axis=1)) / np.sqrt(query @ query)
        dots, distances = X @ query, np.sqrt(((X - query) ** 2).sum(axis=1))
        dots[zero] = distances[zero] = np.nan
        alike(top(words, query, n, "cosine", left_out), first(cosines, n, left_out))
        alike(top(words, query, n, "dot", left_out), first(dots, n, left_out))
        rows, scores = top(words, query, n, "euclidean", left_out)
        alike((rows, -scores), first(-distances, n, left_out))


@pytest.mark.parametrize("kind", KINDS)
def test_by_3cosmul_and_pair_direction_nothing_is_lost(kind):
    words = made(kind)
    U = words.units(range(len(words)))
    zero = words.norms == 0
    alive = np.flatnonzero(~zero)
    for seed in range(5):
        i, j, k = np.random.default_rng(seed).choice(alive, 3, replace=False)
        a, b, c = U[[i, j, k]]
        if np.allclose(a, b):
            continue
        shares = (1 + U @ np.stack([a, b, c]).T) / 2
        scores = np.where(zero, np.nan, shares[:, 1] * shares[:, 2] / (shares[:, 0] + 1e-6))
        alike(product(words, [b, c], [a], 10, {i, j, k}), first(scores, 10, {i, j, k}))
        way = U - c
        far = np.sqrt((way * way).sum(axis=1))
        with np.errstate(invalid="ignore", divide="ignore"):
            scores = np.where(zero | (far < 1e-9), np.nan, way @ (b - a) / far / np.sqrt((b - a) @ (b - a)))
        if kind != "copies":  # rows a hair away from c have a direction that is made of rounding
            alike(direction(words, b - a, c, 10, {i, j}), first(scores, 10, {i, j}))


def test_the_rest_of_a_code_is_never_longer_than_it_says():
    X = rows_like("outliers", 2000, 30, 3).astype(np.float64)
    codes = encode(X.astype(np.float32))
    length = np.sqrt((X * X).sum(axis=1))
    alive = length > 0
    rest = X[alive] / length[alive, None] - codes.scales[alive, None].astype(np.float64) * codes.codes[alive]
    assert (np.sqrt((rest * rest).sum(axis=1)) <= codes.rests[alive]).all()
    assert not codes.scales[~alive].any()


def test_rows_that_are_alike_come_in_their_order():
    words = Words.of([f"w{i}" for i in range(200)], np.tile(np.random.default_rng(0).normal(size=(1, 37)), (200, 1)))
    rows, scores = top(words, np.ones(37), 5, left_out={1})
    assert rows.tolist() == [0, 2, 3, 4, 5]
    assert len(set(scores.tolist())) == 1


def test_fewer_words_than_asked_for_are_all_there_is():
    words = Words.of(["a", "b", "nothing"], np.array([[1, 0], [0, 1], [0, 0]]))
    rows, scores = top(words, np.array([1.0, 0.0]), 10)
    assert rows.tolist() == [0, 1], "a vector of zeros is nobody's neighbor"
    assert scores.tolist() == [1, 0]
    assert top(words, np.array([1.0, 0.0]), 10, among=1)[0].tolist() == [0]
    assert not len(top(words, np.array([1.0, 0.0]), 10, left_out={0, 1})[0])


def test_wide_rows_do_not_overflow():
    d = 3000
    X = np.ones((50, d), np.float32)
    X[1::2] = -1
    words = Words.of([f"w{i}" for i in range(50)], X)
    rows, scores = top(words, np.ones(d), 25)
    assert rows.tolist() == list(range(0, 50, 2))
    np.testing.assert_allclose(scores, 1)


def test_a_memory_map_is_searched_like_memory(tmp_path):
    X = rows_like("normal", 500, 20, 5)
    np.save(tmp_path / "vectors.npy", X)
    words = made("normal", 500, 20, 5)
    mapped = Words("mapped", words.vocabulary, np.load(tmp_path / "vectors.npy", mmap_mode="r"), words.norms)
    query = np.random.default_rng(0).normal(size=20)
    for here, there in zip(top(words, query, 7), top(mapped, query, 7), strict=True):
        np.testing.assert_array_equal(here, there)


def test_rows_of_a_map_are_those_of_memory(tmp_path):
    X = rows_like("normal", 200, 6, 0)
    np.save(tmp_path / "X.npy", X)
    mapped = np.load(tmp_path / "X.npy", mmap_mode="r")
    rows = np.array([7, 0, 199, 7])
    for part in (mapped, mapped[20:], mapped[::-1], mapped[:, 1:3], np.asfortranarray(X)):
        take = rows % len(part)
        np.testing.assert_array_equal(gather(part, take), np.array(part)[take])
    np.testing.assert_array_equal(gather(mapped, np.array([-1])), X[-1:])
    with pytest.raises(IndexError):
        gather(mapped, np.array([200]))
    (tmp_path / "X.npy").rename(tmp_path / "gone")
    np.testing.assert_array_equal(gather(mapped, rows), X[rows])


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="tells what of a map is resident on Linux only")
def test_queries_do_not_make_a_mapped_file_resident(tmp_path):
    X = np.random.default_rng(0).normal(size=(60_000, 64)).astype(np.float32)
    np.save(tmp_path / "vectors.npy", X)
    made = Words.of([f"w{i}" for i in range(len(X))], X)
    mapped = np.load(tmp_path / "vectors.npy", mmap_mode="r")
    words = Words("mapped", made.vocabulary, mapped, made.norms, given_codes=made.codes)
    for i in range(30):
        words.analogy(f"w{i}", f"w{i + 30}", f"w{i + 60}", 10)
    whole = Path("/proc/self/smaps").read_text()
    resident = sum(int(part.split("Rss:")[1].split()[0]) for part in whole.split("vectors.npy\n")[1:])
    assert resident * 1024 < 0.05 * X.nbytes


def test_what_cannot_be_searched_for_is_refused():
    words = made("normal", 50, 4)
    with pytest.raises(DataError, match="adds up to nothing"):
        top(words, np.zeros(4), 3)
    with pytest.raises(ParamError, match="n=0"):
        top(words, np.ones(4), 0)
    with pytest.raises(ParamError, match="manhattan"):
        top(words, np.ones(4), 3, "manhattan")


@pytest.fixture
def mapped(tmp_path):
    """2,000 x 600 words whose codes, 1.2 MB, lie in a file."""
    words = made("normal", n=2_000, d=600)
    for name in ("codes", "scales", "rests"):
        np.save(tmp_path / f"{name}.npy", getattr(words.codes, name))
    codes = Codes(*(np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in ("codes", "scales", "rests")))
    return Words("mapped", words.vocabulary, words.vectors, words.norms, given_codes=codes)


@pytest.mark.parametrize("among", [None, 1, 7, 1_999])
def test_rows_that_are_dealt_to_threads_give_the_same_answer(mapped, monkeypatch, among):
    alone = mapped.similar("w7", 12, among=among)
    monkeypatch.setattr(_parts, "FEW", 0)
    monkeypatch.setattr(_parts, "THREADS", 3)
    assert mapped.similar("w7", 12, among=among) == alone
    assert mapped.similar("w7", 12, among=among) == alone, "what was let go of is mapped again"


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="what is resident is told by Linux")
def test_codes_that_are_mapped_do_not_stay_in_memory(mapped, monkeypatch):
    mapped.similar("w7")
    assert resident("codes.npy") > 1_000, "in kilobytes: one thread alone keeps them"
    monkeypatch.setattr(_parts, "FEW", 0)
    monkeypatch.setattr(_parts, "THREADS", 2)
    mapped.similar("w7")
    assert resident("codes.npy") < 300


def resident(name: str) -> int:
    """Kilobytes of a mapped file in this process's memory."""
    found, inside = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if line[:1] in "0123456789abcdef":
            inside = line.endswith(name)
        elif inside and line.startswith("Rss:"):
            found += int(line.split()[1])
    return found
