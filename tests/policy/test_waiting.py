"""What each picture needs before its post is published, cell by cell, and what that makes of the post."""

from typing import Any, get_args

import pytest

from bedside.policy.guard.model import SELF_ROLES, Audience, Role, Verdict
from bedside.policy.waiting import Picture, must_look, need_of, state_of

VERDICTS = ("pass", "advise", "confirm", "hold", "refuse")
# Who, to whom: what a picture of each verdict needs, in the order above.
NEEDS = {
    ("patient", "public"): "nothing press look agree change",
    ("patient", "community"): "nothing press look agree change",
    ("carer", "mentioned"): "nothing press look agree change",
    ("personal", "followers"): "nothing press look agree change",
    ("clinician", "public"): "look look look change change",
    ("clinician", "followers"): "look look look change change",
    ("clinician", "community"): "look look look change change",
    ("clinician", "mentioned"): "look look look change change",
    ("clinician", "room"): "nothing press look change change",
    ("student", "class"): "nothing press look change change",
    ("student", "public"): "look look look change change",
    ("practice", "public"): "look look look change change",
    ("organisation", "practice"): "nothing press look change change",
    ("researcher", "community"): "look look look change change",
    ("moderator", "public"): "look look look change change",
}


@pytest.mark.parametrize(("who", "whom", "verdict", "need"), [
    (who, whom, verdict, need)
    for (who, whom), needs in NEEDS.items()
    for verdict, need in zip(VERDICTS, needs.split(), strict=True)
])  # fmt: skip
def test_what_a_picture_needs(who: Role, whom: Audience, verdict: Verdict, need: str) -> None:
    assert need_of(verdict, role=who, audience=whom) == need


@pytest.mark.parametrize("verdict", ["pass", "advise", "confirm", "hold"])
@pytest.mark.parametrize("whom", get_args(Audience))
@pytest.mark.parametrize("who", sorted(SELF_ROLES))
def test_whoever_speaks_of_herself_is_never_blocked_but_by_a_refusal(who: Any, whom: Any, verdict: Any) -> None:
    assert need_of(verdict, role=who, audience=whom) != "change"


@pytest.mark.parametrize("whom", ["public", "followers", "community", "mentioned"])
@pytest.mark.parametrize("who", sorted(set(get_args(Role)) - SELF_ROLES))
def test_whoever_speaks_of_others_looks_at_each_picture_that_leaves_the_room(who: Any, whom: Any) -> None:
    assert must_look(role=who, audience=whom)


@pytest.mark.parametrize(("pictures", "who", "state"), [
    ([(False, "pass")], "patient", "checking"),
    ([(True, "refuse"), (False, "pass")], "patient", "checking"),
    ([(True, "pass")], "patient", "ready"),
    ([(True, "pass"), (True, "pass")], "patient", "ready"),
    ([(True, "pass"), (True, "advise")], "patient", "look"),
    ([(True, "hold")], "patient", "look"),
    ([(True, "pass")], "clinician", "look"),
    ([], "clinician", "ready"),
])  # fmt: skip
def test_the_state_of_a_post(pictures: list[tuple[bool, Verdict]], who: Role, state: str) -> None:
    given = [Picture(over, verdict) for over, verdict in pictures]
    assert state_of(given, role=who, audience="public") == state
