"""What a viewer may know of its own contacts. Nobody reads anybody else's lists, and nobody learns who blocked them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.contacts import openness
from bedside.areas.contacts.models import Asking, Block, FirstContact, Follow, LookUp, Mute, NotMyDoctor
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.boundaries import Facts
from bedside.policy.first_contact import LOOK_OPEN
from bedside.policy.following import HIDES_FOLLOWERS

PAGE = 50
_SAYS_NO = Facts(own_patient="no")  # what is open to who answers the private question of B13 with no

# The function knows the teams, and looks past row-level security: who kept whom away is read by nobody but its owner.
KEPT_FROM = "SELECT * FROM contacts_kept_from(%(me)s)"
UNSEEN = f"""SELECT target_id FROM contacts_block WHERE owner_id = %(me)s
    UNION SELECT owner_id FROM contacts_block WHERE target_id = %(me)s
    UNION {KEPT_FROM}"""  # noqa: S608  # made of constants
APART = f"""SELECT EXISTS (SELECT 1 FROM contacts_block WHERE owner_id = %(me)s AND target_id = %(other)s)
    OR EXISTS (SELECT 1 FROM contacts_block WHERE owner_id = %(other)s AND target_id = %(me)s)
    OR %(other)s IN ({KEPT_FROM})"""  # noqa: S608  # made of constants


@dataclass(frozen=True)
class Relation:
    """What is between the viewer and another persona, as the viewer may know it.

    Whether the other one blocked or muted the viewer is not in it. Clinicians do not learn who follows them.
    """

    is_self: bool = False
    following: bool = False
    asked: bool = False
    followed_by: bool = False
    waiting: bool = False  # the other one asked to follow the viewer
    blocked: bool = False
    muted: bool = False
    not_my_doctor: bool = False
    may_follow: bool = False
    asked_first: bool = False  # a private question comes before the follow (B13)
    may_connect: bool = False
    connecting: bool = False  # the viewer asked to connect
    wants_to_connect: bool = False  # the other one asked


@dataclass(frozen=True)
class Contacts:
    """A part of one of the viewer's lists. `next_after` opens the next part, None at the end."""

    people: list[Persona]
    next_after: int | None


def followers_among(viewer: Viewer, persona_ids: Iterable[int]) -> set[int]:
    """Return which of these personas follow the viewer: none for kinds that do not learn who follows them."""
    if viewer.kind in HIDES_FOLLOWERS:
        return set()
    rows = Follow.objects.filter(target_id=viewer.persona_id, accepted=True, owner_id__in=set(persona_ids))
    return set(rows.values_list("owner_id", flat=True))


def mutual_ids(viewer: Viewer) -> set[int]:
    """Return whom the viewer follows and who follow her; nobody for kinds that do not learn who follows them."""
    if not viewer.signed_in or viewer.kind in HIDES_FOLLOWERS:
        return set()
    mine = Follow.objects.filter(owner_id=viewer.persona_id, accepted=True).values("target_id")
    rows = Follow.objects.filter(target_id=viewer.persona_id, accepted=True, owner_id__in=mine)
    return set(rows.values_list("owner_id", flat=True))


def relation(viewer: Viewer, persona: Persona) -> Relation:
    """Return what is between the viewer and `persona`. Five statements."""
    if not viewer.signed_in or viewer.persona_id == persona.id:
        return Relation(is_self=viewer.signed_in)
    me, other = viewer.persona_id, persona.id
    pairs = Follow.objects.filter(Q(owner_id=me, target_id=other) | Q(owner_id=other, target_id=me))
    accepted = dict(pairs.values_list("owner_id", "accepted"))
    shows_followers = viewer.kind not in HIDES_FOLLOWERS
    return Relation(
        following=accepted.get(me) is True,
        asked=accepted.get(me) is False,
        followed_by=shows_followers and accepted.get(other) is True,
        waiting=shows_followers and accepted.get(other) is False,
        blocked=Block.objects.filter(owner_id=me, target_id=other).exists(),
        muted=Mute.objects.filter(owner_id=me, target_id=other).exists(),
        not_my_doctor=NotMyDoctor.objects.filter(owner_id=me, target_id=other).exists(),
        **_may(viewer, persona),
        **_askings(me, other),
    )


def _may(viewer: Viewer, persona: Persona) -> dict[str, bool]:
    """Return what the table lets the viewer press."""
    follow = boundaries.ask(viewer, space="square", action="follow", target=persona.kind, facts=_SAYS_NO)
    unasked = boundaries.ask(viewer, space="square", action="follow", target=persona.kind)
    connect = boundaries.ask(viewer, space="square", action="connect", target=persona.kind)
    return {
        "may_follow": follow.allowed,
        "asked_first": follow.allowed and not unasked.allowed,
        "may_connect": connect.allowed or connect.became == "follow",
    }


