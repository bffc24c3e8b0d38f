"""One's own links, and how often each was opened."""

from dataclasses import dataclass
from datetime import datetime

from bedside.areas.people.viewer import Viewer
from bedside.areas.visits.models import SheetLink
from bedside.kit.clock import now
from bedside.policy.visits.links import is_open

MOST = 50


@dataclass(frozen=True)
class OwnLink:
    """A link as its owner reads it. `openings` are moments, the first one first."""

    id: int
    made_at: datetime
    until: datetime
    live: bool
    with_code: bool
    openings: tuple[datetime, ...]


def my_links(viewer: Viewer) -> list[OwnLink]:
    """Return the viewer's links of late, newest first."""
    if not viewer.signed_in:
        return []
    rows = SheetLink.objects.filter(owner_id=viewer.persona_id).defer("facts").prefetch_related("openings")
    return [_told(row) for row in rows.order_by("-id")[:MOST]]


def _told(row: SheetLink) -> OwnLink:
    return OwnLink(
        id=row.id,
        made_at=row.made_at,
        until=min(row.expires_at, row.ended_at or row.expires_at),
        live=is_open(expires_at=row.expires_at, ended_at=row.ended_at, at=now()),
        with_code=row.code_hash is not None,
        openings=tuple(sorted(one.at for one in row.openings.all())),
    )
