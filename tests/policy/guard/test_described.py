"""The shorthand of wards: one person told of without "he", "she" or "my patient"."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.described import is_described

DESCRIBED = [
    "Patient from Leeds came in with chest pain",
    "Pt from Galway c/o headache",
    "Kid from Upper Hutt with the hip fracture is going home",
    "A farmer near Castlebar lost two fingers in the baler",
    "Transferred from Castlebar to Galway last night",
    "Admitted from Dayton, septic, now on pressors",
    "Brought in from Kilburn by ambulance after a fall",
    "Bed 4, Okafor, still spiking temps",
    "Margaret Doyle is finally off the vent",
    "Discharged Tom Hanley today, big smiles",
    "Student from Leeds with first fit",
    "Twins from Newry born at 29 weeks",
    "Teen from Fresno, third DKA this year",
    "Elderly lady from Bury, off legs",
    "Couple from Cork after their fourth IVF cycle",
    "Two brothers from Limerick with the same rash",
    "A teacher from Hull asked me about statins",
    "Nurse from Ward 7, Priya Nair, covid positive",
    "Referred from Mallow with ?TIA",
    "Operated on Sean Murphy at 3am",
    "Okafor in bed 4 still spiking temps",
    "Schoolteacher from Ames, 41, relapse",
]
NOBODY = [
    "Great lecture by Dr. Lopez in Vienna",
    "The new stroke unit in Leeds opens in May",
    "Patient safety week in Dublin was packed",
    "Patients from Leeds wait longer than patients from York",
    "Our hospital in Galway needs more nurses",
    "Guidelines from Oxford say no antibiotics",
    "Transferred our registry from Leeds to a new server",
    "Farmers near Castlebar know about Weil's disease",
    "Referral times in Mallow are awful",
    "Saw the new guideline from Boston",
    "A farmer's lung case series from Finland and Leeds",
    "Student nurses from Hull are great",
    "Kids in Fresno need cleaner air",
    "Moved from Boston to Denver for residency",
    "Anyone going to the meeting in Chicago",
    "Treated Water for Leeds",
    "Beds in Leeds are full",
    "The patient in Leeds guidelines is a fiction",
    "Going home to Leeds after nights",
    "Admitted students from Leeds get a letter",
]


@pytest.mark.parametrize("text", DESCRIBED)
def test_one_person_is_told_of(text: str) -> None:
    assert is_described(text)


@pytest.mark.parametrize("text", [text.lower() for text in DESCRIBED if " Sean " not in text and " Tom " not in text])
def test_small_letters_tell_the_same(text: str) -> None:
    assert is_described(text)


@pytest.mark.parametrize("text", NOBODY)
def test_talk_of_places_and_of_many_tells_of_nobody(text: str) -> None:
    assert not is_described(text)


def test_a_town_in_ward_shorthand_is_held() -> None:
    assert inspect("Lady from Oamaru, off legs since Friday", Facts(role="clinician")).verdict == "hold"


def test_a_town_of_which_nobody_is_told_passes() -> None:
    assert inspect("The new stroke unit in Leeds opens in May", Facts(role="clinician")).verdict == "pass"


@pytest.mark.parametrize("text", ["the poor old " * 1_500, "a " * 10_000, ". elderly" * 2_000, "- " * 10_000])
def test_hostile_texts_hold_nobody(text: str) -> None:
    assert not is_described(text)
