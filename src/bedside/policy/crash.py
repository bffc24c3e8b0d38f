"""A crash: days on which somebody is too ill to say how ill (spec/records.md, section 2).

One press begins it and one ends it. Silence inside it means "not asked", because of the crash: never "well".
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from bedside.policy.days import UNDO_WITHIN
from bedside.policy.zones import day_in

FACES: Final[Mapping[str, int]] = MappingProxyType({"worst": 1, "bad": 2, "better": 3})
"""The three large buttons, as faces of the day: "a bit better" is so-so, and no more."""
ASKED_AFTER: Final = timedelta(days=14)


class Span(NamedTuple):
    """A crash from its beginning to its end; None while it lasts."""

    began: datetime
    ended: datetime | None


def is_slip(span: Span) -> bool:
    """Say whether a crash ended so soon that it was a slip of the finger, and none."""
    return span.ended is not None and span.ended - span.began <= UNDO_WITHIN


def taken_in(spans: Iterable[Span], said: datetime) -> Span | None:
    """Return the crash to which a beginning belongs that was said without a connection; None where it is one more.

    It is the first one that had not ended by then: whoever ended that ended this too, and it began when either was
    said first. The same sayings make the same crashes, in whatever order they arrive.
    """
    later = [one for one in spans if one.ended is None or one.ended >= said]
    return min(later, key=lambda one: one.began, default=None)


def asks(span: Span, *, answered: bool, at: datetime) -> bool:
    """Say whether the page asks if it is over: once, after 14 days."""
    return span.ended is None and not answered and at - span.began >= ASKED_AFTER


def covers(spans: Iterable[Span], day: date, *, zone: str, at: datetime) -> bool:
    """Say whether a day on the calendar of `zone` lies in a crash, its first and its last day included."""
    return any(
        day_in(zone, at=one.began) <= day <= day_in(zone, at=one.ended if one.ended is not None else at)
        for one in spans
    )
