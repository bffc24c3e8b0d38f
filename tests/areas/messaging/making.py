"""Practices with teams, channels and threads, written directly: what the actions do is what the tests are about."""

import io
import secrets
from datetime import date, time, timedelta
from typing import Any

from PIL import Image

from bedside.areas.messaging.models import (
    CallRequest,
    CareMessage,
    CareSeen,
    CareTeam,
    CareThread,
    Channel,
    IdentityCode,
    Likeness,
    MailConsent,
    Message,
    Picture,
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


def a_picture(colour: tuple[int, int, int] = (20, 90, 160), *, form: str = "PNG") -> bytes:
    """Return the bytes of a picture of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, form)
    return made.getvalue()


def hang(message: Message, data: bytes = b"") -> Picture:
    """Return a picture that hangs on a message."""
    row = Picture(message=message, practice_id=message.practice_id, patient_id=message.patient_id, width=40, height=30)
    row.internal, row.media_type = message.kind == "internal", "image/png"
    patient = Persona.objects.select_related("account").get(id=message.patient_id)
    row.data_sealed = vault().seal_bytes(data or a_picture(), row.place(), key_no=patient.account.key_no)
    row.save()
    message.images.append(str(row.id))
    message.save(update_fields=["images"])
    return row


def make_care_team(patient: Persona, *practices: Practice, about: str = "The operation.", **fields: Any) -> CareTeam:
    """Return a consent that was signed just now, for 30 days."""
    ids = [one.pk for one in practices]
    told = {"named": ids, "readers": ids, "until_at": now() + timedelta(days=30)} | fields
    row = CareTeam(patient=patient, **told)
    for column, words in (("about_sealed", about), ("signed_sealed", "{}")):
        setattr(row, column, vault().seal(words, row.place(column), key_no=patient.account.key_no))
    row.save()
    return row


def make_talk(
    team: CareTeam, by: Persona, words: str = "May she stop it?", *, subject: str = "Warfarin", part2: bool = False
) -> CareThread:
    """Return a thread of a care team with one message, by somebody of its first practice."""
    key_no, place = team.patient.account.key_no, team.named[0]
    thread = CareThread(team=team, patient_id=team.patient_id, readers=team.readers, part2=part2)
    thread.subject_sealed = vault().seal(subject, thread.place(), key_no=key_no)
    thread.save()
    about = {"team_id": team.id, "patient_id": team.patient_id, "readers": team.readers, "practice_id": place}
    row = CareMessage(thread=thread, author=by, name=by.name, **about)
    row.words_sealed = vault().seal(words, row.place(), key_no=key_no)
    row.save()
    thread.last_message_id = row.id
    thread.save()
    CareSeen.objects.create(thread=thread, persona=by, name=by.name, upto_id=row.id, **about)
    return thread


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
    hang(sent)
    make_talk(make_care_team(owner, practice), other)
    Likeness.objects.create(message=sent, practice_id=practice.pk, patient_id=owner.id, marks=[1, 2, 3])
    later = now() + timedelta(hours=9)
    TeamShift.objects.create(practice=practice, persona=owner, begins_at=now(), ends_at=later)
    practice.absences.create(persona=owner, hands_to=other, begins_at=now(), ends_at=later)
    practice.delegations.create(persona=owner, deputy=other, until_at=later)
    practice.templates.create(name="Results", words="Your result is fine.", writer_id=owner.id)
    return thread
