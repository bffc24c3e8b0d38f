"""The reviewers' desk, and the pages on which papers are sent."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from bedside.areas.credentials import papers
from bedside.areas.credentials.models import CallBack, Claim, Document, Opening, Review, SeenHash, Volunteer
from bedside.areas.people.models import Persona
from bedside.kit.outbox.actions import deliver_now
from tests.areas.credentials.desk import (
    again,
    claimant,
    make_moderator,
    make_reviewer,
    paper,
    reviewer_of,
    sent,
    waiting,
)
from tests.factories import client_of, make_persona
from tests.security import hostile_pictures as hostile

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    for n in range(3):
        make_reviewer(f"reviewer_{n}")
    persona, claim = claimant("uma", employer="Elm Street Practice")
    sent(persona, claim, paper("red"), paper("blue"))
    yield claim
    papers.destroy(Document.objects.all())


def words(answer: Any) -> str:
    """The page as text, blanks folded."""
    return " ".join(answer.content.decode().split())


def desk_of(review: Review) -> Client:
    """The browser of who was drawn."""
    return client_of(reviewer_of(review))


def test_for_others_there_is_no_desk(claim: Claim) -> None:
    review = waiting(claim)[0]
    for persona in (make_persona(), make_persona(kind="clinician"), Persona.objects.get(handle="uma")):
        browser = client_of(persona)
        for url in ("/desk/", f"/desk/reviews/{review.id}/", f"/desk/reviews/{review.id}/aside/"):
            assert browser.get(url).status_code == 404
    assert Client().get("/desk/").status_code == 404


def test_an_empty_desk_says_so(claim: Claim) -> None:
    browser = client_of(make_moderator("mod"))
    page = words(browser.get("/desk/"))
    assert "Nothing waits for you" in page
    assert "1 claim waits on this site." in page


def test_a_review_shows_claim_and_register_and_what_differs(claim: Claim) -> None:
    review = waiting(claim)[0]
    page = words(desk_of(review).get(f"/desk/reviews/{review.id}/"))
    assert "Haddad" in page
    assert "2900000029" in page
    assert "Same" in page
    assert "Elm Street Practice" in page
    assert "<img" not in page
    owner = Persona.objects.get(handle="uma")
    assert owner.account.mail not in page


def test_a_name_that_differs_is_said_in_words(claim: Claim) -> None:
    from bedside.areas.registers.models import Entry

    Entry.objects.update(family="Haddad-Moss")
    review = waiting(claim)[0]
    assert "Differs" in words(desk_of(review).get(f"/desk/reviews/{review.id}/"))


def test_papers_are_opened_by_a_press_and_shown_once(claim: Claim) -> None:
    review = waiting(claim)[0]
    browser, url = desk_of(review), f"/desk/reviews/{review.id}/"
    one = Document.objects.order_by("id")[0]
    assert browser.get(f"{url}papers/{one.id}/").status_code == 404
    assert browser.post(f"{url}open/").status_code == 302
    page = words(browser.get(url))
    assert page.count("<img") == 2
    picture = browser.get(f"{url}papers/{one.id}/")
    assert picture.status_code == 200
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert browser.get(f"{url}papers/{one.id}/").status_code == 404
    assert Opening.objects.count() == 2


def test_a_second_opening_asks_why(claim: Claim) -> None:
    review = waiting(claim)[0]
    browser, url = desk_of(review), f"/desk/reviews/{review.id}/"
    browser.post(f"{url}open/")
    for one in Document.objects.all():
        browser.get(f"{url}papers/{one.id}/")
    page = browser.post(f"{url}open/")
    assert page.status_code == 422
    assert "Why do you open them again?" in words(page)
    assert browser.post(f"{url}open/", {"again": "compare"}).status_code == 302


def test_what_a_restore_did_not_bring_back_is_said_and_shows_no_broken_picture(claim: Claim) -> None:
    review, other = waiting(claim)
    url = f"/desk/reviews/{review.id}/"
    one, two = Document.objects.order_by("id")
    papers.path_of(one).unlink()
    page = words(desk_of(review).get(url))
    assert "This document is no longer here." in page
    assert "There is 1 photo." in page
    desk_of(review).post(f"{url}open/")
    page = words(desk_of(review).get(url))
    assert (page.count("<img"), f"papers/{two.id}/" in page) == (1, True)
    papers.path_of(two).unlink()
    page = words(desk_of(review).get(url))
    assert "2 documents are no longer here." in page
    assert ("<img" in page, "Open the papers" in page, "destroyed already" in page) == (False, False, False)
    assert desk_of(other).post(f"/desk/reviews/{other.id}/open/").status_code == 302
    assert Opening.objects.filter(reviewer_account=other.reviewer_account).count() == 0
    owner = words(client_of(Persona.objects.get(handle="uma")).get("/verification/documents/"))
    assert owner.count("This document is no longer here.") == 2
    assert "Destroyed" not in owner


def test_nobody_approves_papers_that_were_not_opened_or_are_lost(claim: Claim) -> None:
    review = waiting(claim)[0]
    browser, url = desk_of(review), f"/desk/reviews/{review.id}/"
    page = browser.post(url, {"answer": "approve"})
    assert (page.status_code, "Open the papers first." in words(page)) == (422, True)
    browser.post(f"{url}open/")
    lost, *_rest = Document.objects.all()
    data = papers.path_of(lost).read_bytes()
    papers.path_of(lost).unlink()
    page = browser.post(url, {"answer": "approve"})
    assert (page.status_code, "A document is no longer here" in words(page)) == (422, True)
    assert Review.objects.get(id=review.id).ended == ""
    papers.path_of(lost).write_bytes(data)
    assert browser.post(url, {"answer": "approve"}).status_code == 302


def test_the_papers_are_where_the_browser_goes_after_opening_them(claim: Claim) -> None:
    review = waiting(claim)[0]
    page = desk_of(review).get(f"/desk/reviews/{review.id}/").content.decode()
    assert f'action="/desk/reviews/{review.id}/open/#papers"' in page
    assert 'id="papers"' in page


def test_after_an_answer_the_next_claim_comes(claim: Claim) -> None:
    review = waiting(claim)[0]
    other, second = claimant_two()
    row = Review.objects.create(claim=second, reviewer_id=review.reviewer_id, reviewer_account=review.reviewer_account)
    browser = desk_of(review)
    browser.post(f"/desk/reviews/{review.id}/open/")
    answer = browser.post(f"/desk/reviews/{review.id}/", {"answer": "approve"})
    assert answer.headers["Location"] == f"/desk/reviews/{row.id}/"
    answer = browser.post(f"/desk/reviews/{row.id}/", {"answer": "refuse", "reason": "altered"})
    assert answer.headers["Location"] == "/desk/"
    assert browser.get(f"/desk/reviews/{row.id}/").status_code == 404
    assert other.id == second.persona_id


def claimant_two() -> tuple[Persona, Claim]:
    """Somebody else's claim in review."""
    from tests.factories import make_claim

    other = make_persona(kind="clinician", handle="other")
    return other, make_claim(other, number="1234567893", state="in_review")


