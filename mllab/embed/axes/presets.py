"""Axes and lists of words to begin with. Words that an embedding does not have are named where they are used."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """An axis as it is typed (see `written`), what its ends mean, and where its words come from."""

    text: str
    low: str
    high: str
    source: str


# Garg et al. 2018 and Kozlowski et al. 2019 average such pairs; Bolukbasi et al. 2016 published the first set.
AXES = {
    "she-he": Preset(
        "she-he, her-his, woman-man, herself-himself, daughter-son, mother-father, girl-boy, female-male",
        "she",
        "he",
        "Bolukbasi et al. 2016, their ten pairs without gal-guy and mary-john",
    ),
    "poor-rich": Preset(
        "poor-rich, poorer-richer, poorest-richest, poverty-wealth, impoverished-wealthy, needy-affluent, cheap-expensive",
        "poor",
        "rich",
        "after the affluence pairs of Kozlowski, Taddy & Evans 2019",
    ),
    "small-big": Preset("small, little, tiny | large, big, huge", "small", "big", "Grand, Blank, Pereira & Fedorenko 2022"),
    "safe-dangerous": Preset("safe, harmless, calm | dangerous, deadly, threatening", "safe", "dangerous", "Grand et al. 2022"),
    "unpleasant-pleasant": Preset(
        "agony, terrible, horrible, nasty, evil, war, awful, failure | joy, love, peace, wonderful, pleasure, friend, laughter, happy",
        "unpleasant",
        "pleasant",
        "the attribute lists of Caliskan, Bryson & Narayanan 2017, tests 5 and 10",
    ),
    "old-young": Preset("old-young, older-younger, oldest-youngest, elderly-youthful, adult-child", "old", "young", "this project's"),
    "cold-hot": Preset("cold-hot, cool-warm, winter-summer, ice-fire, freezing-boiling", "cold", "hot", "this project's"),
}

LISTS = {
    "occupations": (
        "nurse, librarian, secretary, receptionist, housekeeper, dancer, teacher, hairdresser, accountant, doctor, surgeon, scientist, lawyer, "
        "programmer, philosopher, engineer, captain, soldier, architect, plumber, mechanic, carpenter, electrician, farmer, chef, pilot, boss"
    ),
    "things": (
        "lipstick, perfume, kitchen, family, poetry, shopping, career, beer, football, mathematics, physics, chess, weapons, garage, beauty, strength"
    ),
    "animals": "ant, bee, mouse, kitten, cat, rabbit, dog, wolf, snake, lion, tiger, horse, shark, elephant, whale, eagle, turtle, cheetah",
    "sports": "bowling, boxing, football, soccer, basketball, baseball, hockey, tennis, golf, polo, sailing, skiing, fencing, rugby, cricket",
    "places": "village, farm, town, city, capital, castle, palace, slum, suburb, desert, island, harbor, prison, school, hospital, church",
    "foods": "bread, rice, soup, ice, salad, curry, pizza, cake, lobster, caviar, potato, chili, coffee, tea, wine, milk, porridge",
    "countries": "france, germany, italy, spain, england, russia, china, japan, india, egypt, nigeria, brazil, mexico, canada, australia, switzerland",
    "first names": "emily, sarah, maria, anna, jamal, tyrone, ebony, john, juan, ivan, hans, wei, ahmed, mohammed, greg, brad",
}
