"""Who looks at what: the desk on which a case is, asked for one viewer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bedside.areas.moderation.models import Act, Case
from bedside.areas.people.models import Persona, StaffRole
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces import queries as spaces
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.moderation.acts import Hand
from bedside.policy.moderation.reasons import Desk

SEEN_BY_ROLE = "cases, reports and acts, for who works at their desk"


@dataclass(frozen=True)
class Desks:
    """At which desks a viewer works: the site's, and those of the spaces it is a steward of (id and name)."""

    site: bool
    spaces: dict[int, str]

    @property
    def any(self) -> bool:
        """Whether there is a desk at all."""
        return self.site or bool(self.spaces)


def desks_of(viewer: Viewer) -> Desks:
    """Return the desks at which the viewer works now."""
    if not viewer.confirmed:
        return Desks(False, {})
    mine = {space.id: space.name for space in spaces.stewarded(viewer)}
    return Desks(permissions.may("look at reports", roles=viewer.staff), mine)


def hand_of(viewer: Viewer, thing: Case | Act, *, desks: Desks | None = None) -> Hand:
    """Return what the viewer is towards a case or an act, for `policy.moderation.acts`."""
    (hand,) = hands_of(viewer, [thing], desks=desks_of(viewer) if desks is None else desks)
    return hand


def hands_of(viewer: Viewer, things: Sequence[Case | Act], *, desks: Desks) -> list[Hand]:
    """Return `hand_of` for each of these, in two statements for all."""
    accounts = accounts_of(thing.about_id for thing in things)
    staff = set(StaffRole.objects.filter(account_id__in=set(accounts.values())).values_list("account_id", flat=True))
    return [
        Hand(
            staff=viewer.staff if viewer.confirmed else frozenset(),
            steward_here=thing.space_id in desks.spaces,
            desk=Desk(thing.desk),
            own=accounts.get(thing.about_id) == viewer.account_id,
            author_is_staff=accounts.get(thing.about_id) in staff,
        )
        for thing in things
    ]


def accounts_of(persona_ids: Iterable[int]) -> dict[int, int]:
    """Return the account of each of these personas: for asking whether two are one person, never to show."""
    return {one.id: one.account_id for one in personas_of_cases(persona_ids)}


def personas_of_cases(persona_ids: Iterable[int]) -> list[Persona]:
    """Return these personas, suspended ones too: for what is decided about them, and beside what is public of them."""
    with as_system(SEEN_BY_ROLE):
        return list(Persona.objects.filter(id__in=set(persona_ids)))
