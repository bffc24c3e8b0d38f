"""Dates tied to a person."""

from __future__ import annotations

from datetime import date

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.detectors import date as dates
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("my pt (dob 07/22/1961) is well", "07/22/1961"),
    ("He was admitted on 2024-03-14.", "2024-03-14"),
    ("She had surgery on March 9th.", "March 9th"),
    ("My brother got his diagnosis on 9 March 2024", "9 March 2024"),
    ("a Nov 14 admission with croup", "Nov 14"),
    ("the frequent flyer of 10/31", "10/31"),
    ("her baby was born on the 3rd of May", "the 3rd of May"),
    ("He died on Tuesday, March 5, 2024.", "Tuesday, March 5, 2024"),
    ("My appointment is on Thursday the 14th.", "Thursday the 14th"),
    ("She was diagnosed at Christmas 2023.", "Christmas 2023"),
    ("He was discharged 14.03.2024.", "14.03.2024"),
    ("my transplant was in March 2021", "March 2021"),
    ("seen 3/14 with a cough, that guy", "3/14"),
    ("her biopsy is on 14-Mar-2024", "14-Mar-2024"),
    ("I was diagnosed 7/2021, says my chart", "7/2021"),
    ("chest tube 3/14-3/18 for him", "3/14-3/18"),
    ("icu March 3rd to 7th for my dad", "March 3rd to 7th"),
    ("He passed on the fourth of July", "the fourth of July"),
    ("DOB: 14MAR1961", "14MAR1961"),
    ("Surgery is 2024-05-17 at 08:30.", "2024-05-17 at 08:30"),
    ("2023-11-02T14:22:10Z in the log", "2023-11-02T14:22:10Z"),
    ("Date: 2015-12-22", "2015-12-22"),
    ("pt admitted 2/3 with sepsis", "2/3"),
    ("She was well. Then March 9th came.", "March 9th"),
    ("She fell on Ma\u200brch \uff19", "Ma\u200brch \uff19"),
    ("He was admitted 12Feb24.", "12Feb24"),
    ("Her biopsy in Feb-2024 was clear.", "Feb-2024"),
    ("Her biopsy of March '24 was clear.", "March '24"),
    ("My mum had her stitches out 28/3 by the nurse.", "28/3"),
    ("She fell on 14.03. and broke a hip.", "14.03."),
    ("He was admitted on 22nd inst with a stroke.", "22nd inst"),
    ("He died on St Patrick's Day 2026.", "St Patrick's Day 2026"),
    ("She was admitted 23/24 December at nine.", "23/24 December"),
    ("New: 72M, dysphagia, endoscopy 11/4, lives alone", "11/4"),
    ("He fell again on the 4th, no fracture.", "on the 4th"),
    ("She was discharged on the 21st and is well.", "on the 21st"),
]
NEAR_MISSES = [
    "She has 3/10 pain since her surgery.",
    "My pt takes 1-2 tabs after surgery.",
    "The ward is open 24/7.",
    "His BP was 120/80 when he was admitted.",
    "She was admitted in 2019.",
    "He comes every Monday for his infusion.",
    "Her surgery took three hours.",
    "The congress runs from March 3 to March 5.",
    "Our office is closed on Dec 25.",
    "The guideline was published on 14 May 2024.",
    "Patients were admitted between 1 January 2015 and 31 December 2016.",
    "In May more children fall off swings.",
    "He fell on the 4th floor.",
    "She was discharged on the 3rd attempt.",
    "He may 5 times a day feel dizzy after chemo.",
    "She was discharged on 20 mg.",
    "A biopsy is 1/2 the work.",
    "Her scan showed 5/5 strength.",
    "Registration opens 2024-03-14.",
    "Pain went from 8/10 to 3/10 after surgery.",
    "His strength was 4/5-5/5 on the ward.",
    "The concert is on May 3.",
    "My podcast episode of March 3 is out.",
    "The FDA approved it on 18 December 2015.",
    "World Diabetes Day is on 14 November.",
    "A third of May patients were seen.",
    "On 2007-01-17 the government met.",
    "She is on BiPAP 18/6 since her surgery.",
    "He is on 2.5. after surgery.",
    "St Patrick's Day on a night shift, she said.",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_date_tied_to_a_person_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "date") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_years_scores_and_dates_of_nobody_are_silent(text: str, found: Found) -> None:
    assert found(text, "date") == []


@pytest.mark.parametrize("text", ["1/" * 10_000, "may 1 " * 3300, "surgery 1.1." * 1600, "born on 1/1 " * 1600])
def test_hostile_text_gets_an_answer(text: str, found: Found) -> None:
    assert len(found(text, "date")) < len(text)


@pytest.mark.parametrize(
    ("text", "country", "safer"),
    [
        ("She was admitted on 03/14/2024.", None, "2024"),
        ("She was admitted on March 9th.", None, "a day in spring"),
        ("She was admitted on March 9th.", "AU", "a day in autumn"),
        ("She was seen on 10/31.", None, "a certain day"),
        ("She was born on 03/14/1931.", None, "a certain day"),
    ],
)
def test_the_year_or_the_season_may_stand_instead(text: str, country: str | None, safer: str) -> None:
    facts = Facts(country=country, posted_on=date(2026, 1, 5))
    assert next(f.safer for f in inspect(text, facts).findings if f.kind == "date") == safer


def test_a_date_in_a_text_about_nobody_is_information_only() -> None:
    (finding,) = inspect("The hospital ship left after the crash on March 3.").findings
    assert finding.level == "info"


@pytest.mark.parametrize("part", ["on 3/14 ", "may 1 ", "born on 1/1 "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(dates, part * 20_000)) < 20_000


def test_a_text_of_thousands_of_dates_is_held_for_the_first_of_them(found: Found) -> None:
    assert found("she came on 3/14 and on 3/15 " * 600, "date")[:2] == ["3/14", "3/15"]
    assert len(found("she came on 3/14 and on 3/15 " * 600, "date")) == 500
