"""What moderators decide: whether a code stands where the site cannot see, and what becomes of who asked to go."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.directory.actions.claiming import miss, prove
from bedside.areas.directory.actions.opting_out import settle
from bedside.areas.directory.models import Listing, ListingClaim, OptOut
from bedside.areas.directory.queries.listings import RIGHT
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system


@transaction.atomic
def confirm_claim(*, by: Viewer, claim_id: int, seen: bool) -> None:
    """Say that the code of a claim stands on the page, or does not; raise NotHere or Refused.

    Nobody decides on a claim of their own account's.
    """
    require(RIGHT, by=by)
    with as_system("a claim of another's, for who looks after the list"):
        waiting = ListingClaim.objects.select_for_update().filter(id=claim_id, look_at__isnull=False)
        row = waiting.filter(expires_at__gt=now()).select_related("listing", "persona").first()
        if row is None:
            raise NotHere
        if row.persona.account_id == by.account_id:
            raise Refused("Nobody decides on their own claim.", do="Ask a colleague.", code="own_claim")
        if seen:
            prove(row, looked=by.persona_id)
            return
        miss(row)
    about = ("listing", row.listing_id)
    record("no code on a page", by=by.persona_id, role="moderator", about=about, subject=row.persona_id, outcome="deny")


@transaction.atomic
def take_out(*, by: Viewer, listing_id: int) -> None:
    """Take an entry out for good: who asked has shown who they are, by a signed mail or a code; raise NotHere."""
    row = _asked(by, listing_id)
    settle(row)
    record("take out of the directory", by=by.persona_id, role="moderator", about=("listing", listing_id))


@transaction.atomic
def put_back(*, by: Viewer, listing_id: int) -> None:
    """Show an entry again: who asked was somebody else; raise NotHere."""
    row = _asked(by, listing_id)
    with as_system("the row of a hash that was asked for by somebody else"):
        OptOut.objects.filter(mark=bytes(row.mark), settled_at=None).delete()
    row.asked_out_at = None
    row.save(update_fields=["asked_out_at"])
    record("put back into the directory", by=by.persona_id, role="moderator", about=("listing", listing_id))


def _asked(by: Viewer, listing_id: int) -> Listing:
    require(RIGHT, by=by)
    row = Listing.objects.select_for_update().filter(id=listing_id, asked_out_at__isnull=False).first()
    if row is None:
        raise NotHere
    return row
