"""Who may do what to whom: every row of the two tables, with the facts that let it through and those that do not."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

import pytest

from bedside.policy.boundaries import NO_ROW, SECRET, Facts, Ruling, find, ruling, table, words_of
from bedside.policy.boundaries.guards import GUARDS
from bedside.policy.boundaries.model import Decision
from bedside.policy.boundaries.table import GUARDED
from tests.policy.boundaries.cases import CASES, good

ROWS = table().rows
REFUSED: dict[str, Decision] = {"allow_if": "deny", "hold": "hold", "transform": "transform", "deny": "deny"}
BAD = [(row, facts, said) for row, case in CASES.items() for facts, said in case.bad]
KINDS = ("patient", "carer", "clinician V3", "clinician V0", "student", "researcher", "organisation", "personal")
RELATIONS = ("", "treating", "former", "unknown")
MEETINGS = ("follow", "connect", "direct message", "mention", "look up")


def decided(row: str, facts: Facts, tightened: dict[str, Decision] | None = None) -> Ruling:
    """Ask for a row as its case says."""
    case = CASES[row]
    space = case.space or ROWS[row].space
    return ruling(
        space=space, actor=case.actor, action=case.action, target=case.target, facts=facts, tightened=tightened or {}
    )


def test_every_row_has_its_case() -> None:
    assert list(CASES) == list(ROWS)
    assert sum(row.startswith("B") for row in ROWS) == 71


def test_every_row_that_asks_something_has_a_guard_and_no_other() -> None:
    assert set(GUARDS) == {row.id for row in ROWS.values() if row.decision in GUARDED}


@pytest.mark.parametrize("row", CASES)
def test_a_row_is_found_by_who_does_what_to_whom_and_where(row: str) -> None:
    assert decided(row, good(row)).row.id == row


@pytest.mark.parametrize("fact", ["consented", "enrolled"])
def test_a_learner_or_the_school_opens_results(fact: str) -> None:
    assert decided("B69", Facts(**{fact: True})).allowed


@pytest.mark.parametrize("row", CASES)
def test_the_words_of_the_table_find_the_row_as_well(row: str) -> None:
    told = ROWS[row]
    actor, target = told.actor.partition(" (")[0].partition("/")[0], told.target.partition("/")[0]
    assert find(told.space, actor, told.action, target, told.relation).id == row


@pytest.mark.parametrize("row", [row for row, case in CASES.items() if case.good is not None])
def test_the_good_facts_let_a_row_through(row: str) -> None:
    told = decided(row, good(row))
    assert (told.decision, told.what, told.do) == ("allow", "", "")


@pytest.mark.parametrize("row", [row for row in CASES if ROWS[row].decision != "allow"])
def test_a_row_that_is_not_plainly_allowed_can_say_no(row: str) -> None:
    assert CASES[row].good is None or CASES[row].bad


@pytest.mark.parametrize(("row", "facts", "said"), BAD, ids=[f"{row}-{n}" for n, (row, _, _) in enumerate(BAD)])
def test_facts_that_lack_something_are_answered_with_what_it_is(row: str, facts: dict[str, Any], said: str) -> None:
    told = decided(row, Facts(**facts))
    assert told.decision == REFUSED[ROWS[row].decision]
    assert said in told.what
    assert told.do
    assert told.row.rules == ROWS[row].rules


@pytest.mark.parametrize("row", [row for row, told in ROWS.items() if told.decision == "deny"])
def test_no_facts_open_a_row_that_denies(row: str) -> None:
    everything = Facts(
        **{name: value for case in CASES.values() for name, value in (case.good or {}).items()}
        | {"relation": "treating"}
    )
    told = decided(row, everything)
    assert (told.decision, told.what, told.do) == ("deny", words_of(row).what, words_of(row).do)
    assert told.code == "boundary.deny"


@pytest.mark.parametrize("row", SECRET)
def test_what_may_not_be_known_is_told_as_if_it_were_nothing(row: str) -> None:
    told = decided(row, Facts())
    assert told.secret
    assert told.what == "There is nothing here for you to see."


@pytest.mark.parametrize("row", [row for row, told in ROWS.items() if told.space != "practice"])
def test_outside_a_practice_a_treating_relation_changes_nothing(row: str) -> None:
    for facts in [CASES[row].good or {}, *(facts for facts, _ in CASES[row].bad), {}]:
        told = {name: decided(row, Facts(**{**facts, "relation": name})) for name in RELATIONS}
        assert set(told.values()) == {told[""]}


def test_a_relation_counts_in_a_practice() -> None:
    asked = {"space": "practice", "actor": "patient", "action": "message", "target": "practice team"}
    found = {told: ruling(**asked, facts=Facts(relation=told)).row.id for told in ("treating", "former", "unknown", "")}
    assert found == {"treating": "B56", "former": "H43", "unknown": "H42", "": "B00"}


@pytest.mark.parametrize(
    ("actor", "action", "target"),
    [("patient", "sell", "clinician"), ("visitor", "follow", "clinician"), ("patient", "follow", "the moon")],
)
def test_what_no_row_speaks_of_is_denied(actor: str, action: str, target: str) -> None:
    told = ruling(space="square", actor=actor, action=action, target=target, facts=Facts(consented=True))
    assert (told.row, told.decision, told.code) == (NO_ROW, "deny", "boundary.deny")
    assert told.what
    assert told.do


def test_a_place_that_nobody_knows_has_no_rows() -> None:
    assert ruling(space="moon", actor="patient", action="follow", target="clinician").row.id == "B00"


def test_rows_of_a_space_stand_before_those_for_any_space() -> None:
    assert find("practice", "administrator", "read private content", "any").id == "B71"
    assert find("practice", "researcher", "read", "any").id == "B66"


@pytest.mark.parametrize(
    ("level", "row"),
    [("V0", "H36"), ("V1", "H36"), ("V2", "H34"), ("V3", "H33"), ("V4", "H33"), ("P", "H33"), ("S", "B00")],
)
def test_a_row_with_a_level_holds_for_the_levels_above_it(level: str, row: str) -> None:
    assert find("room", f"clinician {level}", "enter", "room").id == row


@pytest.mark.parametrize("level", ["V0", "V1", "V2", "P"])
def test_who_carries_no_title_shows_none(level: str) -> None:
    assert find("square", f"clinician {level}", "display clinical title", "everyone").id == "B19"


@pytest.mark.parametrize("level", ["V3", "V4"])
def test_b19_does_not_speak_of_those_who_carry_one(level: str) -> None:
    assert find("square", f"clinician {level}", "display clinical title", "everyone").id != "B19"


@pytest.mark.parametrize("actor", KINDS)
def test_each_meeting_of_two_kinds_has_a_row(actor: str) -> None:
    meetings = [(action, kind.partition(" ")[0]) for action in MEETINGS for kind in KINDS]
    assert [(action, target) for action, target in meetings if find("square", actor, action, target) == NO_ROW] == []


@pytest.mark.parametrize("actor", KINDS)
def test_a_carer_is_met_as_a_patient_is(actor: str) -> None:
    for action in MEETINGS:
        assert find("square", actor, action, "carer") == find("square", actor, action, "patient")


def test_in_a_practice_a_carer_is_no_patient() -> None:
    assert find("practice", "carer", "export thread", "self", "treating") == NO_ROW


@pytest.mark.parametrize("actor", KINDS)
@pytest.mark.parametrize("action", ["follow", "connect", "direct message"])
def test_nobody_reaches_a_personal_page(actor: str, action: str) -> None:
    told = ruling(space="square", actor=actor, action=action, target="personal", facts=Facts(own_patient="no"))
    assert (told.decision, told.secret) == ("deny", True)


def test_a_connect_becomes_a_follow() -> None:
    told = decided("B02", Facts())
    assert (told.became, told.code) == ("follow", "boundary.transform")
    assert told.what == "Clinicians here keep one professional page. You now follow it."


@pytest.mark.parametrize(("door", "ways"), [(False, 2), (True, 3)])
def test_instead_of_a_message_to_a_clinician_there_are_other_ways(door: bool, ways: int) -> None:
    told = decided("B04", Facts(door_open=door))
    assert len(told.options) == ways
    assert ("practice_door" in told.options) is door
    assert told.options[-1] == "emergency_card"


def test_advice_to_one_person_comes_with_three_better_ways() -> None:
    assert decided("B09", Facts(speaks_to_one=True)).options == (
        "general_information",
        "how_to_get_help",
        "practice_door",
    )


def test_a_held_post_has_the_code_of_the_guard() -> None:
    assert decided("B11", Facts()).code == "guard.hold"


@pytest.mark.parametrize("row", [row for row in ROWS if "deny" in words_of(row).may])
def test_what_a_site_made_a_no_is_a_no_whatever_the_facts(row: str) -> None:
    told = decided(row, good(row), {row: "deny"})
    assert (told.decision, told.tightened, told.row.id) == ("deny", True, row)
    assert told.what == "This site does not allow that."


@pytest.mark.parametrize("row", [row for row in ROWS if "hold" in words_of(row).may])
def test_what_a_site_holds_waits_once_its_own_conditions_are_met(row: str) -> None:
    assert decided(row, good(row), {row: "hold"}).decision == "hold"
    if ROWS[row].decision == "allow_if":
        assert decided(row, Facts(), {row: "hold"}).decision == "deny"


@pytest.mark.parametrize("row", ROWS)
def test_what_a_site_says_of_one_row_changes_no_other(row: str) -> None:
    others = {other: "deny" for other in ROWS if other != row}
    assert decided(row, good(row), others) == decided(row, good(row))


@pytest.mark.parametrize("row", [row for row, told in ROWS.items() if told.decision == "deny"])
def test_nothing_loosens_a_row_that_denies(row: str) -> None:
    assert decided(row, good(row), {row: "allow"}).decision == "deny"


def test_every_fact_is_read_by_some_case() -> None:
    used = {
        name for case in CASES.values() for facts in (case.good or {}, *(bad for bad, _ in case.bad)) for name in facts
    }
    assert set(asdict(Facts())) == used


def said_of(row: str) -> list[str]:
    """Return every sentence that people are told of a row."""
    told, answers = words_of(row), [decided(row, Facts(**facts)) for facts, _ in CASES[row].bad]
    refusals = [f"{one.what} {one.do}" for one in (told, *answers) if one.what]
    return [f"{told.asks} {told.then}", told.fixed, *refusals]


@pytest.mark.parametrize("row", [*ROWS])
def test_what_is_said_of_a_row_is_plain(row: str) -> None:
    assert {text: grade(text) for text in said_of(row) if text and grade(text) > 7} == {}


@pytest.mark.parametrize("row", [*ROWS])
def test_what_is_said_of_a_row_blames_nobody(row: str) -> None:
    for text in said_of(row):
        assert not re.search(
            r"please|oops|!|violat|illegal|wrong|must not do|you should|forbidden", text, re.IGNORECASE
        )


@pytest.mark.parametrize("row", [row for row, told in ROWS.items() if told.space != "practice"])
def test_no_answer_outside_a_practice_tells_of_a_care_relation(row: str) -> None:
    said = " ".join(text for text in said_of(row) if text)
    assert not re.search(r"\b(?:is|was|are|were) (?:not )?(?:your|their|our) patient", said)


# What people are called here (design.md section 2): readers meet these words on every page.
OWN_WORDS = re.compile(
    r"clinicians?|communit(?:y|ies)|organisations?|researchers?|personal|invitations?|administrator|moderators?|medical",
    re.I,
)


def grade(text: str) -> float:
    """Give the Flesch-Kincaid grade (Kincaid et al. 1975), syllables counted as groups of vowels."""
    text = OWN_WORDS.sub("member", text)
    sentences = max(1, len(re.findall(r"[.!?:]", text)))
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
