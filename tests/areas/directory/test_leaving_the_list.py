"""Out of the list: hidden at once, for good in the end, and no answer tells who was ever in it."""

from datetime import timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.directory import actions
from bedside.areas.directory.models import Listing, OptOut
from bedside.areas.directory.queries import asked_out, find, listing
from bedside.areas.people.parts import all_parts
from bedside.areas.people.queries import leaver
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.directory.asking import question
from tests.areas.directory.people import listed, row
from tests.factories import make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db
HANDLE = "uma@clinic.example"


@pytest.fixture
def uma() -> Listing:
    return listed("Uma Haddad", handle=HANDLE)


def found() -> list[str]:
    return [item.name for item in find(ANONYMOUS, question(q="haddad")).items]


def test_who_asks_is_hidden_at_once(uma):
    assert found() == ["Uma Haddad"]
    actions.ask_out(network="fediverse", handle=HANDLE)
    assert found() == []
    with pytest.raises(NotHere):
        listing(ANONYMOUS, uma.id)


def test_the_answer_is_the_same_for_a_handle_that_nobody_listed_and_for_one_that_is_out(uma):
    listed_code = actions.ask_out(network="fediverse", handle=HANDLE)
    assert actions.ask_out(network="fediverse", handle="@" + HANDLE.upper()) == listed_code
    other = actions.ask_out(network="fediverse", handle="nobody@clinic.example")
    assert other.startswith("bedside-out-")
    assert other != listed_code


def test_what_is_kept_does_not_tell_whose_it_is(uma):
    actions.ask_out(network="fediverse", handle=HANDLE)
    (kept,) = OptOut.objects.values_list("mark", flat=True)
    assert len(bytes(kept)) == 16
    assert b"uma" not in bytes(kept)


@pytest.mark.parametrize(
    ("network", "handle", "field"),
    [("myspace", HANDLE, "network"), ("", HANDLE, "network"), ("fediverse", "uma", "handle"), ("x", "", "handle")],
)
def test_what_is_no_handle_is_refused_with_what_to_do(network, handle, field):
    with pytest.raises(Refused) as refused:
        actions.ask_out(network=network, handle=handle)
    assert refused.value.field == field


def test_after_thirty_days_without_a_decision_the_entry_is_deleted_and_stays_out(uma):
    actions.ask_out(network="fediverse", handle=HANDLE)
    Listing.objects.update(asked_out_at=now() - timedelta(days=29))
    assert actions.settle_due() == 0
    Listing.objects.update(asked_out_at=now() - timedelta(days=31))
    assert actions.settle_due() == 1
    assert not Listing.objects.exists()
    assert actions.import_handles(rows=[row(HANDLE, "Uma Haddad")]).kept_out == 1
    assert OptOut.objects.get().settled_at is not None


def test_a_moderator_shows_again_whom_somebody_else_took_out(uma):
    actions.ask_out(network="fediverse", handle=HANDLE)
    moderator = viewer_of(make_staff("moderator", "keeper"))
    (waiting,) = asked_out(moderator)
    assert waiting.item.name == "Uma Haddad"
    actions.put_back(by=moderator, listing_id=waiting.id)
    assert found() == ["Uma Haddad"]
    assert actions.import_handles(rows=[row(HANDLE, "Uma Haddad")]).kept_out == 0


def test_a_moderator_takes_out_for_good_and_it_is_written_down(uma):
    actions.ask_out(network="fediverse", handle=HANDLE)
    moderator = viewer_of(make_staff("moderator", "keeper"))
    actions.take_out(by=moderator, listing_id=uma.id)
    assert not Listing.objects.exists()
    assert AuditEntry.objects.filter(action="take out of the directory", actor_id=moderator.persona_id).exists()
    with pytest.raises(NotHere):
        actions.put_back(by=moderator, listing_id=uma.id)


@pytest.mark.parametrize("act", [actions.take_out, actions.put_back])
def test_for_everybody_else_the_desk_does_not_exist(act, uma):
    actions.ask_out(network="fediverse", handle=HANDLE)
    member = viewer_of(make_persona(kind="clinician"))
    assert asked_out(member) == []
    with pytest.raises(NotHere):
        act(by=member, listing_id=uma.id)


def test_a_claimed_entry_is_its_owner_s_and_no_stranger_takes_it_out(uma):
    owner = make_persona(kind="clinician")
    Listing.objects.filter(id=uma.id).update(owner=owner, proved_at=now())
    actions.ask_out(network="fediverse", handle=HANDLE)
    assert Listing.objects.get().asked_out_at is None
    assert not OptOut.objects.exists()


def test_an_erased_account_takes_its_entry_along_and_no_later_list_brings_it_back(uma):
    owner = make_persona(kind="clinician")
    Listing.objects.filter(id=uma.id).update(owner=owner, proved_at=now())
    part = next(part for part in all_parts() if part.table == "directory_listing")
    assert part.erase is not None
    part.erase(leaver(owner.account_id))
    assert not Listing.objects.exists()
    assert actions.import_handles(rows=[row(HANDLE, "Uma Haddad")]).kept_out == 1
