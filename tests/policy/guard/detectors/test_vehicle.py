"""Vehicle numbers and plates."""

from __future__ import annotations

import pytest

from bedside.policy.guard.detectors import vehicle
from bedside.policy.guard.detectors.vehicle import has_right_check_digit
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("plate KTR 4821 across the bay", "KTR 4821"),
    ("plate ktr 4821 again", "ktr 4821"),
    ("licence plate AB12 CDE", "AB12 CDE"),
    ("license plate number 7ABC123", "7ABC123"),
    ("his car, 7ABC123, is parked outside", "7ABC123"),
    ("parked: AB12 CDE", "AB12 CDE"),
    ("VIN 1HGCM82633A004352", "1HGCM82633A004352"),
    ("1M8GDM9AXKP042788 was towed", "1M8GDM9AXKP042788"),
    ("vin: 1HGCM82633A004353", "1HGCM82633A004353"),
    ("reg AB12 CDE", "AB12 CDE"),
    ("a van, ABC 1234, hit him", "ABC 1234"),
    ("rego 1AB2CD", "1AB2CD"),
]
NEAR_MISSES = [
    "plate 3 agar",
    "plates of 24 wells",
    "a plate and 6 screws",
    "1HGCM82633A004353",
    "11111111111111111",
    "AB12 CDE",
    "reg 2 of the act",
    "drives 12 miles",
    "car 4 of 6",
    "ABC 1234 is a code",
    "parked for 20 min",
    "plate 12 of 40",
    "vin rouge",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_vehicle_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "vehicle") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_plates_of_the_laboratory_and_codes_are_silent(text: str, found: Found) -> None:
    assert found(text, "vehicle") == []


@pytest.mark.parametrize("part", ["plate ", "car ABC 1234 "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(vehicle, part * 20_000)) < 20_000


@pytest.mark.parametrize("vin", ["1HGCM82633A004352", "1M8GDM9AXKP042788", "5GZCZ43D13S812715"])
def test_a_vin_needs_its_check_digit_at_place_nine(vin: str) -> None:
    wrong = vin[:8] + ("1" if vin[8] != "1" else "2") + vin[9:]
    assert (has_right_check_digit(vin), has_right_check_digit(wrong)) == (True, False)
