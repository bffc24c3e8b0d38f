"""The record of whom one cares for, over HTTP: one page to see and enter, and who entered what on the owner's own."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Persona
from bedside.areas.records import actions
from bedside.areas.records.actions import sharing
from bedside.areas.records.models import AskedWave
from bedside.areas.records.queries import own_entries, own_treatments
from bedside.kit.clock import now
from bedside.policy.consents.grants import RECORD
from bedside.policy.courses import Course
from bedside.policy.dates import part
from tests.areas.consents.test_grants import granted
from tests.areas.records.keeping import keep_one_of_each
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
TODAY = now().date


@dataclass
class Care:
    """Joan, Ana who cares for her, and the grant between them."""

    joan: Persona
    ana: Persona
    grant: int

    def page(self, who: Persona, name: str, *args: Any) -> str:
        response = client_of(who).get(reverse(name, args=args))
        assert response.status_code == 200
        return response.content.decode()

    def record(self) -> str:
        return self.page(self.ana, "carer_record", self.grant)

    def sends(self, name: str, *more: Any, **said: Any) -> int:
        url = reverse(name, args=[self.grant, *more])
        return int(client_of(self.ana).post(url, said).status_code)


@pytest.fixture
def care() -> Care:
    return with_scopes(*RECORD)


def with_scopes(*scopes: str) -> Care:
    joan, ana = make_persona(name="Joan Reed"), make_persona(kind="carer", name="Ana Reed")
    return Care(joan, ana, granted(joan, ana, scopes=frozenset(scopes)))


def test_she_enters_a_day_a_symptom_and_a_treatment_and_joan_reads_who_did(care: Care) -> None:
    day = TODAY().isoformat()
    assert care.sends("carer_day", day=day, face="2", line="She slept badly") == 302
    assert care.sends("carer_symptom", day=day, symptom="Headache", how="0-10:6") == 302
    assert care.sends("carer_treatment", text="Ginger tea", purpose="rest", taking="yes") == 302
    page = care.record()
    assert all(words in page for words in ("She slept badly", "Headache", "Ginger tea", "entered by Ana Reed"))
    for name in ("record", "symptoms"):
        assert "entered by Ana Reed" in care.page(care.joan, name)
    course = own_treatments(viewer_of(care.joan))[0].id
    assert "entered by Ana Reed" in care.page(care.joan, "record_course", course)
    assert "Your record, as far as you let them" in care.page(care.joan, "looks")


def test_what_is_for_joan_alone_is_not_on_the_page_and_changes_no_answer(care: Care) -> None:
    made, joan = keep_one_of_each(viewer_of(care.joan)), viewer_of(care.joan)
    assert "Riboflavin" in care.record()
    for kind, number in made.items():
        sharing.choose(by=joan, kind=kind, item_id=number, audiences=[], alone=True)
    page = care.record()
    assert not any(words in page for words in ("Riboflavin", "Migraine", "Headache", "A grey day"))
    assert "Nothing to see yet" in page
    assert "Migraine" not in care.page(care.ana, "carer_treatment", care.grant)
    sent = {"text": "Riboflavin", "purpose": "rest", "taking": "yes"}
    assert care.sends("carer_treatment", **sent) == 302


def test_she_answers_beside_joan_and_not_for_her(care: Care) -> None:
    start = part(TODAY().isoformat())
    made = Course(text="Riboflavin", purpose="rest", declared=TODAY(), start=start, asks=True)
    course = actions.add_treatment(by=viewer_of(care.joan), course=made)
    AskedWave.objects.filter(course_id=course, wave="w2").update(opens=TODAY())
    question = AskedWave.objects.get(course_id=course, wave="w2").id
    assert "after 2 weeks" in care.record()
    assert care.sends("carer_question", question, effect="2") == 302
    assert "You answered" in care.record()
    page = care.page(care.joan, "record_course", course)
    assert "answered too, for you: entered by Ana Reed" in page
    assert "Open until" in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("carer_day", {"day": "2026-02-31", "face": "2"}),
        ("carer_day", {"face": "9"}),
        ("carer_symptom", {"symptom": "", "how": "0-10:6"}),
        ("carer_treatment", {"text": "Ginger"}),
    ],
)
def test_what_is_not_said_clearly_is_named_and_nothing_is_kept(care: Care, name: str, said: dict[str, str]) -> None:
    assert care.sends(name, **{"day": TODAY().isoformat()} | said) == 422
    assert "Nothing to see yet" in care.record()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("measurements", {"loinc": "29463-7", "value": "62.5", "unit": "kg", "on": "2026-05-06"}),
        ("appointments", {"text": "Dr Rowan", "on": "2026-05-06"}),
        ("allergies", {"text": "Pollen", "sort": "allergy"}),
        ("immunisations", {"text": "Tetanus", "on": "2022"}),
        ("procedures", {"text": "Knee repair", "on": "2018"}),
    ],
)
def test_she_enters_other_things_too_and_joan_reads_who_did(care: Care, kind: str, said: dict[str, str]) -> None:
    assert care.sends("carer_entry", kind, **said) == 302
    assert "entered by Ana Reed" in care.record()
    (kept,) = own_entries(viewer_of(care.joan), kind)
    assert kept.share == ()
    assert "entered by Ana Reed" in care.page(care.joan, "record_entry", kind, kept.id)
    told = AuditEntry.objects.get(action="records.add_entry")
    assert (told.actor_id, told.subject_id) == (care.ana.id, care.joan.id)


@pytest.mark.parametrize("kind", ["goals", "notes", "nonsense"])
def test_goals_and_notes_are_the_owner_s_own_words(care: Care, kind: str) -> None:
    assert care.sends("carer_entry", kind, text="To the gate", words="Slowly") == 404


def test_what_is_unlikely_is_asked_once(care: Care) -> None:
    said = {"loinc": "29463-7", "value": "6250", "unit": "kg", "on": "2026-05-06"}
    assert care.sends("carer_entry", "measurements", **said) == 422
    assert care.sends("carer_entry", "measurements", **said, sure="on") == 302


def test_a_page_offers_only_what_the_grant_holds() -> None:
    care = with_scopes("enter logs")
    keep_one_of_each(viewer_of(care.joan))
    page = care.record()
    assert "One press keeps it" in page
    assert "Add a treatment" not in page
    assert "Riboflavin" not in page
    assert care.sends("carer_treatment", text="Ginger", purpose="rest", taking="yes") == 404
    assert "Add a measurement" in page
    assert "Add an allergy" not in page
    assert care.sends("carer_entry", "allergies", text="Pollen", sort="allergy") == 404


def test_after_the_end_there_is_nothing_and_the_carer_s_list_has_no_line(care: Care) -> None:
    assert reverse("carer_record", args=[care.grant]) in care.page(care.ana, "carers")
    client_of(care.joan).post(reverse("carer_answer", args=[care.grant]), {"do": "end"})
    assert client_of(care.ana).get(reverse("carer_record", args=[care.grant])).status_code == 404
    assert care.sends("carer_day", day=TODAY().isoformat(), face="2") == 404
    assert reverse("carer_record", args=[care.grant]) not in care.page(care.ana, "carers")
