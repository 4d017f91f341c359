"""The home page's questions lead somewhere, whatever is answered."""

from mllab.paths import app_root
from mllab.ui.home.questions import START, Place, Question, walk


def _ends(question: Question, answers: dict[str, str]):
    for answer, leads in question.answers.items():
        given = {**answers, question.key: answer}
        if isinstance(leads, Place):
            yield given, leads
        else:
            yield from _ends(leads, given)


def test_nothing_answered_asks_the_first_question():
    assert walk({}) == ([START], None)


def test_every_path_of_answers_ends_at_a_page_that_exists():
    ends = list(_ends(START, {}))
    assert len(ends) >= 4
    for answers, place in ends:
        met, reached = walk(answers)
        assert reached is place
        assert [question.key for question in met] == list(answers)
        assert (app_root() / place.page).exists()


def test_an_answer_that_is_none_of_the_choices_asks_again():
    assert walk({"goal": "Perhaps"}) == ([START], None)
