"""Documents on their way: sent by who claims, opened by a drawn reviewer, destroyed after the decision."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from bedside.areas.audit.actions import record
from bedside.areas.credentials import papers
from bedside.areas.credentials.actions import steps
from bedside.areas.credentials.actions.claiming import hand_in
from bedside.areas.credentials.models import Claim, Document, Opening, Review, SeenHash
from bedside.areas.credentials.queries import reviewing as desk
from bedside.areas.people.actions import limits
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NoRoom, NotHere, Refused
from bedside.kit.forgetting import forgets
from bedside.kit.images import CleanImage, cleaned, is_pdf, marked
from bedside.kit.vault import CannotOpen, vault
from bedside.kit.viewing import as_system
from bedside.policy.limits import UPLOADS
from bedside.policy.verification.reviewing import AGAIN, MOST_PAPERS

ROLE = "reviewer"
DECIDED = ("granted", "due", "suspended", "refused", "expired", "revoked")
GONE = "These documents are not here any more."


def send(*, by: Viewer, claim_id: int, files: Sequence[bytes]) -> Claim:
    """Keep up to four pictures of papers for a claim, and hand it to reviewers; return the claim.

    Raises `Refused` with what is wrong with a file: then nothing is kept, and the claim stays where it is.
    """
    steps.owner(by)
    _tell_number(len(files))
    for _file in files:
        limits.require(UPLOADS, value=str(by.persona_id))  # before the decoding, which is what costs
    pictures = [_picture(data) for data in files]  # before the transaction, which would wait for it
    with transaction.atomic():
        claim = hand_in(by=by, claim_id=claim_id)
        destroy(claim)  # what could not be read last time
        kept = _all_kept(claim, pictures, files)
        record("send documents", by=by.persona_id, about=("claim", claim.id), subject=by.persona_id, count=len(kept))
    return claim


def _tell_number(count: int) -> None:
    if not count:
        raise Refused("Choose at least one picture.", code="no_documents", field="documents")
    if count > MOST_PAPERS:
        raise Refused(f"Send {MOST_PAPERS} pictures at most.", code="too_many_images", field="documents")


def _picture(data: bytes) -> CleanImage:
    if is_pdf(data):
        what = "We can't take PDF files: they can hold more than one sees."
        raise Refused(what, do="Take a photo of the paper or of the screen.", code="no_pdf", field="documents")
    try:
        return cleaned(data)
    except Refused as refused:
        raise Refused(refused.what, do=refused.do, code=refused.code, field="documents") from refused


def _all_kept(claim: Claim, pictures: Sequence[CleanImage], files: Sequence[bytes]) -> list[Document]:
    """Keep all of them or, where the disk is full, none."""
    kept: list[Document] = []
    try:
        for picture, data in zip(pictures, files, strict=True):
            kept.append(_kept(claim, picture, data))
    except NoRoom:
        papers.destroy(kept)
        raise
    return kept


def _kept(claim: Claim, picture: CleanImage, sent: bytes) -> Document:
    seen = vault().index("document", sha256(sent).hexdigest())
    row = Document(
        persona_id=claim.persona_id,
        claim=claim,
        key=secrets.token_hex(16),
        hash=seen,
        width=picture.width,
        height=picture.height,
    )
    row.save(force_insert=True)
    with as_system("a keyed hash of a file is kept without whose it was"):
        SeenHash.objects.get_or_create(hash=seen, claim_id=claim.id)
    papers.keep(row, picture.data)
    return row


@transaction.atomic
def open_papers(*, by: Viewer, review_id: int, again: str = "") -> int:
    """Open the documents of a claim for the reviewer, to be shown once; return how many.

    Each is a row that its owner can read, and a line in the audit log. A second time needs a reason (`AGAIN`). Raises
    `NotHere` for who was not drawn, `Refused` without a reason, or when nothing is there.
    """
    review = desk.to_review(by, review_id)
    there = [one for one in desk.papers_for(by, review) if one.document.destroyed_at is None and not one.lost]
    if not there:
        raise Refused(GONE, do="Answer from what you see here.", code="documents_gone")
    if any(one.opened for one in there) and again not in AGAIN:
        raise Refused("Say why you open them again.", code="again", field="again")
    for one in there:
        _open(by, review, one.document, again=again if one.opened else "")
    return len(there)


def _open(by: Viewer, review: Review, document: Document, *, again: str) -> None:
    with as_system("a reviewer's look is written down for the owner"):
        Opening.objects.create(
            persona_id=document.persona_id,
            document=document,
            reviewer_id=review.reviewer_id,
            reviewer_account=review.reviewer_account,
            again=again,
        )
    record(
        "look.document",
        by=review.reviewer_id,
        role=ROLE,
        about=("document", document.id),
        subject=document.persona_id,
        purpose="moderation",
        reason_code=again,
    )


@transaction.atomic
def show(*, by: Viewer, review_id: int, document_id: int) -> CleanImage:
    """Return a document that `open_papers` opened, once, with the reviewer's handle and the moment in its pixels."""
    review = desk.to_review(by, review_id)
    with as_system(desk.DESK):
        looks = Opening.objects.select_for_update(of=("self",)).filter(
            document_id=document_id,
            document__claim_id=review.claim_id,
            document__destroyed_at=None,
            reviewer_account=review.reviewer_account,
            shown_at=None,
            opened_at__gt=now() - desk.SHOWN_FOR,
        )
        look = looks.select_related("document").order_by("-id").first()
        if look is None:
            raise NotHere
        look.shown_at = now()
        look.save(update_fields=["shown_at"])
        handle = Persona.objects.values_list("handle", flat=True).get(id=review.reviewer_id)
    try:
        picture = papers.read(look.document)
    except (FileNotFoundError, CannotOpen) as error:
        raise NotHere from error
    return marked(picture, f"@{handle}  {localtime(look.opened_at):%d %b %Y %H:%M}")


