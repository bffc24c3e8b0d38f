"""Looking for codes on pages of networks that tell it to programs; the one thing here that asks other machines.

Only entries that are in the list already are looked for, and only on the machine that their handle names.
"""

from typing import Final
from urllib.parse import urlsplit

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.directory.actions.claiming import miss, prove
from bedside.areas.directory.actions.opting_out import settle
from bedside.areas.directory.marks import out_code
from bedside.areas.directory.models import Listing, ListingClaim
from bedside.areas.directory.queries.listings import looked_at_by_people
from bedside.kit import fetch
from bedside.kit.clock import now
from bedside.kit.fetch.purposes import HANDLE_PROOF
from bedside.policy.directory import proving
from bedside.policy.directory.networks import networks

AT_ONCE: Final = 50


def look_for_claims() -> int:
    """Look once for the code of each claim whose owner says that it stands; return how many were found."""
    waiting = ListingClaim.objects.filter(look_at__isnull=False, expires_at__gt=now()).select_related("listing")
    found = 0
    for row in list(waiting.order_by("look_at")[:AT_ONCE]):
        if not looked_at_by_people(row.listing):
            found += _decide_claim(row.id, stands=_stands(row.listing, row.code))
    return found


@transaction.atomic
def _decide_claim(claim_id: int, *, stands: bool) -> bool:
    row = ListingClaim.objects.select_for_update().filter(id=claim_id, look_at__isnull=False).first()
    if row is None:
        return False
    if stands:
        prove(row, looked=None)
        return True
    miss(row)
    return False


def look_for_outs() -> int:
    """Look for the codes of those who asked to be taken out, and settle what is found; return how many."""
    waiting = Listing.objects.filter(asked_out_at__isnull=False).order_by("asked_out_at")
    found = 0
    for row in list(waiting[:AT_ONCE]):
        if not looked_at_by_people(row) and _stands(row, out_code(row.network, row.handle)):
            found += _settle_proved(row.id)
    return found


@transaction.atomic
def _settle_proved(listing_id: int) -> bool:
    row = Listing.objects.select_for_update().filter(id=listing_id, asked_out_at__isnull=False).first()
    if row is None:
        return False
    settle(row)
    record("take out of the directory", by=None, about=("listing", listing_id), reason_code="code_seen")
    return True


def _stands(row: Listing, code: str) -> bool:
    """Say whether a code stands in what the handle says of itself; False where nothing can be read."""
    network = networks()[row.network]
    address = proving.first_address(network, row.handle)
    try:
        first = fetch.fetch(address, HANDLE_PROOF)
        if not _same_machine(first.url, address):
            return False
        if network.proof == "bluesky":
            return proving.stands_in(code, proving.words_of_bluesky(first.body, handle=row.handle))
        actor = proving.actor_address(first.body, handle=row.handle)
        if not actor:
            return False
        second = fetch.fetch(actor, HANDLE_PROOF)
    except fetch.NotFetched:
        return False
    said = proving.words_of_actor(second.body, address=actor) if _same_machine(second.url, actor) else []
    return proving.stands_in(code, said)


def _same_machine(one: str, other: str) -> bool:
    """Say whether a redirect has left the machine that was asked: what another says of itself proves nothing."""
    return urlsplit(one).netloc.casefold() == urlsplit(other).netloc.casefold()
