"""What is known of permissions: by the two sides, and for everybody whether one is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Sum

from bedside.areas.consents.actions.holding import moments_of
from bedside.areas.consents.models import Authorisation, Shown, Term
from bedside.areas.consents.queries.acting import Acting, acted_by, acting_for, grant_for, may_act, named_by
from bedside.areas.consents.terms import mark_of, opened
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.vault import vault
from bedside.policy import disclosure
from bedside.policy.consents.authorisation import State, Terms, state_of

__all__ = [
    "LIVE",
    "Acting",
    "Permission",
    "acted_by",
    "acting_for",
    "asked",
    "copy",
    "given",
    "grant_for",
    "in_force",
    "live",
    "may_act",
    "named_by",
    "one",
    "shown_text",
    "usable",
]

# `state_of(...) == "live"`, set-wise: for a statement whose row `p` hangs on a permission, at `%(moment)s`.
LIVE: Final = """EXISTS (SELECT 1 FROM consents_term z WHERE z.id = p.authorisation_id AND z.revoked_at IS NULL
        AND z.declined_at IS NULL AND z.ends_at > %(moment)s AND coalesce(z.starts_at <= %(moment)s, true))"""


@dataclass(frozen=True)
class Permission:
    """A permission as one of its two sides sees it. `mark` stands for the words, `copy` is what was signed, or ""."""

    id: int
    given_by: int
    asked_by: int
    mine: bool  # the viewer is who gives it
    terms: Terms
    state: State
    mark: str
    made_at: datetime
    signed_at: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None


def live(authorisation_id: int) -> bool:
    """Say whether a permission is in force now."""
    term = Term.objects.filter(id=authorisation_id).first()
    return term is not None and state_of(moments_of(term), now()) == "live"


def in_force(viewer: Viewer, authorisation_id: int) -> bool:
    """Say whether the viewer may publish on this permission now."""
    mine = Authorisation.objects.filter(id=authorisation_id, drafter_id=viewer.persona_id).exists()
    return viewer.signed_in and mine and live(authorisation_id)


def given(viewer: Viewer) -> list[Permission]:
    """Return what the viewer was asked for or gave, newest first."""
    rows = Authorisation.objects.filter(owner_id=viewer.persona_id) if viewer.signed_in else ()
    return _seen(viewer, rows)


def asked(viewer: Viewer) -> list[Permission]:
    """Return what the viewer asked for, newest first."""
    rows = Authorisation.objects.filter(drafter_id=viewer.persona_id) if viewer.signed_in else ()
    return _seen(viewer, rows)


def usable(viewer: Viewer) -> list[Permission]:
    """Return the permissions on which the viewer may publish now."""
    return [one for one in asked(viewer) if one.state == "live"]


def one(viewer: Viewer, authorisation_id: int) -> Permission:
    """Return a permission to one of its two sides; raise NotHere for everybody else."""
    row = _row(viewer, authorisation_id)
    return _seen(viewer, [row])[0]


def copy(viewer: Viewer, authorisation_id: int) -> str:
    """Return the signed copy to one of the two sides; raise NotHere for everybody else, and while it is not signed."""
    row = _row(viewer, authorisation_id)
    if row.signature is None:
        raise NotHere
    return vault().open(bytes(row.signature), row.place("signature"))


def shown_text(viewer: Viewer, authorisation_id: int) -> str:
    """Return, in words, how often what hangs on a permission was shown: exact figures could tell of single readers."""
    _row(viewer, authorisation_id)
    times = Shown.objects.filter(authorisation_id=authorisation_id).aggregate(n=Sum("times"))["n"] or 0
    if times < disclosure.FLOOR:
        return "fewer than 11 times" if times else "not yet"
    return f"about {disclosure.shown(times):,} times"


def _row(viewer: Viewer, authorisation_id: int) -> Authorisation:
    row = Authorisation.objects.filter(id=authorisation_id).first()
    if row is None or not viewer.signed_in or viewer.persona_id not in (row.owner_id, row.drafter_id):
        raise NotHere
    return row


def _seen(viewer: Viewer, rows: Iterable[Authorisation]) -> list[Permission]:
    rows = sorted(rows, key=lambda row: -row.id)
    terms = Term.objects.in_bulk([row.id for row in rows])
    return [_permission(viewer, row, terms[row.id]) for row in rows if row.id in terms]


def _permission(viewer: Viewer, row: Authorisation, term: Term) -> Permission:
    said, state = opened(row), state_of(moments_of(term), now())
    return Permission(
        id=row.id,
        given_by=row.owner_id,
        asked_by=row.drafter_id,
        mine=row.owner_id == viewer.persona_id,
        terms=said,
        state=state,
        mark=mark_of(row, said),
        made_at=row.made_at,
        signed_at=term.signed_at,
        ends_at=term.ends_at,
        ended_at=term.revoked_at or (term.ends_at if state == "expired" else term.declined_at),
    )
