"""Each cell of the table of verdicts, asked by itself."""

from __future__ import annotations

from itertools import product

import pytest

from bedside.policy.guard import Facts
from bedside.policy.guard.model import SELF_ROLES
from bedside.policy.guard.verdicts import TABLE, level_of, level_of_combination, unchecked_level

# role, audiences, identity, number, (k < 11, 11-99, 100-999), relation
ROWS = [
    ("patient, self", "public", "advise", "confirm", ("advise", "info", "info"), "info"),
    ("patient, self", "community", "advise", "confirm", ("info", "info", "info"), "info"),
    ("patient, self", "practice", "info", "info", ("info", "info", "info"), "info"),
    ("patient, self", "mentioned", "advise", "confirm", ("info", "info", "info"), "info"),
    ("patient, other", "public", "hold", "hold", ("confirm", "advise", "info"), "info"),
    ("patient, other", "community", "hold", "hold", ("confirm", "info", "info"), "info"),
    ("patient, other", "practice", "info", "info", ("info", "info", "info"), "info"),
    ("patient, other", "mentioned", "confirm", "confirm", ("advise", "advise", "advise"), "info"),
    ("clinician", "public", "hold", "hold", ("hold", "confirm", "advise"), "refuse"),
    ("clinician", "community", "hold", "hold", ("hold", "confirm", "advise"), "refuse"),
    ("clinician", "room", "hold", "hold", ("hold", "confirm", "info"), "hold"),
    ("clinician", "practice", "info", "info", ("info", "info", "info"), "info"),
    ("clinician", "mentioned", "hold", "hold", ("hold", "advise", "info"), "refuse"),
    ("student", "public", "hold", "hold", ("hold", "hold", "advise"), "refuse"),
    ("student", "community", "hold", "hold", ("hold", "hold", "advise"), "refuse"),
    ("student", "room", "hold", "hold", ("hold", "confirm", "info"), "hold"),
    ("student", "mentioned", "hold", "hold", ("hold", "advise", "info"), "refuse"),
    ("practice", "public", "hold", "hold", ("hold", "hold", "confirm"), "refuse"),
    ("practice", "community", "hold", "hold", ("hold", "hold", "confirm"), "refuse"),
    ("practice", "room", "hold", "hold", ("hold", "hold", "hold"), "hold"),
    ("practice", "practice", "info", "info", ("info", "info", "info"), "info"),
    ("practice", "mentioned", "hold", "hold", ("hold", "hold", "hold"), "refuse"),
    ("researcher", "public", "hold", "hold", ("hold", "confirm", "advise"), "refuse"),
    ("researcher", "community", "hold", "hold", ("hold", "confirm", "advise"), "refuse"),
    ("researcher", "room", "hold", "hold", ("hold", "confirm", "advise"), "refuse"),
    ("researcher", "mentioned", "confirm", "confirm", ("confirm", "confirm", "confirm"), "confirm"),
]
ROLES = {
    "patient, self": ("patient", "carer", "personal"),
    "patient, other": ("patient", "carer", "personal"),
    "clinician": ("clinician",),
    "student": ("student",),
    "practice": ("practice", "organisation"),
    "researcher": ("researcher", "moderator"),
}
AUDIENCES = {
    "public": ("public", "followers"),
    "community": ("community",),
    "room": ("room", "class"),
    "practice": ("practice",),
    "mentioned": ("mentioned",),
}
CELLS = [
    (role, audience, "self" if row[0] == "patient, self" else "other", row)
    for row in ROWS
    for role, audience in product(ROLES[row[0]], AUDIENCES[row[1]])
]
PEOPLE = ((1, 10), (11, 99), (100, 999))
ALL_AUDIENCES = [audience for group in AUDIENCES.values() for audience in group]
OWN_SIDE = ["clinician", "student", "practice", "organisation"]


def facts(role: str, audience: str, declared: str = "none") -> Facts:
    return Facts(role=role, audience=audience, declared=declared)  # type: ignore[arg-type]  # words of the table


@pytest.mark.parametrize(("role", "audience", "subject", "row"), CELLS)
def test_each_cell_gives_the_levels_of_the_specification(role: str, audience: str, subject: str, row: tuple) -> None:  # type: ignore[type-arg]  # one row of the table above
    given = facts(role, audience)
    single = [
        level_of(weight=weight, rule="any", subject=subject, facts=given)  # type: ignore[arg-type]  # words of the table
        for weight in ("identity", "number", "relation")
    ]
    bands = [
        {level_of_combination(k=k, subject=subject, facts=given) for k in ends}  # type: ignore[arg-type]  # as above
        for ends in PEOPLE
    ]
    assert (single, bands) == ([row[2], row[3], row[5]], [{level} for level in row[4]])


def test_the_rows_above_name_every_row_of_the_table() -> None:
    assert {row[0] for row in ROWS} == set(TABLE)


@pytest.mark.parametrize(("role", "audience"), list(product(("patient", "clinician", "practice"), ALL_AUDIENCES)))
def test_a_thousand_people_and_more_are_no_finding(role: str, audience: str) -> None:
    assert level_of_combination(k=1_000, subject="other", facts=facts(role, audience)) == "info"


