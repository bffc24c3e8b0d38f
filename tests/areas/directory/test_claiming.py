"""An entry becomes its claimant's own by a code on the page there: seen by the site, or by a person."""

import json
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.credentials.models import Profile
from bedside.areas.directory import actions
from bedside.areas.directory.actions import looking
from bedside.areas.directory.marks import out_code
from bedside.areas.directory.models import Listing, ListingClaim
from bedside.areas.directory.queries import find, own_claim, own_listings, waiting_claims
from bedside.areas.notify.models import Notice
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.fetch import Fetched, NotFetched
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.directory.asking import question
from tests.areas.directory.people import checked, listed
from tests.factories import block, make_account, make_credential, make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db
HANDLE = "uma@clinic.example"
FINGER = f"https://clinic.example/.well-known/webfinger?resource=acct:{HANDLE}"
ACTOR = "https://social.clinic.example/users/uma"


@pytest.fixture
def uma() -> Listing:
    return listed("Uma Haddad", handle=HANDLE)


@pytest.fixture
def pages(monkeypatch) -> dict[str, Fetched]:
    """What other machines answer, by address; what is not in it is not fetched."""
    known: dict[str, Fetched] = {}

    def fetch(url, purpose):
        assert purpose.name == "handle_proof"
        if url not in known:
            raise NotFetched("status 404")
        return known[url]

    monkeypatch.setattr(looking.fetch, "fetch", fetch)
    return known


def told(owner) -> list[str]:
    return list(Notice.objects.filter(owner_id=owner.id).order_by("id").values_list("kind", flat=True))


def say(pages: dict[str, Fetched], words: str, *, actor: str = ACTOR, came_from: str = "") -> None:
    link = {"rel": "self", "type": "application/activity+json", "href": actor}
    finger = json.dumps({"subject": f"acct:{HANDLE}", "links": [link]}).encode()
    pages[FINGER] = Fetched(FINGER, "application/jrd+json", finger)
    body = json.dumps({"id": actor, "summary": f"<p>{words}</p>"}).encode()
    pages[actor] = Fetched(came_from or actor, "application/activity+json", body)


def claimed(persona, entry):
    claim = actions.claim(by=viewer_of(persona), listing_id=entry.id)
    actions.say_it_stands(by=viewer_of(persona), listing_id=entry.id)
    return claim


def test_a_code_that_stands_makes_the_entry_theirs_and_before_v3_it_stays_as_it_is(uma, pages):
    persona = make_persona(kind="clinician", name="Uma Haddad")
    say(pages, f"Neurologist. {claimed(persona, uma).code}")
    assert actions.look_for_claims() == 1
    assert Listing.objects.get().owner_id == persona.id
    assert [item.name for item in own_listings(viewer_of(persona))] == ["Uma Haddad"]
    (item,) = find(ANONYMOUS, question(q="haddad")).items
    assert (item.kind, item.badge) == ("listed", None)


def test_from_v3_on_it_stands_under_their_name_and_nowhere_else(uma):
    persona = checked("Uma Haddad")
    Listing.objects.update(owner=persona, proved_at=now())
    (item,) = find(ANONYMOUS, question(q="haddad")).items
    assert item.kind == "verified"
    assert [(one.network, one.handle) for one in item.elsewhere] == [("Fediverse", f"@{HANDLE}")]


def test_whoever_hides_from_the_list_hides_their_page_elsewhere_too(uma):
    persona = make_persona(kind="clinician")
    Listing.objects.update(owner=persona, proved_at=now())
    Profile.objects.create(persona=persona, hidden_from_directory=True)
    assert find(ANONYMOUS, question(q="haddad")).items == []


def test_a_block_holds_for_a_claimed_entry(uma):
    persona, other = make_persona(kind="clinician"), make_persona()
    Listing.objects.update(owner=persona, proved_at=now())
    block(persona, other)
    assert find(viewer_of(other), question(q="haddad")).items == []
    assert len(find(ANONYMOUS, question(q="haddad")).items) == 1


@pytest.mark.parametrize(
    "why", ["no code", "another's code", "another machine", "a redirect", "no answer", "another's name"]
)
def test_what_is_no_proof_changes_nothing_and_may_be_tried_again(why, uma, pages):
    persona, other = make_persona(kind="clinician"), make_persona(kind="clinician")
    code, others = claimed(persona, uma).code, actions.claim(by=viewer_of(other), listing_id=uma.id).code
    if why == "no code":
        say(pages, "Neurologist.")
    elif why == "another's code":
        say(pages, others)
    elif why == "another machine":
        say(pages, code)
        pages[ACTOR] = Fetched(ACTOR, "x", pages[ACTOR].body.replace(b"social.clinic", b"mallory"))
    elif why == "a redirect":
        say(pages, code, came_from="https://mallory.example/users/uma")
    elif why == "another's name":
        say(pages, code)
        pages[FINGER] = Fetched(FINGER, "x", pages[FINGER].body.replace(b"acct:uma", b"acct:mal"))
    assert actions.look_for_claims() == 0
    own = own_claim(viewer_of(persona), uma.id)
    assert own is not None
    assert (own.state, own.claim.code, own.claim.looked_at is not None) == ("waiting", code, True)
    assert Listing.objects.get().owner_id is None


