"""Many look-alikes in one press, and the press taken back."""

from dataclasses import replace
from typing import Final

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.moderation.actions.acting import Choice, checked, decide_together, dismiss_together, lift_rows
from bedside.areas.moderation.events import AppealAnswered
from bedside.areas.moderation.models import Act, Case
from bedside.areas.moderation.queries import flood, press
from bedside.areas.moderation.queries.hands import SEEN_BY_ROLE
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.moderation.cases import WAITING, State, Step

LIMIT_DAYS: Final = 7


@transaction.atomic
def act_on_wave(*, by: Viewer, wave_id: int, seen: int, choice: Choice, limit_authors: bool = False) -> int:
    """Act on all of a group of look-alikes, and return the number of the press, by which it can be taken back.

    `seen` is how many there were on the page. Raises NotHere where the group is gone, Refused where it has grown since
    (nobody acts on what they have not seen) and as `acting.act` does. `limit_authors`: a moderator limits them for a
    week as well.
    """
    cases = _hold(by, wave_id, seen)
    checked(by, cases, choice)
    also = replace(choice, act="limit", days=LIMIT_DAYS)
    if limit_authors:
        checked(by, cases, also)
    batch = decide_together(by=by, cases=cases, choice=choice)
    if limit_authors:
        decide_together(by=by, cases=cases, choice=also, close=False, batch=batch)
    return batch


@transaction.atomic
def dismiss_wave(*, by: Viewer, wave_id: int, seen: int) -> None:
    """Leave all of a group as they are. Raises as `act_on_wave` does."""
    dismiss_together(by=by, cases=_hold(by, wave_id, seen))


@transaction.atomic
def undo(*, by: Viewer, batch_id: int) -> int:
    """Take back one's own press within a day, and return how many acts it was. Its cases wait again.

    Raises NotHere for the press of somebody else, for one that is older, and where an appeal was made meanwhile: that
    is answered by another person.
    """
    with as_system(SEEN_BY_ROLE):
        list(Act.objects.select_for_update().filter(batch_id=batch_id, lifted_at=None))
        rows = press.undoable_rows(by, batch_id)
        lift_rows(by=by, rows=rows, step=Step.LIFT)
        _wait_again([row.case_id for row in rows])
    record("act.undo", by=by.persona_id, role=rows[0].desk, about=("batch", batch_id), acts=len(rows))
    for row in rows:
        publish(AppealAnswered(act_id=row.id, persona_id=row.about_id))
    return len(rows)


def _hold(by: Viewer, wave_id: int, seen: int) -> list[Case]:
    found = flood.wave(by, wave_id)
    if len(found.case_ids) != seen:
        what = "The group is not what it was when you opened it."
        raise Refused(what, do="Look at it again.", code="group_changed")
    with as_system(SEEN_BY_ROLE):
        rows = list(Case.objects.select_for_update().filter(id__in=found.case_ids, state__in=sorted(WAITING)))
        if len(rows) != seen:
            raise NotHere
        claimed = {"claimed_by": by.persona_id, "claimed_account": by.account_id, "claimed_at": now()}
        Case.objects.filter(id__in=found.case_ids).update(state=State.CLAIMED, **claimed)
    return rows


def _wait_again(case_ids: list[int]) -> None:
    """Let these cases wait once more, where nobody has reported the same thing meanwhile."""
    rows = list(Case.objects.filter(id__in=case_ids, state=State.OVERTURNED))
    again = Case.objects.filter(state__in=sorted(WAITING), subject_id__in=[row.subject_id for row in rows])
    taken = set(again.values_list("kind", "subject_id"))
    free = [row.id for row in rows if (row.kind, row.subject_id) not in taken]
    fresh = {"claimed_by": None, "claimed_account": None, "claimed_at": None, "decided_at": None}
    Case.objects.filter(id__in=free).update(state=State.OPEN, **fresh)
