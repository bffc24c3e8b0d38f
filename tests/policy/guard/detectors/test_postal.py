"""Postal places."""

from __future__ import annotations

import json
import re

import pytest

from bedside.policy.guard import Facts, Profile, inspect
from bedside.policy.guard.detectors import postal
from bedside.policy.guard.tables import rows, text_of
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("meal train: 418 Larkspur Lane, she has chemo", "418 Larkspur Lane"),
    ("418 larkspur lane", "418 larkspur lane"),
    ("lives at 22b Baker St, London NW1 6XE", "22b Baker St, London NW1 6XE"),
    ("1600 N. Oak Grove Ave Apt 4B, Tulsa, OK 74101", "1600 N. Oak Grove Ave Apt 4B, Tulsa, OK 74101"),
    ("P.O. Box 4421, Alder Creek, TX 78701", "P.O. Box 4421, Alder Creek, TX 78701"),
    ("PSC 0413, Box 8144\nAPO AA 42323", "PSC 0413, Box 8144\nAPO AA 42323"),
    ("in Rua Mina 50 today", "Rua Mina 50"),
    ("12 rue de la Paix, 75002 Paris", "12 rue de la Paix, 75002 Paris"),
    ("Ziegelgasse 19", "Ziegelgasse 19"),
    ("Hauptstrasse 5\n10115 Berlin", "Hauptstrasse 5\n10115 Berlin"),
    ("Sludevej 13", "Sludevej 13"),
    ("ul. Chrzanowska 61", "ul. Chrzanowska 61"),
    ("calle Mayor 12", "calle Mayor 12"),
    ("Via dei Fiorentini 17", "Via dei Fiorentini 17"),
    ("the corner of Oak Street and Fifth Avenue", "the corner of Oak Street and Fifth Avenue"),
    ("she fell on Mill Road", "Mill Road"),
    ("ZIP 02139-4307", "02139-4307"),
    ("zip code 90210", "90210"),
    ("in our small town, IL 62704", "62704"),
    ("NW1 6XE", "NW1 6XE"),
    ("postcode sw1a 1aa", "sw1a 1aa"),
    ("V6B 1A1", "V6B 1A1"),
    ("40.712776, -74.005974", "40.712776, -74.005974"),
    ("48.8584\u00b0 N, 2.2945\u00b0 E", "48.8584\u00b0 N, 2.2945\u00b0 E"),
    ("gps 51.507, -0.127", "51.507, -0.127"),
    ("meet at ///filled.count.soap", "filled.count.soap"),
    ("zip starts with 036", "036"),
    ("ZIP 821xx", "821"),
]
NEAR_MISSES = [
    "10000 steps a day",
    "walked 2 way streets",
    "5 Key Points",
    "it is a 10 minute drive",
    "2 mm ST elevation",
    "the Wall Street Journal",
    "Sesame Street",
    "12 weeks later road trips",
    "zip starts with 606",
    "ZIP 606xx",
    "vitamin B12 1000 mcg",
    "T4 3.2",
    "OR 12000 patients",
    "0.00123, 0.04567",
    "HR 1.2345, 2.3456",
    "95% CI 12.34, 56.78",
    "zip file of 20 MB",
    "during 3 days",
    "12 Lead ECG",
    "1012 MG Daily",
    "the road to 2030",
    "a/b/c ///",
    "BP 12050",
    "Type 2, grade 3, stage 4",
    "main road 5 km away",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_postal_place_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "place") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_streets_of_nothing_and_plain_numbers_are_silent(text: str, found: Found) -> None:
    assert found(text, "place") == []


@pytest.mark.parametrize("part", ["12 Oak St ", "Rue De La ", "12 Oak Street, Aa", "zip 1"])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(postal, part * 20_000)) < 20_000


@pytest.mark.parametrize("zip3", [row[0] for row in rows("zip3.tsv")])
def test_three_digits_of_a_small_area_become_000(zip3: str) -> None:
    (finding,) = inspect(f"his zip starts with {zip3}").findings
    assert finding.safer == "000"


def test_the_small_areas_are_those_of_both_censuses() -> None:
    allowed = re.search(r"zip3_to_000: (\[.*?\])", text_of("safe_harbor.yaml"))
    assert allowed is not None
    at_2020 = {
        "036",
        "059",
        "102",
        "202",
        "203",
        "204",
        "205",
        "369",
        "556",
        "692",
        "753",
        "772",
        "821",
        "823",
        "878",
        "879",
    }
    assert {row[0] for row in rows("zip3.tsv")} == {*json.loads(allowed[1]), *at_2020, "884", "893"}


def test_the_authors_own_address_is_silent_and_the_house_next_door_is_not(found: Found) -> None:
    own = Facts(profile=Profile(places=("418 Larkspur Lane, Alder Creek",)))
    assert found("we are at 418 Larkspur Lane", "place", own) == []
    assert found("we are at 419 Larkspur Lane", "place", own) == ["419 Larkspur Lane"]
