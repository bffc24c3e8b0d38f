"""Steps that several of the actions take: moving, writing down, asking people, speaking in the thread."""

from collections.abc import Iterable

from django.db import connection

from bedside.areas.audit.actions import record
from bedside.areas.escalations.events import AuthorWritten, DutyCalled
from bedside.areas.escalations.models import Escalation, PrivateMessage, Step
from bedside.areas.escalations.queries import duty
from bedside.areas.escalations.rules import table
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posts
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import publish
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.escalation import ENDS, PAUSED, Klass, Rung, State, Who, may, next_at

WHY = "the site, the duty team and the clock work on what is somebody else's"
LOCK = "SELECT pg_advisory_xact_lock(%s)"


class MovedOn(Refused):
    """Somebody else pressed first, or the author did; nothing was changed."""

    code = "moved_on"
    what = "This has moved on in the meantime."
    do = "Look where it stands now."


def lock_post(post_id: int) -> None:
    """Let everything that begins an escalation of this post follow each other."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [post_id])


def note(
    row: Escalation,
    kind: str,
    *,
    who: Who,
    by: Viewer | None = None,
    reason: str = "",
    rung: Rung | None = None,
    code: str = "",
) -> None:
    """Write one step down."""
    with as_system(WHY):
        Step.objects.create(
            escalation_id=row.id,
            kind=kind,
            who=who.value,
            by_id=by.persona_id if by is not None else None,
            reason=reason,
            code=code,
            klass=row.klass,
            rung=rung.value if rung is not None else 0,
            round=row.round,
        )


def log(action: str, row: Escalation, *, by: Viewer | None, who: Who, reason: str = "") -> None:
    """Write an entry of the audit log: with a role for who is on duty, never with a word of the post."""
    record(
        action,
        by=by.persona_id if by is not None else None,
        role=duty.acts_as(by) if by is not None and who in (Who.DUTY, Who.TWO, Who.REVIEW) else "",
        about=("escalation", row.id),
        subject=row.author_id,
        reason_code=reason,
    )


def move(row: Escalation, target: State, *, who: Who, reason: str, by: Viewer | None = None) -> None:
    """Take one move of the table and write it down; raise MovedOn for another. The caller locked `row`."""
    if not may(State(row.state), target, who=who, reason=reason):
        raise MovedOn
    row.state, row.entered_at = target.value, now()
    if target is State.RESOLVED:
        row.outcome = reason
    note(row, target.value, who=who, by=by, reason=reason)
    log(f"escalation.{target.value}", row, by=by, who=who, reason=reason)


def settle(row: Escalation) -> None:
    """Save `row` with its next moment, and let its post rest or end its rest, as its class and state say."""
    row.due_at = next_at(table(), row.standing)
    with as_system(WHY):
        row.save()
    rests = row.state not in ENDS and Klass(row.klass) in PAUSED
    (posts.pause if rests else posts.resume)(post_id=row.post_id)


def call(row: Escalation, people: Iterable[int], *, why: str) -> None:
    """Ask people to look at the board."""
    told = list(dict.fromkeys(people))
    if told:
        publish(DutyCalled(call_id=new_id(), escalation_id=row.id, people=told, why=why))


def ask_next(row: Escalation, *, why: str) -> None:
    """Ask the first on duty who was not asked to death yet; where nobody is, those who stand in. Does not save."""
    people = duty.to_ask(row)
    row.asked_id = people[0] if people else 0
    call(row, people[:1] or duty.stand_ins(row), why=why)


def say(row: Escalation, words: str, *, kind: str = PrivateMessage.Kind.WORDS, by: Viewer | None = None) -> int:
    """Put a message of the duty team, or of the site, into the thread, and tell the author that there is one."""
    message = _message(row, words, kind=kind, by=by, from_author=False)
    publish(AuthorWritten(message_id=message.id, escalation_id=row.id, author_id=row.author_id))
    return message.id


def hear(row: Escalation, words: str, *, by: Viewer) -> int:
    """Put a message of the author into the thread."""
    return _message(row, words, kind=PrivateMessage.Kind.WORDS, by=by, from_author=True).id


def _message(row: Escalation, words: str, *, kind: str, by: Viewer | None, from_author: bool) -> PrivateMessage:
    key_no = key_no_of(row.author_id)
    if key_no is None:  # who was erased is written to no more
        raise NotHere
    message = PrivateMessage(escalation_id=row.id, author_id=row.author_id, from_author=from_author, kind=kind)
    message.by_id = by.persona_id if by is not None and not from_author else None
    message.sealed = vault().seal(words, message.place(), key_no=key_no)
    with as_system(WHY):
        message.save(force_insert=True)
    return message
