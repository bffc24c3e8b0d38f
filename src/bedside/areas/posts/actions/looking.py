"""Looking at the pictures of posts that wait: the worker's part, which may be cut off anywhere and is taken up again.

A post is published in the same transaction that ends its waiting, and only when each of its pictures was read, as it is
now. A try is counted before a reader begins: a picture that kills whatever reads it is given up, not tried for ever.
"""

import logging
import time
from typing import Final

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.queries import viewer_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import gate
from bedside.areas.posts.actions.holding import keep, look_soon
from bedside.areas.posts.actions.releasing import release, target_of_held
from bedside.areas.posts.events import PicturesLookedAt
from bedside.areas.posts.models import Waiting
from bedside.areas.posts.waiting import Held, changed, content_of, found_in, mark_of, opened
from bedside.kit.errors import Refused
from bedside.kit.images.reading import Reader, Seen, TooSlow, Unread, can_read
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.vault import CannotOpen
from bedside.kit.viewing import viewing
from bedside.policy.guard import Facts
from bedside.policy.guard.pictures import Glimpse, inspect_picture
from bedside.policy.waiting import TRIES

log = logging.getLogger("bedside.images")

CHECKING: Final = Waiting.State.CHECKING
AT_A_TIME: Final = 15.0  # seconds after which a job leaves the rest to the next: a worker that is to end waits for it


def look_at_all() -> int:
    """Look at the pictures of posts that wait, oldest first, and return how many posts there were.

    What is not begun in time is left to another job.
    """
    looked = last = 0
    until = time.monotonic() + AT_A_TIME
    reader = Reader() if can_read() else None
    try:
        while (row := Waiting.objects.filter(state=CHECKING, id__gt=last).order_by("id").first()) is not None:
            if time.monotonic() > until:
                look_soon()
                break
            last = row.id
            try:
                with viewing(row.owner_id):  # what is done in its author's name sees what its author may see
                    look_at(row.id, row.owner_id, reader)
            except (CannotOpen, OSError) as fault:  # its key or its file is not there: the others don't wait for it
                log.error("a post that waits can't be looked at (%s); it is tried again", type(fault).__name__)
            looked += 1
    finally:
        if reader is not None:
            reader.close()
    return looked


def leave_to_authors() -> int:
    """Leave what would go out by itself to its authors, and return how many posts: after a restore nothing goes out.

    A post that waited for its day may have been taken back since the backup was made.
    """
    delayed = Waiting.objects.filter(state=Waiting.State.DAY).update(state=Waiting.State.AGAIN)
    return delayed + Waiting.objects.filter(state=CHECKING).update(state=Waiting.State.LOOK)


def look_at(waiting_id: int, owner_id: int, reader: Reader | None) -> None:
    """Look at the pictures of one post, and publish it if nothing is left to do for its author."""
    author = viewer_of(owner_id)
    told = _facts(author, waiting_id)
    if told is not None:
        for key in told[0].words.images:
            while (data := _begun(waiting_id, key)) is not None:
                _note(waiting_id, key, data, _read(reader, data), told[1])
    _settle(waiting_id, author)


def _facts(author: Viewer | None, waiting_id: int) -> tuple[Held, Facts] | None:
    """Return the post and what the guard is told about it; None when it is gone, or can't go where it was sent."""
    row = Waiting.objects.filter(id=waiting_id).first()
    if row is None or author is None:
        return None
    held = opened(row)
    try:
        target = target_of_held(author, held)
    except Refused:
        return None
    return held, gate.facts(by=author, space=target.space, audience=target.audience, answered=target.answered)


@transaction.atomic
def _begun(waiting_id: int, key: str) -> bytes | None:
    """Count one more try at a picture and return its file; None when its turn is over."""
    row = _still_checked(waiting_id)
    held = opened(row) if row is not None else None
    if row is None or held is None or key not in held.looks or held.looks[key].over:
        return None
    tries = held.looks[key].tries + 1
    keep(row, held.with_look(key, tries=tries))
    return content_of(key)


def _still_checked(waiting_id: int) -> Waiting | None:
    return Waiting.objects.select_for_update().filter(id=waiting_id, state=CHECKING).first()


def _read(reader: Reader | None, data: bytes) -> tuple[Seen, ...] | str:
    """Return what is in a picture, or why that can't be told: "slow", "broken" (for now), or "nobody" can read here."""
    if reader is None:
        return "nobody"
    try:
        return reader.read(data)
    except TooSlow:
        return "slow"
    except Unread:
        return "broken"


@transaction.atomic
def _note(waiting_id: int, key: str, data: bytes, seen: tuple[Seen, ...] | str, facts: Facts) -> None:
    """Keep what was found in a picture, or give it up when there is no sense in another try."""
    row = _still_checked(waiting_id)
    held = opened(row) if row is not None else None
    if row is None or held is None or key not in held.looks:
        return
    gave_up = seen if isinstance(seen, str) else ""
    if gave_up == "broken" and held.looks[key].tries < TRIES:
        return
    glimpses = None if isinstance(seen, str) else [Glimpse(one.kind, one.box, one.text) for one in seen]
    report = inspect_picture(glimpses, facts)
    kinds = ",".join(sorted({one.kind for one in report.findings})) or "-"
    log.info("picture %s kinds=%s tries=%d", gave_up or report.verdict, kinds, held.looks[key].tries)
    keep(row, held.with_look(key, mark=mark_of(data), gave_up=gave_up, findings=found_in(report)))


@transaction.atomic
def _settle(waiting_id: int, author: Viewer | None) -> None:
    """Publish a post of which nothing is left to do, or leave it to its author and tell her."""
    row = _still_checked(waiting_id)
    if row is None:
        return
    held = opened(row)
    if author is not None and held.due == "ready" and not changed(held):
        try:
            with transaction.atomic():
                release(by=author, row=row)
        except Refused:  # where it was to go has changed; its author reads why when she presses
            log.info("a post whose pictures were looked at can't be published now")
        else:
            return
    found = sorted({one.rule for look in held.looks.values() for one in look.shown})
    record("guard.held_back", by=row.owner_id, about=("waiting", row.id), rules=found)
    keep(row, held, state=Waiting.State.LOOK)
    tell(PicturesLookedAt(waiting_id=row.id, owner_id=row.owner_id))
