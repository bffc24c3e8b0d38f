"""Emergency accesses as those see them who have to do with them, and what a member is told of looks at hers.

Whose words an access is about never meets it here as staff, and for everybody whom it does not concern it does not
exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bedside.areas.audit import queries as audit
from bedside.areas.audit.models import AuditEntry
from bedside.areas.moderation.models import EmergencyAccess
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces import queries as spaces
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy import permissions
from bedside.policy.break_glass import ANSWER_WITHIN, OPEN_FOR, Accounts, State, is_second_person, review_overdue, state

PAGE = 20
SITE_ROLES = (permissions.ADMINISTRATOR, permissions.MODERATOR, permissions.SAFETY_LEAD)


@dataclass(frozen=True)
class EmergencyLine:
    """An access in a list, with the handles of whom it is about and who asked."""

    access: EmergencyAccess
    handle: str
    asked_by: str
    state: State
    overdue: bool


@dataclass(frozen=True)
class Look:
    """One look at something of the viewer's: what was opened, in which role, by which staff handle, and why.

    `space` is the name of the space it was about, where the viewer may know of it; `mine` the handle of the persona.
    """

    id: int
    at: datetime
    action: str
    role: str
    handle: str
    reason_code: str
    post_id: int | None
    space: str
    mine: str


@dataclass(frozen=True)
class LookPage:
    """Some looks, newest first. `next_before` opens the next page; None when the list has ended."""

    looks: tuple[Look, ...]
    next_before: int | None


def to_read(viewer: Viewer, access_id: int) -> EmergencyAccess:
    """Return an access that is open for the viewer, who asked for it; raise NotHere for everything else."""
    access = _about_others(viewer, access_id, right="emergency")
    if access.asked_account != viewer.account_id or _state(access) is not State.OPEN:
        raise NotHere
    return access


def to_answer(viewer: Viewer, access_id: int) -> EmergencyAccess:
    """Return an access that waits for a second person, which the viewer can be; raise NotHere for everything else."""
    access = _about_others(viewer, access_id, right="emergency")
    if not _is_second(viewer, access) or _state(access) is not State.WAITING:
        raise NotHere
    return access


def to_review(viewer: Viewer, access_id: int) -> EmergencyAccess:
    """Return an access that is over and that the viewer may review; raise NotHere for everything else."""
    access = _about_others(viewer, access_id, right="review an emergency")
    if not _is_second(viewer, access) or _state(access) is not State.OVER:
        raise NotHere
    return access


def waiting(viewer: Viewer) -> list[EmergencyLine]:
    """Return the requests that the viewer can answer now, the oldest first."""
    fresh = EmergencyAccess.objects.filter(asked_at__gt=now() - ANSWER_WITHIN, answered_by=None)
    found = [one for one in fresh.order_by("id") if _may(viewer, "emergency") and _is_second(viewer, one)]
    return _lines(viewer, found)


def asked(viewer: Viewer) -> list[EmergencyLine]:
    """Return what the viewer asked for, newest first, at most 20."""
    if not _may(viewer, "emergency"):
        return []
    own = EmergencyAccess.objects.filter(asked_account=viewer.account_id)
    return _lines(viewer, own.order_by("-id")[:PAGE])


def open_accesses(viewer: Viewer) -> list[EmergencyLine]:
    """Return what is open for the viewer at this moment: for the banner on every page."""
    if not _may(viewer, "emergency"):
        return []
    rows = EmergencyAccess.objects.filter(
        asked_account=viewer.account_id, allowed_at__gt=now() - OPEN_FOR, reviewed_at=None
    )
    return _lines(viewer, list(rows.order_by("id")))


def unreviewed(viewer: Viewer) -> list[EmergencyLine]:
    """Return the accesses that wait for a review the viewer can give, the oldest first."""
    if not _may(viewer, "review an emergency"):
        return []
    rows = EmergencyAccess.objects.filter(allowed_at__lte=now() - OPEN_FOR, reviewed_at=None).order_by("id")
    return _lines(viewer, [one for one in rows if _is_second(viewer, one)])


def line_of(viewer: Viewer, access: EmergencyAccess) -> EmergencyLine:
    """Return an access that the viewer was just given, with its handles."""
    return _lines(viewer, [access])[0]


def read_under(viewer: Viewer, access: EmergencyAccess) -> list[AuditEntry]:
    """Return what was read under an access, oldest first: for who may review it; raise NotHere."""
    to_review(viewer, access.id)
    return list(audit.looks_under(access.id))


def looks_at_mine(viewer: Viewer, *, before: int | None = None) -> LookPage:
    """Return who looked at what belongs to any persona of the viewer's account, newest first, 20 at a time.

    Left out are looks of one's own, and emergency accesses of which the account is to hear later.
    """
    mine = {persona.id: persona.handle for persona in people.personas_of(viewer.account_id)}
    later = EmergencyAccess.objects.filter(persona_id__in=mine, tell_at__gt=now()).values_list("id", flat=True)
    rows = list(audit.looks(mine, untold=later, before=before, limit=PAGE + 1))
    shown = rows[:PAGE]
    staff = people.staff_handles(viewer, {row.actor_id for row in shown if row.actor_id})
    about = {row.object_id for row in shown if row.object_kind == "space" and row.object_id}
    known = spaces.names_known(viewer, about)
    looks = tuple(_look(row, staff, known, mine) for row in shown)
    return LookPage(looks, rows[PAGE - 1].id if len(rows) > PAGE else None)


def _look(row: AuditEntry, staff: dict[int, str], known: dict[int, str], mine: dict[int, str]) -> Look:
    return Look(
        id=row.id,
        at=row.at,
        action=row.action,
        role=row.role,
        handle=staff.get(row.actor_id or 0, "") if row.role in SITE_ROLES else "",
        reason_code=row.reason_code,
        post_id=row.object_id if row.object_kind == "post" else None,
        space=known.get(row.object_id or 0, "") if row.object_kind == "space" else "",
        mine=mine.get(row.subject_id or 0, "") if len(mine) > 1 else "",
    )


def _about_others(viewer: Viewer, access_id: int, *, right: str) -> EmergencyAccess:
    access = EmergencyAccess.objects.filter(id=access_id).first() if _may(viewer, right) else None
    if access is None or _member(access) == viewer.account_id:
        raise NotHere
    return access


def _may(viewer: Viewer, right: str) -> bool:
    return viewer.confirmed and permissions.may(right, roles=viewer.staff)


def _is_second(viewer: Viewer, access: EmergencyAccess) -> bool:
    accounts = Accounts(member=_member(access), asker=access.asked_account, second=viewer.account_id)
    return is_second_person(accounts)


def _member(access: EmergencyAccess) -> int:
    """Return the account whose words an access is about; 0 when it is gone."""
    return Persona.objects.filter(id=access.persona_id).values_list("account_id", flat=True).first() or 0


def _state(access: EmergencyAccess) -> State:
    return state(access.moments, at=now())


def _lines(viewer: Viewer, rows: Iterable[EmergencyAccess]) -> list[EmergencyLine]:
    rows, moment = list(rows), now()
    members = Persona.objects.filter(id__in={row.persona_id for row in rows})
    handles = dict(members.values_list("id", "handle"))  # suspended ones too
    staff = people.staff_handles(viewer, {row.asked_by for row in rows})
    return [
        EmergencyLine(
            access=row,
            handle=handles.get(row.persona_id, ""),
            asked_by=staff.get(row.asked_by, ""),
            state=state(row.moments, at=moment),
            overdue=review_overdue(row.moments, at=moment),
        )
        for row in rows
    ]
