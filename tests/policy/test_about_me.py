"""Sex and year of birth: what is told splits figures, what is not told is not known, and nothing is guessed."""

from datetime import date

import pytest

from bedside.policy.about_me import AboutMe, Sex, age_counted, birth_year_can_be, gender_of, sex_counted

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("sex", "level"), [(None, ""), (Sex.UNSAID, ""), (Sex.FEMALE, "female"), (Sex.MALE, "male"), (Sex.OTHER, "other")]
)
def test_what_is_not_told_is_not_known(sex: Sex | None, level: str) -> None:
    assert sex_counted(AboutMe(sex=sex)) == gender_of(AboutMe(sex=sex)) == level


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (None, ""),
        (1997, "<30"),
        (1996, "30-44"),
        (1982, "30-44"),
        (1981, "45-59"),
        (1966, "60-74"),
        (1951, "75+"),
        (1920, "75+"),
        (2027, ""),  # she answered before she was born: nobody knows what that means
    ],
)
def test_the_age_is_that_of_the_answer(born: int | None, band: str) -> None:
    assert age_counted(AboutMe(born=born), answered=DAY) == band


def test_an_answer_of_long_ago_counts_at_the_age_of_then() -> None:
    said = AboutMe(born=1980)
    assert (age_counted(said, answered=date(2009, 1, 1)), age_counted(said, answered=DAY)) == ("<30", "45-59")


@pytest.mark.parametrize(("born", "can_be"), [(1899, False), (1900, True), (2026, True), (2027, False)])
def test_a_year_of_birth_is_one_of_somebody_alive(born: int, can_be: bool) -> None:
    assert birth_year_can_be(born, today=DAY) is can_be


def test_rather_not_say_is_an_answer_and_nothing_is_none() -> None:
    assert AboutMe().says_nothing
    assert not AboutMe(sex=Sex.UNSAID).says_nothing
    assert not AboutMe(born_unsaid=True).says_nothing
