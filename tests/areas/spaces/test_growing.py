"""Communities of members under 18 (row B43)."""

import pytest
import time_machine

from bedside.areas.people.events import GrownUp
from bedside.areas.people.models import Persona
from bedside.areas.spaces import actions, queries
from bedside.areas.spaces.actions.leaving import end_stays
from bedside.areas.spaces.listeners import on_grown_up
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.policy.consents.teens import GOODBYE
from tests.factories import join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward() -> Persona:
    return make_persona()


@pytest.fixture
def teens(steward: Persona) -> Space:
    made = make_space(for_teens=True, approves=False)
    join(steward, made, role="steward")
    return made


def enter(persona: Persona, space: Space) -> str:
    return actions.join(by=viewer_of(persona), space=space, consent=True)


def test_a_teen_joins_a_community_made_for_teens_and_no_other(teens):
    teen = make_persona(teen=True)
    assert enter(teen, teens) == "joined"
    with pytest.raises(NotAllowed):
        enter(teen, make_space(approves=False))


def test_an_adult_comes_in_only_when_a_steward_invites_her(teens, steward):
    adult = make_persona()
    with pytest.raises(NotAllowed):
        enter(adult, teens)
    code = actions.invite(by=viewer_of(steward), space=teens, uses=1)
    actions.redeem(by=viewer_of(adult), code=code, consent=True)
    assert queries.standing(viewer_of(adult), teens).state == "joined"


def test_no_invitation_brings_a_teen_among_adults(steward):
    adults = make_space(approves=False)
    join(steward, adults, role="steward")
    code = actions.invite(by=viewer_of(steward), space=adults, uses=1)
    with pytest.raises(NotHere):
        actions.redeem(by=viewer_of(make_persona(teen=True)), code=code, consent=True)


def test_no_door_is_shown_where_there_is_none(teens):
    assert queries.standing(viewer_of(make_persona()), teens).door == ""
    assert queries.standing(viewer_of(make_persona(teen=True)), teens).door == "member"


def test_a_steward_marks_a_community_while_nobody_else_is_in(steward):
    space = make_space()
    join(steward, space, role="steward")
    actions.set_for_teens(by=viewer_of(steward), space=space, on=True)
    assert Space.objects.get(id=space.id).for_teens
    join(make_persona(teen=True), space)
    with pytest.raises(Refused):
        actions.set_for_teens(by=viewer_of(steward), space=space, on=False)


@pytest.mark.parametrize("role", ["member", "guest", None])
def test_nobody_but_a_steward_marks_it(teens, role):
    persona = make_persona()
    if role is not None:
        join(persona, teens, role=role)
    with pytest.raises(NotHere):
        actions.set_for_teens(by=viewer_of(persona), space=teens, on=False)


def test_who_turns_18_says_goodbye_for_a_month_and_then_is_no_member(teens, steward):
    other = make_space(approves=False)
    member, friend = make_persona(teen=True), make_persona(teen=True)
    for persona in (member, friend):
        join(persona, teens)
    join(member, other)
    with time_machine.travel(now(), tick=False):
        Persona.objects.filter(id=member.id).update(teen=False)
        on_grown_up(GrownUp(persona_id=member.id))
        on_grown_up(GrownUp(persona_id=member.id))
        assert queries.standing(viewer_of(Persona.objects.get(id=member.id)), teens).ends_at == now() + GOODBYE
        assert queries.standing(viewer_of(Persona.objects.get(id=member.id)), other).ends_at is None
        assert queries.standing(viewer_of(friend), teens).ends_at is None
        assert queries.standing(viewer_of(steward), teens).ends_at is None
    with time_machine.travel(now() + GOODBYE, tick=False):
        assert queries.standing(viewer_of(Persona.objects.get(id=member.id)), teens).state == ""
        assert queries.standing(viewer_of(Persona.objects.get(id=member.id)), other).state == "joined"
        assert end_stays() == 1


def test_a_steward_can_ask_who_turned_18_to_stay_as_any_adult(teens, steward):
    member = make_persona()
    join(member, teens)
    on_grown_up(GrownUp(persona_id=member.id))
    code = actions.invite(by=viewer_of(steward), space=teens, uses=1)
    actions.redeem(by=viewer_of(member), code=code, consent=True)
    assert queries.standing(viewer_of(member), teens).ends_at is None
