"""The ten tests of Caliskan, Bryson & Narayanan 2017, "Semantics derived automatically from language corpora contain human-like biases",
Science 356, with the words of their supplement: those that they used (names too rare for their embedding are left out there and here).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """Targets `X` and `Y`, attributes `A` and `B`, each a (name, words).

    `effect` is what the paper reports for GloVe (Common Crawl, 840 B, Table 1), `word2vec` what its supplement reports for word2vec (Google News).
    """

    number: int
    X: tuple[str, str]
    Y: tuple[str, str]
    A: tuple[str, str]
    B: tuple[str, str]
    effect: float
    word2vec: float

    @property
    def name(self) -> str:
        return f"{self.X[0]} and {self.Y[0]}, {self.A[0]} and {self.B[0]}"


PLEASANT = (
    "pleasant",
    "caress, freedom, health, love, peace, cheer, friend, heaven, loyal, pleasure, diamond, gentle, honest, lucky, rainbow, diploma, gift, honor, "
    "miracle, sunrise, family, happy, laughter, paradise, vacation",
)
UNPLEASANT = (
    "unpleasant",
    "abuse, crash, filth, murder, sickness, accident, death, grief, poison, stink, assault, disaster, hatred, pollute, tragedy, divorce, jail, "
    "poverty, ugly, cancer, kill, rotten, vomit, agony, prison",
)
UNPLEASANT_3 = (
    "unpleasant",
    "abuse, crash, filth, murder, sickness, accident, death, grief, poison, stink, assault, disaster, hatred, pollute, tragedy, bomb, divorce, "
    "jail, poverty, ugly, cancer, evil, kill, rotten, vomit",
)
PLEASANT_5 = ("pleasant", "joy, love, peace, wonderful, pleasure, friend, laughter, happy")
UNPLEASANT_5 = ("unpleasant", "agony, terrible, horrible, nasty, evil, war, awful, failure")
EUROPEAN = (
    "European-American names",
    "Brad, Brendan, Geoffrey, Greg, Brett, Matthew, Neil, Todd, Allison, Anne, Carrie, Emily, Jill, Laurie, Meredith, Sarah",
)
AFRICAN = (
    "African-American names",
    "Darnell, Hakim, Jermaine, Kareem, Jamal, Leroy, Rasheed, Tyrone, Aisha, Ebony, Keisha, Kenya, Lakisha, Latoya, Tamika, Tanisha",
)

TESTS = (
    Published(
        1,
        (
            "flowers",
            "aster, clover, hyacinth, marigold, poppy, azalea, crocus, iris, orchid, rose, bluebell, daffodil, lilac, pansy, tulip, buttercup, "
            "daisy, lily, peony, violet, carnation, gladiola, magnolia, petunia, zinnia",
        ),
        (
            "insects",
            "ant, caterpillar, flea, locust, spider, bedbug, centipede, fly, maggot, tarantula, bee, cockroach, gnat, mosquito, termite, "
            "beetle, cricket, hornet, moth, wasp, blackfly, dragonfly, horsefly, roach, weevil",
        ),
        PLEASANT,
        UNPLEASANT,
        1.50,
        1.54,
    ),
    Published(
        2,
        (
            "instruments",
            "bagpipe, cello, guitar, lute, trombone, banjo, clarinet, harmonica, mandolin, trumpet, bassoon, drum, harp, oboe, tuba, bell, "
            "fiddle, harpsichord, piano, viola, bongo, flute, horn, saxophone, violin",
        ),
        (
            "weapons",
            "arrow, club, gun, missile, spear, axe, dagger, harpoon, pistol, sword, blade, dynamite, hatchet, rifle, tank, bomb, firearm, "
            "knife, shotgun, teargas, cannon, grenade, mace, slingshot, whip",
        ),
        PLEASANT,
        UNPLEASANT,
        1.53,
        1.63,
    ),
    Published(
        3,
        (
            "European-American names",
            "Adam, Harry, Josh, Roger, Alan, Frank, Justin, Ryan, Andrew, Jack, Matthew, Stephen, Brad, Greg, Paul, Jonathan, Peter, Amanda, "
            "Courtney, Heather, Melanie, Katie, Betsy, Kristin, Nancy, Stephanie, Ellen, Lauren, Colleen, Emily, Megan, Rachel",
        ),
        (
            "African-American names",
            "Alonzo, Jamel, Theo, Alphonse, Jerome, Leroy, Torrance, Darnell, Lamar, Lionel, Tyree, Deion, Lamont, Malik, Terrence, Tyrone, "
            "Lavon, Marcellus, Wardell, Nichelle, Shereen, Ebony, Latisha, Shaniqua, Jasmine, Tanisha, Tia, Lakisha, Latoya, Yolanda, Malika, "
            "Yvette",
        ),
        PLEASANT,
        UNPLEASANT_3,
        1.41,
        0.58,
    ),
    Published(4, EUROPEAN, AFRICAN, PLEASANT, UNPLEASANT_3, 1.50, 1.24),
    Published(5, EUROPEAN, AFRICAN, PLEASANT_5, UNPLEASANT_5, 1.28, 0.72),
    Published(
        6,
        ("male names", "John, Paul, Mike, Kevin, Steve, Greg, Jeff, Bill"),
        ("female names", "Amy, Joan, Lisa, Sarah, Diana, Kate, Ann, Donna"),
        ("career", "executive, management, professional, corporation, salary, office, business, career"),
        ("family", "home, parents, children, family, cousins, marriage, wedding, relatives"),
        1.81,
        1.89,
    ),
    Published(
        7,
        ("math", "math, algebra, geometry, calculus, equations, computation, numbers, addition"),
        ("arts", "poetry, art, dance, literature, novel, symphony, drama, sculpture"),
        ("male terms", "male, man, boy, brother, he, him, his, son"),
        ("female terms", "female, woman, girl, sister, she, her, hers, daughter"),
        1.06,
        0.97,
    ),
    Published(
        8,
        ("science", "science, technology, physics, chemistry, Einstein, NASA, experiment, astronomy"),
        ("arts", "poetry, art, Shakespeare, dance, literature, novel, symphony, drama"),
        ("male terms", "brother, father, uncle, grandfather, son, he, his, him"),
        ("female terms", "sister, mother, aunt, grandmother, daughter, she, hers, her"),
        1.24,
        1.24,
    ),
    Published(
        9,
        ("mental disease", "sad, hopeless, gloomy, tearful, miserable, depressed"),
        ("physical disease", "sick, illness, influenza, disease, virus, cancer"),
        ("temporary", "impermanent, unstable, variable, fleeting, short-term, brief, occasional"),
        ("permanent", "stable, always, constant, persistent, chronic, prolonged, forever"),
        1.38,
        1.30,
    ),
    Published(
        10,
        ("young people's names", "Tiffany, Michelle, Cindy, Kristy, Brad, Eric, Joey, Billy"),
        ("old people's names", "Ethel, Bernice, Gertrude, Agnes, Cecil, Wilbert, Mortimer, Edgar"),
        PLEASANT_5,
        UNPLEASANT_5,
        1.21,
        -0.08,
    ),
)
