"""A patient agrees to plain words by mail from one practice, after the warning, and takes that back (B61)."""

import hashlib

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.messaging.actions import steps
from bedside.areas.messaging.models import Channel, MailConsent
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice.sending import RISK


def mark_of_warning() -> str:
    """Return what stands for the warning as it reads now: what was read is what is agreed to."""
    return hashlib.sha256(RISK.encode()).hexdigest()


@transaction.atomic
def agree_to_mail(*, by: Viewer, practice_id: int, read: str) -> None:
    """Agree, for a year; agreeing again begins the year anew.

    Raises NotHere without an open channel to a practice that knows her, Refused `warning` for words that have changed.
    """
    channel = _channel(by, practice_id)
    if channel.pre_patient or channel.closed_at is not None:
        raise NotHere
    if read != mark_of_warning():
        raise Refused("The words are not those that you read.", do="Read them again, then choose.", code="warning")
    _end(channel)
    fields = {"practice_id": practice_id, "patient_id": by.persona_id}
    row = MailConsent.objects.create(channel=channel, warning=bytes.fromhex(read), **fields)
    record("mail.agreed", by=by.persona_id, about=("mail_consent", row.id), subject=by.persona_id)


@transaction.atomic
def end_mail(*, by: Viewer, practice_id: int) -> None:
    """Take it back, at once; nothing happens where there is nothing. Raises NotHere without a channel."""
    channel = _channel(by, practice_id)
    if _end(channel):
        record("mail.ended", by=by.persona_id, about=("channel", channel.id), subject=by.persona_id)


def _end(channel: Channel) -> int:
    return MailConsent.objects.filter(channel=channel, ended_at=None).update(ended_at=now())


def _channel(by: Viewer, practice_id: int) -> Channel:
    channel = steps.own_channel(by, practice_id) if by.confirmed else None
    if channel is None:
        raise NotHere
    return channel
