"""Pictures of rows: how they are laid into a sheet, shrunk, scaled, and cut from the Projector's sprite images."""

import numpy as np
import pytest
from PIL import Image

from mllab.errors import DataError
from mllab.ui.points import parts as made
from mllab.ui.points.images import ROOM, SIDE, Images, cut, images, of_pixels, scaled


def tile(of: Images, row: int) -> np.ndarray:
    """The picture of a row, read from the sheet as the browser reads it."""
    sheet = np.frombuffer(of.sheet.data, np.uint8).reshape(-1, of.across * of.wide, of.channels)
    y, x = row // of.across * of.high, row % of.across * of.wide
    return sheet[y : y + of.high, x : x + of.wide]


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_every_row_finds_its_own_picture_in_the_sheet(channels):
    tiles = np.random.default_rng(0).integers(0, 256, (37, 5, 9, channels)).astype(np.uint8)
    made = images(tiles)
    assert (made.n, made.wide, made.high, made.channels) == (37, 9, 5, channels)
    for row in range(37):
        np.testing.assert_array_equal(tile(made, row), tiles[row])


def test_too_many_pixels_are_halved_to_the_mean_of_each_square():
    tiles = np.random.default_rng(1).integers(0, 256, (30_000, 31, 31)).astype(np.uint8)
    made = images(tiles)
    assert len(made.sheet.data) <= ROOM
    assert made.across * made.wide <= SIDE
    assert (made.wide, made.high) == (16, 16), "the smallest factor that fits, the last line and column repeated"
    reduced = np.asarray(Image.fromarray(tiles[5][:30, :30]).reduce(2)).astype(int)  # Pillow's own mean of squares
    assert np.abs(tile(made, 5)[:15, :15, 0].astype(int) - reduced).max() <= 1


def test_numbers_become_grey_without_a_wild_one_making_all_others_black():
    values = np.random.default_rng(2).uniform(-3, 5, (400, 16))
    values[0, 0], values[0, 1] = 1e6, np.nan
    grey, ink = scaled(values)
    assert not ink
    assert grey[0, 0] == 255
    assert grey[0, 1] == 0
    wanted = (values[1:] + 3) / 8 * 255
    assert np.abs(grey[1:] - wanted).max() < 6


def test_mostly_empty_paper_is_told_from_a_photograph():
    rng = np.random.default_rng(3)
    digits = np.where(rng.random((200, 64)) < 0.7, 0, 16) + rng.normal(0, 2, (200, 64))
    grey, ink = scaled(digits)
    assert ink
    assert np.median(grey) < 40, "the paper is light, noise or not"
    assert not scaled(rng.normal(128, 40, (200, 64)))[1]
    assert scaled(np.full((3, 16), np.nan))[0].max() == 0


def test_pixels_that_fill_no_lines_are_refused():
    with pytest.raises(DataError, match="15 pixels do not fill lines of 4"):
        of_pixels(np.zeros((2, 15)), 4)
    with pytest.raises(DataError, match="uint8"):
        images(np.zeros((2, 4, 4)))
    with pytest.raises(DataError, match="Only grey"):
        images(np.zeros((2, 4, 4, 3), np.uint8), ink=True)
    with pytest.raises(DataError, match="images must be one per row: the map has 3 rows, got 2"):
        made.pictured(images(np.zeros((2, 4, 4), np.uint8)), 3)


def test_a_sheet_of_the_projector_is_cut_row_by_row():
    """The sprite image of TensorFlow's Embedding Projector: thumbnails of one size, in the order of the rows, line by line from the left."""
    tiles = np.random.default_rng(4).integers(0, 256, (10, 6, 4, 3)).astype(np.uint8)
    sheet = np.zeros((3 * 6, 4 * 4, 3), np.uint8)
    for i, one in enumerate(tiles):
        sheet[i // 4 * 6 : i // 4 * 6 + 6, i % 4 * 4 : i % 4 * 4 + 4] = one
    rows = [9, 0, 3]
    made = cut(sheet, 4, 6, rows)
    for place, row in enumerate(rows):
        np.testing.assert_array_equal(tile(made, place), tiles[row])
    with pytest.raises(DataError, match=r"16 x 18 pixels holds 12 pictures of 4 x 6, the table has 13 rows"):
        cut(sheet, 4, 6, [12])
    assert cut(sheet, 4, 6, []).n == 0


def test_the_legend_knows_the_range_of_the_sizes():
    assert made.key_of_sizes(np.array([3.0, np.nan, 7.0]), "income") == {"title": "income", "low": 3.0, "high": 7.0}
    assert made.key_of_sizes(np.array([3.0]), "") is None
    assert made.key_of_sizes(None, "income") is None
