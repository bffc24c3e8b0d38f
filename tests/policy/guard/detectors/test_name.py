"""Names of persons: by the tagger, by cues, and their other mentions."""

from __future__ import annotations

import time

import pytest

from bedside.policy.guard import inspect
from tests.policy.guard.conftest import Found

FINDS = [
    ("Marta Oyelaran is finally off oxygen after nine weeks", "Marta Oyelaran"),
    ("first code today :( mr okonkwo in bed 14 didnt make it", "okonkwo"),
    ("Mrs. Delacroix brought cake for the ward again", "Delacroix"),
    ("his wife Anna never left the bedside", "Anna"),
    ("my mum Sheila has had MS for years", "Sheila"),
    ("my mum sheila has had MS for years", "sheila"),
    ("Pt J.R. is back with the same cough, he looks worse", "J.R."),
    ("Curtis B. passed his boards on the third try", "Curtis B."),
    ("RIP Big Tony, you taught us all", "Big Tony"),
    ("pray for Jonah Pruitt tonight, he is in the PICU", "Jonah Pruitt"),
    ("Name: Farida Rahimi, age 40, presenting with headache", "Farida Rahimi"),
    ("omg poor emily, hope her leg heals", "emily"),
    ("Uncle Desmond says hospitals are for other people", "Desmond"),
    ("spoke with Nguyen Thi Lan about her scan", "Nguyen Thi Lan"),
    ("We lost O'Brien on Friday. He was 40", "O'Brien"),
    ("Dr. Lindqvist told me it was all in my head", "Lindqvist"),
    ("handover: Umezulike in 4 pulled his line again", "Umezulike"),
    ("Thanks Fidelma for covering nights", "Fidelma"),
    ("Fidelma's mum asked me if the tube hurts", "Fidelma"),
    ("Abara, Bielski, Chowdhury and Eriksen are on the list for her", "Bielski"),
    ("J. Lindqvist was seen on the ward, he is well", "J. Lindqvist"),
    ("Bed 4 is Mr ACKERLEY, he needs bloods", "ACKERLEY"),
    ("saw Marchetti DNA again, he is lost to us", "Marchetti"),
]
NEAR_MISSES = [
    "Homans sign is useless",
    "Drug Maker Settles For Millions After Lindqvist Report",
    "Did Mozart really have tuberculosis?",
    "Reddit diagnosed me, the doctor laughed",
    "My 93yo beekeeper from Dayton came in with sarcoidosis",
    "Graves, Hashimoto, Crohn: which eponym would you drop first?",
    "my Crohn's is flaring and my Raynaud's is worse",
    "Smith et al. 2019 showed no benefit",
    "See Tanaka and Rossi (2021) for the method",
    "The ISCHEMIA trial changed practice",
    "may take weeks, will let you know, hope it helps, grace under fire",
    "May is stroke awareness month",
    "Humira stings less when warm, Enbrel too",
    "Dr Google says I have six weeks",
    "A Foley and a Hickman walk into a bar",
    "You were our patient. My surgeon agrees.",
    "Parkinson's research needs volunteers",
    "the patient is well and the nurse in charge says no",
    "Ann Arbor stage II, Gleason 7, Apgar 9",
    "I miss sleep and I love coffee",
    "Freddie Mercury and what we learnt about HIV",
    "Anne Boleyn's sixth finger is a myth, and Boleyn had no goitre",
    "A lecture on Joan of Arc and epilepsy",
    "In the novel young Kaspar Wendt dies of tuberculosis",
    "My stoma is called Rory and is loud in meetings",
    "Norman, our skeleton, wears a hat in the anatomy lab",
    "Sir William Osler never had to log in three times",
]


@pytest.mark.parametrize(("text", "name"), FINDS)
def test_a_name_is_found(found: Found, text: str, name: str) -> None:
    assert name in found(text, "name")


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_word_that_looks_like_a_name_is_none(found: Found, text: str) -> None:
    assert found(text, "name") == []


@pytest.mark.parametrize(
    ("tag", "name"), [("#PrayForJonah", "Jonah"), ("#prayforjonah", "jonah"), ("#TeamSophie", "Sophie")]
)
def test_a_name_inside_a_hashtag_is_found(found: Found, tag: str, name: str) -> None:
    assert found(f"he is still in the PICU {tag}", "name") == [name]


@pytest.mark.parametrize("tag", ["#LungHealth", "#MECFS", "#longcovid", "#PrayForRain", "#TipsForNewDocs"])
def test_a_hashtag_of_a_subject_is_no_name(found: Found, tag: str) -> None:
    assert found(f"long clinic day {tag}", "name") == []


def test_a_name_once_found_is_found_at_every_mention(found: Found) -> None:
    text = "Pray for Jonah Pruitt, he is septic. JONAH is six. jonah loves trains. #JonahStrong"
    assert found(text, "name") == ["Jonah Pruitt", "JONAH", "jonah", "Jonah"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ms. Graves has Hashimoto's, not Graves", "Graves"),
        ("Kavita and Qaasim lost the baby last night", "Qaasim"),
        ("new admit Galenzone 38m, febrile", "Galenzone"),
    ],
)
def test_a_title_a_pair_and_an_age_tell_a_rare_name(found: Found, text: str, name: str) -> None:
    assert name in found(text, "name")


def test_a_title_stays_outside_the_span(found: Found) -> None:
    assert found("Mrs. Delacroix fell again, she is fine", "name") == ["Delacroix"]


@pytest.mark.parametrize("illness", ["NSTEMI", "UGIB", "COPD"])
def test_an_illness_in_capitals_behind_a_name_is_no_part_of_it(found: Found, illness: str) -> None:
    assert found(f"bed 9 T. Vasquez-Horne, {illness}, obs stable, she is for cath", "name") == ["T. Vasquez-Horne"]


def test_a_title_of_the_long_dead_excuses_nobody_else(found: Found) -> None:
    assert found("Sir Gerald Quenby fell out of bed 9, he is 71", "name") == ["Gerald Quenby"]


def test_the_name_of_a_clinician_has_a_rule_of_its_own() -> None:
    rules = [f.rule for f in inspect("Dr. Lindqvist told me it was all in my head").findings if f.kind == "name"]
    assert rules == ["name.clinician"]


def test_lower_case_keeps_most_names(found: Found) -> None:
    texts = [text for text, _name in FINDS]
    kept = sum(bool(found(text.lower(), "name")) for text in texts)
    assert kept >= 0.85 * len(texts)


@pytest.mark.parametrize("piece", ["Dr. ", "Anna ", "@", "#a", "A.B.", "my wife ", "A", "\u0130"])
def test_a_hostile_text_takes_no_long_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    begun = time.process_time()
    inspect(text)
    assert time.process_time() - begun < 2.0
