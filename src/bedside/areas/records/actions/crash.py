"""A member is in a crash: one press says so, one press says how, one press ends it.

The audit log is told that a record was put aside and taken up again, and not why.
"""

from datetime import datetime

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.days import say_day
from bedside.areas.records.actions.steps import confirmed_only, hold_source
from bedside.areas.records.actions.telling import tell_people
from bedside.areas.records.errors import Unclear
from bedside.areas.records.events import CrashWasNone
from bedside.areas.records.models.crash import Crash
from bedside.areas.records.queries.crash import crash_rows
from bedside.areas.records.queries.days import today
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.outbox.actions import publish
from bedside.policy.crash import FACES, Span, is_slip, taken_in


@transaction.atomic
def begin_crash(*, by: Viewer) -> int:
    """Begin a crash, or stay in the one that lasts; return its id. Whom she named before is told that it began."""
    confirmed_only(by)
    hold_source(f"crashes of {by.account_id}")
    lasting = crash_rows(by).filter(ended_at=None).first()
    if lasting is not None:
        return lasting.id
    begun = Crash.objects.create(owner_id=by.account_id, proxy_id=by.proxy_id or None)
    record("records.pause", by=by.hand_id, about=("record", None), subject=by.persona_id)
    tell_people(by, crash_id=begun.id)
    return begun.id


@transaction.atomic
def begin_crash_then(*, by: Viewer, said_at: datetime, client_key: int) -> None:
    """Begin a crash that was said on a phone without a connection, at the moment at which it was said.

    One that lasted then or began later is the same, and began when either was said first. A new one tells whom she
    named, since it lasts. The caller has seen that this key was not heard before.
    """
    confirmed_only(by)
    hold_source(f"crashes of {by.account_id}")
    rows = {Span(row.began_at, row.ended_at): row for row in crash_rows(by)}
    same = taken_in(rows, said_at)
    if same is None:
        begun = Crash.objects.create(
            owner_id=by.account_id, began_at=said_at, proxy_id=by.proxy_id or None, client_key=client_key
        )
        tell_people(by, crash_id=begun.id)
    else:
        row = rows[same]
        row.began_at, row.client_key = min(row.began_at, said_at), row.client_key or client_key
        row.save(update_fields=["began_at", "client_key"])
    record("records.pause", by=by.hand_id, about=("record", None), subject=by.persona_id)


@transaction.atomic
def end_crash(*, by: Viewer) -> None:
    """End the crash that lasts; nothing happens without one. One of at most 30 seconds was a slip, and is none."""
    confirmed_only(by)
    hold_source(f"crashes of {by.account_id}")
    lasting = crash_rows(by).filter(ended_at=None).first()
    if lasting is None:
        return
    lasting.ended_at = max(now(), lasting.began_at)
    if is_slip(Span(lasting.began_at, lasting.ended_at)):
        publish(CrashWasNone(lasting.id))
        lasting.delete()
    else:
        lasting.save(update_fields=["ended_at"])
        tell_people(by, crash_id=lasting.id, over=True)
    record("records.resume", by=by.persona_id, about=("record", None), subject=by.persona_id)


@transaction.atomic
def stay_in_crash(*, by: Viewer) -> None:
    """Keep that its owner was asked whether it is over, and that it is not; she is not asked again."""
    confirmed_only(by)
    if crash_rows(by).filter(ended_at=None, asked_at=None).update(asked_at=now()):
        record("records.stay", by=by.persona_id, about=("record", None), subject=by.persona_id)


@transaction.atomic
def delete_crash(*, by: Viewer, crash_id: int) -> None:
    """Delete a crash that is over: silent days in it are "not asked" without a reason. Raises NotHere for no such."""
    confirmed_only(by)
    gone, _each = crash_rows(by).filter(id=crash_id).exclude(ended_at=None).delete()
    if not gone:
        raise NotHere
    record("records.forget", by=by.persona_id, about=("record", None), subject=by.persona_id)


def say_in_crash(*, by: Viewer, how: str, client_key: int | None = None) -> int:
    """Keep worst, bad or better for today; return the day's id. Raises Unclear for anything else, and as `say_day`."""
    if how not in FACES:
        raise Unclear("Press one of the three buttons.", field="how")
    return say_day(by=by, day=today(by), face=FACES[how], client_key=client_key, in_crash=True)
