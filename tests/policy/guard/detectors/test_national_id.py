"""Other nations' personal numbers."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from bedside.policy.guard.detectors import national_id
from bedside.policy.guard.labels import national_modules
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("SIN 130 692 544", "130 692 544"),
    ("TFN 123 456 782", "123 456 782"),
    ("her BSN is 111222333", "111222333"),
    ("DNI 54362315K", "54362315K"),
    ("Aadhaar 2341 2341 2346", "2341 2341 2346"),
    ("aadhaar card number: 234123412346", "234123412346"),
    ("codice fiscale RCCMNL83S18D969H", "RCCMNL83S18D969H"),
    ("PESEL 44051401359", "44051401359"),
    ("NIR 2 95 10 99 126 111 93", "2 95 10 99 126 111 93"),
    ("personnummer 880320-0016", "880320-0016"),
    ("CPF 390.533.447-05", "390.533.447-05"),
    ("national insurance AB 12 34 56 C", "AB 12 34 56 C"),
    ("AB123456C", "AB123456C"),
    ("national id 54362315K", "54362315K"),
    ("SIN 130 692 545", "130 692 545"),
    ("aadhaar 2341 2341 2347", "2341 2341 2347"),
    ("DNI 54362315A", "54362315A"),
    ("QQ 12 34 56 C", "QQ 12 34 56 C"),
]
NEAR_MISSES = [
    "SIN 130 692",
    "BSN 11122",
    "DNI 543623A",
    "aadhaar 2341 234",
    "130 692 544",
    "111222333",
    "PESEL 4405140",
    "ab 12 34 56 c",
    "12 34 56 C",
    "a sin to wait 3 weeks",
    "pan fried in 2024",
    "pps 20 mg daily",
    "rut 12",
    "my BSN is on the form",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_number_beside_its_name_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "ssn") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_wrong_check_digits_and_missing_names_are_silent(text: str, found: Found) -> None:
    assert found(text, "ssn") == []


@pytest.mark.parametrize("part", ["national id 1234 5678 9012 ", "aadhaar 2341 2341 2346 "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(national_id, part * 20_000)) < 20_000


def test_the_arithmetic_is_loaded_only_when_a_name_asks_for_it() -> None:
    code = (
        "import sys, bedside.policy.guard as g; g.inspect('SSN 321-54-9876, MRN 4482910'); "
        "before = 'stdnum' in sys.modules; g.inspect('BSN 111222333'); print(before, 'stdnum' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.split() == ["False", "True"]


@pytest.mark.parametrize("label", sorted(" ".join(words) for words in national_modules()))
def test_every_name_has_modules_that_can_be_loaded(label: str) -> None:
    for module in national_modules()[tuple(label.split())]:
        assert import_module(f"stdnum.{module}").is_valid("") is False