@pytest.mark.parametrize(
    ("sent_in", "said"),
    [({}, "Choose one"), ({"answer": "refuse"}, "Say why you refuse."), ({"answer": "maybe"}, "")],
)
def test_half_an_answer_is_asked_again(claim: Claim, sent_in: dict[str, str], said: str) -> None:
    review = waiting(claim)[0]
    page = desk_of(review).post(f"/desk/reviews/{review.id}/", sent_in)
    assert page.status_code == 422
    assert said in words(page)
    assert not Review.objects.filter(ended="answered").exists()


def test_the_other_answer_is_shown_to_nobody(claim: Claim) -> None:
    one, other = waiting(claim)
    before = words(desk_of(other).get(f"/desk/reviews/{other.id}/"))
    desk_of(one).post(f"/desk/reviews/{one.id}/", {"answer": "refuse", "reason": "altered", "note": "the seal"})
    after = words(desk_of(other).get(f"/desk/reviews/{other.id}/"))
    strip = lambda page: page.partition("<main")[2].partition("</main>")[0].split("csrfmiddlewaretoken")[0]  # noqa: E731
    assert strip(before) == strip(after)
    assert "the seal" not in after


def test_who_knows_the_person_steps_aside(claim: Claim) -> None:
    review = waiting(claim)[0]
    browser = desk_of(review)
    assert "Step aside?" in words(browser.get(f"/desk/reviews/{review.id}/aside/"))
    assert browser.post(f"/desk/reviews/{review.id}/aside/").status_code == 302
    assert Review.objects.get(id=review.id).ended == "aside"


def test_a_call_from_the_review_to_the_code(claim: Claim) -> None:
    review = waiting(claim)[0]
    browser = desk_of(review)
    there = browser.post(f"/desk/reviews/{review.id}/call/").headers["Location"]
    page = words(browser.get(there))
    call = CallBack.objects.get()
    assert "4025550101" in page
    assert call.code not in page
    assert browser.post(there, {"code": "000000"}).status_code == 422
    assert browser.post(there, {"code": call.code}).status_code == 302
    assert again(claim).state == "granted"


def test_the_claimant_sees_the_code_and_not_the_number() -> None:
    make_reviewer("one")
    persona, claim = claimant("uma")
    browser = client_of(persona)
    assert "We call no other number" in words(browser.get("/verification/call/"))
    assert browser.post("/verification/call/").status_code == 302
    deliver_now()
    page = words(browser.get("/verification/call/"))
    assert CallBack.objects.get(claim=claim).code in page
    assert "4025550101" not in page


def test_without_a_telephone_in_the_register_there_is_no_call() -> None:
    from bedside.areas.registers.models import Entry

    persona, claim = claimant("uma")
    Entry.objects.update(telephone="")
    page = client_of(persona).post("/verification/call/")
    assert page.status_code == 422
    assert "no telephone number" in words(page)
    assert again(claim).state == "matched"


