"""The safety queue: made of many who agreed, read by verified clinicians, never on a treatment's page."""

import pytest
from django.urls import reverse

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.areas.records.actions.research import let_use, stop_use
from bedside.areas.records.actions.signalling import look_for_signals
from bedside.areas.records.models import AskedWave, SafetySignal
from bedside.areas.records.queries.signals import safety_signals
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.courses import Course
from bedside.policy.dates import part
from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.sharing import STATISTICS
from tests.factories import client_of, make_credential, make_persona, viewer_of

pytestmark = pytest.mark.django_db


def answered(treatment: str, effect: str, *, times: int = 1) -> Viewer:
    """A member who lets her answers be counted, and named an effect of a treatment."""
    who, today = viewer_of(make_persona()), now().date()
    let_use(by=who, audience=STATISTICS, kinds=["courses"])
    for n in range(times):
        course = Course(text=treatment, purpose="Pain", declared=today, start=part(today.isoformat()))
        course_id = actions.add_treatment(by=who, course=course, another=True)
        asked = AskedWave.objects.create(
            owner_id=who.account_id, course_id=course_id, wave="w2", opens=today, closes=today
        )
        said = Evaluation(side_effects=2, unwanted=(Unwanted(effect if n == 0 else effect.upper()),))
        actions.answer_question(by=who, question_id=asked.id, said=said)
    return who


@pytest.fixture
def reports() -> list[Viewer]:
    """Eleven who name hair loss with one treatment, and others who name something else with others."""
    rest = [("Beta", "Nausea"), ("Gamma", "Nausea"), ("Beta", "Fog")]
    for treatment, effect in rest:
        for _n in range(8):
            answered(treatment, effect)
    return [answered("Alpha", "Hair loss") for _n in range(11)]


def found() -> list[tuple[str, str, int]]:
    look_for_signals()
    return [(row.treatment, row.effect, row.people) for row in SafetySignal.objects.order_by("treatment")]


def test_what_eleven_name_with_one_treatment_is_in_the_queue(reports: list[Viewer]) -> None:
    assert found() == [("alpha", "hair loss", 15)]
    first = SafetySignal.objects.get()
    assert first.times >= 1.5
    assert found() == [("alpha", "hair loss", 15)]
    assert SafetySignal.objects.get().first_seen_at == first.first_seen_at
    stop_use(by=reports[0], audience=STATISTICS)
    assert found() == []


def test_one_person_who_says_it_often_is_one_person() -> None:
    answered("Alpha", "Hair loss", times=12)
    assert found() == []


def test_only_verified_clinicians_read_it(reports: list[Viewer]) -> None:
    look_for_signals()
    clinician = make_persona(kind="clinician")
    make_credential(clinician)
    page = client_of(clinician).get(reverse("signals")).content.decode()
    assert "hair loss" in page
    assert "about 15" in page
    for other in (make_persona(), make_persona(kind="clinician")):
        with pytest.raises(NotHere):
            safety_signals(viewer_of(other))
        assert client_of(other).get(reverse("signals")).status_code == 404
    with as_system("a test looks at the queue"):
        assert SafetySignal.objects.count() == 1
