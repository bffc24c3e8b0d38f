"""The second look: which appeals wait for a viewer, who is another person than the one who acted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from bedside.areas.moderation.models import Act, Appeal, Case
from bedside.areas.moderation.queries.hands import SEEN_BY_ROLE, Desks, accounts_of, desks_of, hand_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.moderation.cases import ANSWER_WITHIN, Decider, may_decide

PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """An appeal that waits for the viewer."""

    appeal: Appeal
    act: Act
    due_at: datetime
    overdue: bool


@dataclass(frozen=True)
class Second:
    """An appeal before who answers it: what was decided and why, the thing as it was, and what its author says."""

    appeal: Appeal
    act: Act
    words: str
    snapshot: dict[str, Any]
    due_at: datetime


def appeals(viewer: Viewer) -> list[Waiting]:
    """Return the appeals that the viewer may answer, the oldest first, at most 50."""
    desks = desks_of(viewer)
    if not desks.any:
        raise NotHere
    with as_system(SEEN_BY_ROLE):
        lifted = Act.objects.filter(id=OuterRef("act_id"), lifted_at__isnull=False)
        rows = list(Appeal.objects.filter(~Exists(lifted), decided_at=None).order_by("made_at", "act_id")[: PAGE * 4])
        acts = Act.objects.in_bulk([row.act_id for row in rows])
        mine = _decidable(viewer, desks, acts.values())
    return [_waiting(row, acts[row.act_id]) for row in rows if row.act_id in mine][:PAGE]


def second_look(viewer: Viewer, act_id: int) -> Second:
    """Return an appeal that the viewer may answer; raise NotHere for every other."""
    with as_system(SEEN_BY_ROLE):
        act, appeal = Act.objects.filter(id=act_id).first(), Appeal.objects.filter(act_id=act_id).first()
        if act is None or appeal is None or appeal.decided_at is not None or act.lifted_at is not None:
            raise NotHere
        if act.id not in _decidable(viewer, desks_of(viewer), [act]):
            raise NotHere
        case = Case.objects.filter(id=act.case_id).first()
        return Second(
            appeal=appeal,
            act=act,
            words=appeal.words("words_sealed"),
            snapshot=case.snapshot() if case is not None else {},
            due_at=appeal.made_at + ANSWER_WITHIN,
        )


def _decidable(viewer: Viewer, desks: Desks, acts: Iterable[Act]) -> set[int]:
    rows = list(acts)
    accounts = accounts_of(row.about_id for row in rows)
    found = set()
    for row in rows:
        hand = hand_of(viewer, row, desks=desks)
        decider = Decider(viewer.account_id, row.by_account, accounts.get(row.about_id, 0), hand)
        if may_decide(decider):
            found.add(row.id)
    return found


def _waiting(row: Appeal, act: Act) -> Waiting:
    due = row.made_at + ANSWER_WITHIN
    return Waiting(row, act, due, now() >= due)
