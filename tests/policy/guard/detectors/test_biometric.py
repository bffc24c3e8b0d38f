"""Biometric identifiers with their value."""

from __future__ import annotations

import pytest

from bedside.policy.guard.detectors import biometric
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("fingerprint id FP-88213", "FP-88213"),
    ("her fingerprint ID is 99-221-7", "99-221-7"),
    ("voice print VP99812 on file", "VP99812"),
    ("voiceprint: 8831-AA", "8831-AA"),
    ("iris code 0x9f3a77c1", "0x9f3a77c1"),
    ("his iris scan no 55120", "55120"),
    ("retina scan #RS-4410", "RS-4410"),
    ("palm print id 77123", "77123"),
    ("biometric template 4f2a99c0", "4f2a99c0"),
    ("face template id 88120-3", "88120-3"),
    ("Biometric ID: BX-2210", "BX-2210"),
    ("dna profile no. 2231-88", "2231-88"),
]
NEAR_MISSES = [
    "we took her fingerprints",
    "fingerprint login works on the app",
    "a voice print is unique",
    "iris code alone",
    "iris colour is brown in 79 %",
    "fingerprint 2 of 10",
    "retina scan in 2024",
    "biometric screening costs 40 dollars",
    "face id on my phone failed 3 times",
    "palm print erythema",
    "fingerprint of 300 people",
    "DNA testing at 12 weeks",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_value_is_found_without_its_label(text: str, shown: str, found: Found) -> None:
    assert found(text, "biometric") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_the_words_alone_are_silent(text: str, found: Found) -> None:
    assert found(text, "biometric") == []


@pytest.mark.parametrize("part", ["fingerprint id ", "iris code 1"])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(biometric, part * 20_000)) < 20_000
