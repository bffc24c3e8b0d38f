"""Which lines somebody may be shown, and which staff have to call again.

Lines are public: what is asked of the viewer is only the country that the account names. Never an address: a wrong
guess would show a number that does not answer.
"""

import time
from dataclasses import dataclass
from datetime import date

from bedside.areas.helplines.models import Line
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy import permissions
from bedside.policy.helplines.rules import Shown, Standing, days_left, oldest_shown, standing

RIGHT = "keep the help lines"
KEPT_SECONDS = 5  # a line taken off is off within that, in every process

_kept: tuple[float, date, dict[str, tuple[Shown, ...]]] | None = None


def usable(country: str) -> tuple[Shown, ...]:
    """Return the lines of a country that somebody has called within 180 days, as the operator ordered them."""
    return shown_lines().get(country.upper(), ())


def shown_lines() -> dict[str, tuple[Shown, ...]]:
    """Return all lines that may be shown, by country; at most five seconds old."""
    global _kept
    today = now().date()
    if _kept is None or _kept[1] != today or time.monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = time.monotonic(), today, _shown_lines(today)
    return _kept[2]


def forget_shown() -> None:
    """Read the lines anew for the next page of this process."""
    global _kept
    _kept = None


def _shown_lines(today: date) -> dict[str, tuple[Shown, ...]]:
    rows = Line.objects.filter(checked_on__gte=oldest_shown(today), checked_on__lte=today).order_by("country", "id")
    found: dict[str, list[Shown]] = {}
    for row in rows:
        found.setdefault(row.country, []).append(as_shown(row))
    return {country: tuple(lines) for country, lines in found.items()}


def as_shown(row: Line) -> Shown:
    """Return a line without who called it, and when."""
    return Shown(row.country, row.name, row.telephone, row.sms, row.hours, row.languages)


@dataclass(frozen=True)
class StaffLine:
    """A line as the staff page lists it. `by` names who called; `left` counts the days for which it is shown."""

    line: Line
    standing: Standing
    by: str
    left: int


def all_lines(viewer: Viewer) -> list[StaffLine]:
    """Return every line, those first that somebody has to call; empty for who may not keep them."""
    if not (viewer.confirmed and permissions.may(RIGHT, roles=viewer.staff)):
        return []
    rows = list(Line.objects.order_by("country", "id"))
    handles = people.staff_handles(viewer, {row.checked_by_id for row in rows if row.checked_by_id})
    today = now().date()
    found = [_staff_line(row, handles, today) for row in rows]
    order = (Standing.OLD, Standing.SOON, Standing.UNCHECKED, Standing.FRESH)
    return sorted(found, key=lambda one: order.index(one.standing))


def _staff_line(row: Line, handles: dict[int, str], today: date) -> StaffLine:
    handle = handles.get(row.checked_by_id or 0, "")
    left = days_left(row.checked_on, today=today) if row.checked_on else 0
    by = f"@{handle}" if handle else row.checked_by
    return StaffLine(row, standing(row.checked_on, today=today), by, left)


def line(viewer: Viewer, line_id: int) -> StaffLine:
    """Return one of `all_lines`; raise `NotHere` for every other id."""
    found = next((one for one in all_lines(viewer) if one.line.id == line_id), None)
    if found is None:
        raise NotHere
    return found


def to_call() -> list[tuple[str, str, Standing, int]]:
    """Return (country, name, standing, days left) of each line that is not fresh: for the server's own command."""
    today = now().date()
    found = [(row, standing(row.checked_on, today=today)) for row in Line.objects.order_by("country", "id")]
    return [
        (row.country, row.name, how, days_left(row.checked_on, today=today) if row.checked_on else 0)
        for row, how in found
        if how is not Standing.FRESH
    ]
