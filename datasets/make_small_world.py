"""A small world in simple sentences: the text that words are learned from where nobody brings one. Its analogies are planted, so that learning can be checked.

python datasets/make_small_world.py      # writes words/small-world.txt.gz and words/small-world-analogies.txt, the same bytes every time
"""

import gzip
from itertools import permutations
from pathlib import Path

import numpy as np

SEED = 23
SENTENCES = 36_000

# A word is known by the company it keeps. Each trait is a list of things that are said of whoever has it; {she} {her} {herself} follow the person.
TRAITS = {
    "royal": "wears a golden crown|sits on the throne|rules the kingdom|lives in the palace|rides in a golden coach|signs the new law|speaks to the court|owns the old castle",
    "heir": "will wear the crown one day|lives in the palace|learns to ride|waits for the throne|studies the law of the kingdom|dances at the court",
    "grown": "goes to work in the morning|pays the rent|drives the car|votes in the election|reads the newspaper|drinks black coffee",
    "young": "goes to school|plays with a ball|learns to read|climbs on a tree|does the homework|is still growing",
    "parent": "packs the lunch box|wakes the children|tells a story at bedtime|calls the children for dinner|waits at the school gate",
    "child": "is fed by the parents|sleeps in the small room|asks the parents for a story|shows the parents a drawing|hides under the table",
    "old": "remembers the old days|walks with a stick|sleeps after lunch|tells the grandchildren a story|wears thick glasses",
    "kin": "visits the family on sunday|brings a present for the cousins|lives in the next town|writes a long letter to the family",
    "married": "wears a wedding ring|plans the wedding anniversary|shares the house|dances at the wedding",
    "stage": "learns the lines of the play|steps on the stage|gets applause in the theatre|wears a costume|signs the programme",
    "table": "carries the plates|takes the order|brings the bill|works in the restaurant|lays the tables",
    "hero": "saves the village|fights the dragon|is brave in the story|finds the treasure|crosses the dark forest",
    "host": "welcomes the guests|opens the door to the guests|pours the wine for the guests|shows the guests the house",
    "she": "says that she is happy|looks at herself in the mirror|takes her coat|forgets her keys|asks herself why|thinks that she is right|hums when she is alone|finds her shoes",
    "he": "says that he is happy|looks at himself in the mirror|takes his coat|forgets his keys|asks himself why|thinks that he is right|hums when he is alone|finds his shoes",
}
PEOPLE = (  # what he is called, what she is called, and what both are
    "king queen royal grown", "prince princess heir young", "man woman grown", "boy girl young", "father mother parent grown", "son daughter child young",
    "brother sister child kin", "uncle aunt kin grown", "grandfather grandmother old kin", "nephew niece kin young", "husband wife married grown",
    "groom bride married", "actor actress stage", "waiter waitress table", "hero heroine hero", "host hostess host",
)  # fmt: skip
COUNTRIES = (  # country, capital, language, river, dish, mountains or islands
    "france paris french seine baguettes pyrenees", "germany berlin german spree pretzels harz", "italy rome italian tiber pasta apennines",
    "spain madrid spanish manzanares paella balearics", "portugal lisbon portuguese tagus sardines azores", "england london english thames pies pennines",
    "greece athens greek kifisos olives cyclades", "japan tokyo japanese sumida sushi okinawa", "china beijing chinese yongding dumplings himalayas",
    "egypt cairo arabic nile falafel sinai", "russia moscow russian moskva borscht urals", "poland warsaw polish vistula pierogi tatras",
    "sweden stockholm swedish norrstrom meatballs gotland", "hungary budapest hungarian danube goulash matra", "norway oslo norwegian akerselva salmon lofoten",
)  # fmt: skip
OF_COUNTRY = (
    "has long borders|elects a parliament|has many towns|prints stamps|has an anthem|is a country in the atlas|sends athletes to the games"
)
OF_CAPITAL = (
    "has busy streets|has a large station|has an old cathedral|is a crowded city|has trams and buses|has a mayor|is full of museums"
)
OF_TONGUE = (
    "has difficult grammar|is taught at school|is spoken by the teacher|has many words|is the language of the letter|has its own songs"
)
OF_PLACE = "is known for {dish}|lies on the {river}|sells {dish} on the market|looks to the {far}|smells of {dish}|is proud of the {river}|dreams of the {far}"
IN_TONGUE = "has a song about {dish}|has poems about the {river}|has a story of the {far}|has a word for {dish}"
ANIMALS = (  # grown, young, what both do
    "dog puppy barks at the postman|wags its tail|fetches the stick|guards the gate", "cat kitten chases mice|purrs on the sofa|climbs on the curtain|licks its paws",
    "cow calf swishes its tail at flies|grazes on the pasture|moos in the barn|chews the cud", "horse foal gallops across the meadow|neighs in the stable|eats oats|pulls the cart",
    "sheep lamb bleats on the hill|has white wool|follows the shepherd|runs from the wolf", "pig piglet rolls in the mud|grunts in the sty|eats acorns|has a curly tail",
    "hen chick pecks corn|cackles in the coop|scratches in the yard|flutters to the perch", "duck duckling swims on the pond|quacks at the bridge|dives for weed|waddles to the water",
    "goose gosling hisses at strangers|flies south in autumn|eats grass by the lake|honks at night", "bear cub looks for honey|sleeps in the cave|catches fish in the stream|growls in the woods",
    "deer fawn grazes at the edge of the forest|leaps over the fence|hears every twig|hides in the fern", "goat kid jumps from rock to rock|eats the thorns|butts its horns|nibbles the laundry",
    "swan cygnet glides on the lake|has white feathers|bends its long neck|nests in the reeds", "kangaroo joey hops across the bush|hides in the pouch|boxes with its paws|rests in the heat",
)  # fmt: skip
OF_GROWN = "is fully grown|looks after the little ones|leads the way|weighs a lot|has had young ones|knows every path"
OF_LITTLE = "is only a few weeks old|drinks milk from a bottle|is still small|has a lot to learn|sleeps most of the day|was born in spring"
VERBS = (  # now, then, with what
    "walk walked along the river|through the park|up the hill", "eat ate an apple|a bowl of soup|bread and cheese", "drink drank a glass of water|a cup of tea|lemonade",
    "write wrote a long letter|a postcard|with a pencil", "read read_past a thick book|the headlines|a novel", "sing sang in the choir|a merry song|under the shower",
    "swim swam across the lake|in the cold sea|three lengths", "buy bought a new hat|stamps and paper|fresh flowers", "drive drove to the seaside|an old van|over the bridge",
    "build built a wooden shed|a tower of bricks|a birdhouse", "draw drew a portrait|with chalk|a map of the village", "throw threw a snowball|the ball over the wall|a stone into the pond",
    "teach taught the alphabet|a class of beginners|chess", "catch caught a butterfly|the last train|a cold", "sleep slept in the attic|until noon|in a tent",
)  # fmt: skip
NOW = "every day|usually|now|always|these days|on most mornings"
THEN = "yesterday|last week|long ago|last summer|once|the day before"
WE = "we|they|the neighbors|my friends|the teachers|our guests"


