"""What a viewer may know of spaces, and where it stands with them.

Personas that a viewer should not meet (blocks) are known to an area above this one, so lists of people take `hidden`,
the ids to leave out: `contacts.queries.blocked_ids(viewer)`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from bedside.areas.credentials.queries import level_of, viewer_of
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.codes import hashed
from bedside.areas.spaces.entering import entry
from bedside.areas.spaces.models import Invitation, Membership, MembershipRole, MembershipState, Space
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.disclosure import FLOOR, shown
from bedside.policy.space_kinds import KINDS, OPENED_TO_STUDENTS, SpaceKind, rules_of

PAGE = 20
EXPECTED = (MembershipState.INVITED, MembershipState.ASKED, MembershipState.JOINED)
"""States that open a space which is found by invitation only."""


@dataclass(frozen=True)
class Standing:
    """Where a viewer stands with a space.

    `state` is "", "invited", "asked" or "joined", and `role` "" unless joined. A banned persona gets what a stranger or
    an asker gets. `door` is the role it would come in as, "" where no door lets it in.
    """

    state: str
    role: str
    door: str
    joins_at_once: bool
    asks_consent: bool
    listed: bool
    may_read: bool
    may_write: bool
    may_see_members: bool
    ends_at: datetime | None = None  # when a stay ends by itself
    reads_only: bool = False  # its kind never writes here, whatever it may read

    @property
    def joined(self) -> bool:
        """Whether the viewer is in the space."""
        return self.state == MembershipState.JOINED

    @property
    def asked(self) -> bool:
        """Whether the viewer waits for a steward."""
        return self.state == MembershipState.ASKED

    @property
    def invited(self) -> bool:
        """Whether the viewer may come in at once, because it was named for it."""
        return self.state == MembershipState.INVITED

    @property
    def may_join(self) -> bool:
        """Whether a way in stands open that the viewer has not gone yet."""
        return bool(self.door) and (not self.state or self.invited)

    @property
    def is_guest(self) -> bool:
        """Whether the viewer is in the space as a guest."""
        return self.joined and self.role == MembershipRole.GUEST

    @property
    def is_steward(self) -> bool:
        """Whether the viewer moderates the space. Who may not read it any more (a lapsed credential) does not."""
        return self.joined and self.role == MembershipRole.STEWARD and self.may_read


@dataclass(frozen=True)
class SpaceEntry:
    """A space in a list, with the viewer's standing and about how many are in it."""

    space: Space
    standing: Standing
    size: str


@dataclass(frozen=True)
class Member:
    """A line of a list of people in a space."""

    persona: Persona
    role: str
    note: str
    since: datetime


@dataclass(frozen=True)
class MemberPage:
    """A part of a list of people. `next_after` is the key of the next part, None at the end."""

    people: list[Member]
    next_after: int | None


def kind_of(space: Space) -> SpaceKind:
    """Return what a space of this kind allows."""
    return rules_of(space.kind, students=space.students_from is not None)


def space_by_slug(viewer: Viewer, slug: str) -> Space:
    """Return the space at this address. Raises NotHere where there is none, or none for this viewer."""
    found = _known_to(viewer).filter(slug=slug).first()
    if found is None:
        raise NotHere
    return found


def own_space_by_slug(viewer: Viewer, slug: str) -> Space:
    """Return a space that the viewer joined, asked for or was invited to, so that it can be left in any case.

    It is found even when the viewer may no longer know of it (a credential lapsed). Raises NotHere.
    """
    row = _rows_of(viewer).filter(_takes_part()).filter(space__slug=slug).select_related("space").first()
    if row is None:
        raise NotHere
    return row.space


def space_by_id(viewer: Viewer, space_id: int) -> Space:
    """Return the space with this id. Raises NotHere where there is none, or none for this viewer."""
    found = _known_to(viewer).filter(id=space_id).first()
    if found is None:
        raise NotHere
    return found


def spaces_for(viewer: Viewer) -> list[SpaceEntry]:
    """Return the spaces of which the viewer may know, the square first, then by name. Three statements."""
    spaces = sorted(_known_to(viewer), key=lambda space: (space.kind != "square", space.name.casefold()))
    rows = {row.space_id: row for row in _rows_of(viewer)}
    sizes = _sizes(space.id for space in spaces)
    return [
        SpaceEntry(space=space, standing=_standing(viewer, space, rows.get(space.id)), size=_in_words(sizes[space.id]))
        for space in spaces
    ]


def joined_spaces(viewer: Viewer) -> list[Space]:
    """Return the spaces that the viewer joined and may read now, by name."""
    rows = _rows_of(viewer).filter(state=MembershipState.JOINED).select_related("space")
    spaces = [row.space for row in rows if _standing(viewer, row.space, row).may_read]
    return sorted(spaces, key=lambda space: space.name.casefold())


