"""Telling who is on duty that something waits, and an author that there is a message: content-free, each once.

Neither the notice nor the mail tells what it is about: a lock screen is read by others. Nobody is named.
"""

from bedside.areas.credentials.queries import viewer_of
from bedside.areas.escalations.events import AuthorWritten, DutyCalled, GlassTold, ReviewAsked, ShiftOffered
from bedside.areas.notify.actions import tell
from bedside.areas.notify.models import NoticeKind
from bedside.areas.notify.queries import was_told
from bedside.areas.people import jobs
from bedside.kit.outbox import listen

OF_CALLS = {"late": NoticeKind.DUTY_LATE, "review": NoticeKind.DUTY_REVIEW}


@listen(DutyCalled)
def on_duty_called(event: DutyCalled) -> None:
    """Tell who is asked to look at the board, once a call, here and by a mail that says only that there is news."""
    for persona_id in event.people:
        kind = OF_CALLS.get(event.why, NoticeKind.DUTY)
        _tell(persona_id, kind, cause=f"duty:{event.call_id}")


@listen(AuthorWritten)
def on_author_written(event: AuthorWritten) -> None:
    """Tell an author that there is a message for her, once a message."""
    _tell(event.author_id, NoticeKind.CARE, cause=f"care:{event.message_id}")


@listen(GlassTold)
def on_glass_told(event: GlassTold) -> None:
    """Tell an author that words were passed on to protect her, once."""
    _tell(event.author_id, NoticeKind.CARE_GLASS, cause=f"glass:{event.glass_id}")


@listen(ReviewAsked)
def on_review_asked(event: ReviewAsked) -> None:
    """Tell a patient member that a review waits to be read, once a review."""
    _tell(event.member_id, NoticeKind.CARE_REVIEW, cause=f"lesson:{event.escalation_id}")


@listen(ShiftOffered)
def on_shift_offered(event: ShiftOffered) -> None:
    """Tell a colleague that a shift is offered, once a shift."""
    _tell(event.persona_id, NoticeKind.SHIFT, cause=f"shift:{event.shift_id}")


def _tell(persona_id: int, kind: NoticeKind, *, cause: str) -> None:
    owner = viewer_of(persona_id)
    if owner is None or was_told(persona_id, cause=cause):
        return
    tell([persona_id], kind=kind, actor_id=0, cause=cause)
    jobs.send_mail.defer(kind="news", account_id=owner.account_id)
