"""The questions of an introductory course, and the page that each path of answers leads to."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """Where a path of answers ends: a page with a sample loaded, and why this one."""

    page: str
    title: str
    why: str
    query: dict[str, str] = field(hash=False)
    opens_on: str = "a sample"
    takes_tables: bool = True


@dataclass(frozen=True)
class Question:
    """A question and what each answer leads to: another question or a place."""

    key: str
    text: str
    help: str
    answers: dict[str, "Question | Place"] = field(hash=False)


CUSTOMERS, SPAM = "sample-customers", "sample-spam"

_WORDS = Question(
    "words",
    "Is it about what words mean?",
    "Every word is a point in space; words that are alike lie close together, and directions mean something: word embeddings.",
    {
        "Yes": Place(
            "pages/words.py",
            "Words",
            "Finds words that are alike, calculates with them, and asks what their directions mean and where they come from.",
            {"words_ask": "Analogy"},
            opens_on="king - man + woman",
            takes_tables=False,
        ),
        "No, just looking": Place(
            "pages/explore.py", "Explore", "Every column at a glance, and which belong together.", {"table": CUSTOMERS}
        ),
    },
)

_FEEDBACK = Question(
    "feedback",
    "Is there feedback from actions?",
    "Something acts, and what it does is paid or punished, now or only much later: reinforcement learning.",
    {
        "Yes": Place(
            "pages/agents.py",
            "Agents",
            "An agent in a world of cells finds its way by trying, and you watch what it believes, episode by episode.",
            {"world": "cliff"},
            opens_on="the cliff",
            takes_tables=False,
        ),
        "No": _WORDS,
    },
)

_PICTURE = Question(
    "picture",
    "For a picture of all rows at once?",
    "Many columns are squeezed into two, so that similar rows lie close together: dimension reduction.",
    {
        "Yes": Place(
            "pages/map.py",
            "Map",
            "Draws every row as a point, similar rows close together, and says how far to trust the picture.",
            {"table": CUSTOMERS, "colour": "plan"},
        ),
        "No": _FEEDBACK,
    },
)

_GROUPS = Question(
    "groups",
    "Are you looking for groups?",
    "Rows that resemble each other, without anyone having named the groups before: clustering.",
    {
        "Yes": Place(
            "pages/clustering.py",
            "Clustering",
            "Finds groups, says what each one is in words, and whether to believe them.",
            {"table": CUSTOMERS, "k-means.k": "4"},
        ),
        "No": _PICTURE,
    },
)

_TARGET = Question(
    "target",
    "Is it a number or a class?",
    "A price is a number (regression); yes or no, or one of several kinds, is a class (classification), also of texts: spam or not.",
    {
        "A number": Place(
            "pages/train.py",
            "Train and compare",
            "Several models predict the number from the other columns, and you see which does it best, and how sure that is.",
            {"table": CUSTOMERS, "predict": "lifetime_value"},
        ),
        "A class": Place(
            "pages/train.py",
            "Train and compare",
            "Several models predict the class from the other columns, and you see which does it best, and how sure that is.",
            {"table": CUSTOMERS},
        ),
        "A class of texts": Place(
            "pages/train.py",
            "Train and compare",
            "A spam filter learns from words: several models are compared, and you see which words speak for spam, and what each adds in a message.",
            {"table": SPAM},
            opens_on="the spam filter",
        ),
    },
)

START = Question(
    "goal",
    "Is there a column that you want to predict?",
    "If past rows carry the right answer in a column, a model can learn it from the others: supervised learning.",
    {"Yes": _TARGET, "No": _GROUPS},
)


def walk(answers: dict[str, str | None]) -> tuple[list[Question], Place | None]:
    """The questions met on the way, and the place reached if every one was answered."""
    met: list[Question] = []
    here: Question | Place = START
    while isinstance(here, Question):
        met.append(here)
        answer = answers.get(here.key)
        if answer not in here.answers:
            return met, None
        here = here.answers[answer]
    return met, here
