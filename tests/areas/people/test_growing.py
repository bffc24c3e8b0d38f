"""Members under 18: known as such until they are 18, and then no more."""

from datetime import date

import pytest
import time_machine

from bedside.areas.people import actions, queries
from bedside.areas.people.models import Account, Persona
from bedside.kit.errors import Refused
from bedside.kit.outbox.models import OutboxRow
from tests.factories import viewer_of

PASSWORD = "seven teal lanterns sway"

pytestmark = pytest.mark.django_db


def signed_up(kind: str = "patient", *, grown: date | None) -> Persona:
    wish = {"kind": kind, "name": "Moss", "handle": "moss_grows", "mail": "moss@mail.example", "password": PASSWORD}
    actions.sign_up(**wish, grown=grown)
    return Persona.objects.get(handle="moss_grows")


@time_machine.travel("2027-03-10T12:00:00Z", tick=False)
def test_who_is_under_18_is_marked_and_the_day_lies_sealed():
    persona = signed_up(grown=date(2028, 6, 1))
    assert (persona.teen, persona.findable) == (True, False)
    assert viewer_of(persona).teen
    sealed = Account.objects.get(id=persona.account_id).grown_sealed
    assert sealed is not None
    assert b"2028" not in bytes(sealed)


@pytest.mark.parametrize("grown", [None, date(2027, 3, 10), date(2001, 1, 1)])
@time_machine.travel("2027-03-10T12:00:00Z", tick=False)
def test_of_an_adult_nothing_is_kept(grown):
    persona = signed_up(grown=grown)
    assert not persona.teen
    assert Account.objects.get(id=persona.account_id).grown_sealed is None


@pytest.mark.parametrize("kind", ["clinician", "student"])
@time_machine.travel("2027-03-10T12:00:00Z", tick=False)
def test_a_teen_is_no_clinician(kind):
    with pytest.raises(Refused):
        signed_up(kind, grown=date(2028, 6, 1))


def test_she_is_an_adult_from_the_day_on_and_the_day_is_forgotten():
    with time_machine.travel("2027-03-10T12:00:00Z", tick=False):
        persona = signed_up(grown=date(2028, 6, 1))
        actions.add_persona(by=viewer_of(persona), kind="personal", name="Fern", handle="fern_grows")
    with time_machine.travel("2028-05-31T23:00:00Z", tick=False):
        assert actions.grow_up() == 0
        assert Persona.objects.filter(teen=True).count() == 2
    with time_machine.travel("2028-06-01T00:10:00Z", tick=False):
        assert actions.grow_up() == 1
        assert OutboxRow.objects.filter(name__icontains="GrownUp").count() == 2
        assert actions.grow_up() == 0
    assert not Persona.objects.filter(teen=True).exists()
    assert Account.objects.get(id=persona.account_id).grown_sealed is None


@time_machine.travel("2027-03-10T12:00:00Z", tick=False)
def test_a_teen_is_found_by_nobody_whatever_she_sets():
    persona = signed_up(grown=date(2028, 6, 1))
    Account.objects.filter(id=persona.account_id).update(mail_confirmed_at=persona.created_at)
    me = viewer_of(Persona.objects.get(id=persona.id))
    changed = actions.change_persona(
        by=me, persona_id=persona.id, name="Moss", about="", asks_first=True, findable=True
    )
    assert not changed.findable
    assert queries.own_persona(me, persona.id).teen