def destroy(claim: Claim) -> None:
    """Destroy the files of a claim, when the transaction has ended; what was sent, and that it is gone, stays."""
    with as_system("documents have had their time"):
        rows = list(Document.objects.filter(claim=claim, destroyed_at=None))
        Document.objects.filter(id__in=[row.id for row in rows]).update(destroyed_at=now())
    if rows:
        record("destroy documents", by=None, about=("claim", claim.id), subject=claim.persona_id, count=len(rows))
        transaction.on_commit(partial(papers.destroy, rows))


@transaction.atomic
def destroy_of(claim_id: int, *, state: str) -> None:
    """Destroy the files of a claim if it still stands in `state`: for who hears of it later."""
    with as_system("the documents of a claim that is over"):
        claim = Claim.objects.filter(id=claim_id, state=state).first()
    if claim is not None:
        destroy(claim)


@forgets("documents")
@transaction.atomic
def destroy_old(days: int = 7) -> None:
    """Destroy what was decided on so long ago, and what was left behind by claims that are over."""
    old = Q(claim__state="withdrawn") | Q(claim__state__in=DECIDED, claim__decided_at__lte=now() - timedelta(days=days))
    with as_system("documents have had their time"):
        found = Document.objects.filter(old, destroyed_at=None).values_list("claim_id", flat=True)
        claims = list(Claim.objects.filter(id__in=list(found)))
    for claim in claims:
        destroy(claim)


def destroy_due() -> None:
    """Destroy what is due by the site's own retention times: asked every ten minutes, so that 7 days are 7 days."""
    destroy_old(settings.RETENTION["documents"])


@forgets("document_hashes")
@transaction.atomic
def forget_hashes(days: int) -> None:
    """Forget by which files reuse would be noticed."""
    with as_system("hashes have had their time"):
        SeenHash.objects.filter(seen_at__lte=now() - timedelta(days=days)).delete()
