"""The page of the guard: what it looks for, and a box to try it that keeps nothing."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bedside.areas.audit.models import AuditEntry
from bedside.areas.posts.models import Confirmation, Draft
from tests.factories import client_of, make_persona

pytestmark = pytest.mark.django_db
HERS = "My number is 402-555-0142, call me."
OF_ANOTHER = "She fell on 3 March 2026, MRN 00482917."
REFUSED = "You were our patient."


def tried(text: str, **fields: Any) -> HttpResponse:
    return Client().post(reverse("guard"), {"text": text, **fields})


def typed(text: str, **fields: Any) -> str:
    answered = Client().post(reverse("guard"), {"text": text, **fields}, HTTP_HX_REQUEST="true")
    assert answered.status_code == 200
    return answered.content.decode()


def test_visitors_read_what_it_looks_for() -> None:
    shown = Client().get(reverse("guard"))
    assert (shown.status_code, b"What it cannot do" in shown.content) == (200, True)


@pytest.mark.parametrize(
    ("text", "role", "said"),
    [
        ("Rest helps me.", "patient", "The guard found nothing to change."),
        ("I was born on 3 March 1990.", "patient", "It would be published."),
        (HERS, "patient", "You would be asked once more."),
        (OF_ANOTHER, "clinician", "It would be held"),
        (REFUSED, "clinician", "It could not be published"),
        (REFUSED, "patient", "The guard found nothing to change."),
    ],
)
def test_it_says_what_would_become_of_a_text(text: str, role: str, said: str) -> None:
    shown = tried(text, role=role)
    assert (shown.status_code, said in shown.content.decode()) == (200, True)
    assert said in typed(text, role=role)


def test_an_unknown_role_is_read_as_a_patient() -> None:
    assert "You would be asked once more." in tried(HERS, role="king").content.decode()


def test_one_press_mends_one_place() -> None:
    shown = tried(OF_ANOTHER, role="clinician", do="fix:12:24").content.decode()
    assert "She fell in 2026, MRN 00482917.</textarea>" in shown
    assert 'data-text="She fell in 2026, MRN 00482917."' in typed(OF_ANOTHER, role="clinician", do="fix:12:24")


def test_nothing_typed_is_kept_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    audited = AuditEntry.objects.count()
    with caplog.at_level("DEBUG"):
        tried(HERS)
        typed(OF_ANOTHER, role="clinician")
    assert "402" not in caplog.text
    assert "guard" not in {record.name for record in caplog.records}
    assert (Draft.objects.exists(), Confirmation.objects.exists()) == (False, False)
    assert AuditEntry.objects.count() == audited


def test_nothing_can_be_published_or_confirmed_there() -> None:
    shown = tried(HERS).content.decode()
    assert not any(
        words in shown for words in ('value="publish"', 'name="confirmed"', 'name="agreed"', "kept as a draft")
    )


def test_what_is_typed_is_shown_as_words() -> None:
    assert "<b>x</b>" not in tried("<b>x</b> MRN 00482917", role="clinician").content.decode()


def test_more_than_a_post_is_refused_with_the_text_still_there() -> None:
    shown = tried("tea " * 1_300)
    assert (shown.status_code, b"longer than a post" in shown.content, b"tea tea" in shown.content) == (422, True, True)


def test_the_help_page_and_the_front_page_lead_there() -> None:
    assert all(f'href="{reverse("guard")}"'.encode() in Client().get(path).content for path in ("/", "/help/"))


@pytest.mark.parametrize(
    ("kind", "chosen"), [("clinician", "clinician"), ("student", "clinician"), ("carer", "patient")]
)
def test_the_box_begins_with_the_readers_own_role(kind: str, chosen: str) -> None:
    page = client_of(make_persona(kind=kind)).get(reverse("guard"))
    assert [role["value"] for role in page.context["roles"] if role["chosen"]] == [chosen]
