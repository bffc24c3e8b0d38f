"""Listed people and claims of them: what a visitor, the claimant and a moderator may see."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from bedside.areas.directory import standing
from bedside.areas.directory.marks import out_code
from bedside.areas.directory.models import Listing, ListingClaim
from bedside.areas.directory.queries.items import Item, listed
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.directory import networks

RIGHT = "look after the directory"
MOST_WAITING = 200
SHOWN = f"SELECT m.id FROM directory_listing m WHERE m.id = %(id)s AND {standing.LISTED}"  # noqa: S608  # our own words


def listing(viewer: Viewer, listing_id: int) -> tuple[Listing, Item]:
    """Return one listed entry; raise NotHere for one that does not stand in the list for this viewer."""
    with connection.cursor() as cursor:
        cursor.execute(SHOWN, standing.params(viewer) | {"id": listing_id})
        found = cursor.fetchone()
    if found is None:
        raise NotHere
    row = Listing.objects.get(id=listing_id)
    return row, listed(row)


@dataclass(frozen=True)
class OwnClaim:
    """A claim as its owner sees it. `state` is "waiting", "looking" or "over"."""

    claim: ListingClaim
    item: Item
    state: str


def own_claim(viewer: Viewer, listing_id: int) -> OwnClaim | None:
    """Return the viewer's own claim of an entry; None without one."""
    row = ListingClaim.objects.filter(listing_id=listing_id, persona_id=viewer.persona_id).select_related("listing")
    claim = row.first() if viewer.signed_in else None
    return OwnClaim(claim, listed(claim.listing), state_of(claim)) if claim is not None else None


def state_of(claim: ListingClaim) -> str:
    """Say how a claim stands: over after its time, looking while somebody or the site has to look, else waiting."""
    if claim.expires_at <= now():
        return "over"
    return "looking" if claim.look_at is not None else "waiting"


def own_listings(viewer: Viewer) -> list[Item]:
    """Return the listed entries that the viewer has shown to be theirs."""
    rows = Listing.objects.filter(owner_id=viewer.persona_id).order_by("network", "handle")
    return [listed(row) for row in rows] if viewer.signed_in else []


def own_claims(viewer: Viewer) -> list[OwnClaim]:
    """Return the viewer's own claims that still run, the newest first."""
    if not viewer.signed_in:
        return []
    rows = ListingClaim.objects.filter(persona_id=viewer.persona_id, expires_at__gt=now()).select_related("listing")
    return [OwnClaim(row, listed(row.listing), state_of(row)) for row in rows.order_by("-id")]


@dataclass(frozen=True)
class Waiting:
    """Something for a moderator to look at: where, and for which code. `handle` is the claimant's, if there is one."""

    id: int
    item: Item
    code: str
    since: datetime
    handle: str = ""


def waiting_claims(viewer: Viewer) -> list[Waiting]:
    """Return the claims whose code a person has to look for, the oldest first; empty for who may not."""
    if not permissions.may(RIGHT, roles=viewer.staff):
        return []
    rows = ListingClaim.objects.filter(look_at__isnull=False, expires_at__gt=now()).select_related("listing")
    with as_system("claims of others, for who looks after the list"):
        waiting = [row for row in rows.order_by("look_at")[:MOST_WAITING] if looked_at_by_people(row.listing)]
    named = people.names(viewer, [row.persona_id for row in waiting])
    return [
        Waiting(row.id, listed(row.listing), row.code, row.look_at, named[row.persona_id][1])
        for row in waiting
        if row.look_at is not None and row.persona_id in named
    ]


def asked_out(viewer: Viewer) -> list[Waiting]:
    """Return the entries that somebody asked to be taken out, and that wait for a decision; empty for who may not."""
    if not permissions.may(RIGHT, roles=viewer.staff):
        return []
    rows = Listing.objects.filter(asked_out_at__isnull=False).order_by("asked_out_at")[:MOST_WAITING]
    return [
        Waiting(row.id, listed(row), out_code(row.network, row.handle), row.asked_out_at)
        for row in rows
        if row.asked_out_at is not None
    ]


def looked_at_by_people(row: Listing) -> bool:
    """Say whether the site cannot see a code on this network by itself."""
    return networks.networks()[row.network].proof == "look"