@pytest.mark.parametrize(
    ("role", "audience", "level"),
    [
        ("patient", "public", "refuse"),
        ("carer", "followers", "refuse"),
        ("personal", "community", "refuse"),
        ("carer", "room", "refuse"),
        ("carer", "practice", "info"),
        ("patient", "mentioned", "hold"),
        ("clinician", "public", "hold"),
    ],
)
def test_the_name_of_a_child_has_a_row_of_its_own_for_members(role: str, audience: str, level: str) -> None:
    given = facts(role, audience)
    assert level_of(weight="identity", rule="any", subject="other", facts=given, minor=True) == level


@pytest.mark.parametrize("weight", ["number", "relation"])
def test_the_row_of_children_is_for_names_and_pictures_only(weight: str) -> None:
    told = {
        level_of(weight=weight, rule="any", subject="other", facts=facts("carer", "public"), minor=minor)  # type: ignore[arg-type]  # words of the table
        for minor in (False, True)
    }
    assert len(told) == 1


@pytest.mark.parametrize("audience", ALL_AUDIENCES)
def test_no_member_is_held_or_refused_for_what_she_tells_of_herself(audience: str) -> None:
    for role, weight, minor in product(SELF_ROLES, ("identity", "number", "relation"), (False, True)):
        level = level_of(weight=weight, rule="any", subject="self", facts=facts(role, audience), minor=minor)  # type: ignore[arg-type]  # words of the table
        assert level in ("info", "advise", "confirm")
    for role, k in product(SELF_ROLES, (1, 11, 100, 1_000)):
        assert level_of_combination(k=k, subject="self", facts=facts(role, audience)) in ("info", "advise")


@pytest.mark.parametrize(("role", "audience"), list(product((*OWN_SIDE, "patient", "researcher"), ALL_AUDIENCES)))
@pytest.mark.parametrize("declared", ["invented", "authorised"])
def test_a_declared_case_lowers_a_hold_to_one_more_press_for_combinations_only(
    role: str, audience: str, declared: str
) -> None:
    before, after = facts(role, audience), facts(role, audience, declared)
    for k in (3, 30, 300):
        level = level_of_combination(k=k, subject="other", facts=before)
        lowered = level_of_combination(k=k, subject="other", facts=after)
        assert lowered == ("confirm" if level == "hold" else level)
    for weight in ("identity", "number", "relation"):
        told = {level_of(weight=weight, rule="any", subject="other", facts=given) for given in (before, after)}  # type: ignore[arg-type]  # words of the table
        assert len(told) == 1


@pytest.mark.parametrize("subject", ["unknown", "public_figure"])
@pytest.mark.parametrize("role", [*OWN_SIDE, "patient", "researcher"])
def test_where_nobody_is_described_names_inform_and_numbers_ask_once_more(role: str, subject: str) -> None:
    levels = [
        level_of(weight=weight, rule="any", subject=subject, facts=facts(role, "public"))  # type: ignore[arg-type]  # words of the table
        for weight in ("identity", "number")
    ]
    assert levels == ["info", "confirm"]


@pytest.mark.parametrize(("role", "level"), [("patient", "info"), ("carer", "info"), ("clinician", "hold")])
def test_a_member_may_name_her_own_clinician(role: str, level: str) -> None:
    given = facts(role, "public")
    assert level_of(weight="identity", rule="any", subject="other", facts=given, own_clinician=True) == level


@pytest.mark.parametrize(
    ("role", "audience", "level"),
    [
        ("clinician", "public", "confirm"),
        ("clinician", "community", "confirm"),
        ("clinician", "followers", "confirm"),
        ("clinician", "mentioned", "confirm"),
        ("clinician", "room", "advise"),
        ("clinician", "class", "advise"),
        ("clinician", "practice", "info"),
        ("student", "public", "hold"),
        ("student", "community", "hold"),
        ("student", "room", "advise"),
        ("student", "class", "advise"),
        ("practice", "public", "info"),
        ("patient", "public", "info"),
        ("researcher", "public", "info"),
    ],
)
def test_a_fresh_event_weighs_by_role_and_place(role: str, audience: str, level: str) -> None:
    assert level_of(weight="none", rule="recency.event", subject="other", facts=facts(role, audience)) == level


@pytest.mark.parametrize("audience", ALL_AUDIENCES)
def test_an_offer_of_care_is_never_more_than_advice(audience: str) -> None:
    for role in OWN_SIDE:
        level = level_of(weight="relation", rule="rel.offer", subject="other", facts=facts(role, audience))
        assert level in ("info", "advise")


@pytest.mark.parametrize("role", OWN_SIDE)
def test_a_guard_that_failed_holds_those_who_care_for_others(role: str) -> None:
    assert unchecked_level(role) == "hold"  # type: ignore[arg-type]  # one of the roles


@pytest.mark.parametrize("role", ["patient", "carer", "personal", "researcher", "moderator"])
def test_a_guard_that_failed_advises_everybody_else(role: str) -> None:
    assert unchecked_level(role) == "advise"  # type: ignore[arg-type]  # one of the roles
