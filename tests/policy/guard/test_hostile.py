"""No text of 20,000 characters may keep the guard busy: hostile strings of many kinds, all detectors at once."""

from __future__ import annotations

from time import process_time

import pytest

from bedside.policy.guard import Facts
from bedside.policy.guard.detectors import DETECTORS
from bedside.policy.guard.text import Doc

LENGTH = 20_000
GOAL = 0.25  # seconds of one core
MARGIN = 2  # a loaded machine, and what else a test run does
PARTS = {
    "digits": "1",
    "digits and blanks": "1 ",
    "digits and dashes": "1-",
    "1-1-1-1 and words": "1-1-1-1 a ",
    "digits and dots": "1.",
    "digits and slashes": "1/",
    "dots": ".",
    "colons": ":",
    "hex and colons": "a1:b2:",
    "hex": "abcdef01",
    "brackets": "(",
    "brackets and digits": "(1)",
    "signs for at": "@",
    "letters and signs for at": "a@",
    "handles": "@ab she ",
    "labels": "MRN ",
    "labels and fillers": "member id abc def ghi 12 ",
    "calls": "call 555 ",
    "streets": "12 Oak St ",
    "names in capitals": "12 Aa ",
    "foreign streets": "1 Rue Aa 1 ",
    "flats": "12 a b c d apt ",
    "parts of addresses": "12 Oak Street, ",
    "corners": "corner of Aa and ",
    "links": "x.com/a ",
    "hosts": "a.b/",
    "three words": "///aa.bb.cc ",
    "dates": "on 3/14 ",
    "days of birth": "born 3 May 2020, ",
    "ages": "aged 93 ",
    "cards": "4111 1111 1111 1111 ",
    "ibans": "ab12 cd34 ",
    "national numbers": "national id 1234 5678 9012 ",
    "networks": "ip 10.0.0.1 ",
    "beds": "room 1 bed 2 ",
    "marks": "tattoo with a b c ",
    "spelled digits": "one ",
    "sentences": "She fell on 3/14. ",
    "codes": "ICD E11.9 and ",
    "all at once": "MRN 1-2-3 (555) 1.1.1 @a Rue 3/4 ",
}


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_a_hostile_text_is_read_in_time(kind: str) -> None:
    part = PARTS[kind]
    text = (part * (LENGTH // len(part) + 1))[:LENGTH]
    begun = process_time()
    doc = Doc(text, Facts(role="patient"))
    hits = [hit for detector in DETECTORS for hit in detector.find(doc)]
    assert process_time() - begun < GOAL * MARGIN
    assert len(hits) <= LENGTH


@pytest.mark.parametrize("opening", ["12 Oak Street", "MRN ", "corner of Aa ", "fingerprint id", "lives at 1 "])
def test_an_opening_without_an_end_is_read_in_time(opening: str) -> None:
    text = (opening + ", Aa" * LENGTH)[:LENGTH]
    begun = process_time()
    doc = Doc(text, Facts())
    assert sum(1 for detector in DETECTORS for _ in detector.find(doc)) <= LENGTH
    assert process_time() - begun < GOAL * MARGIN


def test_forty_kinds_are_tried() -> None:
    assert len(set(PARTS.values())) >= 25
