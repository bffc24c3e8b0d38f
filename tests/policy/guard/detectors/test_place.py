"""Places by name below a state: towns, counties, facilities."""

from __future__ import annotations

import time

import pytest

from bedside.policy.guard import inspect
from tests.policy.guard.conftest import Found

FINDS = [
    ("Saw a beekeeper from Alder Creek this morning, she is fine", "Alder Creek"),
    ("my mum lives in burlington, no rheumatologist there", "burlington"),
    ("They flew him from Bozeman to a burns unit", "Bozeman"),
    ("He is at St. Mary's Hospital since Friday", "St. Mary's Hospital"),
    ("she works at Lakeside Medical Center on nights", "Lakeside Medical Center"),
    ("Farmer from Tippecanoe County with a crushed hand, he is fine", "Tippecanoe County"),
    ("Her kids go to Pinehurst Elementary School", "Pinehurst Elementary School"),
    ("We took her to Eastgate Clinic and waited", "Eastgate Clinic"),
    ("The funeral for her son is at Bethany Church", "Bethany Church"),
    ("he was born in Aberdeen and never saw a doctor", "Aberdeen"),
    ("my brother moved to Kisumu last year", "Kisumu"),
    ("My 93yo beekeeper from Dayton came in this morning with sarcoidosis.", "Dayton"),
    ("She is at St. Mary's since Friday, very ill", "St. Mary's"),
    ("he collapsed at Bethany Church of the Harvest on Monday", "Bethany Church of the Harvest"),
    ("her gran is in Bozeman, test positive, worried", "Bozeman"),
    ("evicted from Elm Heights on the day she was admitted", "Elm Heights"),
    ("his hearing aid was left in Sunnyside Ward", "Sunnyside Ward"),
    ("she had her baby at Queen Charlotte's", "Queen Charlotte's"),
    ("he is in year 4 at Our Lady of Lourdes", "Our Lady of Lourdes"),
    ("she is at St. Jerome now", "St. Jerome"),
    ("my uncle was seen in Coonamble last night", "Coonamble"),
]
NEAR_MISSES = [
    "Mayo Clinic guideline on headache",
    "Boston criteria, Rome criteria, Rotterdam criteria",
    "Lyme season: check your legs",
    "Ebola and Coxsackie are named after places",
    "Epworth scale of 18",
    "Ann Arbor stage II",
    "Nurses in Texas vote on it",
    "She moved here from Norway",
    "In Germany they treat him at home",
    "the hospital, the clinic and the school are closed",
    "A Mediterranean diet helps",
    "Our Hospital Pharmacy Is Closed",
    "General Surgery and Family Practice are short of staff",
    "Thursdays are infusion days, Fridays are for sleep",
    "Four hours at A&E for a plaster",
]


@pytest.mark.parametrize(("text", "place"), FINDS)
def test_a_place_is_found(found: Found, text: str, place: str) -> None:
    assert place in found(text, "place")


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_wide_place_or_a_method_is_none(found: Found, text: str) -> None:
    assert found(text, "place") == []


@pytest.mark.parametrize("code", ["MT", "OH", "TX", "QC", "NSW"])
def test_the_code_of_a_state_behind_a_town_stays_outside(found: Found, code: str) -> None:
    assert found(f"her son lives in Bozeman, {code} with his dad", "place") == ["Bozeman"]


def test_a_state_behind_a_town_stays_outside(found: Found) -> None:
    assert found("her son lives in Bozeman, Montana", "place") == ["Bozeman"]


@pytest.mark.parametrize("piece", ["in Boston ", "St. ", "Hospital ", "New ", "in "])
def test_a_hostile_text_takes_no_long_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    begun = time.process_time()
    inspect(text)
    assert time.process_time() - begun < 2.0
