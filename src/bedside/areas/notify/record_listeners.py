"""Telling that something waits in one's own record. What it is about is read there alone."""

from bedside.areas.notify.actions import tell
from bedside.areas.notify.models import NoticeKind
from bedside.areas.records.events import QuestionWaits
from bedside.kit.outbox import listen


@listen(QuestionWaits)
def on_question(event: QuestionWaits) -> None:
    """Tell that a question waits, once, and once more as a reminder."""
    cause = f"question:{event.question_id}:{'again' if event.again else 'first'}"
    tell([event.persona_id], kind=NoticeKind.QUESTION, actor_id=0, cause=cause)
