"""Badges, cases, flights, beds and marks with a name."""

from __future__ import annotations

import pytest

from bedside.policy.guard.detectors import other_id
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("badge 4471 was rude to him", "4471"),
    ("case number 2023-88120", "2023-88120"),
    ("docket no. 55-2210", "55-2210"),
    ("1:22-cv-04471 is about him", "1:22-cv-04471"),
    ("he came in on flight BA 2490", "BA 2490"),
    ("flight UA1123 was met by us", "UA1123"),
    ("room 412 bed 2 is crying", "room 412 bed 2"),
    ("she is in bed 14, ward 7B", "bed 14, ward 7B"),
    ("bay 3, bed 12", "bay 3, bed 12"),
    ("a tattoo with her name", "tattoo with her name"),
    ("tattooed on his arm with his daughter's name", "tattooed on his arm with his daughter's name"),
    ("has her initials tattooed", "her initials tattooed"),
    ("tattoo on left forearm reads MUM 1957", "tattoo on left forearm reads MUM 1957"),
    ("runner 8841 went down at the finish", "8841"),
    ("prison number A2291CK was brought in cuffed", "A2291CK"),
    ("participant 0032-118 withdrew", "0032-118"),
    ("student id 20231877", "20231877"),
    ("inmate 99120-B", "99120-B"),
    ("police report 23-44120", "23-44120"),
    ("she is in PICU bed 6 now", "PICU bed 6"),
    ("he has bed 12 on the burns ward", "bed 12 on the burns ward"),
    ("a tattoo reading 'Forever Jonah'", "tattoo reading 'Forever Jonah'"),
    ("pull 00482917 for her please", "00482917"),
    ("her number there, KX4482917, is gone", "KX4482917"),
    ("filed WGH-44-1029-B yesterday", "WGH-44-1029-B"),
    ("prisoner A1234BC was seen", "A1234BC"),
    ("flight home was LX 318", "LX 318"),
    ("bib 2214 at the race", "2214"),
    ("id 4471922 is his", "4471922"),
    ("Re bed 14: Okonjo needs a cannula, he is dry", "14"),
    ("Little Archie in cubicle 7 has a bead up his nose", "7"),
    ("datix done for her, number WEB-48213", "WEB-48213"),
    ("police ref DC-220-26 for this man", "DC-220-26"),
    ("her queue number 4471 was called at nine", "4471"),
]
NEAR_MISSES = [
    "room 4 is free",
    "beds 4 to 12 are closed",
    "ward 7B is full",
    "case 3 of 12",
    "case series of 120",
    "flight of ideas",
    "a 12 hour flight",
    "tattoo removal hurts",
    "he has a tattoo of a ship",
    "the tattoo reads well from afar",
    "a runner with 20 years of training",
    "each participant got 150 mg twice",
    "badge of honour 2024",
    "student of 22 years",
    "bed 14",
    "ticket costs 120 dollars",
    "unit 5 has 12 beds",
    "incident in 2023",
    "her viral load is 12000000 copies",
    "she takes PF-07321332",
    "pull 00482917 from the shelf",
    "her platelets were 88000",
    "COVID-19-2 and SARS-CoV-2",
    "KEYNOTE-024-B1",
    "HLA-B27-05",
    "the ICU has 12 beds",
    "number of people: 120000",
    "he has 14 beds to 7 patients",
    "room 4 and room 5 are cold, she said",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_unique_sign_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "other_id") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_rooms_counts_and_plain_tattoos_are_silent(text: str, found: Found) -> None:
    assert found(text, "other_id") == []


@pytest.mark.parametrize("part", ["tattoo her ", "room 1 bed ", "badge "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(other_id, part * 20_000)) < 20_000
