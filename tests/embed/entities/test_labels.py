from mllab.embed.entities._labels import labels


def test_what_comes_twice_or_is_missing_is_told_by_its_row():
    assert labels(["7", "1", "7", None, float("nan")], [0, 1, 2, 3, 4]) == ["7 (row 0)", "1", "7 (row 2)", "row 3", "row 4"]


def test_names_are_short_and_on_one_line():
    assert labels(["a\nb\t c", "x" * 200], [0, 1]) == ["a b c", "x" * 79 + "…"]


def test_a_text_that_is_written_like_a_name_with_a_row_stays_another():
    found = labels(["a", "a", "a (row 0)"], [0, 1, 2])
    assert len(set(found)) == 3
    assert found[2] == "a (row 0)"
