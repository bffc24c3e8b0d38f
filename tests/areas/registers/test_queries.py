"""One number, or a whole name with a place; never a list to leaf through."""

from datetime import date
from typing import Any

import pytest

from bedside.areas.registers import queries
from bedside.areas.registers.models import Entry, Import, Licence, OtherName, Taxonomy
from bedside.policy.registers import names
from bedside.policy.registers.model import ORGANISATION, PERSON, Match, Place

pytestmark = pytest.mark.django_db

NUMBER = "2900000003"
NEBRASKA = Place("US", "NE")


def add(number: str = NUMBER, family: str = "HADDAD", given: str = "UMA", **more: Any) -> None:
    facts = {"region": "NE", "country": "US", "city": "LINCOLN", "entity": PERSON} | more
    name = names.Name(family, given, other_family=facts.get("other_family", ""))
    keys = {"family_key": names.key(family), "given_key": names.key(given), "city_key": names.key(facts["city"])}
    row = Entry.objects.create(
        register="us_npi", number=number, family=family, given=given, updated=date(2025, 1, 15), **keys, **facts
    )
    for other in names.other_keys(name):
        OtherName.objects.create(
            country=row.country,
            family_key=other,
            region=row.region,
            given_key=row.given_key,
            register="us_npi",
            number=number,
            city_key=row.city_key,
        )


def match(number: str = NUMBER, family: str = "Haddad", given: str = "Uma") -> str:
    return queries.match(register="us_npi", number=number, family=family, given=given).kind


def found(name: str, place: Place = NEBRASKA, **more: Any) -> list[str]:
    return [entry.number for entry in queries.by_name_and_place(name, place, **more).entries]


@pytest.mark.parametrize(
    ("family", "given", "kind"),
    [
        ("Haddad", "Uma", "exact"),
        ("haddad", "uma", "exact"),
        ("Haddad", "U", "near"),
        ("Haddad", "Ida", "none"),
        ("Nasser", "Uma", "none"),
        ("", "", "none"),
    ],
)
def test_a_number_and_its_name_match(family: str, given: str, kind: str) -> None:
    add()
    assert match(family=family, given=given) == kind


@pytest.mark.parametrize("number", ["2900000011", "2900000004", "abc", "", "2900000003; --", "\x00"])
def test_an_unknown_number_and_anothers_are_told_alike(number: str) -> None:
    add()
    unknown = queries.match(register="us_npi", number=number, family="Haddad", given="Uma")
    another = queries.match(register="us_npi", number=NUMBER, family="Someone", given="Else")
    assert unknown == another == Match("none")


def test_a_register_that_is_none_knows_nobody() -> None:
    add()
    assert queries.match(register="nobody", number=NUMBER, family="Haddad", given="Uma") == Match("none")


def test_an_organisations_number_is_nobodys() -> None:
    add(family="ELM STREET CLINIC", given="", entity=ORGANISATION)
    assert match(family="Elm Street Clinic", given="") == "none"


def test_an_ended_number_is_told_to_who_knows_its_name_only() -> None:
    add(deactivated=date(2024, 3, 1))
    assert (match(), match(family="Nasser")) == ("inactive", "none")


@pytest.mark.parametrize(
    ("again", "active"), [(None, False), (date(2023, 1, 1), False), (date(2024, 3, 1), False), (date(2024, 3, 2), True)]
)
def test_a_number_that_ended_and_began_again_later_is_active(again: date | None, active: bool) -> None:
    add(deactivated=date(2024, 3, 1), reactivated=again)
    found = queries.entry("us_npi", NUMBER)
    assert found is not None
    assert found.active is active
    assert queries.inactive_among("us_npi", [NUMBER, "2900000011"]) == (frozenset() if active else {NUMBER})


def test_an_entry_tells_the_day_of_the_newest_file() -> None:
    add()
    for day in (date(2026, 11, 1), date(2026, 10, 4)):
        counts = dict.fromkeys(("read", "added", "changed", "unchanged", "ended", "rejected"), 0)
        Import.objects.create(register="us_npi", kind="full", file_hash="", file_date=day, **counts)
    found = queries.entry("us_npi", NUMBER)
    assert found is not None
    assert found.register_date == queries.register_date("us_npi") == date(2026, 11, 1)
    assert queries.register_date("fr_rpps") is None


