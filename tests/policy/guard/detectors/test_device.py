"""Device numbers: serials, UDI, IMEI and network cards."""

from __future__ import annotations

import pytest

from bedside.policy.guard.detectors import device
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("the lead with SN PJ40871133 is recalled", "PJ40871133"),
    ("pacemaker serial PJK401882H", "PJK401882H"),
    ("serial no. 4481-22-A", "4481-22-A"),
    ("S/N: 77120093", "77120093"),
    ("her implant lot 22B4417 was recalled", "22B4417"),
    ("hip stem, lot no 88120-3", "88120-3"),
    ("UDI (01)00643169007222(17)141231(21)A213B1", "(01)00643169007222(17)141231(21)A213B1"),
    ("(01)00643169007222(21)7721", "(01)00643169007222(21)7721"),
    ("his phone, 490154203237518, is lost", "490154203237518"),
    ("IMEI 490154203237519", "490154203237519"),
    ("00:1B:44:11:3A:B7 keeps dropping", "00:1B:44:11:3A:B7"),
    ("mac 00-1b-44-11-3a-b7", "00-1b-44-11-3a-b7"),
    ("transmitter 8GK1120", "8GK1120"),
    ("device id 9921-7731", "9921-7731"),
]
NEAR_MISSES = [
    "Medtronic 670G",
    "the Dexcom G7 lasts 10 days",
    "software 2.8.1",
    "firmware version 4.12.0.3",
    "a lot of 200 patients",
    "vaccine lot EN6201 is in the news",
    "SN 95 % and SP 88 %",
    "sn 0.95, sp 0.88",
    "serial creatinine 1.2 then 1.4",
    "serial 12",
    "490154203237519",
    "490154203237518 is a code",
    "12:30:45 to 13:00:10",
    "(01) 12 patients, (21) 4 patients",
    "model 12345678",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_device_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "device") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_models_versions_and_lots_of_nothing_are_silent(text: str, found: Found) -> None:
    assert found(text, "device") == []


@pytest.mark.parametrize("part", ["SN ", "00:1B:44:", "(01)00643169007222(17)1"])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(device, part * 20_000)) < 20_000
