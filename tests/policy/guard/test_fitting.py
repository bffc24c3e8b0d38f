"""Words put in the place of others: the sentence stays whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.guard.fitting import put_in
from bedside.policy.guard.model import Kind


def fitted(marked: str, safer: str | None, kind: Kind) -> str:
    """Give `marked` with the words between square marks replaced."""
    left, _, rest = marked.partition("⟦")
    found, _, right = rest.partition("⟧")
    return put_in(left + found + right, start=len(left), end=len(left) + len(found), safer=safer, kind=kind)


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("⟦Marisol⟧ is off oxygen.", "Someone is off oxygen."),
        ("Good day. ⟦Marisol⟧ is off oxygen.", "Good day. Someone is off oxygen."),
        ("⟦okafor⟧ didnt make it", "someone didnt make it"),
        ("mr ⟦okafor⟧ in bed 14", "someone in bed 14"),
        ("Saw Mrs. ⟦Alvarez⟧ again.", "Saw someone again."),
        ("Saw Dr. ⟦Lopez⟧ again.", "Saw a doctor again."),
        ("Nurse ⟦Kelly⟧ stayed late.", "A nurse stayed late."),
        ("his wife ⟦Anna⟧ called", "his wife called"),
        ("his wife, ⟦Anna⟧, called", "his wife, called"),
        ("My brother ⟦Teddy Vance⟧ got it.", "My brother got it."),
        ("a patient named ⟦John⟧ came", "a patient came"),
        ("my pt ⟦John⟧, 40, came", "my pt, 40, came"),
        ("my patient Mr. ⟦Smith⟧ came", "my patient came"),
        ("Happy birthday ⟦Rosa⟧!", "Happy birthday!"),
        ("Thanks, ⟦Rosa⟧.", "Thanks."),
        ("⟦Anna⟧'s scan is back.", "Someone's scan is back."),
        ("#PrayFor⟦Jonah⟧ tonight", "tonight"),
        ("Strength to all #Team⟦Jonah⟧.", "Strength to all."),
        ("I met a guy called ⟦Bob⟧ there.", "I met a guy there."),
    ],
)
def test_a_name_becomes_someone_or_goes_where_the_words_say_who(marked: str, said: str) -> None:
    assert fitted(marked, "someone", "name") == said


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("She lives in ⟦Alder Creek⟧.", "She lives in a small town."),
        ("⟦Alder Creek⟧ was cold.", "A small town was cold."),
        ("They came from the ⟦Bronx⟧ today.", "They came from a small town today."),
        ("Since the ⟦Alder Creek⟧ fire he coughs.", "Since the fire he coughs."),
        ("An ⟦Alder Creek⟧ farmer came.", "A farmer came."),
        ("A ⟦Boston⟧ actor came.", "An actor came."),
        ("Seen at ⟦Alder Creek⟧ clinic.", "Seen at a small town clinic."),
        ("Our ⟦Alder Creek⟧ patients", "Our patients"),
        ("moved to ⟦Leeds⟧, then left", "moved to a small town, then left"),
    ],
)
def test_a_place_becomes_a_small_town_or_goes_where_a_noun_follows(marked: str, said: str) -> None:
    assert fitted(marked, "a small town", "place") == said


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("a ⟦93-year-old⟧ man", "a man over 89"),
        ("A ⟦93yo⟧ retired teacher fell.", "A retired teacher over 89 fell."),
        ("a ⟦93yo⟧ engineer", "an engineer over 89"),
        ("an ⟦96yo⟧ man", "a man over 89"),
        ("this ⟦93yo⟧ woman", "this woman over 89"),
        ("my ⟦93 year old⟧ grandmother", "my grandmother over 89"),
        ("⟦93yo⟧ lady with a cough", "A lady over 89 with a cough"),
        ("Saw a ⟦93F⟧ with a cough.", "Saw a woman over 89 with a cough."),
        ("⟦93M⟧, short of breath", "A man over 89, short of breath"),
        ("a ⟦93yo⟧ with a cough", "someone over 89 with a cough"),
        ("a ⟦93yo⟧ presented today", "someone over 89 presented today"),
        ("a ⟦93yo⟧ after a fall", "someone over 89 after a fall"),
        ("Saw a ⟦93-year-old⟧.", "Saw someone over 89."),
    ],
)
def test_an_age_becomes_a_band_behind_the_person(marked: str, said: str) -> None:
    assert fitted(marked, "someone over 89", "age_over_89") == said


@pytest.mark.parametrize(
    ("marked", "safer", "said"),
    [
        ("admitted on ⟦3/14/2024⟧.", "2024", "admitted in 2024."),
        ("On ⟦3/14/2024⟧ she fell.", "2024", "In 2024 she fell."),
        ("on the ⟦14th of March 2024⟧", "2024", "in 2024"),
        ("an ⟦8/14/2024⟧ scan", "2024", "a 2024 scan"),
        ("DOB ⟦3/14/1961⟧", "1961", "DOB 1961"),
        ("on ⟦March 9th⟧ he fell", "a day in spring", "on a day in spring he fell"),
        ("the ⟦March 9th⟧ visit", "a day in spring", "the visit"),
        ("⟦March 9th⟧ was hard.", "a day in spring", "A day in spring was hard."),
        ("it began ⟦this morning⟧.", "some time ago", "it began some time ago."),
    ],
)
def test_a_date_keeps_its_preposition_right(marked: str, safer: str, said: str) -> None:
    assert fitted(marked, safer, "date") == said


@pytest.mark.parametrize(
    ("marked", "safer", "said"),
    [
        ("Ring ⟦555-014-7719⟧, he said.", "(number left out)", "Ring (number left out), he said."),
        ("Ring us (⟦555-014-7719⟧).", "(number left out)", "Ring us (number left out)."),
        ("Dana <⟦dana@x.example⟧> wrote.", "(address left out)", "Dana (address left out) wrote."),
        ("MRN: ⟦00482917⟧ if you can", None, "MRN if you can"),
        ("⟦Deaf⟧ grandmother came along.", None, "Grandmother came along."),
        ("⟦deaf⟧ grandmother came along.", None, "grandmother came along."),
        ("Long day. ⟦Ada⟧ walked again.", None, "Long day. Walked again."),
        ("Look (MRN ⟦00482917⟧) at him", None, "Look (MRN) at him"),
        ("Look (⟦00482917⟧) at him", None, "Look at him"),
        ("His MRN is ⟦00482917⟧.", None, "His MRN is (left out)."),
        ("⟦00482917⟧ came in", None, "came in"),
        ("one, ⟦00482917⟧, two", None, "one, two"),
        ("⟦00482917⟧", None, ""),
    ],
)
def test_a_number_goes_without_leaving_marks_open(marked: str, safer: str | None, said: str) -> None:
    assert fitted(marked, safer, "record_no") == said


@given(
    st.text(max_size=40),
    st.text(min_size=1, max_size=12),
    st.text(max_size=40),
    st.sampled_from(["name", "place", "date"]),
)
def test_any_words_can_be_replaced_by_any(left: str, found: str, right: str, kind: Kind) -> None:
    for safer in (None, "someone", "2024", "(number left out)", "a small town"):
        said = put_in(left + found + right, start=len(left), end=len(left) + len(found), safer=safer, kind=kind)
        assert isinstance(said, str)
        assert len(said) <= len(left) + len(right) + 40
