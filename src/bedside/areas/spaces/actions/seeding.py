"""Many invented communities with their members at once, for sites that test their size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.spaces.models import Space
from bedside.kit.copying import copy_rows

SPACE = ["id", "kind", "slug", "name", "purpose", "rules", "condition", "approves", "by_invitation", "created_at"]
MEMBERSHIP = ["persona_id", "space_id", "state", "role", "listed", "consented_at", "since", "note", "told_waiting"]


@dataclass(frozen=True)
class NewCommunity:
    """An invented community; the first of `members` is its steward."""

    id: int
    slug: str
    name: str
    purpose: str
    opened_at: datetime
    members: Sequence[int]


@transaction.atomic
def add_communities(communities: Sequence[NewCommunity]) -> None:
    """Add all of `communities` with everybody in them."""
    copy_rows("spaces_space", SPACE, (_space(one) for one in communities))
    copy_rows("spaces_membership", MEMBERSHIP, (row for one in communities for row in _memberships(one)))
    record("seed.communities", by=None, count=len(communities))


@transaction.atomic
def add_space(*, kind: str, slug: str, name: str) -> int:
    """Add a space with nobody in it, and return its id."""
    space = Space.objects.create(kind=kind, slug=slug, name=name)
    record("seed.space", by=None, about=("space", space.id))
    return space.id


def _space(one: NewCommunity) -> tuple[object, ...]:
    return one.id, "community", one.slug, one.name, one.purpose, "", "", True, False, one.opened_at


def _memberships(one: NewCommunity) -> Iterable[tuple[object, ...]]:
    for place, persona_id in enumerate(one.members):
        role = "member" if place else "steward"
        yield persona_id, one.id, "joined", role, True, one.opened_at, one.opened_at, "", False
