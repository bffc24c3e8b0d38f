"""Introductions of which one is part: who asks (without a name), whom one asked, and who said yes as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from bedside.areas.contacts.queries import accounts_apart
from bedside.areas.likeme.models import Introduction
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.policy.likeme import ANSWER_DAYS


@dataclass(frozen=True)
class Standing:
    """One introduction. `persona` is there once both said yes; `mine` says that the viewer's account asked."""

    id: int
    mine: bool
    reasons: tuple[str, ...]
    until: datetime
    persona: Persona | None


def introductions(viewer: Viewer) -> list[Standing]:
    """Return those of which the viewer is part, newest first.

    One that was declined still waits in the eyes of who asked. Who blocks or is blocked is in none, on either side.
    """
    return list(_standing(viewer))


def _standing(viewer: Viewer) -> Iterator[Standing]:
    apart = accounts_apart(viewer.account_id)
    for row in rows_of(viewer).select_related("owner_persona", "asked_persona").order_by("-id"):
        mine = row.owner_id == viewer.account_id
        other = row.asked_persona if mine else row.owner_persona
        if is_seen(row, viewer) and ((mine and not row.agreed_at) or other.account_id not in apart):
            yield Standing(
                id=row.id,
                mine=mine,
                reasons=tuple(row.opened()["reasons"]),
                until=row.asked_at + timedelta(days=ANSWER_DAYS),
                persona=other if row.agreed_at and not other.hidden else None,
            )


def is_seen(row: Introduction, viewer: Viewer) -> bool:
    """Say whether one of the viewer's own introductions still stands for her."""
    if row.agreed_at:
        return True
    if row.asked_at <= now() - timedelta(days=ANSWER_DAYS):
        return False
    return row.declined_at is None or row.owner_id == viewer.account_id


def rows_of(viewer: Viewer) -> QuerySet[Introduction]:
    """The introductions of which the viewer's account is part."""
    if not viewer.signed_in:
        return Introduction.objects.none()
    return Introduction.objects.filter(Q(owner_id=viewer.account_id) | Q(asked_id=viewer.account_id))
