"""The read budget: how many different posts of closed places an account is shown in an hour (security.md section 8).

Against a member who copies a whole community. Nothing here tells what somebody reads: each post sets one bit of an
account's row, at a place that only the site's key gives, and the row is thrown away when its hour is over. What this
process has counted already costs nothing; new posts cost one statement for a whole page.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import connection

from bedside.areas.people.actions import limits
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.models import Reading
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.policy.limits import READ_BITS, READS, bits_of

REMEMBERED = 2048  # accounts in one process, half a kilobyte each
COUNT = """
INSERT INTO people_reading AS r (key, begun_at, bits) VALUES (%(key)s, %(now)s, %(bits)s)
ON CONFLICT (key) DO UPDATE SET
    bits = CASE WHEN r.begun_at <= %(over)s THEN EXCLUDED.bits
                WHEN bit_count(r.bits) >= %(most)s THEN r.bits
                ELSE r.bits | EXCLUDED.bits END,
    begun_at = CASE WHEN r.begun_at <= %(over)s THEN EXCLUDED.begun_at ELSE r.begun_at END
RETURNING r.bits & %(bits)s::bit(4096) = %(bits)s::bit(4096), r.begun_at
"""

_counted: OrderedDict[int, tuple[datetime, int]] = (
    OrderedDict()
)  # of an account: when its hour began, bits in the table
_lock = Lock()


def note_read(viewer: Viewer, post_ids: Iterable[int]) -> None:
    """Count posts of closed places that `viewer` is about to be shown; raise `TooManyTries` beyond the budget.

    The same post counts once within the hour, whichever process shows it, and stays readable: nobody is cut off from
    the conversation they are in.
    """
    ids = list(post_ids)
    if not ids or not viewer.account_id:
        return
    bits = _bits(viewer.account_id, ids)
    with _lock:
        begun, known = _counted.get(viewer.account_id, (now(), 0))
    if begun + READS.window > now() and bits | known == known:
        return
    within, begun = _written(viewer.account_id, bits)
    if not within:
        standing = limits.Standing(READS, 0, begun + READS.window, 0)
        limits.note(standing)
        raise TooManyTries(READS, standing.seconds)
    _remember(viewer.account_id, begun, bits)


def forget_old_readings() -> int:
    """Delete what no budget counts any more, and return how many accounts it was of."""
    gone, _ = Reading.objects.filter(begun_at__lte=now() - READS.window).delete()
    return gone


def _bits(account_id: int, ids: list[int]) -> int:
    key = vault().index("reading", str(account_id))
    places = (hashlib.blake2b(str(one).encode(), key=key, digest_size=8).digest() for one in ids)
    found = 0
    for place in places:
        found |= 1 << int.from_bytes(place, "big") % READ_BITS
    return found


def _written(account_id: int, bits: int) -> tuple[bool, datetime]:
    parameters: dict[str, Any] = {
        "key": vault().index("reader", str(account_id)),
        "now": now(),
        "over": now() - READS.window,
        "most": bits_of(READS.tries),
        "bits": f"x{bits:0{READ_BITS // 4}x}",
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, parameters)
        within, begun = cursor.fetchone()
    return within, begun


def _remember(account_id: int, begun: datetime, bits: int) -> None:
    with _lock:
        before, known = _counted.pop(account_id, (begun, 0))
        _counted[account_id] = (begun, bits | known if before == begun else bits)
        while len(_counted) > REMEMBERED:
            _counted.popitem(last=False)
