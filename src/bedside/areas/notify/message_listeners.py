"""Telling a patient that a practice wrote, and who is on call of something urgent: no word unless she agreed."""

from bedside.areas.credentials.queries import viewer_of
from bedside.areas.messaging.events import Answered, CareWrote, Wrote
from bedside.areas.messaging.queries.care_teams import told_of
from bedside.areas.messaging.queries.on_team import called_for
from bedside.areas.notify.actions import tell
from bedside.areas.notify.jobs import mail_message
from bedside.areas.notify.models import NoticeKind
from bedside.areas.notify.queries import was_told
from bedside.areas.people import jobs
from bedside.kit.outbox import listen


@listen(Answered)
def on_answered(event: Answered) -> None:
    """Tell of a message, once a message. The mail says that there is one, and no more unless she agreed to more."""
    owner, cause = viewer_of(event.patient_id), f"message:{event.message_id}"
    if owner is None or was_told(event.patient_id, cause=cause):
        return
    tell([event.patient_id], kind=NoticeKind.MESSAGE, actor_id=0, cause=cause)
    mail_message.defer(message_id=event.message_id, account_id=owner.account_id)


@listen(Wrote)
def on_wrote(event: Wrote) -> None:
    """Tell who is on call of something urgent, once a message; where nobody is, everybody who answers such things."""
    if not event.urgent:
        return
    for persona_id in called_for(event.practice_id):
        owner, cause = viewer_of(persona_id), f"on_call:{event.message_id}"
        if owner is None or was_told(persona_id, cause=cause):
            continue
        tell([persona_id], kind=NoticeKind.ON_CALL, actor_id=0, cause=cause)
        jobs.send_mail.defer(kind="message", account_id=owner.account_id)


@listen(CareWrote)
def on_care_wrote(event: CareWrote) -> None:
    """Tell the patient and the other practices of a care team, once a message: that there is one, and no word more."""
    for persona_id in told_of(event.message_id):
        owner, cause = viewer_of(persona_id), f"care:{event.message_id}"
        if owner is None or was_told(persona_id, cause=cause):
            continue
        tell([persona_id], kind=NoticeKind.MESSAGE, actor_id=0, cause=cause)
        jobs.send_mail.defer(kind="message", account_id=owner.account_id)
