"""A clinician opens a patient's page: the reason is the clinician's own, and nobody is told."""

from datetime import timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.contacts import actions, queries
from bedside.areas.contacts.actions.looking_up import forget_look_ups
from bedside.areas.contacts.models import LookUp
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests.factories import keep_away, make_persona, viewer_of

pytestmark = pytest.mark.django_db
REASON = "She asked me for help under my post."


@pytest.fixture
def doctor() -> Persona:
    return make_persona(kind="clinician")


@pytest.fixture
def patient() -> Persona:
    return make_persona()


@pytest.mark.parametrize("kind", ["patient", "carer", "personal"])
def test_the_page_opens_once_there_is_a_reason_and_for_an_hour(kind: str, doctor: Persona) -> None:
    member = make_persona(kind=kind)
    viewer = viewer_of(doctor)
    assert not queries.page_is_open(viewer, member) or kind == "personal"
    actions.look_up(by=viewer, target_id=member.id, reason=REASON)
    assert queries.page_is_open(viewer, member)
    LookUp.objects.update(at=now() - timedelta(hours=1, minutes=1))
    assert not queries.page_is_open(viewer, member) or kind == "personal"


@pytest.mark.parametrize("kind", ["patient", "carer", "personal", "researcher", "organisation"])
def test_others_are_asked_nothing(kind: str, patient: Persona) -> None:
    assert queries.page_is_open(viewer_of(make_persona(kind=kind)), patient)


def test_a_colleagues_page_and_ones_own_are_open(doctor: Persona) -> None:
    assert queries.page_is_open(viewer_of(doctor), make_persona(kind="clinician"))
    assert queries.page_is_open(viewer_of(doctor), doctor)


@pytest.mark.parametrize("reason", ["", "   ", "Curious"])
def test_a_reason_that_says_nothing_opens_nothing(reason: str, doctor: Persona, patient: Persona) -> None:
    with pytest.raises(Refused):
        actions.look_up(by=viewer_of(doctor), target_id=patient.id, reason=reason)
    assert not queries.page_is_open(viewer_of(doctor), patient)


def test_the_reason_is_sealed_and_the_clinician_alone_reads_it(doctor: Persona, patient: Persona) -> None:
    actions.look_up(by=viewer_of(doctor), target_id=patient.id, reason=REASON)
    assert REASON.encode() not in bytes(LookUp.objects.get().reason_sealed)
    assert [(one.persona, one.reason) for one in queries.look_ups(viewer_of(doctor))] == [(patient, REASON)]
    assert queries.look_ups(viewer_of(patient)) == queries.look_ups(viewer_of(make_persona(kind="clinician"))) == []


def test_nobody_is_told_and_the_audit_names_neither_the_member_nor_the_reason(
    doctor: Persona, patient: Persona
) -> None:
    actions.look_up(by=viewer_of(doctor), target_id=patient.id, reason=REASON)
    row = AuditEntry.objects.get(action="contacts.look_up")
    assert (row.object_id, row.subject_id) == (None, None) or row.subject_id == doctor.id
    assert REASON not in str(row.detail)
    assert str(patient.id) not in str(row.detail)
    assert not OutboxRow.objects.exists()


def test_who_is_kept_away_from_her_finds_nothing_to_look_at_and_her_name_is_gone_from_the_log(
    doctor: Persona, patient: Persona
) -> None:
    actions.look_up(by=viewer_of(doctor), target_id=patient.id, reason=REASON)
    keep_away(patient, doctor)
    assert [one.persona for one in queries.look_ups(viewer_of(doctor))] == [None]
    with pytest.raises(NotHere):
        actions.look_up(by=viewer_of(doctor), target_id=patient.id, reason=REASON)


def test_a_line_is_taken_out_by_its_owner_alone(doctor: Persona, patient: Persona) -> None:
    actions.look_up(by=viewer_of(doctor), target_id=patient.id, reason=REASON)
    (line,) = queries.look_ups(viewer_of(doctor))
    actions.drop_look_up(by=viewer_of(patient), look_up_id=line.id)
    assert LookUp.objects.count() == 1
    actions.drop_look_up(by=viewer_of(doctor), look_up_id=line.id)
    assert LookUp.objects.count() == 0


def test_lines_go_after_their_time(doctor: Persona, patient: Persona) -> None:
    actions.look_up(by=viewer_of(doctor), target_id=patient.id, reason=REASON)
    forget_look_ups(days=365)
    assert LookUp.objects.count() == 1
    LookUp.objects.update(at=now() - timedelta(days=366))
    forget_look_ups(days=365)
    assert LookUp.objects.count() == 0
