"""The second person's answer, and telling the member."""

from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.moderation import queries
from bedside.areas.moderation.actions.steps import role_of, seal
from bedside.areas.moderation.events import EmergencyOpened
from bedside.areas.moderation.models import EmergencyAccess
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.policy import break_glass, permissions


@transaction.atomic
def allow(*, by: Viewer, access_id: int, delay_days: int = 0, delay_words: str = "") -> None:
    """Open the access for its asker, for 60 minutes; the member is told now, or after `delay_days`.

    Raises `NotHere` for who may not answer, and once the ten minutes are over; `Refused` for a delay without a reason
    or over seven days, and for a delay by anybody but the safety lead.
    """
    access = _held(by, access_id)
    access.allowed_at = now()
    access.tell_at = access.allowed_at
    if delay_days:
        if not permissions.may("delay telling a member", roles=by.staff):
            raise Refused("Only the safety lead can do that.", code="no_delay", field="delay_days")
        try:
            access.tell_at = break_glass.tell_at(access.allowed_at, delay_days=delay_days)
        except ValueError as error:
            raise Refused("Choose 0 to 7 days.", code="delay_too_long", field="delay_days") from error
        access.delay_sealed = seal(access, "delay_sealed", delay_words, field="delay_words")
    _answer(access, by=by)
    _log("emergency.allow", access, by=by, delay_days=delay_days)
    if not delay_days:
        _tell(access)


@transaction.atomic
def decline(*, by: Viewer, access_id: int) -> None:
    """Say no; raise `NotHere` as `allow` does."""
    access = _held(by, access_id)
    access.declined_at = now()
    _answer(access, by=by)
    _log("emergency.decline", access, by=by)


@transaction.atomic
def tell_due() -> int:
    """Tell the members for whom a delay is over; return how many. Called again, nobody is told twice."""
    due = EmergencyAccess.objects.select_for_update(skip_locked=True).filter(told_at=None, tell_at__lte=now())
    for access in due:
        _tell(access)
    return len(due)


def _held(by: Viewer, access_id: int) -> EmergencyAccess:
    """Return the access, locked, so that two answers at once follow each other."""
    if not EmergencyAccess.objects.select_for_update().filter(id=access_id).exists():
        raise NotHere
    return queries.to_answer(by, access_id)


def _answer(access: EmergencyAccess, *, by: Viewer) -> None:
    access.answered_by, access.answered_account = by.persona_id, by.account_id
    access.save()


def _log(action: str, access: EmergencyAccess, *, by: Viewer, **detail: Any) -> None:
    record(
        action,
        by=by.persona_id,
        role=role_of(by),
        about=("emergency", access.id),
        subject=access.persona_id,
        reason_code=access.reason_code,
        **detail,
    )


def _tell(access: EmergencyAccess) -> None:
    access.told_at = now()
    access.save(update_fields=["told_at"])
    publish(EmergencyOpened(access_id=access.id, persona_id=access.persona_id))