def stewarded(viewer: Viewer) -> list[Space]:
    """Return the spaces that the viewer moderates now, by name."""
    rows = _rows_of(viewer).filter(state=MembershipState.JOINED, role=MembershipRole.STEWARD).select_related("space")
    spaces = [row.space for row in rows if _standing(viewer, row.space, row).is_steward]
    return sorted(spaces, key=lambda space: space.name.casefold())


def standing(viewer: Viewer, space: Space) -> Standing:
    """Return where the viewer stands with the space."""
    return _standing(viewer, space, _rows_of(viewer).filter(space=space).first())


def knows(viewer: Viewer, space: Space) -> bool:
    """Say whether the viewer may know that the space exists."""
    return _known_to(viewer).filter(id=space.id).exists()


def as_steward(viewer: Viewer, space: Space) -> Standing:
    """Return the standing of a steward. For everybody else there is nothing here: NotHere."""
    here = standing(viewer, space)
    if not here.is_steward:
        raise NotHere
    return here


def members(viewer: Viewer, space: Space, *, hidden: Iterable[int], after: int = 0) -> MemberPage:
    """Return up to 20 of those members who want to be listed, and the viewer's own line. NotHere as the kind says.

    A guest reads who runs the place and who else is a guest, and is offered no list of patients ("mind the gap").
    """
    here = standing(viewer, space)
    if not here.may_see_members:
        raise NotHere
    rows = _people_in(space, MembershipState.JOINED, hidden=hidden, after=after)
    if here.is_guest:
        rows = rows.exclude(role=MembershipRole.MEMBER)
    return _page(rows.filter(Q(listed=True) | Q(persona_id=viewer.persona_id)))


def stewards(viewer: Viewer, space: Space, *, hidden: Iterable[int]) -> list[Member]:
    """Return who moderates the space: for those who may see its members; for others nobody is named."""
    if not standing(viewer, space).may_see_members:
        return []
    rows = _people_in(space, MembershipState.JOINED, hidden=hidden, after=0)
    return [_member(row) for row in rows.filter(role=MembershipRole.STEWARD)]


def requests(viewer: Viewer, space: Space, *, hidden: Iterable[int], after: int = 0) -> MemberPage:
    """Return who waits to be let in, 20 at a time. Raises NotHere for all but stewards."""
    as_steward(viewer, space)
    return _page(_people_in(space, MembershipState.ASKED, hidden=hidden, after=after))


def banned(viewer: Viewer, space: Space, *, after: int = 0) -> MemberPage:
    """Return who is banned from the space, 20 at a time. Raises NotHere for all but stewards."""
    as_steward(viewer, space)
    return _page(_people_in(space, MembershipState.BANNED, hidden=(), after=after))


def steward_ids(space_id: int) -> list[int]:
    """Return the ids of those who moderate the space: for telling them, never for showing."""
    rows = Membership.objects.filter(space_id=space_id, state=MembershipState.JOINED, role=MembershipRole.STEWARD)
    with as_system("stewards are told what nobody else sees"):
        return list(rows.values_list("persona_id", flat=True))


def names_of_joined(viewer: Viewer, space_ids: Iterable[int]) -> dict[int, Space]:
    """Return those of these spaces in which the viewer is a member now."""
    rows = _rows_of(viewer).filter(state=MembershipState.JOINED, space_id__in=set(space_ids)).select_related("space")
    return {row.space_id: row.space for row in rows}


