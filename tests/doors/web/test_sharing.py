"""Who used what, over HTTP: sharing is one form, stopping one press, and it is read by whom it is for."""

import json
from collections.abc import Iterator

import pytest
from django.urls import reverse

from bedside.areas.consents import signed
from bedside.areas.people.models import Persona
from bedside.areas.records import actions
from bedside.areas.records.queries import sharing
from bedside.kit.clock import now
from bedside.policy.fhir.validating import fault
from tests.areas.messaging.making import make_care_team, make_channel, make_colleague, make_practice
from tests.areas.records.keeping import keep_one_of_each
from tests.factories import client_of, join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db
LINE = "The lamp stayed on"


@pytest.fixture
def joan() -> Iterator[Persona]:
    """A member of a community, who kept a day."""
    made = make_persona(name="Joan Reed")
    join(made, make_space(slug="me-cfs", name="ME/CFS"))
    actions.say_day(by=viewer_of(made), day=now().date(), face=2, line=LINE)
    return made


def text(who: Persona, name: str, *args: object) -> str:
    response = client_of(who).get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def shares(joan: Persona, **said: object) -> int:
    """Joan fills in the form and presses the button; return the status."""
    whole = {"audience": audience(joan), "kinds": ["days"], "covers": "all"} | said
    return int(client_of(joan).post(reverse("record_share"), whole).status_code)


def audience(joan: Persona) -> str:
    return f"space:{sharing.communities(viewer_of(joan))[0].id}"


def grant_of(joan: Persona) -> int:
    return sharing.own_grants(viewer_of(joan))[-1].number


def test_sharing_is_read_by_a_member_and_one_press_stops_it(joan: Persona) -> None:
    mary = make_persona(name="Mary")
    join(mary, sharing.communities(viewer_of(joan))[0])
    assert LINE not in text(mary, "space_shared", "me-cfs")
    assert "Nothing is shared" in text(joan, "record_sharing")
    assert shares(joan) == 302
    assert LINE in text(mary, "space_shared", "me-cfs")
    assert "Members of ME/CFS" in text(joan, "record_sharing")
    client_of(joan).post(reverse("record_stop_sharing", args=[grant_of(joan)]))
    assert LINE not in text(mary, "space_shared", "me-cfs")
    assert "You stopped sharing" in text(joan, "record_sharing")


@pytest.mark.parametrize("missing", ["audience", "kinds", "covers"])
def test_nothing_is_chosen_beforehand_and_what_is_missing_is_said(joan: Persona, missing: str) -> None:
    assert "checked" not in text(joan, "record_share")
    assert shares(joan, **{missing: ""}) == 422
    assert sharing.ledger(viewer_of(joan)) == []


def test_one_day_is_taken_out_by_itself(joan: Persona) -> None:
    mary = make_persona(name="Mary")
    join(mary, sharing.communities(viewer_of(joan))[0])
    shares(joan)
    day = actions.say_day(by=viewer_of(joan), day=now().date(), face=3)
    assert "Members of ME/CFS" in text(joan, "record_item", "days", day)
    client_of(joan).post(reverse("record_item", args=["days", day]), {"alone": "on"})
    assert LINE not in text(mary, "space_shared", "me-cfs")


def test_a_receipt_is_signed_and_its_fhir_consent_is_valid(joan: Persona) -> None:
    shares(joan)
    number = grant_of(joan)
    assert signed.checked(text(joan, "record_receipt", number, "receipt")) is not None
    consent = json.loads(text(joan, "record_receipt", number, "consent"))
    assert fault(consent) is None
    assert consent["status"] == "active"


def test_a_care_team_reads_what_is_shared_and_the_look_is_written_down(joan: Persona) -> None:
    elm, oak = make_practice(slug="elm", name="Elm Street"), make_practice(slug="oak", name="Oak Hill")
    for practice in (elm, oak):
        make_channel(practice, joan)
    team, nadia = make_care_team(joan, elm, oak), make_colleague(elm, name="Dr Nadia")
    assert shares(joan, audience=f"team:{team.id}") == 302
    assert LINE in text(nadia, "shared_care_record", team.id)
    assert "What you share of your record with a care team" in text(joan, "looks")


def test_being_counted_is_one_form_that_nobody_ticked_and_stops_with_one_press(joan: Persona) -> None:
    assert "checked" not in text(joan, "record_count")
    assert client_of(joan).post(reverse("record_count"), {}).status_code == 422
    assert client_of(joan).post(reverse("record_count"), {"kinds": ["courses"]}).status_code == 302
    assert "The figures of this site" in text(joan, "record_sharing")
    assert signed.checked(text(joan, "record_receipt", grant_of(joan), "receipt")) is not None
    client_of(joan).post(reverse("record_stop_sharing", args=[grant_of(joan)]))
    assert "Nothing is shared" in text(joan, "record_sharing")


def test_an_illness_and_its_treatment_are_read_by_a_member_without_what_is_not_shared(joan: Persona) -> None:
    mary = make_persona(name="Mary")
    join(mary, sharing.communities(viewer_of(joan))[0])
    made = keep_one_of_each(viewer_of(joan))
    assert shares(joan, kinds=["courses", "symptoms"]) == 302
    page = text(mary, "space_shared", "me-cfs")
    assert "Riboflavin" in page
    assert "Headache: 6" in page
    assert "Migraine" not in page
    assert "After the bus" not in page
    for kind in ("courses", "symptoms"):
        assert "Who may see it?" in text(joan, "record_item", kind, made[kind])
    assert "You share this kind with nobody now" in text(joan, "record_item", "conditions", made["conditions"])
