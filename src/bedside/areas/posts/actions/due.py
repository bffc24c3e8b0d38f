"""Publishing what has waited for its day: it passes the guard once more, as it is today."""

import logging

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.queries import viewer_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import gate
from bedside.areas.posts.actions.holding import keep
from bedside.areas.posts.actions.publish import put_out
from bedside.areas.posts.actions.sending import Sending
from bedside.areas.posts.events import DelayedStopped
from bedside.areas.posts.models import Waiting
from bedside.areas.posts.target import target_of
from bedside.areas.posts.waiting import Held, opened
from bedside.areas.posts.words import checked
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.vault import CannotOpen
from bedside.kit.viewing import viewing

log = logging.getLogger("bedside.posts")


def put_out_due() -> int:
    """Publish what has waited its days, oldest first, and return how many were looked at.

    What its author may not send any more, or what the guard stops today, is left to her.
    """
    looked = last = 0
    due = Waiting.objects.filter(state=Waiting.State.DAY, out_at__lte=now()).order_by("id")
    while (row := due.filter(id__gt=last).first()) is not None:
        last = row.id
        looked += 1
        try:
            with viewing(row.owner_id):
                _put_out(row.id, row.owner_id)
        except CannotOpen:  # its key is not there: the others don't wait for it
            log.error("a post that waits for its day can't be opened; it is tried again")
    return looked


@transaction.atomic
def _put_out(waiting_id: int, owner_id: int) -> None:
    row = Waiting.objects.select_for_update().filter(id=waiting_id, state=Waiting.State.DAY).first()
    author = viewer_of(owner_id)
    if row is None or author is None:  # withdrawn at this moment, or suspended: then it stays as it is
        return
    held = opened(row)
    try:
        with transaction.atomic():
            put_out(_again(author, row, held))
    except Refused:
        record("post.delayed_stopped", by=row.owner_id, about=("waiting", row.id))
        keep(row, held, state=Waiting.State.AGAIN)
        tell(DelayedStopped(waiting_id=row.id, owner_id=row.owner_id))
    else:
        row.delete()


def _again(author: Viewer, row: Waiting, held: Held) -> Sending:
    """Return the text as it is sent today, or raise Refused: its place is gone, or the guard finds more than then."""
    audience = "" if held.reply_to_id else held.audience
    target = target_of(author, space_id=held.space_id, audience=audience, reply_to_id=held.reply_to_id)
    words = checked(held.words)
    report = gate.report_on(
        by=author, words=words, space=target.space, audience=target.audience, answered=target.answered
    )
    confirmed = report.verdict == "confirm" == held.verdict  # its author pressed again on exactly these words
    if report.verdict not in ("pass", "advise") and not confirmed:
        raise gate.held_back(report)
    return Sending(author, words, target, report.verdict, form_key=row.form_key, waiting_id=row.id)