def test_a_code_is_over_after_fourteen_days(uma, pages):
    persona = make_persona(kind="clinician")
    say(pages, claimed(persona, uma).code)
    ListingClaim.objects.update(expires_at=now())
    assert actions.look_for_claims() == 0
    with pytest.raises(NotHere):
        actions.say_it_stands(by=viewer_of(persona), listing_id=uma.id)
    assert actions.claim(by=viewer_of(persona), listing_id=uma.id).expires_at > now()


@pytest.mark.parametrize("kind", ["patient", "carer", "personal", "student"])
def test_only_a_clinician_s_persona_claims(kind, uma):
    with pytest.raises(Refused, match="not_a_clinician"):
        actions.claim(by=viewer_of(make_persona(kind=kind)), listing_id=uma.id)


def test_nobody_claims_what_is_another_s_already(uma):
    Listing.objects.update(owner=make_persona(kind="clinician"), proved_at=now())
    with pytest.raises(NotHere):
        actions.claim(by=viewer_of(make_persona(kind="clinician")), listing_id=uma.id)


def test_where_the_site_cannot_look_a_moderator_does_and_never_for_themselves():
    entry = listed("Uma Haddad", handle="uma_haddad", network="x", url="https://x.com/uma_haddad")
    persona = make_persona(kind="clinician")
    claim = claimed(persona, entry)
    moderator = viewer_of(make_staff("moderator", "keeper"))
    assert waiting_claims(viewer_of(persona)) == []
    (waiting,) = waiting_claims(moderator)
    assert (waiting.code, waiting.handle) == (claim.code, persona.handle)
    actions.confirm_claim(by=moderator, claim_id=waiting.id, seen=False)
    assert waiting_claims(moderator) == []
    actions.say_it_stands(by=viewer_of(persona), listing_id=entry.id)
    actions.confirm_claim(by=moderator, claim_id=waiting.id, seen=True)
    row = Listing.objects.get()
    assert (row.owner_id, row.proved_by) == (persona.id, moderator.persona_id)


def test_nobody_decides_on_a_claim_of_their_own_account_s(uma):
    account = make_account(staff=("moderator",))
    persona = make_persona(kind="clinician", account=account)
    face = make_persona(kind="personal", account=account)
    claim = claimed(persona, uma)
    with pytest.raises(Refused, match="own_claim"):
        actions.confirm_claim(by=viewer_of(face), claim_id=claim.id, seen=True)


def test_other_claims_go_with_the_proof(uma, pages):
    persona, other = make_persona(kind="clinician"), make_persona(kind="clinician")
    actions.claim(by=viewer_of(other), listing_id=uma.id)
    say(pages, claimed(persona, uma).code)
    actions.look_for_claims()
    assert not ListingClaim.objects.exists()
    assert own_claim(viewer_of(other), uma.id) is None
    deliver_now()
    assert (told(persona), told(other)) == (["listed_yes"], ["listed_gone"])


def test_each_look_that_finds_nothing_is_told_once(uma, pages):
    persona, began = make_persona(kind="clinician"), now()
    actions.claim(by=viewer_of(persona), listing_id=uma.id)
    for times, minutes in ((1, 0), (2, 1)):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            actions.say_it_stands(by=viewer_of(persona), listing_id=uma.id)
            actions.look_for_claims()
            actions.look_for_claims()
            deliver_now()
        assert told(persona) == ["listed_no"] * times


def test_who_claims_an_entry_that_is_taken_out_hears_that_it_is_gone(uma, pages):
    persona, late = make_persona(kind="clinician"), make_persona(kind="clinician")
    claimed(persona, uma)
    actions.claim(by=viewer_of(late), listing_id=uma.id)
    ListingClaim.objects.filter(persona=late).update(expires_at=now() - timedelta(seconds=1))
    actions.ask_out(network="fediverse", handle=HANDLE)
    say(pages, out_code("fediverse", HANDLE))
    actions.look_for_outs()
    deliver_now()
    assert (told(persona), told(late)) == (["listed_gone"], [])


def test_the_code_of_an_opt_out_settles_it_at_once(uma, pages):
    actions.ask_out(network="fediverse", handle=HANDLE)
    say(pages, "Neurologist.")
    assert actions.look_for_outs() == 0
    say(pages, out_code("fediverse", HANDLE))
    assert actions.look_for_outs() == 1
    assert not Listing.objects.exists()


def test_bluesky_tells_its_page_in_one_answer(pages):
    entry = listed("Uma Haddad", handle="uma.example", network="bluesky", url="https://bsky.app/profile/uma.example")
    persona = make_persona(kind="clinician")
    make_credential(persona)
    body = json.dumps({"handle": "uma.example", "description": claimed(persona, entry).code}).encode()
    url = "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=uma.example"
    pages[url] = Fetched(url, "application/json", body)
    assert actions.look_for_claims() == 1


def test_claims_that_came_to_nothing_and_entries_that_no_list_has_are_forgotten(uma):
    from bedside.kit.forgetting import forget

    actions.claim(by=viewer_of(make_persona(kind="clinician")), listing_id=uma.id)
    ListingClaim.objects.update(expires_at=now() - timedelta(days=31))
    forget("handle_claims", days=30)
    assert not ListingClaim.objects.exists()
    Listing.objects.update(seen_at=now() - timedelta(days=731))
    forget("listed", days=730)
    assert not Listing.objects.exists()