def _askings(me: int, other: int) -> dict[str, bool]:
    rows = Asking.objects.filter(Q(owner_id=me, target_id=other) | Q(owner_id=other, target_id=me))
    owners = set(rows.values_list("owner_id", flat=True))
    return {"connecting": me in owners, "wants_to_connect": other in owners}


def blocked_ids(viewer: Viewer) -> set[int]:
    """Return the personas that do not exist for the viewer: blocked by it, having blocked it, or having said "not my
    doctor" of it or of somebody on its teams. For leaving out.
    """
    return _ids(UNSEEN, viewer) if viewer.signed_in else set()


def kept_from(viewer: Viewer) -> set[int]:
    """Return who said "not my doctor" of the viewer or of somebody on its teams: for leaving out, never for showing."""
    return _ids(KEPT_FROM, viewer) if viewer.signed_in else set()


def _ids(statement: str, viewer: Viewer) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"me": viewer.persona_id})
        return {row[0] for row in cursor.fetchall()}


def muted_ids(viewer: Viewer) -> set[int]:
    """Return the personas that the viewer muted."""
    return set(Mute.objects.filter(owner_id=viewer.persona_id).values_list("target_id", flat=True))


def apart(viewer_id: int, other_id: int) -> bool:
    """Say whether `other_id` does not exist for `viewer_id`: for rules, never for showing.

    A block counts either way; "not my doctor" hides the member from the clinician and the team, not them from her.
    """
    with connection.cursor() as cursor:
        cursor.execute(APART, {"me": viewer_id, "other": other_id})
        return bool(cursor.fetchone()[0])


def mutes(owner_id: int, target_id: int) -> bool:
    """Say whether `owner_id` muted `target_id`: for rules, never for showing."""
    return Mute.objects.filter(owner_id=owner_id, target_id=target_id).exists()


def reachable(viewer: Viewer, persona_id: int) -> Persona:
    """Return a persona that exists for the viewer. Raises NotHere, alike for unknown, hidden and blocked either way."""
    found = Persona.objects.filter(id=persona_id, hidden=False).first()
    if found is None or apart(viewer.persona_id, persona_id):
        raise NotHere
    return found


def persona_to_block(viewer: Viewer, persona_id: int) -> Persona:
    """Return a persona that the viewer may block (again). Raises NotHere as `persona_page` does."""
    return _unless_blocked_by(viewer, Persona.objects.filter(id=persona_id, hidden=False).first())


def persona_page(viewer: Viewer, handle: str) -> Persona:
    """Return the persona of a page: also one that the viewer blocked (so that it can be unblocked), for whom nothing
    but the name is shown. Raises NotHere, alike for unknown, hidden, and who blocked the viewer.
    """
    return _unless_blocked_by(viewer, people.persona_by_handle(viewer, handle))


def reachable_by_handle(viewer: Viewer, handle: str) -> Persona:
    """Return a persona that exists for the viewer. Raises NotHere as `reachable` does."""
    return reachable(viewer, people.persona_by_handle(viewer, handle).id)


def following(viewer: Viewer, *, after: int = 0) -> Contacts:
    """Return whom the viewer follows, 50 at a time."""
    rows = Follow.objects.filter(owner_id=viewer.persona_id, accepted=True, target_id__gt=after, target__hidden=False)
    rows = rows.exclude(target_id__in=kept_from(viewer))
    return _page([row.target for row in rows.select_related("target").order_by("target_id")[: PAGE + 1]])


def asked(viewer: Viewer, *, after: int = 0) -> Contacts:
    """Return whom the viewer asked to follow and who has not answered, 50 at a time."""
    rows = Follow.objects.filter(owner_id=viewer.persona_id, accepted=False, target_id__gt=after, target__hidden=False)
    rows = rows.exclude(target_id__in=kept_from(viewer))
    return _page([row.target for row in rows.select_related("target").order_by("target_id")[: PAGE + 1]])


def followers(viewer: Viewer, *, after: int = 0) -> Contacts:
    """Return who follows the viewer, 50 at a time; for a clinician nobody is named."""
    return _followers(viewer, accepted=True, after=after)


def followers_waiting(viewer: Viewer, *, after: int = 0) -> Contacts:
    """Return who waits for the viewer's yes, 50 at a time."""
    return _followers(viewer, accepted=False, after=after)


def blocked(viewer: Viewer, *, after: int = 0) -> Contacts:
    """Return whom the viewer blocked, 50 at a time."""
    rows = Block.objects.filter(owner_id=viewer.persona_id, target_id__gt=after)
    rows = rows.exclude(target_id__in=kept_from(viewer))
    return _page([row.target for row in rows.select_related("target").order_by("target_id")[: PAGE + 1]])


def muted(viewer: Viewer, *, after: int = 0) -> Contacts:
    """Return whom the viewer muted, 50 at a time."""
    rows = Mute.objects.filter(owner_id=viewer.persona_id, target_id__gt=after, target__hidden=False)
    rows = rows.exclude(target_id__in=kept_from(viewer))
    return _page([row.target for row in rows.select_related("target").order_by("target_id")[: PAGE + 1]])


