"""Telephone and fax numbers."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, Profile, inspect
from bedside.policy.guard.detectors import phone
from bedside.policy.guard.numbers import same_phone
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("on (555) 014-7719 twice", "(555) 014-7719"),
    ("ring 555-014-7719 now", "555-014-7719"),
    ("555.014.7719", "555.014.7719"),
    ("555 014 7719", "555 014 7719"),
    ("+1 555 013 6604 attn", "+1 555 013 6604"),
    ("1-555-013-6604", "1-555-013-6604"),
    ("555-013-6604 ext 12", "555-013-6604 ext 12"),
    ("+44 20 7946 0018.", "+44 20 7946 0018"),
    ("0044 20 7946 0018", "0044 20 7946 0018"),
    ("020 7946 0018", "020 7946 0018"),
    ("07700 900123", "07700 900123"),
    ("+49 (0)30 901820", "+49 (0)30 901820"),
    ("06 12 34 56 78", "06 12 34 56 78"),
    ("phone 5550147719", "5550147719"),
    ("call me on 014-7719", "014-7719"),
    ("five five five zero one four seven seven one nine", "five five five zero one four seven seven one nine"),
    (
        "\uff15\uff15\uff15-\uff10\uff11\uff14-\uff17\uff17\uff11\uff19",
        "\uff15\uff15\uff15-\uff10\uff11\uff14-\uff17\uff17\uff11\uff19",
    ),
    ("555\u2013014\u20137719", "555\u2013014\u20137719"),
]
NEAR_MISSES = [
    "call 988",
    "Samaritans: call 116 123",
    "call 1-833-456-4566",
    "NCT01234567",
    "PMID: 12345678",
    "BP 120/80, then 140/90",
    "10 mL in 100 mL at 5-10 mg",
    "doi 10.1056/NEJMoa2034577",
    "from 01-02-2024 on",
    "ISBN 978-3-16-148410-0",
    "$555 014 7719",
    "one two three go",
    "five or six of seven",
    "4111 1111 1111 1111",
    "0.5-1.0 and 0.25-0.50",
    "5550 pages last year",
    "1200-1500 kcal",
]


@pytest.mark.parametrize(("text", "number"), FINDS)
def test_a_number_is_found_whole(text: str, number: str, found: Found) -> None:
    assert found(text, "phone") == [number]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_other_numbers_and_help_lines_are_silent(text: str, found: Found) -> None:
    assert found(text, "phone") == []


@pytest.mark.parametrize("text", ["1" * 20_000, "555-" * 5000, "one " * 5000, "(" * 9000, "+1 " * 6000, "0 12 " * 4000])
def test_hostile_text_gets_an_answer(text: str, found: Found) -> None:
    assert len(found(text, "phone")) < len(text)


@pytest.mark.parametrize(
    ("shown", "country"),
    [
        ("(555) 010-2200", None),
        ("555.010.2200", "US"),
        ("+1 555 010 2200", None),
        ("001 555 010 2200", None),
        ("1-555-010-2200", "GB"),
    ],
)
def test_the_authors_own_number_is_silent_however_it_is_written(shown: str, country: str | None) -> None:
    own = Facts(country=country, profile=Profile(phones=("+1 555 010 2200",)))
    assert inspect(f"ring {shown}", own).verdict == "pass"


def test_without_the_profile_the_same_number_is_found() -> None:
    assert inspect("ring (555) 010-2200").verdict == "confirm"


@pytest.mark.parametrize("shown", ["(555) 010-2201", "+1 555 010 220 01", "+44 555 010 2200", "555-011-2200"])
def test_one_digit_off_is_somebody_elses_number(shown: str) -> None:
    own = Facts(profile=Profile(phones=("+1 555 010 2200",)))
    assert inspect(f"ring {shown}", own).findings != ()


@pytest.mark.parametrize(
    ("one", "other", "country", "same"),
    [
        ("020 7946 0018", "+44 20 7946 0018", "GB", True),
        ("020 7946 0018", "+44 (0)20 7946 0018", None, True),
        ("020 7946 0018", "+49 20 7946 0018", "GB", False),
        ("7946 0018", "+44 20 7946 0018", "GB", False),
        ("0018", "+44 20 7946 0018", None, False),
    ],
)
def test_home_and_international_forms_are_compared_by_country(
    one: str, other: str, country: str | None, same: bool
) -> None:
    assert same_phone(one, other, country=country) is same


@pytest.mark.parametrize("part", ["555-", "+1 ", "call 555 014 7719 "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(phone, part * 20_000)) < 20_000
