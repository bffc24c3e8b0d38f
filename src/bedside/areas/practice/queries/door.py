"""A practice's door, as everybody may see it: when and how it is reached, and what it promises."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from bedside.areas.practice.models import Practice, TeamMember
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.policy.emergency import Emergency, emergency
from bedside.policy.practice import hours
from bedside.policy.practice.promise import FEWEST, TOO_FEW, Promise, promise_within

# Both kinds in one statement: every page on which a promise stands asks for them.
TIMES: Final = """SELECT weekday, opens, closes, NULL::date, NULL::date FROM practice_hours WHERE practice_id = %s
    UNION ALL SELECT NULL, NULL, NULL, first, last FROM practice_closure WHERE practice_id = %s AND last >= %s"""


@dataclass(frozen=True)
class Door:
    """What somebody is told before she knocks. `space` names it; `opens_at` and `closes_at` are the next of each."""

    practice: Practice
    space: Space
    times: hours.Times
    promise: Promise
    is_open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    emergency: Emergency

    @property
    def takes_messages(self) -> bool:
        """Whether new matters can be brought to it here."""
        return self.practice.accepting


def times_of(practice: Practice) -> hours.Times:
    """Return the hours of a practice, with the closures that are not over."""
    since = (now() - timedelta(days=2)).date()
    with connection.cursor() as cursor:
        cursor.execute(TIMES, [practice.space_id, practice.space_id, since])
        rows = cursor.fetchall()
    return hours.Times(
        zone=practice.time_zone,
        openings=tuple(hours.Opening(day, opens, closes) for day, opens, closes, _, _ in rows if day is not None),
        closures=tuple(hours.Closure(first, last) for day, _, _, first, last in rows if day is None),
    )


def promise_of(practice: Practice, *, times: hours.Times, at: datetime) -> Promise:
    """Return by when a person answers somebody who writes at the moment `at`, as it was measured last."""
    if practice.usual_of < FEWEST:
        return Promise(None, TOO_FEW)
    spent = timedelta(seconds=practice.usual_seconds) if practice.usual_seconds is not None else None
    return promise_within(spent, times=times, at=at)


def door(space_id: int) -> Door | None:
    """Return the door of a practice; None where there is none: its channels were never opened."""
    found = Practice.objects.filter(space_id=space_id).select_related("space").first()
    return _door(found) if found is not None else None


def with_doors() -> list[int]:
    """Return every practice that has a door, also those found by invitation only: for looking up whose a code is."""
    return list(Practice.objects.values_list("space_id", flat=True))


def door_of_clinician(persona_id: int) -> Door | None:
    """Return the door of the first practice, by name, on whose team a clinician is now; None without one."""
    rows = TeamMember.objects.filter(persona_id=persona_id, ended_at=None, persona__hidden=False)
    mine = Practice.objects.filter(space_id__in=rows.values("practice_id")).select_related("space")
    open_ones = sorted(mine, key=lambda one: (not one.accepting, one.space.name.casefold(), one.space_id))
    return _door(open_ones[0]) if open_ones else None


def _door(practice: Practice) -> Door:
    moment, times = now(), times_of(practice)
    return Door(
        practice=practice,
        space=practice.space,
        times=times,
        promise=promise_of(practice, times=times, at=moment),
        is_open=hours.is_open(times, moment),
        opens_at=hours.next_opening(times, moment),
        closes_at=hours.next_closing(times, moment),
        emergency=emergency(practice.country),
    )
