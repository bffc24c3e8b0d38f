"""Dr Owl is not who he says: a borrowed name and number, a doctored paper, and the clinician whose they are."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bedside.areas.credentials import papers
from bedside.areas.credentials.actions import sending
from bedside.areas.credentials.models import CallBack, Claim, Document, Review
from bedside.areas.credentials.queries import level_of
from bedside.areas.people.models import Persona
from bedside.areas.posts.models import Post
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.outbox.actions import deliver_now
from tests.areas.credentials.desk import make_reviewer, paper, reviewer_of, waiting
from tests.factories import client_of, join, make_entry, make_persona, make_space

pytestmark = pytest.mark.django_db

UMA = {
    "register": "us_npi",
    "number": "2900000029",
    "family": "Haddad",
    "given": "Uma",
    "profession": "Physician",
    "specialty": "Neurology",
    "employer": "Elm Street Clinic",
}
WRITES = {"V3", "V4", "P"}


@pytest.fixture
def owl() -> Persona:
    """Give the impersonator, a register that has Uma Haddad, four reviewers, and a clinicians' room."""
    make_entry()
    make_space(kind="room", slug="neurology")
    for number in range(4):
        make_reviewer(f"reviewer_{number}")
    return make_persona(kind="clinician", handle="night_owl", name="Owl Haddad")


def post(browser: Client, path: str, **form: Any) -> str:
    """Send a form, wait for what follows from it, and return where it leads."""
    answer = browser.post(path, form)
    assert answer.status_code == 302, answer.content.decode()
    deliver_now()
    return str(answer.headers["Location"])


def claims(persona: Persona, color: str) -> Claim:
    """Claim Uma's number and show a paper for it."""
    browser = client_of(persona)
    post(browser, "/verification/begin/", **UMA)
    file = SimpleUploadedFile("licence.jpg", paper(color), content_type="image/jpeg")
    post(browser, "/verification/documents/", paper_1=file)
    return Claim.objects.get(persona=persona)


def looks_and_says(review: Review, **said: str) -> None:
    """A drawn reviewer opens the papers once and answers."""
    browser, page = client_of(reviewer_of(review)), f"/desk/reviews/{review.id}/"
    post(browser, f"{page}open/")
    picture = f"{page}papers/{Document.objects.get(claim=review.claim).id}/"
    assert browser.get(picture).status_code == 200
    assert browser.get(picture).status_code == 404  # shown once
    post(browser, page, **said)


def passes_for_nobody(persona: Persona) -> bool:
    """Say whether nothing anywhere tells others that this is a clinician, and no room hears a word of it."""
    seen = Client().get(f"/@{persona.handle}/").content.decode()
    browser = client_of(persona)
    tried = browser.post("/compose/?space=neurology", {"text": "As a doctor I say.", "do": "publish"})
    badge = any(word in seen for word in ("Dr ", "licence", "Checked", "valid to"))
    wrote = Post.objects.filter(author_id=persona.id, space__kind="room").exists()
    return not badge and not wrote and level_of(persona.id) not in WRITES and tried.status_code in (404, 422)


def test_dr_owl_is_not_who_he_says(owl: Persona, django_capture_on_commit_callbacks: Any) -> None:
    assert (
        client_of(owl)
        .post(reverse("persona_new"), {"kind": "clinician", "name": "Dr Owl", "handle": "x_owl"})
        .status_code
        == 422
    )
    claim = claims(owl, "gray")
    assert passes_for_nobody(owl)

    one, other = waiting(claim)
    looks_and_says(one, answer="approve")
    assert passes_for_nobody(owl)
    looks_and_says(other, answer="refuse", reason="altered")
    assert passes_for_nobody(owl)
    [third] = waiting(claim)
    assert third.reviewer_account not in (one.reviewer_account, other.reviewer_account)
    looks_and_says(third, answer="refuse", reason="altered")
    claim.refresh_from_db()
    assert (claim.state, claim.outcome) == ("refused", "altered")
    assert level_of(owl.id) == "V0"
    assert client_of(owl).get("/spaces/neurology/").status_code == 404
    assert "A document looked changed." in client_of(owl).get("/verification/").content.decode()

    path = papers.path_of(Document.objects.get(claim=claim))
    Claim.objects.filter(id=claim.id).update(decided_at=now() - timedelta(days=7))
    with django_capture_on_commit_callbacks(execute=True):
        sending.destroy_due()
    assert not path.exists()

    uma = make_persona(kind="clinician", handle="uma_haddad", name="Uma Haddad")
    hers = claims(uma, "white")
    for review in waiting(hers):
        looks_and_says(review, answer="approve")
    hers.refresh_from_db()
    settled_by_a_call(hers)
    assert level_of(uma.id) == "V3"
    assert passes_for_nobody(owl)
    papers.destroy(Document.objects.all())


def settled_by_a_call(claim: Claim) -> None:
    """Where somebody else claimed the number before, a call to the number in the register decides."""
    if claim.state == "granted":
        return
    call = CallBack.objects.get(claim=claim)
    caller = client_of(Persona.objects.get(id=call.caller_id))
    post(caller, f"/desk/calls/{call.id}/", code=call.code)


def test_from_the_moment_at_which_the_owner_claims_her_number_he_reads_no_room(owl: Persona) -> None:
    """His papers are before reviewers already, who believe them: the call settles it all the same."""
    his = claims(owl, "gray")
    join(owl, Space.objects.get(slug="neurology"))
    assert client_of(owl).get("/spaces/neurology/").status_code == 200  # as a match that is not proven may: to read
    uma = make_persona(kind="clinician", handle="uma_haddad", name="Uma Haddad")
    post(client_of(uma), "/verification/begin/", **UMA)
    assert level_of(owl.id) == "V0"
    assert client_of(owl).get("/spaces/neurology/").status_code == 404
    for review in waiting(his):
        looks_and_says(review, answer="approve")
        assert level_of(owl.id) == "V0"
        assert passes_for_nobody(owl)
    settled_by_a_call(Claim.objects.get(persona=uma))
    his.refresh_from_db()
    assert (his.state, level_of(owl.id), level_of(uma.id)) == ("refused", "V0", "V3")
    papers.destroy(Document.objects.all())
