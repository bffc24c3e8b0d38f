"""With whom a record is shared: read by its owner in the ledger, and by those with whom it is, item by item."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from bedside.areas.consents import signed
from bedside.areas.contacts.queries import blocked_ids
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models import LedgerEntry
from bedside.areas.records.queries.answers import OwnSitting, sitting_of
from bedside.areas.records.queries.conditions import OwnCondition, condition_of
from bedside.areas.records.queries.courses import OwnCourse, course_of
from bedside.areas.records.queries.days import OwnDay, day_of
from bedside.areas.records.queries.entries import OwnEntry, entry_of
from bedside.areas.records.queries.symptoms import OwnSymptom, symptom_of
from bedside.areas.records.shareable import kept
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy import sharing as rules
from bedside.policy.entries import KINDS
from bedside.policy.sharing import Entry

MOST = 200  # lines of the ledger on its page
MOST_ITEMS = 31  # of each kind, newest first, on the page of an audience
MOST_KEPT = 100  # of what is known by its series: what was told of last

Said = OwnDay | OwnSitting | OwnCondition | OwnCourse | OwnSymptom | OwnEntry
READ: Mapping[str, Callable[[Any], Said]] = {
    "days": day_of,
    "symptoms": symptom_of,
    "conditions": condition_of,
    "courses": course_of,
    "questionnaires": sitting_of,
    **{kind: partial(entry_of, KINDS[kind]) for kind in rules.ENTRY_KINDS},
}
BY_SERIES = ("conditions", "courses", *rules.ENTRY_KINDS)
"""Whose items are known by their series, not by the id of a version."""


@dataclass(frozen=True)
class Item:
    """One of one's own items, with the audiences that may see it. `grants` are those that run for its kind."""

    kind: str
    id: int
    said: Said
    share: tuple[str, ...]
    grants: tuple[Entry, ...]

    @property
    def alone(self) -> bool:
        """Whether it is for its owner alone, and not for who acts for her."""
        return rules.ALONE in self.share


@dataclass(frozen=True)
class Shared:
    """What one persona shares with one audience, newest first. Nothing says whether there is more."""

    persona_id: int
    days: Sequence[OwnDay] = ()
    sittings: Sequence[OwnSitting] = ()
    symptoms: Sequence[OwnSymptom] = ()
    conditions: Sequence[OwnCondition] = ()
    courses: Sequence[OwnCourse] = ()
    entries: Mapping[str, Sequence[OwnEntry]] = field(default_factory=dict)  # by kind, those of which there are any

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to see."""
        return not (self.days or self.sittings or self.symptoms or self.conditions or self.courses or self.entries)


def ledger(viewer: Viewer) -> list[Entry]:
    """Return the viewer's own ledger, oldest first."""
    return [row.entry() for row in _ledger_of(viewer).order_by("seq")]


def own_grants(viewer: Viewer) -> tuple[Entry, ...]:
    """Return the viewer's own grants that run now."""
    return rules.running(ledger(viewer), now())


def own_grant(viewer: Viewer, grant_id: int) -> Entry:
    """Return one of the viewer's own grants, also one that is over. Raises NotHere for every other number."""
    row = _ledger_of(viewer).filter(id=grant_id, act="grant", of_id=0).first()
    if row is None:
        raise NotHere
    return row.entry()


def communities(viewer: Viewer) -> list[Space]:
    """Return the communities with which this persona can share: those that it is in, and not as a guest."""
    if not viewer.confirmed:
        return []
    found = [one for one in spaces.joined_spaces(viewer) if one.kind == "community"]
    return [one for one in found if _stands_in(viewer, one)]


def space_names(viewer: Viewer) -> dict[int, str]:
    """Return the names of the spaces that are in the viewer's own ledger, and that it can still know of."""
    numbers = {rules.number_in(one.audience, "space") for one in ledger(viewer)} - {0}
    return spaces.names_known(viewer, numbers)


def item(viewer: Viewer, kind: str, item_id: int) -> Item:
    """Return one of the viewer's own items, current. Raises NotHere for every other."""
    if kind not in READ or not viewer.signed_in:
        raise NotHere
    name = "series_id" if kind in BY_SERIES else "id"
    row = kept(kind, viewer.account_id).filter(**{name: item_id}).first()
    if row is None:
        raise NotHere
    grants = tuple(one for one in own_grants(viewer) if kind in one.kinds and not one.items)
    return Item(kind, item_id, READ[kind](row), tuple(row.share), grants)


def shared_in(viewer: Viewer, space: Space) -> list[tuple[Persona, Shared]]:
    """Return what members of a community share there, under their personas there; for its other members alone.

    Raises NotHere for everybody else. Who shares nothing (any more), has left or is blocked is not in it.
    """
    if not viewer.confirmed or space.kind != "community" or not _stands_in(viewer, space):
        raise NotHere
    audience = rules.space(space.id)
    hidden = blocked_ids(viewer) | {viewer.persona_id}
    found = [one for one in shown_to(viewer, audience=audience) if one.persona_id not in hidden]
    met = {one.id: one for one in _still_in(viewer, space, [one.persona_id for one in found])}
    return [(met[one.persona_id], one) for one in found if one.persona_id in met]


