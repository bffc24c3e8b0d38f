"""What pages read: published figures only, and the same nothing for few, none and unknown."""

import pytest

from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.records import actions, queries
from bedside.kit.errors import NotHere

from .people import answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures() -> None:
    """Three treatments that are shown, and one of three people."""
    for treatment, helped, not_helped in (("Tea", 30, 20), ("Walks", 28, 22), ("Baths", 3, 40)):
        answer(treatment, people=helped, effect=4)
        answer(treatment, people=not_helped, effect=0)
    answer("Hats", people=3)
    actions.build()


@pytest.mark.usefixtures("figures")
def test_a_treatment_of_three_people_one_of_nobody_and_one_unknown_are_alike() -> None:
    few, unknown = (queries.treatment(ANONYMOUS, "depression", name) for name in ("Hats", "Cats"))
    assert (few.members.rows, few.external) == (unknown.members.rows, unknown.external) == ((), ())


@pytest.mark.usefixtures("figures")
def test_treatments_are_ordered_by_rounded_people_and_then_by_name() -> None:
    rows = queries.condition(ANONYMOUS, "depression").members.rows
    assert [(row.cell.treatment, row.cell.figure.people) for row in rows] == [("Tea", 50), ("Walks", 50), ("Baths", 45)]


@pytest.mark.usefixtures("figures")
def test_treatments_that_cannot_be_told_apart_share_the_first_rank() -> None:
    rows = queries.condition(ANONYMOUS, "depression").members.rows
    assert [row.rank and (row.rank.rank, row.rank.tied) for row in rows] == [(1, True), (1, True), None]


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("name", ["depression", "Depression", " DEPRESSION "])
def test_a_condition_is_found_by_its_name_and_by_its_address(name: str) -> None:
    assert queries.condition(ANONYMOUS, name).members.rows


def test_a_condition_of_the_vocabulary_without_figures_is_there_and_empty() -> None:
    found = queries.condition(ANONYMOUS, "me-cfs")
    assert (found.condition.name, found.members.rows, found.external) == ("me/cfs", (), ())


@pytest.mark.parametrize("name", ["xqzzk", "", "!!!", "a" * 5000])
def test_a_condition_that_nobody_knows_is_not_here(name: str) -> None:
    with pytest.raises(NotHere):
        queries.condition(ANONYMOUS, name)


def test_a_condition_that_only_a_few_members_named_is_not_here_either() -> None:
    answer("Tea", people=10, purpose="a thing of my own")
    actions.build()
    with pytest.raises(NotHere):
        queries.condition(ANONYMOUS, "a thing of my own")


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("words", ["", "depress", "DEPRESSION", "walks"])
def test_conditions_are_found_by_their_name_and_by_their_treatments(words: str) -> None:
    found = queries.conditions(ANONYMOUS, words)
    assert [(condition.name, condition.treatments) for condition in found.conditions][:1] == [
        ("depression", 1 if words == "walks" else 3)
    ]


@pytest.mark.usefixtures("figures")
def test_a_treatment_of_few_people_is_not_found() -> None:
    assert queries.conditions(ANONYMOUS, "hats").conditions == ()


@pytest.mark.usefixtures("figures")
def test_a_search_without_a_find_says_what_was_perhaps_meant() -> None:
    meant = queries.conditions(ANONYMOUS, "depresion").meant
    assert meant is not None
    assert meant.name == "depression"
