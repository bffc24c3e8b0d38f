"""One's own days: nobody else reads them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.days import DayCheck


@dataclass(frozen=True)
class OwnDay:
    """What its owner said of a day. `energy` is None and `line` "" where she said nothing of them."""

    id: int
    day: date
    face: int
    energy: int | None
    line: str
    backfilled: bool
    kept_at: datetime


def day_rows(viewer: Viewer) -> QuerySet[DayCheck]:
    """The rows of the viewer's account, also those that were replaced."""
    return DayCheck.objects.filter(owner_id=viewer.account_id) if viewer.signed_in else DayCheck.objects.none()


def own_day(viewer: Viewer, day: date) -> OwnDay | None:
    """What the viewer said last of a day; None where nothing was: it was not asked, and is not a good one."""
    found = day_rows(viewer).filter(day=day, is_current=True).first()
    return _own(found) if found else None


def earlier_words(viewer: Viewer, day: date) -> tuple[OwnDay, ...]:
    """What she had said of that day before, newest first."""
    return tuple(_own(row) for row in day_rows(viewer).filter(day=day, is_current=False).order_by("-id"))


def own_days(viewer: Viewer, *, last: date, count: int) -> tuple[tuple[date, OwnDay | None], ...]:
    """The `count` days up to `last`, newest first, each with what was said of it or None."""
    first = last - timedelta(days=count - 1)
    rows = day_rows(viewer).filter(is_current=True, day__gte=first, day__lte=last)
    said = {row.day: _own(row) for row in rows}
    days = [last - timedelta(days=back) for back in range(count)]
    return tuple((day, said.get(day)) for day in days)


def _own(row: DayCheck) -> OwnDay:
    said = row.opened()
    return OwnDay(
        id=row.id,
        day=row.day,
        face=said["face"],
        energy=said["energy"],
        line=said["line"],
        backfilled=said["mode"] == "backfilled",
        kept_at=row.kept_at,
    )
