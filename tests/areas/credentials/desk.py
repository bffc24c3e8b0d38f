"""A claim on its way through the desk, in few words."""

import io
from contextlib import suppress
from datetime import timedelta

from PIL import Image

from bedside.areas.credentials.actions import answering, sending, steps
from bedside.areas.credentials.actions.answering import Said
from bedside.areas.credentials.models import Claim, Credential, Review, Volunteer
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.outbox.actions import deliver_now
from bedside.kit.viewing import as_system
from tests.factories import make_badge, make_claim, make_entry, make_persona, make_staff, viewer_of

YES, UNSURE = Said("approve"), Said("cannot_say")


def no(reason: str = "altered") -> Said:
    """A refusal."""
    return Said("refuse", reason)


def paper(color: str = "white", form: str = "JPEG") -> bytes:
    """A picture of a paper."""
    out = io.BytesIO()
    Image.new("RGB", (300, 200), color).save(out, form)
    return out.getvalue()


def make_reviewer(handle: str, *, days: int = 100, willing: bool = True, **facts: object) -> Persona:
    """Somebody who has been verified for so many days, and offers to review."""
    persona = make_persona(kind="clinician", handle=handle)
    row = make_badge(persona, **facts)
    Credential.objects.filter(id=row.id).update(checked_at=now() - timedelta(days=days))
    if willing:
        Volunteer.objects.create(persona=persona)
    return persona


def make_moderator(handle: str) -> Persona:
    """Staff of the site with a second lock."""
    return make_staff("moderator", handle)


def claimant(handle: str = "claimant", **words: str) -> tuple[Persona, Claim]:
    """Somebody whose claim was matched, with her row in the register."""
    persona = make_persona(kind="clinician", handle=handle)
    make_entry()
    claim = make_claim(persona, **words)
    steps.note(claim, "register_match")
    return persona, claim


def sent(persona: Persona, claim: Claim, *files: bytes) -> None:
    """The documents are sent, and what follows has been done."""
    sending.send(by=viewer_of(persona), claim_id=claim.id, files=files or (paper(),))
    deliver_now()


def waiting(claim: Claim) -> list[Review]:
    """The reviews that wait for an answer."""
    with as_system("the test looks at everything"):
        return list(Review.objects.filter(claim=claim, ended="").order_by("id"))


def reviewer_of(review: Review) -> Persona:
    """Who was drawn."""
    return Persona.objects.get(id=review.reviewer_id)


def answers(review: Review, said: Said) -> None:
    """A drawn reviewer looks at the papers, answers, and what follows has been done."""
    with suppress(Refused):  # nothing was sent
        sending.open_papers(by=viewer_of(reviewer_of(review)), review_id=review.id, again="compare")
    answering.answer(by=viewer_of(reviewer_of(review)), review_id=review.id, said=said)
    deliver_now()


def again(claim: Claim) -> Claim:
    """The claim as it is now."""
    with as_system("the test looks at everything"):
        return Claim.objects.get(id=claim.id)
