"""Taking somebody out of the list: hidden the moment they ask, and for good once that is settled (decision 0025).

Whoever asks gets the same answer, whether the handle is listed, was taken out before, or never was there. The row that
is kept holds a keyed hash, so that a later import does not bring the entry back.
"""

from django.db import transaction
from django.db.models import F

from bedside.areas.audit.actions import record
from bedside.areas.directory.actions.claiming import end_claims
from bedside.areas.directory.marks import mark_of, out_code
from bedside.areas.directory.models import Listing, OptOut
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.viewing import as_system
from bedside.policy.directory.networks import Network, network_of, tidy
from bedside.policy.directory.proving import ASKED_OUT_WAITS


@transaction.atomic
def ask_out(*, network: str, handle: str) -> str:
    """Hide a handle from the list at once, wherever it is shown, and return the code that settles it.

    Needs no account; the caller has counted the try. Raises Refused for what is no handle. An entry that its owner has
    claimed is left to its owner: a member takes it out on their own page.
    """
    place, tidied = read_handle(network=network, handle=handle)
    mark = mark_of(place.key, tidied)
    with as_system("the one row of a hash, written for who may be no member"):
        row = Listing.objects.select_for_update().filter(mark=mark).first()
        if row is None or row.owner_id is None:
            _, is_new = OptOut.objects.get_or_create(mark=mark)
            Listing.objects.filter(mark=mark, asked_out_at=None).update(asked_out_at=now())
            if is_new:
                record("ask to be taken out", by=None, about=("listing", row.id if row else None))
    return out_code(place.key, tidied)


def read_handle(*, network: str, handle: str) -> tuple[Network, str]:
    """Return the network and the tidied handle that were typed; raise Refused with the field that is wrong."""
    place = network_of(network)
    if place is None:
        raise Refused("Choose a network.", do="Choose the one where you post.", code="no_network", field="network")
    tidied = tidy(place, handle)
    if tidied is None:
        what = f"This can't be a handle on {place.name}."
        raise Refused(what, do="Type it as it stands on your page there.", code="handle_form", field="handle")
    return place, tidied


def settle(listing: Listing) -> None:
    """Delete an entry and keep its hash for good. The inner step of whoever may say so."""
    with as_system("the row of a hash, and the entry that it keeps out"):
        moment = now()
        end_claims(listing.id)
        OptOut.objects.update_or_create(mark=bytes(listing.mark), defaults={"settled_at": moment})
        listing.delete()


@transaction.atomic
def settle_due() -> int:
    """Take out for good what was asked for thirty days ago and nobody has decided, and return how many entries."""
    before = now() - ASKED_OUT_WAITS
    due = list(Listing.objects.select_for_update(skip_locked=True).filter(asked_out_at__lte=before))
    for row in due:
        settle(row)
        record("take out of the directory", by=None, about=("listing", row.id), reason_code="thirty_days")
    OptOut.objects.filter(settled_at=None, asked_at__lte=before).update(settled_at=F("asked_at"))
    return len(due)
