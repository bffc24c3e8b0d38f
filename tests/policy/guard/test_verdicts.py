"""The verdict table, cell by cell, through whole texts."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.verdicts import level_of

HIS_DATE = "He was admitted on March 9th."
HIS_NUMBER = "His number is 555-014-7719."
RELATION = "You were our patient."
MY_DATE = "I was admitted on March 9th."
MY_NUMBER = "My phone is 555-014-7719."
NOBODYS_DATE = "The hospital ship left after the crash on March 3."
NOBODYS_NUMBER = "Ring 555-014-7719 for tickets."

WIDE = ("public", "followers", "community")
OWN_SIDE = ("clinician", "student", "practice", "organisation")


def cells() -> list[tuple[str, str, str, str]]:
    """Give role, audience, text and verdict of every cell that this form of the guard can reach."""
    rows: list[tuple[str, str, str, str]] = []
    for role in ("patient", "carer", "personal"):
        for audience in (*WIDE, "mentioned"):
            rows += [(role, audience, MY_DATE, "advise"), (role, audience, MY_NUMBER, "confirm")]
        for audience in WIDE:
            rows += [(role, audience, HIS_DATE, "hold"), (role, audience, HIS_NUMBER, "hold")]
        rows += [(role, "mentioned", HIS_DATE, "confirm"), (role, "mentioned", HIS_NUMBER, "confirm")]
        rows += [(role, "practice", text, "pass") for text in (MY_DATE, MY_NUMBER, HIS_DATE, HIS_NUMBER)]
        rows += [(role, "public", RELATION, "pass")]
    for role in OWN_SIDE:
        for audience in (*WIDE, "room", "class", "mentioned"):
            rows += [(role, audience, HIS_DATE, "hold"), (role, audience, HIS_NUMBER, "hold")]
        rows += [(role, audience, RELATION, "refuse") for audience in (*WIDE, "mentioned")]
        rows += [(role, audience, RELATION, "hold") for audience in ("room", "class")]
    for role in ("clinician", "practice", "organisation"):
        rows += [(role, "practice", text, "pass") for text in (HIS_DATE, HIS_NUMBER, RELATION)]
    for role in ("researcher", "moderator"):
        for audience in (*WIDE, "room", "class"):
            rows += [(role, audience, HIS_DATE, "hold"), (role, audience, HIS_NUMBER, "hold")]
        rows += [(role, "mentioned", HIS_DATE, "confirm"), (role, "mentioned", HIS_NUMBER, "confirm")]
    for role in (*OWN_SIDE, "researcher", "moderator"):
        rows += [(role, "public", NOBODYS_DATE, "pass"), (role, "public", NOBODYS_NUMBER, "confirm")]
    return rows


@pytest.mark.parametrize(("role", "audience", "text", "verdict"), cells())
def test_every_cell_gives_its_verdict(role: str, audience: str, text: str, verdict: str) -> None:
    facts = Facts(role=role, audience=audience)  # type: ignore[arg-type]  # the parameters are words of the table
    assert inspect(text, facts).verdict == verdict


@pytest.mark.parametrize(
    ("role", "audience", "level"),
    [("patient", "room", "hold"), ("student", "practice", "hold"), ("carer", "class", "hold")],
)
def test_a_place_the_author_cannot_post_in_answers_as_the_public_cell(role: str, audience: str, level: str) -> None:
    facts = Facts(role=role, audience=audience)  # type: ignore[arg-type]  # the parameters are words of the table
    assert level_of(weight="number", rule="phone.nanp", subject="other", facts=facts) == level


@pytest.mark.parametrize(("audience", "level"), [("public", "refuse"), ("room", "refuse"), ("mentioned", "confirm")])
def test_the_table_also_knows_relation_findings_of_a_researcher(audience: str, level: str) -> None:
    facts = Facts(role="researcher", audience=audience)  # type: ignore[arg-type]  # the parameter is an audience
    assert level_of(weight="relation", rule="rel.named", subject="other", facts=facts) == level


def test_the_worst_finding_wins() -> None:
    text = "You were our patient. Ring 555-014-7719 or 321-54-9876."
    report = inspect(text)
    assert (report.verdict, [f.level for f in report.findings]) == ("refuse", ["refuse", "hold", "hold"])


def test_nothing_found_is_a_pass() -> None:
    assert inspect("Drink water and walk a little.").verdict == "pass"


def test_findings_of_information_level_are_listed_and_pass() -> None:
    report = inspect(HIS_NUMBER, Facts(audience="practice"))
    assert (report.verdict, [f.level for f in report.findings]) == ("pass", ["info"])
