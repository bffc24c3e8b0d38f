"""Documents: sealed, opened by who was drawn and once a press, watermarked, destroyed."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from bedside.areas.audit.models import AuditEntry
from bedside.areas.credentials import papers
from bedside.areas.credentials.actions import claiming, deciding, sending
from bedside.areas.credentials.models import Claim, Document, Opening, SeenHash
from bedside.areas.credentials.queries import reviewing as desk
from bedside.areas.people.models import Persona
from bedside.kit import sealed_file
from bedside.kit.clock import now
from bedside.kit.errors import NoRoom, NotHere, Refused
from bedside.kit.images import cleaned
from bedside.kit.outbox.actions import deliver_now
from bedside.kit.vault import CannotOpen, Place, vault
from tests.areas.credentials.desk import (
    YES,
    again,
    answers,
    claimant,
    make_reviewer,
    no,
    paper,
    reviewer_of,
    sent,
    waiting,
)
from tests.factories import make_claim, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def uma() -> tuple[Persona, Claim]:
    for n in range(3):
        make_reviewer(f"reviewer_{n}")
    return claimant("uma")


def files() -> list[Path]:
    """Every file under DATA/documents."""
    return [one for one in (Path(settings.CONFIG.data) / "documents").rglob("*") if one.is_file()]


def refused(act: object) -> str:
    """The code of what is refused."""
    with pytest.raises(Refused) as caught:
        act()  # type: ignore[operator]
    return caught.value.code


@pytest.fixture(autouse=True)
def _nothing_left():
    before = set(files())
    yield
    for one in set(files()) - before:
        one.unlink()


def test_documents_are_sealed_and_the_claim_goes_to_two_reviewers(uma):
    persona, claim = uma
    sent(persona, claim, paper("red"), paper("blue"))
    rows = list(Document.objects.order_by("id"))
    assert len(rows) == 2
    assert again(claim).state == "in_review"
    assert len({one.reviewer_account for one in waiting(claim)}) == 2
    assert papers.read(rows[0]) == cleaned(paper("red")).data
    raw = papers.path_of(rows[0]).read_bytes()
    assert b"JFIF" not in raw
    assert papers.path_of(rows[0]).stat().st_mode & 0o077 == 0
    assert not papers.path_of(rows[0]).is_relative_to(Path(settings.MEDIA_DIR))


def test_a_file_moved_to_another_row_does_not_open(uma):
    persona, claim = uma
    sent(persona, claim, paper("red"), paper("blue"))
    one, other = Document.objects.order_by("id")
    papers.path_of(one).write_bytes(papers.path_of(other).read_bytes())
    with pytest.raises(CannotOpen):
        papers.read(one)


def test_without_the_owners_key_nothing_opens(uma):
    persona, claim = uma
    sent(persona, claim)
    vault().store.destroy(persona.account.key_no)
    with pytest.raises(CannotOpen):
        papers.read(Document.objects.get())


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([], "no_documents"),
        ([paper()] * 5, "too_many_images"),
        ([b"%PDF-1.7 x"], "no_pdf"),
        ([paper(), b"\n%PDF-1.7 x"], "no_pdf"),
        ([b"MZ no picture"], "bad_image"),
        ([paper(), b""], "bad_image"),
        ([paper()[:200]], "bad_image"),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(uma, given, code):
    persona, claim = uma
    before = files()
    assert refused(lambda: sending.send(by=viewer_of(persona), claim_id=claim.id, files=given)) == code
    assert not Document.objects.exists()
    assert files() == before
    assert again(claim).state == "matched"


def test_a_full_disk_keeps_none_of_them(uma, monkeypatch):
    persona, claim = uma
    before, real, calls = set(files()), sealed_file.write, []

    def full(*given, **more):
        calls.append(1)
        if len(calls) > 1:
            raise NoRoom
        real(*given, **more)

    monkeypatch.setattr(sealed_file, "write", full)
    with pytest.raises(NoRoom):
        sending.send(by=viewer_of(persona), claim_id=claim.id, files=[paper("red"), paper("blue")])
    assert set(files()) == before
    assert again(claim).state == "matched"


def test_nobody_sends_for_somebody_elses_claim(uma):
    _persona, claim = uma
    other = make_reviewer("other")
    with pytest.raises(NotHere):
        sending.send(by=viewer_of(other), claim_id=claim.id, files=[paper()])


def test_a_drawn_reviewer_opens_once_and_each_look_is_written_down(uma):
    persona, claim = uma
    sent(persona, claim)
    review = waiting(claim)[0]
    by, document = viewer_of(reviewer_of(review)), Document.objects.get()
    with pytest.raises(NotHere):  # not opened yet
        sending.show(by=by, review_id=review.id, document_id=document.id)
    assert sending.open_papers(by=by, review_id=review.id) == 1
    shown = sending.show(by=by, review_id=review.id, document_id=document.id)
    assert shown.data != papers.read(document)
    assert (shown.width, shown.height) == (300, 200)
    with pytest.raises(NotHere):  # shown once
        sending.show(by=by, review_id=review.id, document_id=document.id)
    look = AuditEntry.objects.get(action="look.document")
    assert (look.actor_id, look.subject_id, look.object_id) == (review.reviewer_id, persona.id, document.id)


def test_a_second_opening_needs_a_reason_and_is_a_second_row(uma):
    persona, claim = uma
    sent(persona, claim)
    review = waiting(claim)[0]
    by = viewer_of(reviewer_of(review))
    sending.open_papers(by=by, review_id=review.id)
    assert refused(lambda: sending.open_papers(by=by, review_id=review.id)) == "again"
    assert refused(lambda: sending.open_papers(by=by, review_id=review.id, again="curious")) == "again"
    sending.open_papers(by=by, review_id=review.id, again="compare")
    assert list(Opening.objects.order_by("id").values_list("again", flat=True)) == ["", "compare"]
    assert AuditEntry.objects.filter(action="look.document").count() == 2


def test_an_opening_that_nobody_looked_at_ends_after_ten_minutes(uma):
    persona, claim = uma
    sent(persona, claim)
    review = waiting(claim)[0]
    by, document = viewer_of(reviewer_of(review)), Document.objects.get()
    sending.open_papers(by=by, review_id=review.id)
    Opening.objects.update(opened_at=now() - timedelta(minutes=11))
    with pytest.raises(NotHere):
        sending.show(by=by, review_id=review.id, document_id=document.id)


def test_who_was_not_drawn_opens_nothing(uma):
    persona, claim = uma
    sent(persona, claim)
    drawn = {one.reviewer_id for one in waiting(claim)}
    outsider = Persona.objects.filter(handle__startswith="reviewer_").exclude(id__in=drawn).get()
    review = waiting(claim)[0]
    for by in (viewer_of(outsider), viewer_of(persona)):
        with pytest.raises(NotHere):
            sending.open_papers(by=by, review_id=review.id)
    assert not Opening.objects.exists()


def test_documents_of_another_claim_are_not_shown(uma):
    persona, claim = uma
    sent(persona, claim)
    review = waiting(claim)[0]
    by = viewer_of(reviewer_of(review))
    sending.open_papers(by=by, review_id=review.id)
    with pytest.raises(NotHere):
        sending.show(by=by, review_id=review.id, document_id=404)


def test_the_owner_sees_who_looked_and_when(uma):
    persona, claim = uma
    sent(persona, claim)
    review = waiting(claim)[0]
    sending.open_papers(by=viewer_of(reviewer_of(review)), review_id=review.id)
    [told] = desk.sent_by(viewer_of(persona), claim)
    assert len(told.looks) == 1
    assert told.destroyed_at is None


def decided(persona: Persona, claim: Claim) -> None:
    """Send a document and let two reviewers approve."""
    sent(persona, claim)
    for review in waiting(claim):
        answers(review, YES)


@pytest.mark.django_db(transaction=False)
def test_seven_days_after_the_decision_they_are_gone(uma, django_capture_on_commit_callbacks):
    persona, claim = uma
    decided(persona, claim)
    assert again(claim).state == "granted"
    path = papers.path_of(Document.objects.get())
    Claim.objects.update(decided_at=now() - timedelta(days=7) + timedelta(minutes=5))
    sending.destroy_old(7)
    assert path.exists()
    Claim.objects.update(decided_at=now() - timedelta(days=7))
    with django_capture_on_commit_callbacks(execute=True):
        sending.destroy_old(7)
    assert not path.exists()
    assert Document.objects.get().destroyed_at is not None
    assert SeenHash.objects.count() == 1


def test_a_claim_that_is_withdrawn_takes_its_documents_along_at_once(uma, django_capture_on_commit_callbacks):
    persona, claim = uma
    sent(persona, claim)
    path = papers.path_of(Document.objects.get())
    review = waiting(claim)[0]
    by = viewer_of(reviewer_of(review))
    with django_capture_on_commit_callbacks(execute=True):
        claiming.withdraw(by=viewer_of(persona), claim_id=claim.id)
        deliver_now()
    assert not path.exists()
    with pytest.raises(NotHere):  # while somebody was reading it
        sending.open_papers(by=by, review_id=review.id)
    assert waiting(claim) == []


def test_what_could_not_be_read_is_destroyed_and_may_be_sent_again(uma, django_capture_on_commit_callbacks):
    persona, claim = uma
    sent(persona, claim)
    path = papers.path_of(Document.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        deciding.decided(claim.id, outcome="unreadable", reviewers=())
        deliver_now()
    assert not path.exists()
    sent(persona, again(claim), paper("green"))
    assert Document.objects.filter(destroyed_at=None).count() == 1


def test_a_destroyed_file_can_not_be_opened_from_what_a_disk_keeps(tmp_path):
    path, place = tmp_path / "one", Place("t", "file", 1)
    sealed_file.write(path, b"picture", place=place, key_no=None)
    with path.open("rb") as kept:  # the blocks of a deleted file
        sealed_file.destroy(path)
        assert not path.exists()
        (tmp_path / "two").write_bytes(kept.read())
    with pytest.raises(CannotOpen):
        sealed_file.read(tmp_path / "two", place=place)
    sealed_file.destroy(path)  # gone already: no error


def test_a_file_sent_with_an_earlier_claim_is_told_to_the_reviewers(uma):
    persona, claim = uma
    sent(persona, claim, paper("red"))
    assert "document_seen_before" not in desk.signals_of(waiting(claim)[0])
    for review in waiting(claim):
        answers(review, no())
    assert again(claim).state == "refused"
    other = make_persona(kind="clinician", handle="other")
    second = make_claim(other, number="1234567893")
    for n in (7, 8):
        make_reviewer(f"more_{n}")
    sent(other, second, paper("red"))
    assert "document_seen_before" in desk.signals_of(waiting(second)[0])
