"""What an author sees of her own: the card, the thread, what she may choose. Nobody else is shown any of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bedside.areas.escalations.models import Escalation, PrivateMessage
from bedside.areas.escalations.queries import access, duty
from bedside.areas.escalations.rules import table
from bedside.areas.people import persons
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.emergency import Emergency, emergency
from bedside.policy.escalation import ENDS, MOVES, Klass, State, To, Who, refuses_practice

THREAD = (State.CONTACTED, State.HANDED, State.GLASS, State.RESOLVED, State.REVIEWED)
WHY = "who is on duty reads the thread that the site opened"


@dataclass(frozen=True)
class Card:
    """The private card for the author of a post. `emergency` is the number where she is.

    `refuses_practice` says why her practice is no choice: "call_now", "lines_first", or "". `to` are the choices of
    hand-off that are open now, `ways_out` the outcomes by which she may close it herself.
    """

    escalation_id: int
    post_id: int
    klass: str
    state: str
    rule: str
    emergency: Emergency
    written: bool
    refuses_practice: str
    to: tuple[str, ...]
    ways_out: tuple[str, ...]


@dataclass(frozen=True)
class Mine:
    """One of the viewer's own escalations, open or over."""

    id: int
    post_id: int
    post_gone: bool
    klass: str
    state: str
    begun_at: datetime
    handed_to: str
    outcome: str
    stays: str
    unread: int
    open: bool


@dataclass(frozen=True)
class ThreadMessage:
    """One message. `mine` is from the viewer's side; who of the duty team wrote is never told."""

    id: int
    at: datetime
    mine: bool
    kind: str
    words: str


@dataclass(frozen=True)
class Thread:
    """The private thread of an escalation. `may_write` tells that the viewer may add to it."""

    escalation_id: int
    klass: str
    state: str
    messages: tuple[ThreadMessage, ...]
    may_write: bool
    as_author: bool


def card_for(viewer: Viewer, post_id: int) -> Card | None:
    """Return the card of the viewer's own post while its escalation is open; None for everybody and everything else."""
    if not viewer.signed_in:
        return None
    ends = sorted(ENDS)
    row = Escalation.objects.filter(post_id=post_id, author_id=viewer.persona_id).exclude(state__in=ends).first()
    return _card(row) if row is not None else None


def card(viewer: Viewer, escalation_id: int) -> Card:
    """Return the card of one's own escalation, also when it is over; raise NotHere."""
    return _card(access.own(viewer, escalation_id))


def mine(viewer: Viewer) -> list[Mine]:
    """Return the viewer's own escalations, the newest first."""
    if not viewer.signed_in:
        return []
    rows = Escalation.objects.filter(author_id=viewer.persona_id).order_by("-id")[:100]
    return [_mine(row, unread=n) for row, n in zip(rows, _unread(rows), strict=True)]


def thread(viewer: Viewer, escalation_id: int) -> Thread:
    """Return the private thread to its author, or to who is on duty; raise NotHere. Marking as read is an action."""
    try:
        row, as_author = access.own(viewer, escalation_id), True
    except NotHere:
        row, as_author = access.for_duty(viewer, escalation_id), False
    with as_system(WHY):
        messages = list(PrivateMessage.objects.filter(escalation_id=row.id).order_by("id"))
    return Thread(
        escalation_id=row.id,
        klass=row.klass,
        state=row.state,
        messages=tuple(
            ThreadMessage(one.id, one.at, one.from_author == as_author, one.kind, one.words) for one in messages
        ),
        may_write=State(row.state) in THREAD and bool(messages),
        as_author=as_author,
    )


def own_open(viewer: Viewer) -> bool:
    """Say whether the viewer has anything in the list of her own: for showing the way to it."""
    return viewer.signed_in and Escalation.objects.filter(author_id=viewer.persona_id).exists()


def unread_for(viewer: Viewer) -> int:
    """Return how many messages of the duty team the viewer has not opened."""
    unread = PrivateMessage.objects.filter(author_id=viewer.persona_id, from_author=False, read_at=None)
    return unread.count() if viewer.signed_in else 0


def duty_reads(viewer: Viewer) -> bool:
    """Say whether somebody reads the board now: the card says what to expect."""
    return bool(duty.covering())


def _card(row: Escalation) -> Card:
    klass, state = Klass(row.klass), State(row.state)
    refused = refuses_practice(table(), klass, lines_shown=False)
    ways = sorted({one.reason for one in MOVES if (one.source, one.who, one.target) == _ending(state)})
    to = [one for one in To if not (refused == "call_now" and one in (To.PRACTICE, To.CALL_BACK))]
    return Card(
        escalation_id=row.id,
        post_id=row.post_id,
        klass=row.klass,
        state=row.state,
        rule=row.rule,
        emergency=emergency(persons.country_of(row.author_id)),
        written=state in THREAD,
        refuses_practice=refused,
        to=tuple(to) if state is State.CONTACTED else (),
        ways_out=tuple(ways),
    )


def _ending(state: State) -> tuple[State, Who, State]:
    return state, Who.AUTHOR, State.RESOLVED


def _unread(rows: Iterable[Escalation]) -> list[int]:
    ids = [row.id for row in rows]
    unread = PrivateMessage.objects.filter(escalation_id__in=ids, from_author=False, read_at=None)
    found = list(unread.values_list("escalation_id", flat=True))
    return [found.count(one) for one in ids]


def _mine(row: Escalation, *, unread: int) -> Mine:
    return Mine(
        id=row.id,
        post_id=row.post_id,
        post_gone=row.post_gone,
        klass=row.klass,
        state=row.state,
        begun_at=row.begun_at,
        handed_to=row.handed_to,
        outcome=row.outcome,
        stays=row.stays,
        unread=unread,
        open=row.state not in ENDS,
    )
