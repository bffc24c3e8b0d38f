"""When a practice is open, and the days on which it is not."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.actions import steps
from bedside.areas.practice.models import Closure, Hours
from bedside.kit.errors import NotHere, Refused
from bedside.kit.texts import taken_line
from bedside.policy.practice.hours import Opening
from bedside.policy.practice.roles import Right

MOST = 28  # spans in a week: four a day
MOST_CLOSURES = 60


@transaction.atomic
def set_hours(*, by: Viewer, practice_id: int, openings: Iterable[Opening]) -> None:
    """Put these hours in the place of all before; raise NotHere, NotAllowed, or Refused for too many spans."""
    here = steps.seated(by, practice_id, Right.HOURS)
    wanted = {(one.weekday, one.opens): one for one in openings}
    if len(wanted) > MOST:
        raise Refused("That is more than four spans a day.", do="Join some of them.", code="too_many", field="hours")
    Hours.objects.filter(practice_id=practice_id).delete()
    Hours.objects.bulk_create(
        Hours(practice_id=practice_id, weekday=one.weekday, opens=one.opens, closes=one.closes)
        for one in wanted.values()
    )
    steps.note_down("practice.hours", by=by, here=here, count=len(wanted))


@transaction.atomic
def close_days(*, by: Viewer, practice_id: int, first: date, last: date, words: str = "") -> Closure:
    """Say on which days a practice is closed; raise NotHere, NotAllowed, or Refused for days in the wrong order."""
    here = steps.seated(by, practice_id, Right.HOURS)
    said = taken_line(words, field="words", name="What is said of it", at_most=120)
    if last < first:
        raise Refused("The last day comes before the first.", do="Swap them.", code="days", field="last")
    if Closure.objects.filter(practice_id=practice_id).count() >= MOST_CLOSURES:
        raise Refused("There are sixty already.", do="Take some of the past out.", code="too_many", field="first")
    row = Closure.objects.create(practice_id=practice_id, first=first, last=last, words=said)
    steps.note_down("practice.closed_days", by=by, here=here)
    return row


@transaction.atomic
def drop_closure(*, by: Viewer, practice_id: int, closure_id: int) -> None:
    """Be open on those days after all; raise NotHere for what is no closure of this practice."""
    here = steps.seated(by, practice_id, Right.HOURS)
    if not Closure.objects.filter(id=closure_id, practice_id=practice_id).delete()[0]:
        raise NotHere
    steps.note_down("practice.open_days", by=by, here=here)
