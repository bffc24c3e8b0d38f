"""One's own crashes; and, for who would remind a member of something, whether to leave her in peace."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.crash import Crash
from bedside.kit.clock import now
from bedside.policy.crash import Span, asks

SHOWN = 50


@dataclass(frozen=True)
class OwnCrash:
    """A crash as its owner sees it. `asks`: the page asks now whether it is over. `proxy_id`: who began it for her."""

    id: int
    began: datetime
    ended: datetime | None
    asks: bool
    proxy_id: int = 0


def crash_rows(viewer: Viewer) -> QuerySet[Crash]:
    """The rows of the viewer's account."""
    return Crash.objects.filter(owner_id=viewer.account_id) if viewer.signed_in else Crash.objects.none()


def own_crash(viewer: Viewer) -> OwnCrash | None:
    """The crash in which the viewer is now; None where she is in none."""
    found = crash_rows(viewer).filter(ended_at=None).first()
    return _own(found) if found else None


def own_crashes(viewer: Viewer) -> tuple[OwnCrash, ...]:
    """Her crashes that are over, the latest first."""
    return tuple(_own(row) for row in crash_rows(viewer).exclude(ended_at=None).order_by("-began_at")[:SHOWN])


def crash_spans(viewer: Viewer) -> tuple[Span, ...]:
    """When she was in a crash, for reading silence rightly."""
    return tuple(Span(*row) for row in crash_rows(viewer).values_list("began_at", "ended_at"))


def wants_peace(viewer: Viewer) -> bool:
    """Say whether reminders and digests wait for now, because their reader is in a crash."""
    return crash_rows(viewer).filter(ended_at=None).exists()


def _own(row: Crash) -> OwnCrash:
    span = Span(row.began_at, row.ended_at)
    asked = asks(span, answered=row.asked_at is not None, at=now())
    return OwnCrash(row.id, row.began_at, row.ended_at, asked, row.proxy_id or 0)
