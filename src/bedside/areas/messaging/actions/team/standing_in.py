"""What the site does when somebody leaves a team or is away: her threads go on, and nothing lies where nobody looks."""

from django.db import transaction

from bedside.areas.messaging.actions.writing import in_thread, put
from bedside.areas.messaging.models import Thread
from bedside.areas.practice.queries import roles_in
from bedside.areas.practice.queries.working import away
from bedside.kit.clock import now
from bedside.policy.practice.roles import may_be_handed
from bedside.policy.practice.threads import State


@transaction.atomic
def put_back_all(*, practice_id: int, persona_id: int) -> int:
    """Give back to everybody what somebody had in a practice; return how many threads that were."""
    rows = Thread.objects.filter(practice_id=practice_id)
    rows.filter(second_id=persona_id).update(second=None)
    mine = rows.filter(owner_id=persona_id)
    moved = mine.filter(state=State.ASSIGNED.value).update(state=State.OPEN.value, owner=None, second=None)
    mine.filter(state=State.WAITING_PATIENT.value).update(owner=None, second=None)
    return moved


@transaction.atomic
def hand_on_for(*, practice_id: int, persona_id: int) -> int:
    """Hand on what waits for somebody who is away, to who stands in for her, or back to everybody."""
    absence = away(practice_id, persona_id, at=now())
    if absence is None:
        return 0
    waiting = Thread.objects.select_for_update().filter(practice_id=practice_id, owner_id=persona_id)
    handed = 0
    for thread in waiting.filter(state=State.ASSIGNED.value):
        _go_on(thread, absence.hands_to_id)
        handed += 1
    return handed


def _go_on(thread: Thread, to: int | None) -> None:
    there = to is not None and away(thread.practice_id, to, at=now()) is None
    if there and to is not None and may_be_handed(roles_in(thread.practice_id, to)):
        thread.owner_id = to
        thread.second_id = None if thread.second_id == to else thread.second_id
    else:
        thread.owner_id = thread.second_id = None
        thread.state = State.OPEN.value
    thread.save(update_fields=["state", "owner", "second"])
    put(in_thread(thread, kind="internal", sent_at=now()), "Handed on by the site: its owner is away.")
