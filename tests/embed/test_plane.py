"""Planes through vectors, and neighborhoods laid flat."""

import numpy as np
import pytest

from mllab.embed.around import around
from mllab.embed.plane import best, through
from mllab.errors import DataError


@pytest.fixture
def vectors():
    made = np.random.default_rng(3).normal(size=(12, 30))
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_the_parallelogram_of_an_analogy_keeps_every_distance_in_its_plane(vectors):
    a, b, c = vectors[:3]
    corners = np.stack([a, b, c, b - a + c])
    placed = through(a, c, b).place(corners)
    apart = lambda points: np.linalg.norm(points[:, None] - points[None], axis=2)  # noqa: E731
    assert np.allclose(apart(placed), apart(corners))
    assert np.allclose(placed[3], placed[1] + placed[2])
    assert placed[2] == pytest.approx([np.linalg.norm(c - a), 0]), "across is the step from a to c"
    assert through(a, c, b).kept(corners) == pytest.approx([1, 1, 1, 1])


def test_a_vector_off_the_plane_is_kept_in_part(vectors):
    plane = through(*vectors[:3])
    share = plane.kept(vectors[3:])
    assert ((share > 0) & (share < 1)).all()


@pytest.mark.parametrize(("corner", "across", "up"), [([0, 0, 0], [0, 0, 0], [1, 0, 0]), ([0, 0, 0], [1, 1, 0], [2, 2, 0])])
def test_words_in_a_line_give_no_plane(corner, across, up):
    with pytest.raises(DataError, match="no plane"):
        through(np.array(corner, float), np.array(across, float), np.array(up, float))


def test_the_best_plane_is_that_of_scikit_learns_pca(vectors):
    from sklearn.decomposition import PCA

    pca = PCA(2).fit(vectors)
    plane = best(vectors)
    assert np.allclose(np.abs(plane.place(vectors)), np.abs(pca.transform(vectors)))
    assert plane.share == pytest.approx(pca.explained_variance_ratio_.sum())


def test_a_single_vector_has_no_plane():
    with pytest.raises(DataError, match="at least two"):
        best(np.ones((1, 3)))


def test_around_a_word_the_distance_from_the_middle_is_exact(vectors):
    laid = around(2 * vectors[0], vectors[1:])
    assert laid.cosines == pytest.approx(vectors[1:] @ vectors[0])
    assert np.linalg.norm(laid.positions, axis=1) == pytest.approx(np.linalg.norm(vectors[1:] - vectors[0], axis=1))


def test_linked_are_words_more_alike_than_either_is_to_the_middle():
    turned = np.radians([60, 62, -60])
    vectors = np.column_stack([np.cos(turned), np.sin(turned), np.zeros(3)])
    assert around(np.array([1.0, 0, 0]), vectors).links == ((0, 1),)


@pytest.mark.parametrize("n", [1, 2])
def test_few_neighbors_are_laid_out_too(vectors, n):
    assert around(vectors[0], vectors[1 : 1 + n]).positions.shape == (n, 2)
