"""Fax numbers."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, Profile, inspect
from bedside.policy.guard.detectors import fax
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("fax +1 555 013 6604", "+1 555 013 6604"),
    ("Fax: (555) 013-6604", "(555) 013-6604"),
    ("refax to +1 555 013 6604 attn pharmacist", "+1 555 013 6604"),
    ("please fax it to 555-013-6604", "555-013-6604"),
    ("faxed 555.013.6604 today", "555.013.6604"),
    ("Fax 5550136604", "5550136604"),
    ("fax no. 020 7946 0018", "020 7946 0018"),
    ("e-fax 555 013 6604", "555 013 6604"),
    ("tel 555 013 6605, fax 555 013 6604", "555 013 6604"),
    ("fax number is 013-6604", "013-6604"),
    ("Fax +44 20 7946 0018", "+44 20 7946 0018"),
]
NEAR_MISSES = [
    "tel 555 013 6604",
    "fax off, ring 555-013-6604",
    "Faxes in 2026?? forty a day, 5550 pages last year",
    "fax machine",
    "the fax broke at 10:30",
    "fax 24/7",
    "faxed 120 pages",
    "no fax here",
    "fax me",
    "fax is 30 years old",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_fax_number_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "fax") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_other_lines_and_the_word_are_silent(text: str, found: Found) -> None:
    assert found(text, "fax") == []


@pytest.mark.parametrize("part", ["fax ", "fax 555 013 6604 "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(fax, part * 20_000)) < 20_000


def test_a_number_is_a_telephone_or_a_fax_and_never_both(found: Found) -> None:
    text = "Fax: (555) 013-6604, phone (555) 013-6605"
    assert (found(text, "fax"), found(text, "phone")) == (["(555) 013-6604"], ["(555) 013-6605"])


def test_the_authors_own_fax_is_silent() -> None:
    own = Facts(profile=Profile(phones=("+1 555 013 6604",)))
    assert inspect("fax it to (555) 013-6604", own).findings == ()
