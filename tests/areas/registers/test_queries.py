"""One number, or a whole name with a place; never a list to leaf through."""

from datetime import date
from typing import Any

import pytest

from bedside.areas.registers import queries
from bedside.areas.registers.models import Entry, OtherName
from bedside.policy.registers import names
from bedside.policy.registers.model import PERSON, Place

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


def test_a_number_and_its_name_match() -> None:
    add()
    assert match() == "exact"
