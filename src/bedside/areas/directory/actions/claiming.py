"""A clinician says that a listed handle is theirs, and shows it by a code on the page there."""

import secrets

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.directory.events import HandleClaimEnded, HandleMissed, HandleProved
from bedside.areas.directory.models import Listing, ListingClaim
from bedside.areas.directory.queries import listing
from bedside.areas.directory.queries.listings import own_claim
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.directory import proving
from bedside.policy.limits import HANDLE_CHECKS, HANDLE_CLAIMS


@transaction.atomic
def claim(*, by: Viewer, listing_id: int) -> ListingClaim:
    """Give `by` a code for a listed entry, or the one given before; raise NotHere, Refused or TooManyTries."""
    if by.kind != "clinician" or not by.confirmed:
        what = "Only a clinician's persona can claim an entry."
        raise Refused(what, do="Change to your clinician's persona first.", code="not_a_clinician")
    row, _item = listing(by, listing_id)
    if row.owner_id is not None:
        raise NotHere
    known = own_claim(by, listing_id)
    if known is not None and known.state != "over":
        return known.claim
    limits.require(HANDLE_CLAIMS, value=str(by.account_id))
    moment = now()
    made, _is_new = ListingClaim.objects.update_or_create(
        listing_id=row.id,
        persona_id=by.persona_id,
        defaults={
            "code": proving.code(proving.CLAIM, secrets.token_bytes(16)),
            "asked_at": moment,
            "expires_at": moment + proving.CODE_LIVES,
            "look_at": None,
            "looked_at": None,
        },
    )
    record("claim a listed entry", by=by.persona_id, about=("listing", row.id))
    return made


@transaction.atomic
def say_it_stands(*, by: Viewer, listing_id: int) -> ListingClaim:
    """Note that the code stands on the page, so that the site or a person looks; raise NotHere or TooManyTries."""
    row = _live(by, listing_id)
    limits.require(HANDLE_CHECKS, value=str(by.account_id))
    row.look_at = now()
    row.save(update_fields=["look_at"])
    return row


@transaction.atomic
def withdraw(*, by: Viewer, listing_id: int) -> None:
    """Take a claim back; raise NotHere without one."""
    known = own_claim(by, listing_id)
    if known is None:
        raise NotHere
    known.claim.delete()
    record("take back a claim of an entry", by=by.persona_id, about=("listing", listing_id))


def _live(by: Viewer, listing_id: int) -> ListingClaim:
    known = own_claim(by, listing_id)
    if known is None or known.state == "over":
        raise NotHere
    return known.claim


def prove(claim: ListingClaim, *, looked: int | None) -> None:
    """Make an entry its claimant's own. `looked` is the moderator who saw the code; None where the site saw it.

    The inner step of who saw it. Other claims of the entry go. Until the claimant's licence and identity are checked
    the entry stays as it is; then it stands under their name.
    """
    with as_system("an entry that a code was found for, and the other claims of it"):
        row = Listing.objects.select_for_update().get(id=claim.listing_id)
        row.owner_id, row.proved_at, row.proved_by = claim.persona_id, now(), looked
        row.save(update_fields=["owner", "proved_at", "proved_by"])
        end_claims(row.id, but=claim.persona_id)
    about = ("listing", row.id)
    record("prove a handle", by=looked, role="moderator" if looked else "", about=about, subject=claim.persona_id)
    publish(HandleProved(listing_id=row.id, persona_id=claim.persona_id))


def miss(claim: ListingClaim) -> None:
    """Note that the code of a claim was looked for and not found, and let its owner try again."""
    claim.look_at, claim.looked_at = None, now()
    claim.save(update_fields=["look_at", "looked_at"])
    looked = int(claim.looked_at.timestamp())
    publish(HandleMissed(claim_id=claim.id, persona_id=claim.persona_id, looked=looked))


def end_claims(listing_id: int, *, but: int = 0) -> None:
    """Delete every claim of an entry, and let those know whose claim still ran, but for the persona `but`."""
    with as_system("the claims of an entry that is settled"):
        claims = ListingClaim.objects.filter(listing_id=listing_id)
        running = claims.filter(expires_at__gt=now()).exclude(persona_id=but)
        for claim_id, persona_id in list(running.order_by("id").values_list("id", "persona_id")):
            publish(HandleClaimEnded(claim_id=claim_id, persona_id=persona_id))
        claims.delete()
