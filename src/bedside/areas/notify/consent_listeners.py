"""Telling both sides what became of a permission or a grant. What it is about is read on its page alone."""

from bedside.areas.consents.events import (
    GrantAsked,
    GrantReviewDue,
    PermissionAnswered,
    PermissionAsked,
    PermissionEnded,
    PermissionEndsSoon,
)
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


@listen(GrantAsked)
def on_grant_asked(event: GrantAsked) -> None:
    """Tell who is asked, once."""
    if may_be_told(event.to_id, actor_id=event.by_id):
        tell([event.to_id], kind=NoticeKind.CARE_ASKED, actor_id=event.by_id, cause=f"grant:{event.grant_id}:asked")


@listen(GrantReviewDue)
def on_grant_review(event: GrantReviewDue) -> None:
    """Ask the owner, once a year."""
    tell([event.owner_id], kind=NoticeKind.CARE_YEAR, actor_id=0, cause=f"grant:{event.grant_id}:{event.year}")
