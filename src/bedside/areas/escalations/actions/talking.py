"""The private thread: the duty team writes for the site, the author answers. Nobody else reads it."""

from django.db import transaction

from bedside.areas.escalations.actions.steps import WHY, MovedOn, call, hear, log, note, say, settle
from bedside.areas.escalations.models import Escalation, PrivateMessage
from bedside.areas.escalations.queries import access, duty
from bedside.areas.escalations.queries.own import THREAD
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.texts import taken
from bedside.kit.viewing import as_system
from bedside.policy.escalation import State, Who

LONGEST = 4_000


@transaction.atomic
def write(*, by: Viewer, escalation_id: int, words: str) -> None:
    """Add a message of the duty team; raise NotHere, Refused for no words, MovedOn before the author was written to."""
    row = access.for_duty(by, escalation_id, lock=True)
    words = _taken(words)
    _has_thread(row)
    say(row, words, by=by)
    row.asked_id = by.persona_id
    note(row, "write", who=Who.DUTY, by=by)
    log("escalation.write", row, by=by, who=Who.DUTY)
    settle(row)


@transaction.atomic
def answer(*, by: Viewer, escalation_id: int, words: str) -> None:
    """Add a message of the author, also when it is over: she is never left without a way back.

    Raises NotHere, Refused for no words, MovedOn where there is no thread yet.
    """
    row = access.own(by, escalation_id, lock=True)
    words = _taken(words)
    _has_thread(row)
    hear(row, words, by=by)
    note(row, "answer", who=Who.AUTHOR)
    people = duty.to_ask(row)
    whom = [row.asked_id] if row.asked_id in people else list(people[:1])
    call(row, whom or duty.stand_ins(row), why="answer")
    settle(row)


@transaction.atomic
def read_thread(*, by: Viewer, escalation_id: int) -> None:
    """Mark what the other side wrote as read; raise NotHere. A look of the duty team is logged."""
    try:
        row, from_author = access.own(by, escalation_id), False
    except NotHere:
        row, from_author = access.for_duty(by, escalation_id), True
        log("look.escalation_thread", row, by=by, who=Who.DUTY)
    with as_system(WHY):
        unread = PrivateMessage.objects.filter(escalation_id=row.id, from_author=from_author, read_at=None)
        unread.update(read_at=now())


def _taken(words: str) -> str:
    return taken(words, field="words", name="Your message", at_most=LONGEST, at_least=1)


def _has_thread(row: Escalation) -> None:
    """Raise MovedOn where the author was never written to: a false alarm that is over has no thread either."""
    with as_system(WHY):
        begun = PrivateMessage.objects.filter(escalation_id=row.id).exists()
    if State(row.state) not in THREAD or not begun:
        raise MovedOn
