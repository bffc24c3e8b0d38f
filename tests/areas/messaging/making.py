"""Practices with teams, channels and threads, written directly: what the actions do is what the tests are about."""

import secrets
from datetime import date, time, timedelta
from typing import Any

from bedside.areas.messaging.models import (
    CallRequest,
    Channel,
    IdentityCode,
    Likeness,
    MailConsent,
    Message,
    Seen,
    Thread,
)
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Hours, Practice, TeamMember, TeamShift
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.policy.practice.reasons import REASONS
from tests.factories import make_persona, make_space


def make_practice(*, slug: str = "", name: str = "Elm Street Practice", **fields: Any) -> Practice:
    """Return a practice that is open on each day around the clock, unless a test closes it."""
    told = {"time_zone": "America/Chicago", "country": "US", "telephone": "555 0140"} | fields
    practice = Practice.objects.create(space=make_space(kind="practice", slug=slug, name=name), **told)
    for weekday in range(7):
        Hours.objects.create(practice=practice, weekday=weekday, opens=time(0), closes=time(0))
    return practice


def put_on_team(persona: Persona, practice: Practice, *roles: str) -> Persona:
    """Give a persona these roles; responder without any."""
    for role in roles or ("responder",):
        TeamMember.objects.create(practice=practice, persona=persona, role=role)
    return persona


def make_colleague(practice: Practice, *roles: str, name: str = "", handle: str = "") -> Persona:
    """Return somebody new on the team."""
    return put_on_team(make_persona(kind="clinician", name=name, handle=handle), practice, *roles)


def make_channel(practice: Practice, patient: Persona | None = None, **fields: Any) -> Channel:
    """Return the channel between a patient and a practice; a treating one."""
    told = {"relation": "treating", "pre_patient": False} | fields
    return Channel.objects.create(practice=practice, patient=patient or make_persona(), **told)


def make_thread(
    channel: Channel, *, reason: str = "question", subject: str = "", words: str = "Can I drive?", **fields: Any
) -> Thread:
    """Return a thread with the patient's first message in it, which nobody has answered."""
    at = fields.pop("at", now())
    kind = REASONS[reason]
    thread = Thread(
        channel=channel,
        practice_id=channel.practice_id,
        patient_id=channel.patient_id,
        reason=reason,
        administrative=kind.administrative,
        **{"urgent": kind.urgent, "asked_at": at, "first_asked_at": at, "opened_at": at, **fields},
    )
    if subject:
        thread.subject_sealed = vault().seal(subject, thread.place(), key_no=channel.patient.account.key_no)
    thread.save()
    if words:
        add_message(thread, words, by=channel.patient, by_patient=True, sent_at=at)
    return thread


def add_message(
    thread: Thread, words: str, *, by: Persona, by_patient: bool = False, kind: str = "message", **fields: Any
) -> Message:
    """Return a message that was written into a thread, which is told of it."""
    message = Message(
        thread=thread,
        practice_id=thread.practice_id,
        patient_id=thread.patient_id,
        kind=kind,
        by_patient=by_patient,
        author=by,
        name=by.name,
        **fields,
    )
    patient = Persona.objects.select_related("account").get(id=thread.patient_id)
    message.words_sealed = vault().seal(words, message.place(), key_no=patient.account.key_no)
    message.save()
    if kind == "message":
        Thread.objects.filter(id=thread.id).update(last_message_id=message.id, last_by_patient=by_patient)
        thread.last_message_id, thread.last_by_patient = message.id, by_patient
    return message


def plant_everything(owner: Persona) -> Thread:
    """Write a row into each table of practices and channels: `owner` is a patient there, and on the team."""
    practice = make_practice()
    put_on_team(owner, practice, "owner", "responder")
    other = make_colleague(practice)
    channel = make_channel(practice, owner)
    thread = make_thread(channel, subject="Driving", owner=owner, state="assigned")
    key_no = owner.account.key_no
    seen = Seen(thread=thread, practice_id=practice.pk, patient_id=owner.id, persona=other, name="A", upto_id=1)
    seen.why_sealed = vault().seal("Cover for a colleague.", seen.place(), key_no=key_no)
    seen.save()
    thread.answering.create(persona=other, practice_id=practice.pk)
    call = CallRequest(
        thread=thread, practice_id=practice.pk, patient_id=owner.id, day=date.today(), opens=time(9), closes=time(12)
    )
    call.number_sealed = vault().seal("555 0177", call.place("number_sealed"), key_no=key_no)
    call.save()
    MailConsent.objects.create(channel=channel, practice_id=practice.pk, patient_id=owner.id, warning=b"1" * 32)
    code = IdentityCode(practice=practice, hash=secrets.token_bytes(16), way="printed", maker_id=owner.id)
    code.expires_at, code.record_sealed = now() + timedelta(days=14), vault().seal("chart 40-117", code.place())
    code.save()
    sent = thread.messages.get()
    Likeness.objects.create(message=sent, practice_id=practice.pk, patient_id=owner.id, marks=[1, 2, 3])
    later = now() + timedelta(hours=9)
    TeamShift.objects.create(practice=practice, persona=owner, begins_at=now(), ends_at=later)
    practice.absences.create(persona=owner, hands_to=other, begins_at=now(), ends_at=later)
    practice.delegations.create(persona=owner, deputy=other, until_at=later)
    practice.templates.create(name="Results", words="Your result is fine.", writer_id=owner.id)
    return thread
