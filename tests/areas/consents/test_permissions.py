"""Asking for a permission, signing and ending it."""

import json
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.audit.models import AuditEntry
from bedside.areas.consents import actions, queries
from bedside.areas.consents import signed as copies
from bedside.areas.consents.actions.signing import AlreadyAnswered
from bedside.areas.consents.models import Authorisation, Term
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from tests.areas.consents.asking import asked, make_doctor, signed, signing, terms
from tests.factories import make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db


def test_what_is_asked_waits_for_the_patient_and_counts_for_nothing():
    doctor, patient = make_doctor(), make_persona()
    number = asked(doctor, patient)
    assert not queries.live(number)
    assert [one.state for one in queries.given(viewer_of(patient))] == ["draft"]
    assert queries.one(viewer_of(doctor), number).terms == terms()


def test_a_signature_puts_it_in_force_until_the_last_day_is_over_in_its_own_zone():
    doctor, patient = make_doctor(), make_persona()
    with time_machine.travel("2027-07-01T12:00:00Z", tick=False):
        number = signed(doctor, patient, until=now().date(), zone="America/Chicago")
        assert queries.live(number)
    with time_machine.travel("2027-07-02T04:59:59Z", tick=False):
        assert queries.live(number)
    with time_machine.travel("2027-07-02T05:00:00Z", tick=False):
        assert not queries.live(number)
        assert queries.one(viewer_of(patient), number).state == "expired"


def test_one_with_a_first_day_waits_for_it():
    doctor, patient = make_doctor(), make_persona()
    number = signed(doctor, patient, since=(now() + timedelta(days=3)).date())
    assert queries.one(viewer_of(doctor), number).state == "signed"
    assert queries.usable(viewer_of(doctor)) == []
    with time_machine.travel(now() + timedelta(days=5)):
        assert [one.id for one in queries.usable(viewer_of(doctor))] == [number]


@pytest.mark.parametrize("kind", ["patient", "carer", "student", "personal"])
def test_only_clinicians_and_organisations_ask(kind):
    with pytest.raises(NotAllowed):
        asked(make_persona(kind=kind), make_persona())


@pytest.mark.parametrize("level", ["V0", "V1", "V2", "P"])
def test_a_clinician_whose_licence_was_not_checked_asks_nobody(level):
    doctor = make_persona(kind="clinician")
    if level != "V0":
        make_credential(doctor, level=level)
    with pytest.raises(NotAllowed):
        asked(doctor, make_persona())


