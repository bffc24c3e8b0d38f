"""Telling that somebody asks to be introduced, and that somebody said yes. Who and why stands on the page alone."""

from bedside.areas.likeme.events import MeetingAgreed, MeetingAsked
from bedside.areas.notify.actions import tell
from bedside.areas.notify.models import NoticeKind
from bedside.kit.outbox import listen


@listen(MeetingAsked)
def on_asked(event: MeetingAsked) -> None:
    """Tell who is asked, once an asking; those of one day are shown as one."""
    cause = f"meeting:{event.introduction_id}:asked"
    tell([event.persona_id], kind=NoticeKind.MEET_ASK, actor_id=0, cause=cause)


@listen(MeetingAgreed)
def on_agreed(event: MeetingAgreed) -> None:
    """Tell who asked that there is a yes. A no is told to nobody."""
    cause = f"meeting:{event.introduction_id}:yes"
    tell([event.persona_id], kind=NoticeKind.MEET_YES, actor_id=0, cause=cause)