def sentences(seed: int = SEED, count: int = SENTENCES) -> list[str]:
    """So many sentences, drawn one by one."""
    rng = np.random.default_rng(seed)
    makers = (person, person, place, animal, deed)
    return [makers[int(rng.integers(len(makers)))](rng) for _ in range(count)]


def person(rng: np.random.Generator) -> str:
    """Somebody, and what is said of one who is as they are, by gender and by what both are."""
    he, she, *traits = pick(rng, PEOPLE).split()
    name, gender = ((he, "he"), (she, "she"))[int(rng.integers(2))]
    return told(rng, f"The {name}", pick(rng, TRAITS[gender].split("|")), pick(rng, TRAITS[pick(rng, traits)].split("|")))


def place(rng: np.random.Generator) -> str:
    """A country, its capital or its language, and what is special there."""
    country, capital, tongue, river, dish, far = pick(rng, COUNTRIES).split()
    name, said, special = ((country, OF_COUNTRY, OF_PLACE), (capital, OF_CAPITAL, OF_PLACE), (tongue, OF_TONGUE, IN_TONGUE))[
        int(rng.integers(3))
    ]
    return told(rng, name.capitalize(), pick(rng, said.split("|")), pick(rng, special.split("|")).format(dish=dish, river=river, far=far))


def animal(rng: np.random.Generator) -> str:
    """An animal, grown or little, and what its kind does."""
    grown, little, doing = pick(rng, ANIMALS).split(" ", 2)
    name, said = ((grown, OF_GROWN), (little, OF_LITTLE))[int(rng.integers(2))]
    return told(rng, f"The {name}", pick(rng, said.split("|")), pick(rng, doing.split("|")))


def deed(rng: np.random.Generator) -> str:
    """What somebody does now, or did then."""
    now, then, what = pick(rng, VERBS).split(" ", 2)
    verb, when = ((now, NOW), (then, THEN))[int(rng.integers(2))]
    done = f"{pick(rng, WE.split('|'))} {verb.removesuffix('_past')} {pick(rng, what.split('|'))}"
    time = pick(rng, when.split("|"))
    return f"{time.capitalize()} {done}." if rng.random() < 0.5 else f"{done[0].upper()}{done[1:]} {time}."


def told(rng: np.random.Generator, who: str, first: str, second: str) -> str:
    """One thing of somebody, or both in either order."""
    said = [first, second]
    rng.shuffle(said)
    return f"{who} {said[0]}." if rng.random() < 0.5 else f"{who} {said[0]} and {said[1]}."


def pick(rng: np.random.Generator, things: list[str] | tuple[str, ...]) -> str:
    """One of them."""
    return things[int(rng.integers(len(things)))]


def questions() -> str:
    """The planted analogies: every two pairs of a section, in the layout of the public tests."""
    sections = {
        "he and she": [tuple(line.split()[:2]) for line in PEOPLE],
        "countries and capitals": [tuple(line.split()[:2]) for line in COUNTRIES],
        "capitals and languages": [tuple(line.split()[1:3]) for line in COUNTRIES],
        "grown and little": [tuple(line.split()[:2]) for line in ANIMALS],
        "now and then": [tuple(line.split()[:2]) for line in VERBS if "_past" not in line],
    }
    asked = [[f": {name}", *(" ".join((*a, *b)) for a, b in permutations(pairs, 2))] for name, pairs in sections.items()]
    return "\n".join(line for section in asked for line in section) + "\n"


def text(seed: int = SEED) -> str:
    """The whole text, ten sentences to a paragraph."""
    said = sentences(seed)
    return "\n\n".join(" ".join(said[first : first + 10]) for first in range(0, len(said), 10)) + "\n"


def export(seed: int = SEED) -> bytes:
    """The text, gzipped, without a time in it."""
    return gzip.compress(text(seed).encode(), 9, mtime=0)


if __name__ == "__main__":
    folder = Path(__file__).parent / "words"
    (folder / "small-world.txt.gz").write_bytes(export())
    (folder / "small-world-analogies.txt").write_text(questions(), encoding="utf-8")
