"""Which threads somebody on a team may open: one gate for every page and act.

Who is not on the team, was on it, or has no work there that needs the thread, gets what a thread that does not exist
gives.
"""

from datetime import timedelta
from typing import Final

from bedside.areas.messaging.models import Seen, Thread
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries.seat import Seat, seat_in
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice import roles as rules
from bedside.policy.practice.roles import Case

WHY_HOLDS: Final = timedelta(minutes=30)  # a reason given once opens a sensitive thread for so long


class WhyFirst(Refused):
    """A sensitive thread opens with a reason only, which is kept and which the patient may ask for."""

    code = "why_first"
    what = "This thread is sensitive. Say why you open it."
    do = "One sentence is enough. It is written down, and your patient can see that you opened it."


def case_of(thread: Thread, persona_id: int) -> Case:
    """Return what decides who may read a thread, for one person."""
    mine = persona_id in (thread.owner_id, thread.second_id)
    return Case(administrative=thread.administrative, urgent=thread.urgent, mine=mine)


def may_read(here: Seat, thread: Thread) -> bool:
    """Say whether who sits here may open the thread."""
    same = thread.practice_id == here.practice.space_id
    return same and rules.may_read(case_of(thread, here.persona_id), roles=here.roles)


def may_answer(here: Seat, thread: Thread) -> bool:
    """Say whether who sits here may answer in the thread."""
    same = thread.practice_id == here.practice.space_id
    return same and rules.may_answer(case_of(thread, here.persona_id), roles=here.roles)


def gate(viewer: Viewer, thread_id: int, *, lock: bool = False) -> tuple[Thread, Seat]:
    """Return a thread that the viewer may open, and her seat; raise NotHere for every other id alike."""
    if not viewer.confirmed:
        raise NotHere
    rows = Thread.objects.select_related("channel")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    thread = rows.filter(id=thread_id).first()
    if thread is None:
        raise NotHere
    here = seat_in(viewer, thread.practice_id)
    if not may_read(here, thread):
        raise NotHere
    return thread, here


def needs_why(thread: Thread, persona_id: int) -> bool:
    """Say whether she has to say why before this thread opens: it is sensitive, and her last reason is old."""
    if not thread.sensitive:
        return False
    since = now() - WHY_HOLDS
    given = thread.readings.filter(persona_id=persona_id, why_sealed__isnull=False, opened_at__gt=since)
    return not given.exists()


def last_seen(thread: Thread, persona_id: int) -> Seen | None:
    """Return when this person last opened the thread."""
    return thread.readings.filter(persona_id=persona_id).order_by("-id").first()
