"""A patient comes to a practice's door: with a code as its patient, without one for matters of the office (B55)."""

from django.db import IntegrityError, transaction

from bedside.areas.audit.actions import record
from bedside.areas.messaging.actions import codes, steps
from bedside.areas.messaging.actions.care_teams import end_with
from bedside.areas.messaging.models import Channel, Thread
from bedside.areas.messaging.queries.for_patients import channel_for
from bedside.areas.messaging.queries.mine import only_patients
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import door
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.limits import TO_UNKNOWN
from bedside.policy.practice.threads import Move, State


def open_with_code(*, by: Viewer, practice_id: int, typed: str, network: str) -> Channel:
    """Open a channel with a code that the practice gave, and return it; what was begun without one goes on in it.

    Raises Refused `wrong_code`, or TooManyTries; `known_already` where a code was used before: no code is spent then.
    """
    only_patients(by)
    if door(practice_id) is None:
        raise NotHere
    _not_known(by, practice_id)
    with codes.trying(by=by, network=network):
        return _tried(by, practice_id, typed)


def open_by_code(*, by: Viewer, typed: str, network: str) -> Channel:
    """Open a channel with a code alone, at whichever practice gave it, and return it: as `open_with_code` does.

    It is the way to a practice that is found by invitation only. A wrong code and one of a practice without a door
    give the same answer, and count the same.
    """
    only_patients(by)
    with codes.trying(by=by, network=network):
        practice_id = codes.practice_of(typed)
        if practice_id:
            _not_known(by, practice_id)
        return _tried(by, practice_id, typed)


def _not_known(by: Viewer, practice_id: int) -> None:
    before = Channel.objects.filter(practice_id=practice_id, patient_id=by.persona_id).first()
    if before is not None and not before.pre_patient:
        what = "This practice knows you already."
        raise Refused(what, do="You can write to it. No code is needed.", code="known_already", field="code")


def _tried(by: Viewer, practice_id: int, typed: str) -> Channel:
    try:
        return _opened(by, practice_id, typed)
    except Refused as wrong:
        record("code.tried", by=by.persona_id, about=("practice", practice_id), outcome="deny", code=wrong.code)
        raise


@transaction.atomic
def _opened(by: Viewer, practice_id: int, typed: str) -> Channel:
    row = codes.take_code(practice_id=practice_id, typed=typed)
    channel = locked_channel(by, practice_id)
    codes.keep_record(channel, row)
    channel.pre_patient, channel.relation, channel.closed_at = False, "treating", None
    channel.save(update_fields=["record_sealed", "pre_patient", "relation", "closed_at"])
    record("channel.opened", by=by.persona_id, about=("channel", channel.id), subject=by.persona_id, code=row.id)
    return channel


def locked_channel(by: Viewer, practice_id: int) -> Channel:
    """Return the patient's channel to a practice, made where there is none. The caller is in a transaction."""
    found = steps.own_channel(by, practice_id)
    if found is None:
        try:
            with transaction.atomic():
                return Channel.objects.create(practice_id=practice_id, patient_id=by.persona_id)
        except IntegrityError:  # made by the other press of the same button
            found = steps.own_channel(by, practice_id)
    if found is None:
        raise NotHere
    return found


def channel_to_begin(by: Viewer, practice_id: int, *, patient_id: int) -> Channel:
    """Return, locked, the channel in which something new is begun. The caller is in a transaction.

    A patient's own is made where there is none; a carer's is that of a patient who lets her write there, now.
    """
    if not patient_id:
        return locked_channel(by, practice_id)
    found = channel_for(by, practice_id, patient_id)
    return Channel.objects.select_for_update(of=("self",)).get(id=found.id)


def count_stranger(by: Viewer, practice_id: int) -> None:
    """Count one practice more to which somebody writes without a code; raise TooManyTries at the fifth of a day."""
    if not Channel.objects.filter(practice_id=practice_id, patient_id=by.persona_id).exists():
        limits.require(TO_UNKNOWN, value=str(by.persona_id))


@transaction.atomic
def end_channel(*, by: Viewer, practice_id: int) -> None:
    """End all messages with a practice: every thread is closed, and nothing can be sent by either side any more.

    Care teams that the practice is in end with it.
    """
    channel = steps.own_channel(by, practice_id) if by.confirmed else None
    if channel is None or channel.closed_at is not None:
        raise NotHere
    moment = now()
    live = Thread.objects.select_for_update(of=("self",)).filter(channel=channel).exclude(state=State.CLOSED)
    for thread in live:
        fields = steps.moved(thread, Move.CLOSED)
        thread.closed_at, thread.asked_at, thread.due_at, thread.wakes_at = moment, None, None, None
        thread.save(update_fields=[*fields, "closed_at", "asked_at", "due_at", "wakes_at"])
    channel.closed_at = moment
    channel.save(update_fields=["closed_at"])
    end_with(by=by, practice_id=practice_id)
    record("channel.ended", by=by.persona_id, about=("channel", channel.id), subject=by.persona_id)


@transaction.atomic
def reopen_channel(*, by: Viewer, practice_id: int) -> None:
    """Open a channel again that its patient ended; raise NotHere for every other."""
    channel = steps.own_channel(by, practice_id) if by.confirmed else None
    if channel is None or channel.closed_at is None:
        raise NotHere
    channel.closed_at = None
    channel.save(update_fields=["closed_at"])
    record("channel.opened", by=by.persona_id, about=("channel", channel.id), subject=by.persona_id)