@as_system("who shares with a space of the viewer's, and is still in it")
def _still_in(viewer: Viewer, space: Space, persona_ids: Sequence[int]) -> list[Persona]:
    here = [one for one in people.personas(viewer, persona_ids) if one.id in set(persona_ids)]
    standing = {one.id: people.in_the_name_of(one.id) for one in here}
    return [one for one in here if (who := standing[one.id]) is not None and _stands_in(who, space)]


def _stands_in(viewer: Viewer, space: Space) -> bool:
    """Say whether a persona is in a space as a member or its steward: not as a guest, and reading still."""
    found = spaces.standing(viewer, space)
    return found.joined and not found.is_guest and found.may_read


@as_system("days and answers whose owners chose this audience; the caller asked whether the viewer is in it")
def shown_to(viewer: Viewer, *, audience: str, persona_id: int | None = None) -> list[Shared]:
    """Return what is shared with an audience, by one persona or by all, newest first; nothing where nothing is.

    The caller has asked whether the viewer belongs to the audience.
    """
    if not viewer.confirmed:
        return []
    rows = live_grants(audience)
    if persona_id is not None:
        rows = rows.filter(by_id=persona_id)
    grants: dict[tuple[int, int], list[Entry]] = {}
    for row in rows.order_by("-id"):
        grants.setdefault((row.by_id, row.owner_id), []).append(row.entry())
    found = [_shared(audience, number, owner, running) for (number, owner), running in grants.items()]
    return [one for one in found if not one.nothing]


def live_grants(audience: str) -> QuerySet[LedgerEntry]:
    """Return the rows of the grants to an audience that run now: `policy.sharing.running`, set-wise."""
    over = LedgerEntry.objects.filter(of_id=OuterRef("id"), act__in=("revoke", "expire"), items=[])
    rows = LedgerEntry.objects.filter(audience=audience, act="grant", of_id=0)
    return rows.filter(Q(ends_at=None) | Q(ends_at__gt=now())).exclude(Exists(over))


def _shared(audience: str, persona_id: int, owner_id: int, grants: Sequence[Entry]) -> Shared:
    moment = now()

    def seen(kind: str) -> list[Any]:
        """Return what this audience sees of a kind, newest first: both locks are asked for each item."""
        if not any(kind in one.kinds for one in grants):
            return []
        rows = kept(kind, owner_id).filter(share__contains=[audience])
        dated = kind not in BY_SERIES
        rows = rows.order_by("-day", "-id")[:MOST_ITEMS] if dated else rows.order_by("-series_id")[:MOST_KEPT]
        may = (row for row in rows if rules.seen_by(audience, kind=kind, share=row.share, grants=grants, at=moment))
        return [READ[kind](row) for row in may]

    conditions = seen("conditions")
    return Shared(
        persona_id,
        days=seen("days"),
        sittings=seen("questionnaires"),
        symptoms=seen("symptoms"),
        conditions=conditions,
        courses=[_course(one, conditions) for one in seen("courses")],
        entries={kind: found for kind in rules.ENTRY_KINDS if (found := seen(kind))},
    )


def _course(one: OwnCourse, conditions: Sequence[OwnCondition]) -> OwnCourse:
    """Return a course without what its reader may not know: an illness that is not shared, and what it takes up."""
    told = rules.purpose_is_seen(one.course.condition_id, [each.id for each in conditions])
    purpose, condition = (one.course.purpose, one.course.condition_id) if told else ("", None)
    return replace(one, course=replace(one.course, purpose=purpose, condition_id=condition, restart_of=None))


def receipt(viewer: Viewer, grant_id: int) -> str:
    """Return a grant of one's own with what became of it, signed by the site, as JSON: it can be checked without us."""
    grant = own_grant(viewer, grant_id)
    about = [one for one in _ledger_of(viewer).order_by("seq") if grant_id in (one.id, one.of_id)]
    lines = [_line(row) for row in about]
    words = rules.statements(grant.audience, items=grant.items)
    now_text = grant.text_hash == rules.text_hash(grant.audience, items=grant.items)
    return signed.sign_whole({"ledger": lines, "agreed_to": list(words) if now_text else [], "made": now().isoformat()})


def _line(row: LedgerEntry) -> dict[str, object]:
    one = row.entry()
    return {
        "number": str(one.number),
        "seq": one.seq,
        "act": one.act,
        "audience": one.audience,
        "kinds": list(one.kinds),
        "items": [str(number) for number in one.items],
        "covers": one.covers,
        "text_version": one.text_version,
        "text_hash": one.text_hash,
        "at": one.at.isoformat(),
        "until": one.until.isoformat() if one.until else "",
        "of": str(one.of) if one.of else "",
        "count": one.count,
        "prev": bytes(row.prev).hex(),
        "hash": bytes(row.hash).hex(),
    }


def ended_at(entries: Sequence[Entry], grant: Entry) -> datetime | None:
    """Return when a grant ended, None while it runs."""
    over = [one.at for one in entries if one.of == grant.number and one.act in ("revoke", "expire") and not one.items]
    if over:
        return over[0]
    return grant.until if grant.until and grant.until <= now() else None


def _ledger_of(viewer: Viewer) -> QuerySet[LedgerEntry]:
    rows = LedgerEntry.objects
    return rows.filter(owner_id=viewer.account_id) if viewer.signed_in else rows.none()
