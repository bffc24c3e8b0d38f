"""Writing notices, and marking them as read. What they tell of is audited where it was done."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from bedside.areas.notify.models import Notice, NoticeKind
from bedside.areas.people import actions as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets


@transaction.atomic
def tell(
    owner_ids: Iterable[int],
    *,
    kind: NoticeKind,
    actor_id: int,
    cause: str,
    post_id: int | None = None,
    answered_id: int | None = None,
    space_id: int | None = None,
) -> None:
    """Tell each owner once a cause: called again for the same cause, nothing is added.

    Whether they may be told is asked before (`queries.may_be_told`).
    """
    rows = [
        Notice(
            owner_id=owner_id,
            kind=kind,
            actor_id=actor_id,
            cause=cause,
            post_id=post_id,
            answered_id=answered_id,
            space_id=space_id,
        )
        for owner_id in owner_ids
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    people.note_news(row.owner_id for row in rows)


@transaction.atomic
def mark_read(*, by: Viewer, ids: Iterable[int] | None = None, up_to: int | None = None) -> None:
    """Mark the viewer's own notices as read: these ones, or all up to the id `up_to`, or all."""
    people.hold_news(by.persona_id)
    unread = Notice.objects.filter(owner_id=by.persona_id, read_at=None)
    rows = unread
    if ids is not None:
        rows = rows.filter(id__in=set(ids))
    if up_to is not None:
        rows = rows.filter(id__lte=up_to)
    rows.update(read_at=now())
    if not unread.exists():
        people.forget_news(by.persona_id)


def forget_post(*, post_id: int) -> None:
    """Remove every notice about a post that is gone."""
    Notice.objects.filter(post_id=post_id).delete()


def forget_cause(*, cause: str) -> None:
    """Remove what was told of a cause that turned out to be none."""
    Notice.objects.filter(cause=cause).delete()


@forgets("notices")
def forget_old(days: int = 180) -> int:
    """Remove notices older than `days`, and return how many."""
    return Notice.objects.filter(created_at__lt=now() - timedelta(days=days)).delete()[0]
