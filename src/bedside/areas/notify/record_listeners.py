"""Telling that something waits in one's own record, or that somebody has a hard time. More than that is not said."""

from bedside.areas.notify.actions import forget_cause, tell
from bedside.areas.notify.models import NoticeKind
from bedside.areas.notify.queries import may_be_told
from bedside.areas.records.events import CrashTold, CrashWasNone, QuestionWaits, TellingAsked
from bedside.kit.outbox import listen


@listen(QuestionWaits)
def on_question(event: QuestionWaits) -> None:
    """Tell that a question waits, once, and once more as a reminder."""
    cause = f"question:{event.question_id}:{'again' if event.again else 'first'}"
    tell([event.persona_id], kind=NoticeKind.QUESTION, actor_id=0, cause=cause)


@listen(TellingAsked)
def on_telling_asked(event: TellingAsked) -> None:
    """Tell who is asked, once."""
    if may_be_told(event.person_id, actor_id=event.persona_id):
        cause = f"told:{event.told_id}"
        tell([event.person_id], kind=NoticeKind.TELL_ASKED, actor_id=event.persona_id, cause=cause)


@listen(CrashTold)
def on_crash(event: CrashTold) -> None:
    """Tell whom she named, once; who blocked or muted her in between is told nothing."""
    if may_be_told(event.person_id, actor_id=event.persona_id):
        kind = NoticeKind.HARD_OVER if event.over else NoticeKind.HARD_TIME
        tell([event.person_id], kind=kind, actor_id=event.persona_id, cause=_cause(event.crash_id, over=event.over))


@listen(CrashWasNone)
def on_slip(event: CrashWasNone) -> None:
    """Take back what was told."""
    forget_cause(cause=_cause(event.crash_id, over=False))


def _cause(crash_id: int, *, over: bool) -> str:
    return f"crash:{crash_id}:{'over' if over else 'began'}"
