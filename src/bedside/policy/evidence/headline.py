"""Who started, who is still on it, who stopped, who is silent (`evidence.md` section 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bedside.policy import disclosure
from bedside.policy.evidence.units import CourseRow, latest_courses

CONFIRMED_WITHIN = timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """Exact counts of people, for the build only: `shown` gives what may leave it.

    started = still_on + stopped + silent. `remembered` courses had ended before they were declared; they stand apart.
    """

    still_on: int
    stopped: int
    silent: int
    remembered: int

    @property
    def started(self) -> int:
        return self.still_on + self.stopped + self.silent


def headline(rows: Iterable[CourseRow], *, today: date) -> Headline:
    """Count the people of one treatment and purpose. Silent is never folded into "still on"."""
    counts = {"still_on": 0, "stopped": 0, "silent": 0, "remembered": 0}
    for row in latest_courses(rows):
        counts[standing(row, today=today)] += 1
    return Headline(**counts)


def standing(row: CourseRow, *, today: date) -> str:
    """Where a course stands: remembered, stopped, still_on or silent."""
    if row.is_remembered:
        return "remembered"
    if row.is_stopped:
        return "stopped"
    if today - row.last_confirmed <= CONFIRMED_WITHIN:
        return "still_on"
    return "silent"


def shown(counts: Headline) -> dict[str, int]:
    """The rounded counts that may be printed, by name; a count that may not be printed is absent."""
    cells = {name: getattr(counts, name) for name in ("started", "still_on", "stopped", "silent", "remembered")}
    parts = disclosure.Partition(whole="started", parts=("still_on", "stopped", "silent"))
    visible = disclosure.visible(cells, [parts])
    return {name: disclosure.shown(people) for name, people in cells.items() if name in visible}
