"""Who may act for whom, asked anew each time: an owner ends it at once."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.consents.actions.granting import moments_of
from bedside.areas.consents.models import Grant
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.vault import vault
from bedside.policy.boundaries import Facts
from bedside.policy.consents import grants as rules
from bedside.policy.consents.grants import Scope
from bedside.policy.consents.names import names


@dataclass(frozen=True)
class Acting:
    """A grant as one of its two sides sees it. `mine`: the viewer is the owner, for whom the other acts."""

    id: int
    owner_id: int
    proxy_id: int
    mine: bool
    begun_by_me: bool
    scopes: frozenset[str]
    reason: str
    note: str
    state: rules.State
    until: datetime
    review_due: bool
    review_by: datetime


def may_act(viewer: Viewer, owner_id: int, scope: Scope) -> bool:
    """Say whether the viewer, as a carer, may do this for the persona `owner_id` now."""
    return viewer.signed_in and grant_for(viewer, owner_id, scope) is not None


def grant_for(viewer: Viewer, owner_id: int, scope: Scope) -> int | None:
    """Return the grant by which the viewer may do this for `owner_id` now; None without one."""
    rows = (
        Grant.objects.filter(owner_id=owner_id, proxy_id=viewer.persona_id, ended_at=None) if viewer.signed_in else ()
    )
    moment = now()
    may = (one.id for one in rows if rules.may(scope, scopes=frozenset(one.scopes), moments=moments_of(one), at=moment))
    found = next(may, None)
    return found if found is not None and _gate_lets(viewer, scope) else None


def _gate_lets(viewer: Viewer, scope: Scope) -> bool:
    """Say whether the table lets this persona act for somebody who granted the scope, as long as that runs (B33)."""
    facts = Facts(scope=scope, scopes=frozenset({scope}), ends=True)
    return boundaries.ask(viewer, space="community", action="act for", target="patient", facts=facts).allowed


def acting_for(viewer: Viewer) -> list[Acting]:
    """Return for whom the viewer acts, or is asked to, newest first; what is over is not there."""
    return _seen(viewer, Q(proxy_id=viewer.persona_id))


def acted_by(viewer: Viewer) -> list[Acting]:
    """Return who acts for the viewer, or asks to, newest first; what is over is not there."""
    return _seen(viewer, Q(owner_id=viewer.persona_id))


def one(viewer: Viewer, grant_id: int) -> Acting:
    """Return a grant that is asked for or runs, to one of its two sides; raise NotHere for anything else."""
    found = _seen(viewer, Q(id=grant_id) & (Q(owner_id=viewer.persona_id) | Q(proxy_id=viewer.persona_id)))
    if not found:
        raise NotHere
    return found[0]


def named_by(viewer: Viewer, text: str) -> bool:
    """Say whether a carer names in `text` somebody for whom she acts (row B32)."""
    if viewer.kind != "carer":
        return False
    owners = [one.owner_id for one in acting_for(viewer) if one.state == "live"]
    return any(names(text, name=one.name, handle=one.handle) for one in people.personas(viewer, owners))


def _seen(viewer: Viewer, which: Q) -> list[Acting]:
    if not viewer.signed_in:
        return []
    found = [_acting(viewer, row) for row in Grant.objects.filter(which, ended_at=None).order_by("-id")]
    return [one for one in found if one.state != "over"]


def _acting(viewer: Viewer, row: Grant) -> Acting:
    told: dict[str, Any] = json.loads(vault().open(bytes(row.told), row.place()))
    moments, moment = moments_of(row), now()
    return Acting(
        id=row.id,
        owner_id=row.owner_id,
        proxy_id=row.proxy_id,
        mine=row.owner_id == viewer.persona_id,
        begun_by_me=row.begun_by == viewer.persona_id,
        scopes=frozenset(row.scopes),
        reason=told["reason"],
        note=told["note"],
        state=rules.state_of(moments, moment),
        until=row.ends_at,
        review_due=rules.review_due(moments, moment),
        review_by=rules.review_by(moments),
    )
