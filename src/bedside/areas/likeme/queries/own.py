"""What one marked oneself."""

from dataclasses import dataclass
from datetime import datetime

from bedside.areas.likeme.models import MatchProfile
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.queries.research import fields_of
from bedside.kit.clock import now
from bedside.policy.likeme import Marked
from bedside.policy.sharing import MATCHING
from bedside.policy.similarity import Saved, is_frozen


@dataclass(frozen=True)
class Own:
    """Which fields are compared, her band of age, the two sliders, and why nobody is offered yet.

    `waits_until` is set while a new beginning waits; `rests` while edits went back and forth.
    """

    fields: frozenset[str]
    age: str
    have: int
    when: int
    marked: Marked
    persona_id: int
    waits_until: datetime | None
    rests: bool


def own(viewer: Viewer) -> Own | None:
    """Return what the viewer's account lets be compared; None where it doesn't."""
    row = row_of(viewer)
    fields = fields_of(viewer.account_id, MATCHING) if row else frozenset()
    if row is None or not fields:
        return None
    body, history, at = row.opened(), row.history(), now()
    return Own(
        fields=fields,
        age=body["age"],
        have=body["have"],
        when=body["when"],
        marked=history[-1],
        persona_id=row.persona_id,
        waits_until=row.starts_at if row.starts_at > at else None,
        rests=is_frozen([Saved(at=one.at, profile=one.profile) for one in history], now=at),
    )


def row_of(viewer: Viewer) -> MatchProfile | None:
    """The row of the viewer's account."""
    return MatchProfile.objects.filter(owner_id=viewer.account_id).first() if viewer.signed_in else None
