"""Telling both sides what became of a permission. What it is about is read on its page alone."""

from bedside.areas.consents.events import PermissionAnswered, PermissionAsked, PermissionEnded, PermissionEndsSoon
from bedside.areas.notify.actions import tell
from bedside.areas.notify.models import NoticeKind
from bedside.areas.notify.queries import may_be_told
from bedside.kit.outbox import listen


@listen(PermissionAsked)
def on_permission_asked(event: PermissionAsked) -> None:
    """Tell who is asked, once."""
    if may_be_told(event.owner_id, actor_id=event.drafter_id):
        cause = f"permission:{event.authorisation_id}:asked"
        tell([event.owner_id], kind=NoticeKind.PERMIT_ASKED, actor_id=event.drafter_id, cause=cause)


@listen(PermissionAnswered)
def on_permission_answered(event: PermissionAnswered) -> None:
    """Tell who asked what was said."""
    kind = NoticeKind.PERMIT_YES if event.signed else NoticeKind.PERMIT_NO
    tell([event.drafter_id], kind=kind, actor_id=0, cause=f"permission:{event.authorisation_id}:answered")


@listen(PermissionEndsSoon)
def on_permission_ends_soon(event: PermissionEndsSoon) -> None:
    """Tell both sides, so that a new one can be asked for in time, or not."""
    cause = f"permission:{event.authorisation_id}:soon"
    tell([event.owner_id, event.drafter_id], kind=NoticeKind.PERMIT_SOON, actor_id=0, cause=cause)


@listen(PermissionEnded)
def on_permission_ended(event: PermissionEnded) -> None:
    """Tell who published on it. How it ended is not said: nobody has to explain."""
    cause = f"permission:{event.authorisation_id}:over"
    tell([event.drafter_id], kind=NoticeKind.PERMIT_OVER, actor_id=0, cause=cause)
