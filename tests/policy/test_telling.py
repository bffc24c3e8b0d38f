"""Who is told when a crash begins."""

import itertools

import pytest

from bedside.policy import telling
from bedside.policy.telling import Named


@pytest.mark.parametrize("near", [True, False])
@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("on", [True, False])
def test_told_is_who_is_near_said_yes_and_is_switched_on(near: bool, accepted: bool, on: bool) -> None:
    named = Named(near, accepted, on)
    assert telling.is_told(named) is (near and accepted and on)
    assert not telling.is_told(named, over=True)
    assert not telling.is_told(named, pressed_it=True)
    assert telling.is_told(named._replace(tells_end=True), over=True) is (near and accepted and on)


@pytest.mark.parametrize(
    ("owner", "person", "carer", "mutual", "answer"),
    [
        ("patient", "carer", True, False, True),
        ("patient", "patient", False, True, True),
        ("carer", "patient", False, True, True),
        ("patient", "patient", False, False, False),
        ("patient", "carer", False, False, False),
        ("patient", "clinician", False, True, False),
        ("patient", "organisation", False, True, False),
        ("clinician", "patient", False, True, False),
    ],
)
def test_who_may_be_named(owner: str, person: str, carer: bool, mutual: bool, answer: bool) -> None:
    assert telling.may_be_named(owner=owner, person=person, is_carer=carer, is_mutual=mutual) is answer


def test_three_and_no_more() -> None:
    assert [telling.has_room(range(count)) for count in itertools.chain(range(5))] == [True, True, True, False, False]
