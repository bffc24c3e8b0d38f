"""What may come before a curator, and how many people are told of."""

import pytest

from bedside.policy.terms.curating import band, may_be_shown


@pytest.mark.parametrize(
    ("people", "told"),
    [(0, ""), (2, ""), (3, "3 to 10"), (10, "3 to 10"), (11, "11 to 50"), (50, "11 to 50"), (51, "more than 50")],
)
def test_numbers_are_told_as_bands_only(people, told):
    assert band(people) == told


@pytest.mark.parametrize("text", ["wired but tired", "histamine dump", "me/cfs", "birth control", "brain fog"])
def test_a_word_of_an_illness_may_be_shown(text):
    assert may_be_shown(text)


LONG = "one two three four five six seven eight nine"
TELLING = ["john smith", "Mary O'Brien", "jane@mail.example", "555-0100 nights", "www.clinic.example", "dr miller"]


@pytest.mark.parametrize("text", ["", "...", "x" * 81, LONG, *TELLING])
def test_what_may_name_somebody_or_is_a_story_may_not(text):
    assert not may_be_shown(text)
