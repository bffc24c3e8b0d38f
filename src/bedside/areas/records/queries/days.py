"""One's own days: nobody else reads them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.days import DayCheck
from bedside.areas.records.queries.versions import seen_in
from bedside.kit.clock import now
from bedside.policy.days import BACKFILLED, CRASH
from bedside.policy.sharing import OWNER, proxy_in
from bedside.policy.zones import day_in, zones


@dataclass(frozen=True)
class OwnDay:
    """What its owner said of a day. `energy` is None and `line` "" where she said nothing of them.

    `elsewhere` is what she said of the same date in another time zone, where she travelled: both are hers.
    """

    id: int
    day: date
    face: int
    energy: int | None
    line: str
    backfilled: bool
    kept_at: datetime
    zone: str = "UTC"
    elsewhere: tuple["OwnDay", ...] = ()
    in_crash: bool = False
    proxy_id: int = 0  # the carer who entered it for its owner


def zone_of(viewer: Viewer) -> str:
    """The time zone by which the viewer's days begin: the one she chose, else the site's."""
    return viewer.zone if viewer.zone in zones() else settings.TIME_ZONE


def today(viewer: Viewer) -> date:
    """The day that it is now on the viewer's own calendar."""
    return day_in(zone_of(viewer), at=now())


def day_rows(viewer: Viewer) -> QuerySet[DayCheck]:
    """The rows of the viewer's account, also those that were replaced."""
    return DayCheck.objects.filter(owner_id=viewer.account_id) if viewer.signed_in else DayCheck.objects.none()


def _seen(viewer: Viewer, **days: Any) -> list[DayCheck]:
    """What counts of some days, the newest first.

    Who stands in for the owner sees nothing of what is for the owner alone: of such a day only what she entered herself
    since then, which does not count.
    """
    rows = day_rows(viewer).filter(**days).order_by("-id")
    if not viewer.proxy_id:
        return list(rows.filter(is_current=True))
    seen = list(seen_in(viewer, rows))
    counted = {row.day for row in seen if row.is_current}
    newest = {row.day: row.id for row in reversed(seen)}
    return [row for row in seen if row.is_current or (row.day not in counted and row.id == newest[row.day])]


def own_day(viewer: Viewer, day: date) -> OwnDay | None:
    """What the viewer said last of a day; None where nothing was: it was not asked, and is not a good one."""
    return _one(_seen(viewer, day=day))


def earlier_words(viewer: Viewer, day: date) -> tuple[OwnDay, ...]:
    """What she had said of that day before, newest first: for the owner, and not for who stands in for her."""
    if viewer.proxy_id:
        return ()
    return tuple(day_of(row) for row in day_rows(viewer).filter(day=day, is_current=False).order_by("-id"))


def own_days(viewer: Viewer, *, last: date, count: int) -> tuple[tuple[date, OwnDay | None], ...]:
    """The `count` days up to `last`, newest first, each with what was said of it or None."""
    first = last - timedelta(days=count - 1)
    said: dict[date, list[DayCheck]] = {}
    for row in _seen(viewer, day__gte=first, day__lte=last):
        said.setdefault(row.day, []).append(row)
    days = [last - timedelta(days=back) for back in range(count)]
    return tuple((day, _one(said.get(day, []))) for day in days)


def _one(rows: list[DayCheck]) -> OwnDay | None:
    """The newest of what was said of one date, with what was said of it in other zones."""
    if not rows:
        return None
    newest, *others = [day_of(row) for row in rows]
    return replace(newest, elsewhere=tuple(others))


def day_of(row: DayCheck) -> OwnDay:
    """Return what a row says, opened: for its owner, and for whom she lets see it."""
    said = row.opened()
    return OwnDay(
        id=row.id,
        day=row.day,
        face=said["face"],
        energy=said["energy"],
        line=said["line"],
        backfilled=said["mode"] == BACKFILLED,
        kept_at=row.kept_at,
        zone=row.zone,
        in_crash=said["mode"] == CRASH,
        proxy_id=proxy_in(said.get("entered_by", OWNER)),
    )
