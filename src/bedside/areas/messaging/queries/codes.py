"""The codes that a practice gave, for those of its team who give them."""

from dataclasses import dataclass
from datetime import datetime

from bedside.areas.messaging.models import IdentityCode
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import roles_in
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.practice.roles import Right, may

MOST = 100


@dataclass(frozen=True)
class GivenCode:
    """A code without its signs. `record` is empty once the code is used, withdrawn or over."""

    id: int
    record: str
    way: str
    maker: str
    made_at: datetime
    expires_at: datetime
    state: str


def codes_of(viewer: Viewer, practice_id: int) -> list[GivenCode]:
    """Return the newest hundred codes of a practice; raise NotHere for who may not give codes there."""
    if not (viewer.confirmed and may(Right.CODES, roles=roles_in(practice_id, viewer.persona_id))):
        raise NotHere
    rows = list(IdentityCode.objects.filter(practice_id=practice_id).order_by("-id")[:MOST])
    names = people.names(viewer, {row.maker_id for row in rows})
    return [_given(row, names.get(row.maker_id, ("", ""))[0]) for row in rows]


def _given(row: IdentityCode, maker: str) -> GivenCode:
    return GivenCode(row.id, row.record, row.way, maker, row.made_at, row.expires_at, _state(row))


def _state(row: IdentityCode) -> str:
    if row.used_at is not None:
        return "used"
    if row.expires_at <= now():
        return "over"
    return "withdrawn" if row.withdrawn_at is not None else "open"
