"""A patient's copy of her messages: hers alone, whole, at once, with the notice where the law asks for it."""

import json
from datetime import timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.messaging.actions.copying import take_messages
from bedside.areas.messaging.actions.keeping import forget_conversations
from bedside.areas.messaging.models import Thread
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Hold, Persona
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.practice.sending import REDISCLOSURE
from tests.areas.messaging.making import add_message, make_channel, make_colleague, make_practice, make_thread
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread() -> Thread:
    practice = make_practice()
    made = make_thread(make_channel(practice, make_persona(name="Juniper")), subject="Driving", words="May I drive?")
    nurse = make_colleague(practice, name="Nurse A")
    add_message(made, "Yes, you may.", by=nurse, for_name="Dr B")
    add_message(made, "She sounds worried.", by=nurse, kind="internal")
    return made


def patient_of(thread: Thread) -> Persona:
    return Persona.objects.get(id=thread.patient_id)


def test_the_json_holds_both_sides_and_nothing_that_the_team_said_among_itself(thread: Thread) -> None:
    content = take_messages(by=viewer_of(patient_of(thread)), form="json")
    [one] = json.loads(content)["conversations"]
    assert [(said["name"], said["words"]) for said in one["messages"]] == [
        ("Juniper", "May I drive?"),
        ("Nurse A for Dr B", "Yes, you may."),
    ]
    assert b"worried" not in content


def test_the_bundle_holds_one_communication_a_message(thread: Thread) -> None:
    bundle = json.loads(take_messages(by=viewer_of(patient_of(thread)), form="fhir"))
    assert [entry["resource"]["resourceType"] for entry in bundle["entry"]] == ["Communication"] * 2


@pytest.mark.parametrize("words", ["Plain.", '#import "x" $ * _ \\ @a `b`\n\n= Title', "😀 日本語 العربية \u0000", ""])
def test_the_pdf_is_tagged_whatever_was_written(thread: Thread, words: str) -> None:
    if words:
        add_message(thread, words, by=patient_of(thread), by_patient=True)
    content = take_messages(by=viewer_of(patient_of(thread)), form="pdf", thread_id=thread.id)
    assert content.startswith(b"%PDF-")
    assert b"pdfuaid:part" in content


def test_a_tagged_thread_carries_the_notice_in_every_form(thread: Thread) -> None:
    Thread.objects.update(part2=True)
    by = viewer_of(patient_of(thread))
    plain, bundle = (json.loads(take_messages(by=by, form=form)) for form in ("json", "fhir"))
    assert plain["notices"] == [REDISCLOSURE]
    assert {label["code"] for label in bundle["meta"]["security"]} == {"42CFRPart2", "NORDSCLCD"}
    tagged = take_messages(by=by, form="pdf")
    Thread.objects.update(part2=False)
    assert len(tagged) > len(take_messages(by=by, form="pdf"))


def test_a_copy_is_made_by_the_patient_alone_and_stands_in_the_log(thread: Thread) -> None:
    practice = thread.channel.practice
    for other in (make_persona(), make_colleague(practice, "owner", "responder")):
        with pytest.raises(NotHere):
            take_messages(by=viewer_of(other), form="json", thread_id=thread.id)
        with pytest.raises(NotHere):
            take_messages(by=viewer_of(other), form="json")
    assert not AuditEntry.objects.filter(action="export.messages").exists()
    take_messages(by=viewer_of(patient_of(thread)), form="json", thread_id=thread.id)
    entry = AuditEntry.objects.get(action="export.messages")
    assert (entry.object_id, entry.subject_id) == (thread.id, thread.patient_id)


def test_what_she_deleted_for_herself_is_in_no_copy(thread: Thread) -> None:
    Thread.objects.update(hidden_at=now())
    with pytest.raises(NotHere):
        take_messages(by=viewer_of(patient_of(thread)), form="json")


def test_copies_are_limited(thread: Thread) -> None:
    by = viewer_of(patient_of(thread))
    for _time in range(20):
        take_messages(by=by, form="json")
    with pytest.raises(TooManyTries):
        take_messages(by=by, form="json")


def test_closed_conversations_go_after_the_practices_own_years_and_never_under_a_legal_hold() -> None:
    practice = make_practice(keep_years=8)
    held, free = make_channel(practice), make_channel(practice)
    ago = now() - timedelta(days=365 * 7)
    recent = make_thread(free, state="closed", closed_at=ago)
    old = {make_thread(one, state="closed", closed_at=ago - timedelta(days=800)).channel_id for one in (held, free)}
    assert old == {held.id, free.id}
    Hold.objects.create(
        account_id=held.patient.account_id,
        named_by=1,
        reference="Court 1",
        scope="All",
        asked_by=2,
        confirmed_at=now(),
        expires_at=now() + timedelta(days=9),
    )
    assert forget_conversations(0) == 1
    left = Thread.objects.values_list("channel_id", "id")
    assert {channel for channel, _id in left} == {held.id, free.id}
    assert recent.id in {id_ for _channel, id_ in left}
