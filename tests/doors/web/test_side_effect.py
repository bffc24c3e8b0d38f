"""A draft of a report about a side effect: made of what she chose, of her own alone, and kept nowhere."""

import pytest
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.records import actions
from bedside.areas.visits import reporting
from bedside.areas.visits.reporting import Filled, report_of
from bedside.kit.clock import now
from bedside.policy.courses import Course, Dose
from bedside.policy.dates import part
from bedside.policy.symptoms import Strength
from bedside.policy.visits.side_effect import Report, sections
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
TODAY = now().date()


def takes(who: Persona, name: str) -> int:
    course = Course(
        text=name,
        purpose="Pain",
        declared=TODAY,
        start=part("2024-05"),
        dose=Dose(amount="5", unit="mg", times="daily"),
    )
    return actions.add_treatment(by=viewer_of(who), course=course)


def feels(who: Persona, name: str, note: str) -> int:
    felt = actions.Felt(name, Strength("0-10", 7), note=note)
    return actions.log_symptom(by=viewer_of(who), day=TODAY, felt=felt)


@pytest.fixture
def joan() -> Persona:
    return make_persona(name="Joan Reed")


def sends(who: Persona, **said: object):
    return client_of(who).post(reverse("side_effect"), {"effect": "Hair loss", **said})


def test_a_draft_is_a_pdf_to_download(joan: Persona) -> None:
    alpha, note = takes(joan, "Alphamycin"), feels(joan, "Bare patches", "After a wash")
    answer = sends(joan, suspected=alpha, items=[note], serious=["lasting"], country="GB", began="2024-06")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]


def test_only_what_she_chose_of_her_own_stands_in_it(joan: Persona) -> None:
    alpha, beta = takes(joan, "Alphamycin"), takes(joan, "Betamycin")
    mine, other = feels(joan, "Bare patches", ""), feels(joan, "Fog", "A secret")
    stranger = make_persona()
    hers, felt = takes(stranger, "Gammamycin"), feels(stranger, "Rash", "Hers")
    filled = Filled(country="US", effect="Hair loss", suspected=beta, others={alpha, hers}, items={mine, felt})
    report = report_of(viewer_of(joan), filled, today=TODAY)
    assert report.medicines == (
        "Betamycin, 5 mg daily, for Pain, from May 2024",
        "Alphamycin, 5 mg daily, for Pain, from May 2024",
    )
    assert [line.partition(": ")[2] for line in report.diary] == ["Bare patches, 7 of 10"]
    assert other
    assert b"%PDF" in reporting.pdf(report)[:8]


def test_anothers_treatment_and_an_odd_date_are_refused_with_words(joan: Persona) -> None:
    alpha, hers = takes(joan, "Alphamycin"), takes(make_persona(), "Gammamycin")
    assert sends(joan, suspected=hers).status_code == 422
    answer = sends(joan, suspected=alpha, began="last week")
    assert answer.status_code == 422
    assert "Write the date as" in answer.content.decode()


def test_without_a_treatment_the_page_says_what_to_do_first(joan: Persona) -> None:
    page = client_of(joan).get(reverse("side_effect")).content.decode()
    assert "No treatment yet" in page


def test_what_was_left_open_is_said_to_be_open() -> None:
    report = Report(
        country="",
        effect="Rash",
        began="",
        outcome="",
        serious=(),
        story="",
        medicines=(),
        diary=(),
        about="",
        made_on=TODAY,
    )
    said = dict(sections(report))
    assert said["What happened"] == ["Rash", "Began: not said"]
    assert said["Was it serious?"] == ["Nothing of the list said."]
    assert said["About me"] == ["Not said."]