def test_papers_are_sent_and_their_looks_are_told(claim: Claim) -> None:
    review = waiting(claim)[0]
    owner = client_of(Persona.objects.get(handle="uma"))
    assert "Nobody opened it yet." in words(owner.get("/verification/documents/"))
    desk_of(review).post(f"/desk/reviews/{review.id}/open/")
    page = words(owner.get("/verification/documents/"))
    assert page.count("A reviewer opened it") == 2
    assert reviewer_of(review).handle not in page
    assert "A picture of a paper" in words(owner.get("/settings/looks/"))


HOSTILE = {
    "30,000 by 30,000": (lambda: hostile.png(30_000, 30_000), "too many pixels"),
    "a jpeg of 30,000 by 30,000": (lambda: hostile.jpeg_claiming(30_000, 30_000), "too many pixels"),
    "text of 60 MB": (dict(hostile.burdens())["text of 60 MB"], "could not read"),
    "more than 10 MB": (lambda: hostile.picture() + b"\0" * (10 * 1024 * 1024), "larger than 10 MB"),
    "no picture": (lambda: b"no picture", "could not read"),
    "nothing": (lambda: b"", "could not read"),
    "a pdf": (lambda: hostile.STRANGE["pdf"], "Take a photo of the paper"),
    "an office file": (lambda: hostile.STRANGE["office"], "could not read"),
    "a drawing with a script": (lambda: hostile.STRANGE["svg"], "could not read"),
    "a program": (lambda: hostile.STRANGE["program"], "could not read"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_bomb_is_refused_in_plain_words_and_nothing_is_kept(what: str) -> None:
    made, said = HOSTILE[what]
    persona, claim = claimant("uma")
    before = kept_files()
    upload = {"paper_1": photo(), "paper_2": SimpleUploadedFile("a.jpg", made(), content_type="image/jpeg")}
    page = client_of(persona).post("/verification/documents/", upload)
    assert page.status_code == 422
    assert said in words(page)
    nothing_kept(claim, before)


@pytest.mark.parametrize(
    ("what", "made"),
    [
        ("it moves", lambda: hostile.gif(64, 64, 10_000)),
        ("it unpacks to 20 MB behind its dots", lambda: hostile.png(8, 8, body=b"\0" * 20_000_000)),
    ],
)
def test_of_what_can_be_read_only_a_small_still_picture_is_kept(what: str, made: Callable[[], bytes]) -> None:
    persona, claim = claimant("uma")
    file = SimpleUploadedFile("a.gif", made(), content_type="image/gif")
    assert client_of(persona).post("/verification/documents/", {"paper_1": file}).status_code == 302
    (kept,) = Document.objects.filter(claim=claim)
    data = papers.read(kept)
    papers.destroy([kept])
    with Image.open(io.BytesIO(data)) as still:
        assert (getattr(still, "n_frames", 1), len(data) < 10_000) == (1, True)


@pytest.mark.parametrize("names", [[f"paper_{n}" for n in range(1, 6)], ["paper_1"] * 5])
def test_a_fifth_photo_is_not_dropped_in_silence(names: list[str]) -> None:
    persona, claim = claimant("uma")
    before = kept_files()
    upload: dict[str, list[SimpleUploadedFile]] = {}
    for name in names:
        upload.setdefault(name, []).append(photo())
    page = client_of(persona).post("/verification/documents/", upload)
    assert page.status_code == 422
    assert "Send 4 pictures at most." in words(page)
    nothing_kept(claim, before)


def photo() -> SimpleUploadedFile:
    """A photo that is taken."""
    return SimpleUploadedFile("card.jpg", paper(), content_type="image/jpeg")


def kept_files() -> set[Path]:
    """Every file under DATA/documents."""
    return {one for one in (Path(settings.CONFIG.data) / "documents").rglob("*") if one.is_file()}


def nothing_kept(claim: Claim, before: set[Path]) -> None:
    """No row, no file, no hash, and the claim stands where it stood."""
    assert (Document.objects.count(), SeenHash.objects.count(), kept_files() - before) == (0, 0, set())
    assert again(claim).state == "matched"


def test_a_photo_goes_to_the_reviewers() -> None:
    persona, claim = claimant("uma")
    file = SimpleUploadedFile("card.jpg", paper(), content_type="image/jpeg")
    assert client_of(persona).post("/verification/documents/", {"paper_3": file}).status_code == 302
    assert again(claim).state == "in_review"
    papers.destroy(Document.objects.all())


def test_somebody_verified_for_ninety_days_may_offer_to_review() -> None:
    old, fresh = make_reviewer("old", willing=False), make_reviewer("fresh", days=10, willing=False)
    assert client_of(fresh).get("/desk/volunteer/").status_code == 404
    browser = client_of(old)
    assert browser.get("/desk/").status_code == 404
    assert "Will you review?" in words(browser.get("/desk/volunteer/"))
    assert browser.post("/desk/volunteer/").status_code == 302
    assert Volunteer.objects.filter(persona=old).exists()
    assert browser.get("/desk/").status_code == 200
