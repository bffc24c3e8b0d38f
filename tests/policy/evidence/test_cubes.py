"""There are fifteen tables and no free filters."""

import pytest

from bedside.policy.evidence.cubes import CUBES, WHO, age_band, cube_for


def test_there_are_fifteen_and_each_counts_something_of_a_condition_or_a_treatment() -> None:
    assert list(CUBES) == [f"c{number:02}" for number in range(1, 16)]
    assert all(cube.measures and {"condition", "treatment"} & set(cube.keys) for cube in CUBES.values())


@pytest.mark.parametrize("name", CUBES)
def test_no_table_names_two_facts_about_people_or_a_date_or_a_place(name: str) -> None:
    keys = set(CUBES[name].keys)
    assert len(keys & WHO) <= 1
    assert not keys & {"date", "week", "day", "place", "country", "community", "person"}


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ({"condition", "treatment"}, "c02"),
        ({"condition", "treatment", "sex"}, "c12"),
        ({"condition", "treatment", "sex", "age_band"}, None),
        ({"condition", "treatment", "week"}, None),
        ({"sex"}, None),
        (set(), None),
    ],
)
def test_what_is_not_on_the_list_cannot_be_asked(keys: set[str], name: str | None) -> None:
    assert cube_for(frozenset(keys)) == name


@pytest.mark.parametrize(
    ("age", "band"), [(0, "<30"), (29, "<30"), (30, "30-44"), (59, "45-59"), (60, "60-74"), (75, "75+"), (110, "75+")]
)
def test_ages_fall_into_five_bands(age: int, band: str) -> None:
    assert age_band(age) == band


def test_nobody_is_younger_than_nothing() -> None:
    with pytest.raises(ValueError, match="younger"):
        age_band(-1)
