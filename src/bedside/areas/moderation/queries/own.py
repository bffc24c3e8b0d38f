"""What a member sees of moderation: what she reported, and what was decided about hers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bedside.areas.moderation.models import Act, Appeal, Case, Report
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.moderation.cases import Met, State, may_appeal
from bedside.policy.moderation.reasons import Thing
from bedside.policy.moderation.telling import Told, author_told, reporter_told

PAGE = 20
HER_OWN = "what was decided about the viewer's own, whichever persona it meets"


@dataclass(frozen=True)
class Sent:
    """One report of the viewer's, and what came of it."""

    report: Report
    kind: Thing
    told: str


@dataclass(frozen=True)
class Decision:
    """One act that meets the viewer: what is told of it, until when it lasts, and whether an appeal can be made."""

    act: Act
    told: Told
    state: State
    can_appeal: bool
    appeal: str
    answer: str
    ends_at: datetime | None
    handle: str


def reported(viewer: Viewer, *, before: int | None = None) -> list[Sent]:
    """Return what the viewer reported, newest first, one more than a page where there is more."""
    rows = Report.objects.filter(reporter_id=viewer.persona_id)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id")[: PAGE + 1])
    with as_system("the state of what the viewer reported, and of nothing else"):
        cases = {case.id: case for case in Case.objects.filter(id__in=[row.case_id for row in found])}
    return [
        Sent(row, Thing(cases[row.case_id].kind), reporter_told(State(cases[row.case_id].state)))
        for row in found
        if row.case_id in cases
    ]


def decisions(viewer: Viewer, *, before: int | None = None) -> list[Decision]:
    """Return what was decided about the personas of the viewer's account, newest first, one more than a page."""
    mine = {persona.id: persona.handle for persona in people.personas_of(viewer.account_id)}
    rows = Act.objects.filter(about_id__in=mine)
    if before is not None:
        rows = rows.filter(id__lt=before)
    with as_system(HER_OWN):
        found = list(rows.order_by("-id")[: PAGE + 1])
        appeals = _appeals(row.id for row in found)
    return [_decision(row, appeals.get(row.id), handle=mine[row.about_id]) for row in found]


def decision(viewer: Viewer, act_id: int) -> Decision:
    """Return one act that meets the viewer; raise NotHere for every other."""
    mine = {persona.id: persona.handle for persona in people.personas_of(viewer.account_id)}
    with as_system(HER_OWN):
        row = Act.objects.filter(id=act_id, about_id__in=mine).first()
        if row is None or not viewer.signed_in:
            raise NotHere
        appeals = _appeals([row.id])
    return _decision(row, appeals.get(row.id), handle=mine[row.about_id])


def suspension(owner: Viewer) -> Decision | None:
    """Return the act by which the owner's account is suspended; None where no report led to it."""
    mine = {persona.id: persona.handle for persona in people.personas_of(owner.account_id)}
    with as_system(HER_OWN):
        rows = Act.objects.filter(about_id__in=mine, act="suspend", lifted_at=None)
        row = rows.order_by("-id").first()
        appeals = _appeals([row.id]) if row is not None else {}
    return _decision(row, appeals.get(row.id), handle=mine[row.about_id]) if row is not None else None


def _appeals(act_ids: Iterable[int]) -> dict[int, Appeal]:
    return Appeal.objects.in_bulk(list(act_ids))


def state_of(act: Act, appeal: Appeal | None) -> State:
    """Return where an act stands: it may be one of several of its case."""
    if act.lifted_at is not None:
        return State.OVERTURNED
    if appeal is None:
        return State.ACTED
    return State.APPEALED if appeal.decided_at is None else State.UPHELD


def _decision(act: Act, appeal: Appeal | None, *, handle: str) -> Decision:
    met = Met(done_at=act.done_at, lifted=act.lifted_at is not None, appealed=appeal is not None)
    can, state = may_appeal(met, at=now()), state_of(act, appeal)
    return Decision(
        act=act,
        told=author_told(act=act.act, reason=act.reason, state=state, can_appeal=can, words=act.words),
        state=state,
        can_appeal=can,
        appeal=appeal.words("words_sealed") if appeal else "",
        answer=appeal.words("answer_sealed") if appeal else "",
        ends_at=act.ends_at,
        handle=handle,
    )
