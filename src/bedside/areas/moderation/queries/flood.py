"""Look-alikes among what waits, so that one person can handle a flood at once."""

from collections import Counter
from dataclasses import dataclass

from bedside.areas.moderation.models import Case
from bedside.areas.moderation.queries.desk import at_desks
from bedside.areas.moderation.queries.hands import SEEN_BY_ROLE, desks_of
from bedside.areas.people.viewer import Viewer
from bedside.kit import html
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.moderation.acts import Act as Rule
from bedside.policy.moderation.acts import Hand, acts_for
from bedside.policy.moderation.cases import State, claim_holds
from bedside.policy.moderation.likeness import Sign, groups
from bedside.policy.moderation.reasons import CARE, Desk, Thing

LOOKED_AT = 5_000
"""So many of the oldest waiting posts are compared."""
SAMPLES = 5
FEWEST = 3


@dataclass(frozen=True)
class Wave:
    """Posts that wait at one desk and are alike. It is named by its oldest case; `people` wrote them."""

    id: int
    desk: Desk
    case_ids: tuple[int, ...]
    people: int
    reason: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Sample:
    """One of a wave, as its reporter read it."""

    case_id: int
    words: str


def waves(viewer: Viewer) -> list[Wave]:
    """Return the groups of three and more look-alikes at the viewer's desks, the largest first; NotHere without a desk.

    What somebody else has claimed is left to her, and a call for care is never part of a group.
    """
    desks = desks_of(viewer)
    if not desks.any:
        raise NotHere
    with as_system(SEEN_BY_ROLE):
        rows = at_desks(viewer, desks).filter(kind=Thing.POST).exclude(reason__in=sorted(CARE)).defer("snapshot_sealed")
        cases = {case.id: case for case in rows.order_by("id")[:LOOKED_AT] if _is_free(viewer, case)}
    found = []
    for desk, space_id in sorted({_desk_of(case) for case in cases.values()}):
        here = {one: case.alike for one, case in cases.items() if _desk_of(case) == (desk, space_id)}
        found += [_wave(group.members, group.signs, cases) for group in groups(here, fewest=FEWEST)]
    return sorted(found, key=lambda wave: -len(wave.case_ids))


def wave(viewer: Viewer, wave_id: int) -> Wave:
    """Return one group of look-alikes; raise NotHere where it is not there any more."""
    found = next((one for one in waves(viewer) if one.id == wave_id), None)
    if found is None:
        raise NotHere
    return found


def can(viewer: Viewer, found: Wave) -> tuple[Rule, ...]:
    """Return what the viewer may do about a group: what fits every desk's hand upon posts of others."""
    hand = Hand(staff=viewer.staff, steward_here=found.desk is Desk.STEWARD, desk=found.desk)
    return acts_for(hand, thing=Thing.POST)


def samples(viewer: Viewer, found: Wave, *, length: int = 280) -> list[Sample]:
    """Return the beginnings of some of a group's posts: the first, the last, and some between."""
    step = max(1, len(found.case_ids) // SAMPLES)
    chosen = found.case_ids[::step][:SAMPLES]
    with as_system(SEEN_BY_ROLE):
        rows = list(Case.objects.filter(id__in=chosen).order_by("id"))
    return [Sample(row.id, html.plain_start(_words(row), length=length)) for row in rows]


def _words(case: Case) -> str:
    shown = case.snapshot()
    return f"{shown.get('title', '')} {shown.get('html', '')}"


def _is_free(viewer: Viewer, case: Case) -> bool:
    held = case.state == State.CLAIMED and claim_holds(case.claimed_at, at=now())
    return not held or case.claimed_account == viewer.account_id


def _desk_of(case: Case) -> tuple[str, int]:
    return case.desk, (case.space_id or 0) if case.desk == Desk.STEWARD else 0


def _wave(members: tuple[int, ...], signs: tuple[Sign, ...], cases: dict[int, Case]) -> Wave:
    rows = [cases[one] for one in members]
    (reason, _times), *_rest = Counter(row.reason for row in rows).most_common()
    return Wave(
        id=min(members),
        desk=Desk(rows[0].desk),
        case_ids=tuple(sorted(members)),
        people=len({row.about_id for row in rows}),
        reason=reason,
        signs=signs,
    )