def test_licences_and_fields_of_work_come_with_the_primary_one_first() -> None:
    add()
    for slot, (number, code, primary) in enumerate([("11", "A", False), ("76642", "B", True), ("", "C", False)], 1):
        licence = {"licence": number, "region": "NE", "taxonomy": code, "is_primary": primary}
        Licence.objects.create(register="us_npi", number=NUMBER, slot=slot, **licence)
    for code, name in (("A", "dentist"), ("B", "neurology")):
        Taxonomy.objects.create(register="us_npi", code=code, specialty=name)
    found = queries.entry("us_npi", NUMBER)
    assert found is not None
    assert [licence.number for licence in found.licences] == ["11", "76642", ""]
    assert [one.name for one in queries.specialties(found)] == ["neurology", "dentist"]
    assert queries.by_licence(" ne", "76642") == (found,)
    assert queries.by_licence("IA", "76642") == queries.by_licence("NE", "") == ()


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        ("Haddad", True),
        ("uma HADDAD", True),
        ("U Haddad", True),
        ("Haddad, Uma", True),
        ("Haddad Uma", True),
        ("Dr. Uma Haddad, MD", True),
        ("Ida Haddad", False),
        ("Had", False),
        ("%", False),
        ("Hadda%", False),
        ("", False),
    ],
)
def test_a_person_is_found_by_a_whole_family_name(name: str, is_found: bool) -> None:
    add()
    assert found(name) == [NUMBER] * is_found


@pytest.mark.parametrize(
    ("place", "is_found"),
    [
        (Place("US", "NE"), True),
        (Place("us", " ne "), True),
        (Place("US", city="Lincoln"), True),
        (Place("US", "NE", "Lincoln"), True),
        (Place("US", "NE", "Omaha"), False),
        (Place("US", "IA"), False),
        (Place("US", city="Omaha"), False),
        (Place("US"), False),
        (Place("", "NE"), False),
        (Place("FR", "NE"), False),
    ],
)
def test_nobody_is_found_without_the_place(place: Place, is_found: bool) -> None:
    add()
    assert found("Haddad", place) == [NUMBER] * is_found


@pytest.mark.parametrize(
    "name", ["Garcia-Lopez", "Garcia Lopez", "Ana Garcia", "Lopez", "Núñez", "A. Nunez", "García, Ana"]
)
def test_a_person_is_found_by_other_last_names_and_accents(name: str) -> None:
    add(family="GARCIA-LOPEZ", given="ANA", other_family="NUNEZ")
    assert found(name) == [NUMBER]


def test_those_who_ended_and_organisations_are_not_found_by_name() -> None:
    add(deactivated=date(2024, 3, 1))
    add("2900000011", gone=True)
    add("2900000029", family="GARCIA-HADDAD", deactivated=date(2024, 3, 1))
    assert found("Haddad") == []


def test_pages_follow_each_other_without_a_gap() -> None:
    numbers = [f"29000{place:05d}" for place in range(45)]
    for place, number in enumerate(numbers):
        add(number, family="HADDAD" if place % 3 else "REY-HADDAD", given=f"A{'AB'[place % 2]}")
    seen: list[str] = []
    after, pages = "", 0
    while pages == 0 or after:
        page = queries.by_name_and_place("Haddad", NEBRASKA, after=after)
        seen += [entry.number for entry in page.entries]
        after, pages = page.after, pages + 1
    assert (pages, sorted(seen)) == (3, numbers)
    assert found("Haddad", size=1_000) == seen[:20]


@pytest.mark.parametrize("after", ["us_npi:2900099999", "x", ":", "us_npi:'", "a:b:c"])
def test_a_page_behind_nobody_is_empty(after: str) -> None:
    add()
    assert found("Haddad", after=after) == []