def names_known(viewer: Viewer, space_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of those of these spaces of which the viewer may know."""
    return dict(_known_to(viewer).filter(id__in=set(space_ids)).values_list("id", "name"))


def somebody_else_in(viewer: Viewer, space: Space) -> Viewer | None:
    """Return another member of a space that the viewer is in, as a viewer: for asking what members see, never to show.

    None where nobody else is there.
    """
    if not standing(viewer, space).joined:
        return None
    rows = Membership.objects.filter(space=space, state=MembershipState.JOINED, persona__hidden=False)
    for other in (
        rows.exclude(persona_id=viewer.persona_id).order_by("persona_id").values_list("persona_id", flat=True)[:5]
    ):
        found = viewer_of(other)
        if found is not None and standing(found, space).may_see_members:
            return found
    return None


def practices_of(viewer: Viewer, persona_id: int) -> list[Space]:
    """Return the practices in whose team a persona is shown, by name: a practice's team is public."""
    rows = Membership.objects.filter(
        persona_id=persona_id, state=MembershipState.JOINED, listed=True, space__kind="practice"
    )
    known = _known_to(viewer).filter(id__in=list(rows.values_list("space_id", flat=True)))
    return sorted(known, key=lambda space: space.name.casefold())


def size_text(space: Space) -> str:
    """Return about how many are in the space, in words; never an exact number."""
    return _in_words(_sizes([space.id])[space.id])


def invited_space(viewer: Viewer, code: str) -> Space:
    """Return the space that an invitation opens for this viewer. Raises NotHere for every reason alike."""
    invitation = live_invitation(code)
    if invitation is None:
        raise NotHere
    space = invitation.space
    row = _rows_of(viewer).filter(space=space).first()
    is_banned = row is not None and row.state == MembershipState.BANNED
    if is_banned or entry(viewer, space, invited=True).door is None:
        raise NotHere
    return space


def invitation_ends(viewer: Viewer, code: str) -> datetime:
    """Return when an invitation ends that opens something for this viewer. Raises NotHere as `invited_space`."""
    invited_space(viewer, code)
    found = live_invitation(code)
    if found is None:
        raise NotHere
    return found.expires_at


def live_invitation(code: str) -> Invitation | None:
    """Return the invitation behind `code` if it still opens something: uses and days left, its inviter a steward."""
    rows = Invitation.objects.filter(code_hash=hashed(code), uses_left__gt=0, expires_at__gt=now())
    with as_system("whoever holds the code may learn what it opens"):
        found = rows.select_related("space", "inviter").filter(inviter__hidden=False).first()
    if found is None or found.inviter_id not in steward_ids(found.space_id):
        return None
    kind, level = kind_of(found.space), level_of(found.inviter_id)
    inside = kind.keeps(joined=True, kind=found.inviter.kind, level=level)
    if not kind.may_read(joined=inside, level=level):
        return None
    return found


def _known_to(viewer: Viewer) -> QuerySet[Space]:
    opened = Q(kind__in=_known_kinds(viewer, OPENED_TO_STUDENTS), students_from__isnull=False)
    mine = _rows_of(viewer).filter(state__in=EXPECTED).values("space_id")
    known = Space.objects.filter(Q(kind__in=_known_kinds(viewer, KINDS)) | opened)
    return known.filter(Q(by_invitation=False) | Q(id__in=mine))


def _known_kinds(viewer: Viewer, kinds: Mapping[str, SpaceKind]) -> list[str]:
    return [key for key, kind in kinds.items() if kind.may_know(kind=viewer.kind, level=viewer.level)]


def _rows_of(viewer: Viewer) -> QuerySet[Membership]:
    return Membership.objects.filter(persona_id=viewer.persona_id).filter(lasting())


def lasting() -> Q:
    """Return the condition of a row whose stay has not come to its end: no job has to have run for it."""
    return Q(ends_at=None) | Q(ends_at__gt=now())


def _takes_part() -> Q:
    return Q(state__in=EXPECTED) | Q(state=MembershipState.BANNED, told_waiting=True, space__by_invitation=False)


def _standing(viewer: Viewer, space: Space, row: Membership | None) -> Standing:
    kind = kind_of(space)
    state = told_state(row)
    joined = state == MembershipState.JOINED
    found = entry(viewer, space, invited=state == MembershipState.INVITED)
    door = kind.door_for(kind=viewer.kind, level=viewer.level)  # the way in of who is in already
    reads_only = door is not None and door.reads_only
    inside = kind.keeps(joined=joined, kind=viewer.kind, level=viewer.level)
    return Standing(
        state=state,
        role=row.role if row is not None and joined else "",
        door=found.role,
        joins_at_once=found.at_once and not space.approves,
        asks_consent=kind.consent,
        listed=row is not None and joined and row.listed,
        may_read=kind.may_read(joined=inside, level=viewer.level),
        may_write=viewer.confirmed
        and not reads_only
        and kind.may_write(signed_in=viewer.signed_in, joined=inside, level=viewer.level),
        may_see_members=kind.may_list_members(joined=inside, level=viewer.level),
        reads_only=reads_only,
        ends_at=row.ends_at if row is not None and joined else None,
    )


def told_state(row: Membership | None) -> str:
    """Return the state as its persona is told it: to a banned one the space answers as to a stranger or an asker."""
    if row is None:
        return ""
    if row.state == MembershipState.BANNED:
        return MembershipState.ASKED.value if row.told_waiting else ""
    return row.state


def _people_in(space: Space, state: str, *, hidden: Iterable[int], after: int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(lasting(), space=space, state=state, persona__hidden=False, persona_id__gt=after)
    return rows.exclude(persona_id__in=set(hidden)).select_related("persona").order_by("persona_id")


def _page(rows: QuerySet[Membership]) -> MemberPage:
    found = list(rows[: PAGE + 1])
    people = [_member(row) for row in found[:PAGE]]
    return MemberPage(people=people, next_after=people[-1].persona.id if len(found) > PAGE else None)


def _member(row: Membership) -> Member:
    return Member(persona=row.persona, role=row.role, note=row.note, since=row.since)


def _sizes(space_ids: Iterable[int]) -> dict[int, int]:
    sizes = dict.fromkeys(space_ids, 0)
    rows = Membership.objects.filter(space_id__in=sizes, state=MembershipState.JOINED, persona__hidden=False)
    with as_system("about how many are in a space"):
        sizes.update(rows.order_by().values_list("space_id").annotate(Count("persona_id")))
    return sizes


def _in_words(people: int) -> str:
    return f"about {shown(people):,} members" if people >= FLOOR else "fewer than 11 members"
