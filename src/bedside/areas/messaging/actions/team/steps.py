"""What every act of the team's begins and ends with."""

from collections.abc import Sequence
from typing import Any

from bedside.areas.audit.actions import record
from bedside.areas.messaging.actions.steps import name_of
from bedside.areas.messaging.actions.writing import in_thread, put
from bedside.areas.messaging.models import Message, Thread
from bedside.areas.messaging.queries.gate import WhyFirst, gate, needs_why
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import roles_in
from bedside.areas.practice.queries.seat import Seat
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.images import CleanImage
from bedside.policy.practice import roles as rules
from bedside.policy.practice.roles import Right
from bedside.policy.practice.threads import Actor, Move, NotAStep, State, step


def held(by: Viewer, thread_id: int) -> tuple[Thread, Seat]:
    """Return a thread that `by` may open, locked, and her seat; raise NotHere, or WhyFirst for a sensitive one."""
    thread, here = gate(by, thread_id, lock=True)
    if needs_why(thread, by.persona_id):
        raise WhyFirst(field="why")
    return thread, here


def with_right(here: Seat, right: Right) -> None:
    """Raise NotAllowed where none of her roles gives this right."""
    if not here.may(right):
        raise NotAllowed("Your role in this practice does not include that.", do="Ask the owner of the practice.")


def moved(thread: Thread, move: Move) -> State:
    """Return the state to which the team moves a thread; raise Refused for a step that there is not."""
    try:
        return step(State(thread.state), actor=Actor.TEAM, move=move)
    except NotAStep as error:
        raise Refused(
            "This conversation is closed.", do="Open it again first, then go on.", code="thread_closed"
        ) from error


def colleague(here: Seat, persona_id: int) -> frozenset[rules.Role]:
    """Return the roles of somebody on the same team to whom threads may be handed; raise NotHere for others."""
    held_roles = roles_in(here.practice.space_id, persona_id)
    if not rules.may_be_handed(held_roles):
        raise NotHere
    return held_roles


def note(thread: Thread, code: str, words: str, *, by: Viewer) -> Message:
    """Add a line of the site's own that both sides read."""
    message = in_thread(thread, kind="system", code=code, author_id=by.persona_id, name=name_of(by), sent_at=now())
    return put(message, words)


def inside(thread: Thread, words: str, *, by: Viewer, pictures: Sequence[CleanImage] = ()) -> Message:
    """Add a comment that only the team reads."""
    message = in_thread(thread, kind="internal", author_id=by.persona_id, name=name_of(by), sent_at=now())
    return put(message, words, pictures)


def note_down(action: str, *, by: Viewer, here: Seat, thread: Thread, **detail: Any) -> None:
    """Write the audit row of what somebody of the team did with a thread."""
    about, subject = ("thread", thread.id), thread.patient_id
    record(action, by=by.persona_id, role=here.role, about=about, subject=subject, purpose="care", **detail)