def test_everybody_who_cannot_be_asked_gets_one_answer():
    doctor = make_doctor()
    others = [make_persona(kind="personal").id, make_persona(hidden=True).id, make_persona(kind="clinician").id, 4711]
    others.append(make_persona(account=doctor.account).id)
    said = set()
    for other in others:
        with pytest.raises(Refused) as refused:
            actions.ask(by=viewer_of(doctor), owner_id=other, terms=terms())
        said.add((refused.value.what, refused.value.do, refused.value.code))
    assert len(said) == 1
    assert not Authorisation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"what": " "}, "what"),
        ({"purpose": "word " * 31}, "purpose"),
        ({"until": None}, "until"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"until": (now() - timedelta(days=2)).date()}, "until"),
        ({"until": (now() + timedelta(days=3000)).date()}, "until"),
        ({"since": (now() + timedelta(days=60)).date()}, "since"),
        ({"to_whom": "x" * 1001}, "to_whom"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_asked(changes, field):
    with pytest.raises(Refused) as refused:
        asked(make_doctor(), make_persona(), **changes)
    assert refused.value.field == field
    assert not Term.objects.exists()


def test_nobody_but_who_was_asked_can_sign_or_end_it():
    doctor, patient, other = make_doctor(), make_persona(), make_persona()
    number = asked(doctor, patient)
    mine = signing(patient, number)
    for stranger in (other, doctor, make_persona(account=patient.account)):
        with pytest.raises(NotHere):
            actions.sign(by=viewer_of(stranger), authorisation_id=number, signing=mine)
        with pytest.raises(NotHere):
            actions.decline(by=viewer_of(stranger), authorisation_id=number)
    actions.sign(by=viewer_of(patient), authorisation_id=number, signing=mine)
    for stranger in (other, doctor):
        with pytest.raises(NotHere):
            actions.end(by=viewer_of(stranger), authorisation_id=number)
    assert queries.live(number)


def test_nobody_else_learns_of_it():
    doctor, patient = make_doctor(), make_persona()
    number = signed(doctor, patient)
    for stranger in (viewer_of(make_persona()), viewer_of(make_doctor()), ANONYMOUS):
        for question in (queries.one, queries.copy, queries.shown_text):
            with pytest.raises(NotHere):
                question(stranger, number)
        assert queries.given(stranger) == queries.asked(stranger) == []
    for question in (queries.one, queries.copy):
        with pytest.raises(NotHere):
            question(viewer_of(patient), 4711)


@pytest.mark.parametrize("age", [timedelta(minutes=5, seconds=1), None])
def test_who_signs_has_shown_within_five_minutes_that_it_is_she(age):
    doctor, patient = make_doctor(), make_persona()
    number = asked(doctor, patient)
    given = signing(patient, number, proved_at=None if age is None else now() - age)
    with pytest.raises(Refused) as refused:
        actions.sign(by=viewer_of(patient), authorisation_id=number, signing=given)
    assert refused.value.code == "permission.prove"
    assert not queries.live(number)


def test_signing_twice_or_after_a_no_changes_nothing():
    doctor, patient = make_doctor(), make_persona()
    number = signed(doctor, patient)
    before = Term.objects.get(id=number).signed_at
    with pytest.raises(AlreadyAnswered):
        actions.sign(by=viewer_of(patient), authorisation_id=number, signing=signing(patient, number))
    with pytest.raises(AlreadyAnswered):
        actions.decline(by=viewer_of(patient), authorisation_id=number)
    assert Term.objects.get(id=number).signed_at == before
    other = asked(doctor, patient)
    actions.decline(by=viewer_of(patient), authorisation_id=other)
    with pytest.raises(AlreadyAnswered):
        actions.sign(by=viewer_of(patient), authorisation_id=other, signing=signing(patient, other))
    assert queries.one(viewer_of(doctor), other).state == "declined"


def test_only_the_words_that_were_read_can_be_signed():
    doctor, patient = make_doctor(), make_persona()
    number, other = asked(doctor, patient), asked(doctor, patient, what="Something else.")
    wrong = signing(patient, number, mark=queries.one(viewer_of(patient), other).mark)
    with pytest.raises(Refused) as refused:
        actions.sign(by=viewer_of(patient), authorisation_id=number, signing=wrong)
    assert refused.value.code == "permission.changed"


def test_what_was_to_end_before_it_was_signed_can_be_signed_no_more():
    doctor, patient = make_doctor(), make_persona()
    number = asked(doctor, patient)
    with time_machine.travel(now() + timedelta(days=40)), pytest.raises(Refused) as refused:
        actions.sign(by=viewer_of(patient), authorisation_id=number, signing=signing(patient, number))
    assert refused.value.code == "permission.past"


def test_who_signs_for_somebody_else_says_for_whom_and_by_what_right():
    doctor, mother = make_doctor(), make_persona(kind="carer")
    number = asked(doctor, mother)
    for changes, field in (({}, "patient"), ({"patient": "Leo"}, "authority")):
        given = signing(mother, number, signer="parent", **changes)
        with pytest.raises(Refused) as refused:
            actions.sign(by=viewer_of(mother), authorisation_id=number, signing=given)
        assert refused.value.field == field
    given = signing(mother, number, signer="parent", patient="Leo Ferreira", authority="I am his mother.")
    actions.sign(by=viewer_of(mother), authorisation_id=number, signing=given)
    told = copies.checked(queries.copy(viewer_of(mother), number))
    assert told is not None
    assert (told["signed"]["patient"], told["signed"]["authority"]) == ("Leo Ferreira", "I am his mother.")


def test_both_sides_hold_a_copy_that_shows_every_change():
    doctor, patient = make_doctor(), make_persona()
    number = signed(doctor, patient)
    copy = queries.copy(viewer_of(patient), number)
    assert copy == queries.copy(viewer_of(doctor), number)
    told = copies.checked(copy)
    assert told is not None
    assert told["terms"]["what"] == terms().what
    assert set(told["statements"]) == {"revocation", "no_conditions", "redisclosure"}
    parts = json.loads(copy)
    parts["document"] = parts["document"].replace("left arm", "right arm")
    assert copies.checked(json.dumps(parts)) is None
    assert copies.checked("no copy") is copies.checked("[]") is copies.checked("{}") is None


def test_the_patient_ends_it_at_once_and_alone():
    doctor, patient = make_doctor(), make_persona()
    number = signed(doctor, patient)
    actions.end(by=viewer_of(patient), authorisation_id=number)
    assert not queries.live(number)
    ended = Term.objects.get(id=number).revoked_at
    actions.end(by=viewer_of(patient), authorisation_id=number)
    assert Term.objects.get(id=number).revoked_at == ended
    assert AuditEntry.objects.filter(action="permission.ended", object_id=number).count() == 1


def test_what_is_not_signed_can_be_taken_back_by_who_asked_and_then_is_nowhere():
    doctor, patient = make_doctor(), make_persona()
    number = asked(doctor, patient)
    for stranger in (patient, make_doctor()):
        with pytest.raises(NotHere):
            actions.take_back(by=viewer_of(stranger), authorisation_id=number)
    actions.take_back(by=viewer_of(doctor), authorisation_id=number)
    assert not Authorisation.objects.exists()
    assert not Term.objects.exists()
    kept = signed(doctor, patient)
    with pytest.raises(NotHere):
        actions.take_back(by=viewer_of(doctor), authorisation_id=kept)


def test_the_texts_lie_sealed():
    doctor, patient = make_doctor(), make_persona()
    row = Authorisation.objects.get(id=signed(doctor, patient))
    assert b"rash" not in bytes(row.terms)
    assert row.signature is not None
    assert b"rash" not in bytes(row.signature)


def test_the_worker_tells_of_each_end_once():
    doctor, patient = make_doctor(), make_persona()
    signed(doctor, patient, until=(now() + timedelta(days=20)).date())
    with time_machine.travel(now() + timedelta(days=15)):
        assert actions.tick() == 1
        assert actions.tick() == 0
    with time_machine.travel(now() + timedelta(days=25)):
        assert actions.tick() == 1
        assert actions.tick() == 0


def test_how_often_it_was_shown_is_told_without_exact_figures():
    doctor, patient = make_doctor(), make_persona()
    number = signed(doctor, patient)
    assert queries.shown_text(viewer_of(patient), number) == "not yet"
    actions.note_shown([number])
    assert queries.shown_text(viewer_of(patient), number) == "fewer than 11 times"
    actions.note_shown([number] * 22)
    assert queries.shown_text(viewer_of(patient), number) == "about 25 times"
