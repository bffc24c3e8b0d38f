"""The board of who is on duty: what waits, how long, and what was done. No name of who flagged or passed on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from bedside.areas.escalations.models import OPEN, CaseReview, Escalation, Glass, PrivateMessage, Step
from bedside.areas.escalations.queries import access, duty
from bedside.areas.escalations.rules import table
from bedside.areas.people import persons
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.break_glass import ANSWER_WITHIN, still_stands
from bedside.policy.escalation import Klass, State, may_break, needs_review, rungs

BOARD = "who is on duty works on what is somebody else's"
REVIEW = "the safety lead reviews what is over"
MOST = 300
SILENT = ("pass", "flag")  # passing needs no reason and leaves no trace for others; who flagged is nobody's to know


@dataclass(frozen=True)
class BoardLine:
    """One escalation on the board. `late_at` is when its clock of people runs out, `late` that it did.

    `asked` tells that the viewer is the one who was asked last, `unread` that the author answered, `minor` that the
    author is 13 to 17: what is written to her is put in other words, and who she is stays unsaid.
    """

    id: int
    klass: str
    state: str
    trigger: str
    rule: str
    begun_at: datetime
    late_at: datetime | None
    late: bool
    triaged: bool
    post_gone: bool
    asked: bool
    unread: bool
    minor: bool


@dataclass(frozen=True)
class StepLine:
    """One thing that happened: when, what, why, in codes; by which kind of person, never by whom.

    `code` is why who was on duty chose as she did.
    """

    at: datetime
    kind: str
    who: str
    reason: str
    code: str
    klass: str


@dataclass(frozen=True)
class Case:
    """One escalation with its steps; `may_break` tells that the viewer may ask to break the glass."""

    line: BoardLine
    steps: tuple[StepLine, ...]
    handed_to: str
    practice_due_at: datetime | None
    practice_opened_at: datetime | None
    outcome: str
    stays: str
    glass: Glass | None
    may_break: bool


@dataclass(frozen=True)
class GlassLine:
    """A request to break the glass that waits for a second person.

    `stands`: it can be agreed to; no more once the author answered, or the case went on.
    """

    id: int
    escalation_id: int
    klass: str
    reason: str
    to: str
    words: str
    asked_at: datetime
    until: datetime
    stands: bool


@dataclass(frozen=True)
class ReviewLine:
    """An escalation that is over and has to be reviewed, or was. Neither author nor post is named."""

    escalation_id: int
    klass: str
    outcome: str
    missed: bool
    begun_at: datetime
    over_at: datetime
    due_at: datetime
    overdue: bool
    asked: bool
    words: str
    steps: tuple[StepLine, ...]


def board(viewer: Viewer) -> list[BoardLine]:
    """Return what waits for people, the gravest and oldest first; empty for who is not on duty."""
    with as_system(BOARD):
        unread = _unread()
        waiting = Escalation.objects.filter(OPEN & Q(queued=True) | Q(id__in=unread)).order_by("klass", "begun_at")
        ids = list(waiting.values_list("id", flat=True)[:MOST])
    rows = access.rows_for_duty(viewer, ids)
    minors = persons.teens_among(row.author_id for row in rows)
    return [_line(viewer, row, unread=row.id in unread, minors=minors) for row in sorted(rows, key=_order)]


def one(viewer: Viewer, escalation_id: int) -> Case:
    """Return one escalation with its steps, to who is on duty; raise NotHere."""
    row = access.for_duty(viewer, escalation_id)
    with as_system(BOARD):
        unread = row.id in _unread()
        glass = Glass.objects.filter(escalation_id=row.id).order_by("-id").first()
    return Case(
        line=_line(viewer, row, unread=unread, minors=persons.teens_among([row.author_id])),
        steps=steps_of(row.id),
        handed_to=row.handed_to,
        practice_due_at=row.practice_due_at,
        practice_opened_at=row.practice_opened_at,
        outcome=row.outcome,
        stays=row.stays,
        glass=glass,
        may_break=duty.trained(viewer) and row.state == State.CONTACTED and row.klass in ("C1", "C2"),
    )


@as_system(BOARD)
def steps_of(escalation_id: int) -> tuple[StepLine, ...]:
    """Return what happened, oldest first, without who passed it on: the caller has asked who may know."""
    rows = Step.objects.filter(escalation_id=escalation_id).exclude(kind__in=SILENT).order_by("id")
    return tuple(StepLine(row.at, row.kind, row.who, row.reason, row.code, row.klass) for row in rows)


def glasses(viewer: Viewer) -> list[GlassLine]:
    """Return the requests to break the glass that the viewer can answer as the second person, the oldest first."""
    if not duty.trained(viewer):
        return []
    with as_system(BOARD):
        fresh = list(Glass.objects.filter(asked_at__gt=now() - ANSWER_WITHIN, agreed_at=None, declined_at=None))
        rows = Escalation.objects.in_bulk([glass.escalation_id for glass in fresh])
    answered = access.answered_at(rows)
    mine = persons.faces_of(viewer.persona_id)
    return [
        GlassLine(
            id=glass.id,
            escalation_id=glass.escalation_id,
            klass=rows[glass.escalation_id].klass,
            reason=glass.reason,
            to=glass.to,
            words=glass.words,
            asked_at=glass.asked_at,
            until=glass.asked_at + ANSWER_WITHIN,
            stands=_stands(glass, rows[glass.escalation_id], answered.get(glass.escalation_id)),
        )
        for glass in sorted(fresh, key=lambda one: one.id)
        if glass.asked_account != viewer.account_id and glass.author_id not in mine
    ]


def _stands(glass: Glass, row: Escalation, answered_at: datetime | None) -> bool:
    breakable = may_break(Klass(row.klass), State(row.state))
    return breakable and still_stands(asked_at=glass.asked_at, answered_at=answered_at)


def reviews(viewer: Viewer) -> list[ReviewLine]:
    """Return what the safety lead has to review, the oldest first; empty for everybody else."""
    if not (viewer.confirmed and permissions.may("review an escalation", roles=viewer.staff)):
        return []
    with as_system(REVIEW):
        over = Escalation.objects.filter(state=State.RESOLVED.value, queued=True)
        grave = over.filter(Q(klass__in=sorted(table().reviewed)) | Q(missed=True)).order_by("entered_at")
        rows = list(grave.exclude(author_id__in=persons.faces_of(viewer.persona_id))[:MOST])
        asked = CaseReview.objects.in_bulk([row.id for row in rows])
    return [_review(row, asked.get(row.id)) for row in rows]


def reviews_asked(viewer: Viewer) -> list[ReviewLine]:
    """Return what the viewer is asked to read as the patient member, the oldest first."""
    if not viewer.signed_in:
        return []
    with as_system(REVIEW):
        mine = list(CaseReview.objects.filter(member_id=viewer.persona_id, agreed_at=None).order_by("asked_at"))
        rows = Escalation.objects.in_bulk([one.escalation_id for one in mine])
    return [_review(rows[one.escalation_id], one) for one in mine if one.escalation_id in rows]


def to_review(viewer: Viewer, escalation_id: int) -> Escalation:
    """Return an escalation that the viewer may review as the safety lead, locked; raise NotHere."""
    may = viewer.confirmed and permissions.may("review an escalation", roles=viewer.staff)
    with as_system(REVIEW):
        row = Escalation.objects.select_for_update().filter(id=escalation_id, state=State.RESOLVED.value).first()
    if not may or row is None or row.author_id in persons.faces_of(viewer.persona_id) or not _reviewed(row):
        raise NotHere
    return row


def _reviewed(row: Escalation) -> bool:
    return needs_review(table(), Klass(row.klass), queued=row.queued, missed=row.missed)


def _review(row: Escalation, review: CaseReview | None) -> ReviewLine:
    due = row.entered_at + table().review_within
    return ReviewLine(
        escalation_id=row.id,
        klass=row.klass,
        outcome=row.outcome,
        missed=row.missed,
        begun_at=row.begun_at,
        over_at=row.entered_at,
        due_at=due,
        overdue=now() >= due,
        asked=review is not None,
        words=review.words if review is not None else "",
        steps=steps_of(row.id),
    )


def _unread() -> set[int]:
    found = PrivateMessage.objects.filter(from_author=True, read_at=None).values_list("escalation_id", flat=True)
    return set(found.distinct()[:MOST])


def _order(row: Escalation) -> tuple[str, datetime]:
    return row.klass, row.begun_at


def _line(viewer: Viewer, row: Escalation, *, unread: bool, minors: frozenset[int]) -> BoardLine:
    late_at = max((moment for _rung, moment in _people(row)), default=None)
    return BoardLine(
        id=row.id,
        klass=row.klass,
        state=row.state,
        trigger=row.trigger,
        rule=row.rule,
        begun_at=row.begun_at,
        late_at=late_at,
        late=late_at is not None and late_at <= now(),
        triaged=row.triaged_at is not None,
        post_gone=row.post_gone,
        asked=row.asked_id == viewer.persona_id,
        unread=unread,
        minor=row.author_id in minors,
    )


def _people(row: Escalation) -> Iterable[tuple[object, datetime]]:
    """Return the clocks of people, told or not, of a case that is open."""
    if row.state in (State.TRIAGED, State.HANDED):
        yield from rungs(table(), row.untold)
