"""Telling a patient that a practice wrote: that there is a message, and not a word more, here and by mail."""

from bedside.areas.credentials.queries import viewer_of
from bedside.areas.messaging.events import Answered
from bedside.areas.notify.actions import tell
from bedside.areas.notify.models import NoticeKind
from bedside.areas.notify.queries import was_told
from bedside.areas.people import jobs
from bedside.kit.outbox import listen


@listen(Answered)
def on_answered(event: Answered) -> None:
    """Tell of a message, once a message. The mail says that there is one, not from whom, nor what about."""
    owner, cause = viewer_of(event.patient_id), f"message:{event.message_id}"
    if owner is None or was_told(event.patient_id, cause=cause):
        return
    tell([event.patient_id], kind=NoticeKind.MESSAGE, actor_id=0, cause=cause)
    jobs.send_mail.defer(kind="message", account_id=owner.account_id)