def asking_to_connect(viewer: Viewer, *, after: int = 0) -> Contacts:
    """Return who asks to connect with the viewer, 50 at a time."""
    rows = Asking.objects.filter(target_id=viewer.persona_id, owner_id__gt=after, owner__hidden=False)
    rows = rows.exclude(owner_id__in=kept_from(viewer)).select_related("owner").order_by("owner_id")
    return _page([row.owner for row in rows[: PAGE + 1]])


def first_contact(viewer: Viewer) -> FirstContact:
    """Return from whom the viewer takes first contacts."""
    return openness.of(viewer.persona_id)


def page_is_open(viewer: Viewer, persona: Persona) -> bool:
    """Say whether the viewer may open a persona's page now: clinicians give a reason first, once an hour (B15)."""
    if not viewer.signed_in or viewer.persona_id == persona.id:
        return True
    ruling = boundaries.ask(viewer, space="square", action="look up", target=persona.kind)
    if ruling.allowed or ruling.row.decision == "deny":
        return ruling.allowed
    since = now() - LOOK_OPEN
    given = LookUp.objects.filter(owner_id=viewer.persona_id, target_id=persona.id, at__gt=since)
    return not ruling.tightened and given.exists()


@dataclass(frozen=True)
class OwnLookUp:
    """A line of a clinician's own log. `persona` is None for a page that is no longer there."""

    id: int
    persona: Persona | None
    reason: str
    at: datetime


def look_ups(viewer: Viewer) -> list[OwnLookUp]:
    """Return the viewer's own log of the patients' pages it opened, newest first: for nobody else."""
    rows = list(LookUp.objects.filter(owner_id=viewer.persona_id).order_by("-id")[:PAGE])
    unseen = blocked_ids(viewer)
    found = Persona.objects.filter(hidden=False).in_bulk([row.target_id for row in rows if row.target_id not in unseen])
    return [
        OwnLookUp(row.id, found.get(row.target_id), vault().open(bytes(row.reason_sealed), row.place()), row.at)
        for row in rows
    ]


def not_my_doctors(viewer: Viewer, *, after: int = 0) -> Contacts:
    """Return the clinicians of whom the viewer said "not my doctor", 50 at a time."""
    rows = NotMyDoctor.objects.filter(owner_id=viewer.persona_id, target_id__gt=after, target__hidden=False)
    return _page([row.target for row in rows.select_related("target").order_by("target_id")[: PAGE + 1]])


def own_by_handle(viewer: Viewer, handle: str) -> Persona:
    """Return a persona that is in one of the viewer's own lists, so that it can be taken out. Raises NotHere."""
    me = viewer.persona_id
    in_my_lists = Q(blocked_by__owner_id=me) | Q(muted_by__owner_id=me) | Q(followers__owner_id=me)
    in_my_lists |= Q(kept_away_by__owner_id=me) | Q(askings__target_id=me) | Q(asked_by__owner_id=me)
    if viewer.kind not in HIDES_FOLLOWERS:  # else the answer would tell a clinician who follows
        in_my_lists |= Q(following__target_id=me)
    found = Persona.objects.filter(in_my_lists, handle=handle).first()
    if found is None or found.id in kept_from(viewer):
        raise NotHere
    return found


@as_system("accounts are apart when any two of their personas are; only builds of other areas ask")
def accounts_apart(account_id: int) -> frozenset[int]:
    """Return the accounts with a persona that blocks one of this account's, or is blocked by one.

    For areas that offer members to each other without a name; never shown.
    """
    blocked = Block.objects.filter(owner__account_id=account_id).values_list("target__account_id", flat=True)
    blocking = Block.objects.filter(target__account_id=account_id).values_list("owner__account_id", flat=True)
    return frozenset(blocked) | frozenset(blocking)


def _unless_blocked_by(viewer: Viewer, found: Persona | None) -> Persona:
    if found is None or found.id in kept_from(viewer):
        raise NotHere
    if Block.objects.filter(owner_id=found.id, target_id=viewer.persona_id).exists():
        raise NotHere
    return found


def _followers(viewer: Viewer, *, accepted: bool, after: int) -> Contacts:
    if viewer.kind in HIDES_FOLLOWERS:
        return Contacts(people=[], next_after=None)
    rows = Follow.objects.filter(target_id=viewer.persona_id, accepted=accepted, owner_id__gt=after)
    rows = rows.exclude(owner_id__in=kept_from(viewer))
    rows = rows.filter(owner__hidden=False).select_related("owner").order_by("owner_id")
    return _page([row.owner for row in rows[: PAGE + 1]])


def _page(found: Sequence[Persona]) -> Contacts:
    people = list(found[:PAGE])
    return Contacts(people=people, next_after=people[-1].id if len(found) > PAGE else None)
