"""Make groceries.csv: receipts of a shop that never existed, one row per product on a receipt, for what is bought with what.

python datasets/make_groceries.py         # writes groceries.csv beside this file, the same bytes every time
"""

import csv
import io
from pathlib import Path

import numpy as np

SEED = 11
RECEIPTS = 2_500
HEADER = ("receipt", "product", "department", "price")
# What people shop for: products with their department and price in euros; a basket takes some products of one to three occasions.
OCCASIONS = {
    "breakfast": "rolls:bakery:0.45 butter:dairy:2.49 strawberry_jam:pantry:2.19 honey:pantry:4.29 eggs:dairy:2.99 orange_juice:drinks:2.29 coffee:drinks:6.49",
    "cereal": "cornflakes:pantry:2.39 muesli:pantry:3.19 milk:dairy:1.15 yoghurt:dairy:0.89 bananas:fruit:1.49 raisins:pantry:1.59",
    "pasta": "spaghetti:pantry:0.99 penne:pantry:0.99 tomato_sauce:pantry:1.79 parmesan:dairy:3.99 garlic:vegetables:0.59 basil:vegetables:1.49 olive_oil:pantry:7.99",
    "salad": "lettuce:vegetables:1.19 tomatoes:vegetables:2.49 cucumber:vegetables:0.89 feta:dairy:2.29 vinegar:pantry:1.29 radishes:vegetables:0.99",
    "curry": "rice:pantry:1.99 coconut_milk:pantry:1.69 curry_paste:pantry:2.79 ginger:vegetables:0.79 chickpeas:pantry:0.89 coriander:vegetables:1.29 limes:fruit:0.35",
    "tacos": "tortillas:bakery:2.29 kidney_beans:pantry:0.79 corn:pantry:0.99 minced_meat:meat:4.49 avocado:fruit:1.29 salsa:pantry:2.19 sour_cream:dairy:1.09",
    "barbecue": "sausages:meat:3.99 steaks:meat:9.99 charcoal:household:5.49 mustard:pantry:0.99 ketchup:pantry:1.99 beer:drinks:0.95 baguette:bakery:1.29 potato_salad:dairy:2.49",
    "baking": "flour:pantry:0.79 sugar:pantry:1.09 baking_powder:pantry:0.49 vanilla:pantry:1.99 chocolate_chips:pantry:1.79 yeast:dairy:0.25 almonds:pantry:2.99",
    "film night": "crisps:snacks:1.89 popcorn:snacks:1.49 cola:drinks:1.29 gummy_bears:snacks:0.99 peanuts:snacks:1.79 frozen_pizza:frozen:2.99",
    "evening for two": "red_wine:drinks:6.99 white_wine:drinks:5.99 grapes:fruit:2.99 brie:dairy:2.79 crackers:snacks:1.69 olives:pantry:2.19 candles:household:3.49",
    "baby": "nappies:baby:9.95 wipes:baby:1.95 baby_food:baby:1.15 formula:baby:13.95 carrots:vegetables:0.99",
    "cat": "cat_food:pets:0.65 cat_litter:pets:4.49 cat_treats:pets:1.45",
    "dog": "dog_food:pets:1.09 dog_chews:pets:2.25 waste_bags:pets:1.99",
    "cleaning": "washing_up_liquid:household:1.45 sponges:household:0.99 bin_bags:household:1.79 detergent:household:5.95 bleach:household:1.29 kitchen_roll:household:2.45",
    "bathroom": "toothpaste:toiletries:1.45 shampoo:toiletries:2.95 soap:toiletries:0.85 toilet_paper:household:3.95 razors:toiletries:4.95 toothbrush:toiletries:1.95",
    "cold": "tissues:toiletries:1.95 cough_drops:toiletries:1.65 herbal_tea:drinks:1.85 lemons:fruit:0.45 chicken_soup:pantry:2.25",
    "vegan": "tofu:fridge:2.29 oat_milk:drinks:1.99 soya_yoghurt:fridge:1.89 vegan_sausages:fridge:3.29 hummus:fridge:1.79 lentils:pantry:1.49",
    "sushi": "sushi_rice:pantry:2.49 nori:pantry:2.99 salmon:fish:5.99 soy_sauce:pantry:1.89 wasabi:pantry:2.19",
}
INSTEAD = (("spaghetti", "penne"), ("red_wine", "white_wine"), ("cornflakes", "muesli"), ("milk", "oat_milk"), ("yoghurt", "soya_yoghurt"))
EVERYWHERE = (
    "bread:bakery:2.35 apples:fruit:2.19 mineral_water:drinks:0.69 potatoes:vegetables:1.99 onions:vegetables:1.09 chocolate:snacks:1.19"
)


def rows(seed: int = SEED) -> list[tuple[str, ...]]:
    """One tuple of texts per product on a receipt."""
    rng = np.random.default_rng(seed)
    told = {
        name: tuple(entry.split(":"))
        for entries in (*OCCASIONS.values(), EVERYWHERE)
        for entry in entries.split()
        for name in [entry.split(":")[0]]
    }
    occasions = [[entry.split(":")[0] for entry in entries.split()] for entries in OCCASIONS.values()]
    staples = [entry.split(":")[0] for entry in EVERYWHERE.split()]
    liked = rng.dirichlet(np.full(len(occasions), 3.0))
    found = []
    for number in range(1, RECEIPTS + 1):
        basket = dict.fromkeys(_basket(rng, occasions, staples, liked))
        found += [(f"R{number:05d}", name.replace("_", " "), *told[name][1:]) for name in basket]
    return found


def _basket(rng: np.random.Generator, occasions: list[list[str]], staples: list[str], liked: np.ndarray) -> list[str]:
    """The products of one receipt: most of what each occasion asks for, a few staples, seldom something else; of two substitutes one."""
    taken: list[str] = []
    for occasion in rng.choice(len(occasions), size=rng.choice([1, 2, 3], p=[0.45, 0.4, 0.15]), replace=False, p=liked):
        taken += [name for name in occasions[occasion] if rng.random() < 0.55]
    taken += [name for name in staples if rng.random() < 0.22]
    if rng.random() < 0.3:
        anything = occasions[rng.integers(len(occasions))]
        taken.append(anything[rng.integers(len(anything))])
    for first, second in INSTEAD:
        if first in taken and second in taken:
            taken.remove((first, second)[rng.integers(2)])
    return taken or [staples[rng.integers(len(staples))]]


def export(seed: int = SEED) -> bytes:
    """The whole file: plain CSV, UTF-8, commas, decimal points."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADER, *rows(seed)])
    return out.getvalue().encode()


if __name__ == "__main__":
    Path(__file__).with_name("groceries.csv").write_bytes(export())
