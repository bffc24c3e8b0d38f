"""Acting for somebody: what a grant lets a carer do, and when it is over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bedside.policy.consents.grants import (
    ANSWER_WITHIN,
    LATER,
    REVIEW_EVERY,
    SCOPES,
    Moments,
    may,
    may_grant,
    problem,
    review_due,
    state_of,
)
from bedside.policy.personas import KINDS

NOON = datetime(2027, 1, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ASKED = Moments(asked_at=NOON, until=NOON + 800 * DAY)
LIVE = replace(ASKED, accepted_at=NOON + DAY)


@pytest.mark.parametrize(
    ("moments", "after", "wanted"),
    [
        (ASKED, timedelta(0), "asked"),
        (ASKED, ANSWER_WITHIN, "over"),
        (LIVE, 2 * DAY, "live"),
        (LIVE, DAY + REVIEW_EVERY - timedelta(seconds=1), "live"),
        (LIVE, DAY + REVIEW_EVERY, "over"),  # nobody looked at it for a year
        (replace(LIVE, reviewed_at=NOON + 300 * DAY), 400 * DAY, "live"),
        (replace(LIVE, reviewed_at=NOON + 700 * DAY), 800 * DAY, "over"),  # its last day
        (replace(LIVE, ended_at=NOON + 2 * DAY), 2 * DAY, "over"),
        (replace(ASKED, ended_at=NOON), timedelta(0), "over"),
    ],
)
def test_the_state_follows_from_the_moments_alone(moments, after, wanted):
    assert state_of(moments, NOON + after) == wanted


@pytest.mark.parametrize("scope", SCOPES)
def test_a_carer_may_what_was_granted_and_nothing_else(scope):
    at = NOON + 2 * DAY
    assert may(scope, scopes=frozenset({scope}), moments=LIVE, at=at)
    assert not may(scope, scopes=frozenset(SCOPES) - {scope}, moments=LIVE, at=at)
    assert not may(scope, scopes=frozenset({scope}), moments=ASKED, at=at)
    assert not may(scope, scopes=frozenset({scope}), moments=replace(LIVE, ended_at=at), at=at)


@pytest.mark.parametrize("scope", LATER)
def test_what_is_not_built_yet_is_granted_to_nobody(scope):
    assert not may(scope, scopes=frozenset({scope}), moments=LIVE, at=NOON + 2 * DAY)
    assert problem(frozenset({scope}), "carer", (NOON + DAY).date(), at=NOON) == "scopes"


def test_patients_let_carers_act_and_nobody_else_anybody():
    may_do = {(owner, carer) for owner in KINDS for carer in KINDS if may_grant(owner=owner, carer=carer)}
    assert may_do == {("patient", "carer")}


@pytest.mark.parametrize(
    ("scopes", "reason", "days", "wanted"),
    [
        ({"post"}, "carer", 30, ""),
        (set(), "carer", 30, "scopes"),
        ({"post", "everything"}, "carer", 30, "scopes"),
        ({"post"}, "", 30, "reason"),
        ({"post"}, "friend", 30, "reason"),
        ({"post"}, "carer", 0, "past"),
        ({"post"}, "carer", -3, "past"),
        ({"post"}, "carer", 2000, "far"),
    ],
)
def test_what_is_wrong_with_an_offer_is_named(scopes, reason, days, wanted):
    assert problem(frozenset(scopes), reason, (NOON + days * DAY).date(), at=NOON) == wanted


@pytest.mark.parametrize(("days", "due"), [(300, False), (340, True), (364, True), (366, False)])
def test_the_owner_is_asked_in_the_last_month_of_a_year(days, due):
    assert review_due(replace(LIVE, accepted_at=NOON), NOON + days * DAY) is due
