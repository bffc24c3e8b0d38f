"""The queue: what waits at the desks of a viewer, and one case of it.

A viewer who could not read a reported post sees what its reporter handed over, without a name, once she claimed it.
Who reported it is shown to nobody.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case as When_
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Value, When

from bedside.areas.moderation.models import Act, Case, Report
from bedside.areas.moderation.queries.hands import (
    SEEN_BY_ROLE,
    Desks,
    desks_of,
    hand_of,
    personas_of_cases,
)
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces import queries as spaces
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.moderation.acts import Act as Rule
from bedside.policy.moderation.acts import acts_for, handles
from bedside.policy.moderation.cases import TAKE_BACK_WITHIN, WAITING, State, claim_holds, due_at, is_settled
from bedside.policy.moderation.reasons import CARE, Desk, Thing

PAGE = 50


@dataclass(frozen=True)
class Line:
    """A case in the queue. `place` is the name of its space where the viewer may know it."""

    case: Case
    reports: int
    place: str
    due_at: datetime
    overdue: bool
    claimed: bool
    mine: bool


@dataclass(frozen=True)
class Queue:
    """What waits, the most pressing first; `waiting` is how much in all. `more` opens the next part."""

    lines: tuple[Line, ...]
    waiting: int
    more: int | None


@dataclass(frozen=True)
class View:
    """One case before one viewer. `snapshot` is empty until the case is hers; `author` is there where she may know."""

    case: Case
    place: str
    reasons: tuple[tuple[str, int], ...]
    words: tuple[str, ...]
    snapshot: dict[str, Any]
    author: Persona | None
    can: tuple[Rule, ...]
    mine: bool
    taken: bool
    due_at: datetime
    earlier: int
    acts: tuple[Act, ...]


def works_here(viewer: Viewer) -> bool:
    """Say whether the viewer has a desk: a moderator or administrator of the site, or a steward of a space."""
    return desks_of(viewer).any


def queue(viewer: Viewer, *, start: int = 0) -> Queue:
    """Return what waits at the viewer's desks, calls for care first, then the oldest; raise NotHere without a desk."""
    desks = desks_of(viewer)
    if not desks.any:
        raise NotHere
    rank = When_(When(reason__in=sorted(CARE), then=Value(0)), default=Value(1), output_field=IntegerField())
    with as_system(SEEN_BY_ROLE):
        rows = at_desks(viewer, desks)
        total = rows.count()
        found = list(rows.defer("snapshot_sealed").order_by(rank, "opened_at", "id")[start : start + PAGE])
        reports = _counted([case.id for case in found])
    lines = tuple(_line(viewer, case, reports[case.id], desks) for case in found)
    more = start + PAGE if total > start + PAGE else None
    return Queue(lines, total, more)


def at_desks(viewer: Viewer, desks: Desks) -> Any:
    """Return the cases that wait at these desks, without those about the viewer's own account (a query)."""
    here = Q(desk=Desk.STEWARD, space_id__in=list(desks.spaces))
    mine = [persona.id for persona in people.personas_of(viewer.account_id)]
    rows = Case.objects.filter(settled_at(now()), state__in=sorted(WAITING)).exclude(about_id__in=mine)
    return rows.filter(here | Q(desk=Desk.MODERATOR)) if desks.site else rows.filter(here)


def settled_at(moment: datetime) -> Q:
    """Return the condition of a case to stand at its desk: `policy.moderation.cases.is_settled`, set-wise."""
    settled = Report.objects.filter(case_id=OuterRef("id"), made_at__lte=moment - TAKE_BACK_WITHIN)
    return Q(alone=True) | Q(reason__in=sorted(CARE)) | Q(Exists(settled)) | ~Q(state=State.OPEN)


def held_case(viewer: Viewer, case_id: int) -> Case:
    """Return a case at one of the viewer's desks; raise NotHere for every other id."""
    with as_system(SEEN_BY_ROLE):
        case = Case.objects.filter(settled_at(now()), id=case_id).first()
        if case is None or not handles(hand_of(viewer, case)):
            raise NotHere
    return case


def view(viewer: Viewer, case_id: int) -> View:
    """Return one case of the viewer's desks; raise NotHere. What it says opens for who has claimed it."""
    case = held_case(viewer, case_id)
    desks, mine = desks_of(viewer), is_mine(viewer, case)
    hand = hand_of(viewer, case, desks=desks)
    with as_system(SEEN_BY_ROLE):
        reports = [one for one in Report.objects.filter(case_id=case.id).order_by("id") if _is_settled(one)]
        earlier = Act.objects.filter(about_id=case.about_id, lifted_at=None).count() if case.about_id else 0
        author = _author(case) if _knows_author(case, desks) else None
        words = tuple(filter(None, (report.words for report in reports))) if mine else ()
        snapshot = case.snapshot() if mine else {}
        acts = tuple(Act.objects.filter(case_id=case.id, lifted_at=None).order_by("id"))
    return View(
        case=case,
        place=_place(viewer, case, desks),
        reasons=tuple(Counter(report.reason for report in reports).most_common()),
        words=words,
        snapshot=snapshot,
        author=author,
        can=acts_for(hand, thing=Thing(case.kind)) if mine else (),
        mine=mine,
        taken=not mine and case.state == State.CLAIMED and claim_holds(case.claimed_at, at=now()),
        due_at=due_at(case.opened_at, reason=case.reason),
        earlier=earlier,
        acts=acts,
    )


def _is_settled(one: Report) -> bool:
    return is_settled(one.made_at, reason=one.reason, at=now())


def is_mine(viewer: Viewer, case: Case) -> bool:
    """Say whether the viewer has claimed a case, and the claim still counts."""
    claimed = case.state == State.CLAIMED and case.claimed_account == viewer.account_id
    return claimed and claim_holds(case.claimed_at, at=now())


def is_outsider(case: Case, desks: Desks) -> bool:
    """Say whether the viewer of these desks could not read the thing without its reporter (security.md, P074)."""
    return not case.open_to_all and case.kind != Thing.SPACE and case.space_id not in desks.spaces


def _knows_author(case: Case, desks: Desks) -> bool:
    """Say whether a name may stand beside a case: of a post in a closed place it tells who is in there."""
    return bool(case.about_id) and not is_outsider(case, desks)


def _author(case: Case) -> Persona | None:
    return next(iter(personas_of_cases([case.about_id])), None)


def _line(viewer: Viewer, case: Case, reports: int, desks: Desks) -> Line:
    due, moment = due_at(case.opened_at, reason=case.reason), now()
    return Line(
        case=case,
        reports=reports,
        place=_place(viewer, case, desks),
        due_at=due,
        overdue=moment >= due,
        claimed=case.state == State.CLAIMED and claim_holds(case.claimed_at, at=moment),
        mine=is_mine(viewer, case),
    )


def _place(viewer: Viewer, case: Case, desks: Desks) -> str:
    if case.space_id is None:
        return ""
    return desks.spaces.get(case.space_id) or spaces.names_known(viewer, [case.space_id]).get(case.space_id, "")


def _counted(case_ids: list[int]) -> Counter[int]:
    settled = Q(made_at__lte=now() - TAKE_BACK_WITHIN) | Q(reason__in=sorted(CARE))
    rows = (
        Report.objects.filter(settled, case_id__in=case_ids).order_by().values_list("case_id").annotate(n=Count("id"))
    )
    return Counter(dict(rows.values_list("case_id", "n")))
