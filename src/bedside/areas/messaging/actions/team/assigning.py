"""Who has a thread: taking it, giving it, handing it on with a word, and putting it back to everybody."""

from django.db import transaction

from bedside.areas.messaging.actions.team import steps
from bedside.areas.messaging.actions.writing import words_taken
from bedside.areas.messaging.models import Thread
from bedside.areas.messaging.queries.on_team import carries
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries.seat import Seat
from bedside.areas.practice.queries.working import away
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.policy.practice.roles import Right
from bedside.policy.practice.threads import Move, State
from bedside.policy.practice.workload import may_be_given


@transaction.atomic
def take(*, by: Viewer, thread_id: int) -> None:
    """Take a thread for oneself; raise NotHere, or Refused where somebody else has just taken it."""
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.ANSWER)
    if thread.owner_id == by.persona_id:
        return
    if thread.owner_id is not None:
        raise Refused("Somebody else has it already.", do="Ask for it, or let them hand it on to you.", code="taken")
    _give(thread, here, by.persona_id, move=Move.TAKEN, by=by)


@transaction.atomic
def assign(*, by: Viewer, thread_id: int, to: int, second: bool = False) -> None:
    """Give a thread to a colleague, as its owner or as the second person on it.

    Raises NotHere for who is not on the team or answers nobody, Refused for who is away with nobody in her place, or
    who carries as many as the practice allows.
    """
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.ASSIGN)
    steps.colleague(here, to)
    if second:
        _second(thread, here, to, by=by)
        return
    _give(thread, here, _in_place_of(here, to), move=Move.ASSIGNED, by=by)


@transaction.atomic
def hand_on(*, by: Viewer, thread_id: int, to: int, words: str) -> None:
    """Hand a thread on with a comment that only the team reads. Raises as `assign` does, or BadText."""
    said = words_taken(words)
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.ASSIGN)
    steps.colleague(here, to)
    _give(thread, here, _in_place_of(here, to), move=Move.HANDED_ON, by=by)
    steps.inside(thread, said, by=by)


@transaction.atomic
def put_back(*, by: Viewer, thread_id: int) -> None:
    """Give a thread back to everybody. One that is nobody's already stays so."""
    thread, here = steps.held(by, thread_id)
    steps.with_right(here, Right.ASSIGN)
    if thread.state == State.OPEN:
        return
    thread.state = steps.moved(thread, Move.PUT_BACK).value
    thread.owner_id = thread.second_id = None
    thread.save(update_fields=["state", "owner", "second"])
    steps.note_down("thread.put_back", by=by, here=here, thread=thread)


def _give(thread: Thread, here: Seat, to: int, *, move: Move, by: Viewer) -> None:
    state = steps.moved(thread, move)
    carried = carries(here.practice.space_id).get(to, 0)
    if thread.owner_id != to and not may_be_given(carries=carried, cap=here.practice.cap, urgent=thread.urgent):
        do = "Choose somebody else, or let something be finished first."
        raise Refused("They have as many threads as they can answer well.", do=do, code="at_the_cap", field="to")
    thread.state, thread.owner_id = state.value, to
    if thread.second_id == to:
        thread.second_id = None
    thread.save(update_fields=["state", "owner", "second"])
    steps.note_down(f"thread.{move.value}", by=by, here=here, thread=thread, to=to)


def _second(thread: Thread, here: Seat, to: int, *, by: Viewer) -> None:
    if thread.owner_id is None or thread.owner_id == to:
        do = "Give it to somebody first, then name a second person."
        raise Refused("A second person stands beside an owner.", do=do, code="owner_first", field="to")
    thread.second_id = to
    thread.save(update_fields=["second"])
    steps.note_down("thread.second", by=by, here=here, thread=thread, to=to)


def _in_place_of(here: Seat, to: int) -> int:
    """Return who gets a thread that is meant for `to`: herself, or who stands in for her while she is away."""
    absence = away(here.practice.space_id, to, at=now())
    if absence is None:
        return to
    instead = absence.hands_to_id
    if instead is None or away(here.practice.space_id, instead, at=now()) is not None:
        do = "Choose somebody who is there, or put it back to everybody."
        raise Refused("They are away, and nobody stands in for them.", do=do, code="away", field="to")
    steps.colleague(here, instead)
    return instead
