"""Letting somebody act for oneself."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bedside.areas.consents import actions
from bedside.areas.consents.actions import Wish
from bedside.areas.consents.models import Grant
from bedside.areas.consents.queries import acting
from bedside.areas.contacts import actions as contacts
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


def wish(**changes: Any) -> Wish:
    whole = Wish(frozenset({"read", "post"}), "carer", (now() + timedelta(days=900)).date(), "She is my sister.")
    return replace(whole, **changes)


def granted(owner: Persona, carer: Persona, **changes: Any) -> int:
    number = actions.offer(by=viewer_of(owner), other_id=carer.id, wish=wish(**changes)).id
    actions.accept(by=viewer_of(carer), grant_id=number)
    return number


@pytest.fixture
def joan() -> Persona:
    return make_persona(name="Joan Reed", handle="quiet_joan")


@pytest.fixture
def ana() -> Persona:
    return make_persona(kind="carer", handle="ana_cares")


def test_an_offer_counts_when_the_carer_has_accepted_it(joan, ana):
    number = actions.offer(by=viewer_of(joan), other_id=ana.id, wish=wish()).id
    assert not acting.may_act(viewer_of(ana), joan.id, "post")
    with pytest.raises(NotHere):
        actions.accept(by=viewer_of(joan), grant_id=number)  # nobody accepts her own offer
    actions.accept(by=viewer_of(ana), grant_id=number)
    assert acting.may_act(viewer_of(ana), joan.id, "post")
    assert not acting.may_act(viewer_of(ana), joan.id, "message practice")


def test_what_a_carer_asks_for_counts_when_the_patient_has_accepted_it(joan, ana):
    number = actions.offer(by=viewer_of(ana), other_id=joan.id, wish=wish()).id
    row = Grant.objects.get(id=number)
    assert (row.owner_id, row.proxy_id) == (joan.id, ana.id)
    with pytest.raises(NotHere):
        actions.accept(by=viewer_of(ana), grant_id=number)
    actions.accept(by=viewer_of(joan), grant_id=number)
    assert acting.may_act(viewer_of(ana), joan.id, "read")


def test_it_lets_nobody_else_do_anything(joan, ana):
    granted(joan, ana)
    same_account = make_persona(kind="carer", account=ana.account)
    for other in (viewer_of(make_persona(kind="carer")), viewer_of(same_account), viewer_of(joan), ANONYMOUS):
        assert not acting.may_act(other, joan.id, "post")
    assert not acting.may_act(viewer_of(ana), make_persona().id, "post")


def test_the_owner_ends_it_at_once_and_silently(joan, ana):
    number = granted(joan, ana)
    actions.stop(by=viewer_of(joan), grant_id=number)
    assert not acting.may_act(viewer_of(ana), joan.id, "post")
    assert acting.acting_for(viewer_of(ana)) == []
    with pytest.raises(NotHere):
        acting.one(viewer_of(ana), number)
    with pytest.raises(NotHere):
        actions.stop(by=viewer_of(joan), grant_id=number)


def test_the_carer_can_end_it_too_and_a_new_one_can_begin(joan, ana):
    actions.stop(by=viewer_of(ana), grant_id=granted(joan, ana))
    granted(joan, ana)
    assert len(acting.acted_by(viewer_of(joan))) == 1


def test_there_is_one_between_two_at_a_time(joan, ana):
    granted(joan, ana)
    with pytest.raises(Refused) as refused:
        actions.offer(by=viewer_of(joan), other_id=ana.id, wish=wish())
    assert refused.value.code == "grant.there"


def test_nobody_else_sees_or_touches_it(joan, ana):
    number = actions.offer(by=viewer_of(joan), other_id=ana.id, wish=wish()).id
    stranger = viewer_of(make_persona(kind="carer"))
    for act in (actions.accept, actions.stop, actions.go_on):
        with pytest.raises(NotHere):
            act(by=stranger, grant_id=number)
    with pytest.raises(NotHere):
        acting.one(stranger, number)
    assert acting.acting_for(stranger) == acting.acted_by(stranger) == acting.acted_by(ANONYMOUS) == []


def test_it_ends_with_its_day_and_with_a_year_that_nobody_looked(joan, ana):
    number = granted(joan, ana)
    with time_machine.travel(now() + timedelta(days=340)):
        assert actions.ask_reviews() == 1
        assert actions.ask_reviews() == 0
        with pytest.raises(NotHere):
            actions.go_on(by=viewer_of(ana), grant_id=number)
        actions.go_on(by=viewer_of(joan), grant_id=number)
    with time_machine.travel(now() + timedelta(days=600)):
        assert acting.may_act(viewer_of(ana), joan.id, "post")
    with time_machine.travel(now() + timedelta(days=340 + 366)):
        assert not acting.may_act(viewer_of(ana), joan.id, "post")
        granted(joan, ana)  # what has run out stands in nobody's way


@pytest.mark.parametrize("kind", ["clinician", "student", "personal"])
def test_others_than_patients_and_carers_can_begin_none(kind, ana):
    with pytest.raises(NotAllowed):
        actions.offer(by=viewer_of(make_persona(kind=kind)), other_id=ana.id, wish=wish())


def test_everybody_with_whom_it_cannot_be_begun_gets_one_answer(joan):
    others = [make_persona().id, make_persona(kind="clinician").id, make_persona(kind="carer", hidden=True).id, 4711]
    others.append(make_persona(kind="carer", account=joan.account).id)
    said = set()
    for other in others:
        with pytest.raises(Refused) as refused:
            actions.offer(by=viewer_of(joan), other_id=other, wish=wish())
        said.add((refused.value.what, refused.value.code))
    assert len(said) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scopes": frozenset()}, "scopes"),
        ({"scopes": frozenset({"manage sharing"})}, "scopes"),
        ({"reason": "boss"}, "reason"),
        ({"until": None}, "until"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_is_wrong_is_named(joan, ana, changes, field):
    with pytest.raises(Refused) as refused:
        actions.offer(by=viewer_of(joan), other_id=ana.id, wish=wish(**changes))
    assert refused.value.field == field
    assert not Grant.objects.exists()


def test_why_it_was_given_lies_sealed(joan, ana):
    row = Grant.objects.get(id=granted(joan, ana))
    assert b"sister" not in bytes(row.told)
    assert acting.one(viewer_of(ana), row.id).note == "She is my sister."


def test_a_carer_who_names_whom_she_cares_for_is_noticed(joan, ana):
    granted(joan, ana)
    assert acting.named_by(viewer_of(ana), "Joan slept badly.")
    assert not acting.named_by(viewer_of(ana), "My sister slept badly.")
    assert not acting.named_by(viewer_of(make_persona(kind="carer")), "Joan slept badly.")


@pytest.mark.parametrize("who", ["owner", "carer"])
def test_blocking_ends_it_for_good(joan, ana, who):
    number = granted(joan, ana)
    one, other = (joan, ana) if who == "owner" else (ana, joan)
    contacts.block(by=viewer_of(one), target_id=other.id)
    assert not acting.may_act(viewer_of(ana), joan.id, "read")
    contacts.unblock(by=viewer_of(one), target_id=other.id)
    assert not acting.may_act(viewer_of(ana), joan.id, "read")
    assert Grant.objects.get(id=number).ended_at is not None
