"""What an entry of the list says: for members from their own rows, read now; for others from where they come."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from bedside.areas.credentials import queries as credentials
from bedside.areas.credentials.models import Profile
from bedside.areas.directory.models import Listing
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers import queries as registers
from bedside.policy.directory import networks
from bedside.policy.directory.ordering import Kind
from bedside.policy.directory.places import specialty_of
from bedside.policy.directory.topics import compared
from bedside.policy.directory.words import folded
from bedside.policy.registers import REGISTERS
from bedside.policy.registers.model import Entry

SPECIALTIES_SHOWN = 6


@dataclass(frozen=True)
class Elsewhere:
    """A page of somebody on another network."""

    network: str
    handle: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry as it is shown. What is not known is empty; nothing here is a count of people.

    `source` and `of_day` say where an unchecked entry comes from. `checked` holds those of `specialties` that were
    checked; the others are somebody's word.
    """

    kind: Kind
    id: str
    name: str
    handle: str = ""
    badge: credentials.Badge | None = None
    profession: str = ""
    specialties: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    accepts: tuple[str, ...] = ()
    active_month: date | None = None
    number: str = ""
    source: str = ""
    of_day: date | None = None
    why: str = ""


def members(viewer: Viewer, persona_ids: Iterable[int]) -> dict[int, Item]:
    """Return the entries of these members, who were found to stand in the list."""
    ids = list(persona_ids)
    if not ids:
        return {}
    personas = people.personas(viewer, ids)
    badges, profiles = credentials.badges(ids), credentials.profiles(ids)
    told = _indexed(ids)
    elsewhere = elsewhere_of(ids)
    return {
        one.id: _member(
            one, badges.get(one.id), profiles.get(one.id, Profile()), told[one.id], elsewhere.get(one.id, ())
        )
        for one in personas
        if one.id in told
    }


INDEXED = """
SELECT m.persona_id, m.topics::text, m.active_month, c.specialty, c.specialty_checked, c.profession
FROM directory_member m
JOIN credentials_credential c ON c.persona_id = m.persona_id AND c.revoked_at IS NULL
WHERE m.persona_id = ANY(%s::bigint[])
"""


def _indexed(ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(INDEXED, [list(ids)])
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _member(
    persona: Persona,
    badge: credentials.Badge | None,
    profile: Profile,
    told: tuple[Any, ...],
    elsewhere: tuple[Elsewhere, ...],
) -> Item:
    topics, active_month, specialty, specialty_checked, profession = told
    said = [specialty_of(specialty)] if specialty else []
    own = [one for one in profile.specialties if folded(one) not in map(folded, said)]
    return Item(
        kind=Kind.VERIFIED,
        id=str(persona.id),
        name=persona.name,
        handle=persona.handle,
        badge=badge,
        profession=profession,
        specialties=tuple([*said, *own][:SPECIALTIES_SHOWN]),
        checked=tuple(said) if specialty_checked else (),
        city=profile.city,
        region=profile.region,
        country=profile.country,
        languages=tuple(profile.languages),
        topics=shown_topics(topics, profile.topics_dropped),
        elsewhere=elsewhere,
        accepts=_accepts(profile),
        active_month=active_month,
    )


def shown_topics(kept: str | Mapping[str, Sequence[Any]], dropped: Iterable[str]) -> tuple[str, ...]:
    """Return the hashtags of an index row without those that their owner took out, the most used first."""
    topics: Mapping[str, Sequence[Any]] = json.loads(kept) if isinstance(kept, str) else kept
    out = {compared(one) for one in dropped}
    left = [(uses, tag) for compared, (uses, tag) in topics.items() if compared not in out]
    return tuple(tag for _uses, tag in sorted(left, key=lambda one: (-one[0], one[1])))


def _accepts(profile: Profile) -> tuple[str, ...]:
    kinds = {
        "general": profile.accepts_general,
        "guest": profile.accepts_guest,
        "mentoring": profile.accepts_mentoring,
    }
    return tuple(kind for kind, yes in kinds.items() if yes)


def elsewhere_of(persona_ids: Iterable[int]) -> dict[int, tuple[Elsewhere, ...]]:
    """Return where these checked members post elsewhere, as far as they have shown that it is they."""
    rows = Listing.objects.filter(owner_id__in=set(persona_ids), asked_out_at=None).order_by("network", "handle")
    found: dict[int, list[Elsewhere]] = {}
    for row in rows:
        assert row.owner_id is not None
        found.setdefault(row.owner_id, []).append(_elsewhere(row))
    return {owner: tuple(some) for owner, some in found.items()}


def _elsewhere(row: Listing) -> Elsewhere:
    return Elsewhere(networks.networks()[row.network].name, f"@{row.handle}", row.url)


def listed(row: Listing) -> Item:
    """Return the entry of somebody who posts elsewhere."""
    return Item(
        kind=Kind.LISTED,
        id=str(row.id),
        name=row.name,
        profession=row.profession,
        specialties=(row.specialty,) if row.specialty else (),
        country=row.country,
        languages=tuple(row.languages),
        elsewhere=(_elsewhere(row),),
        source=row.source,
        of_day=row.added_on,
    )


def of_register(found: Entry) -> Item:
    """Return the entry of a register's row: its name, its fields of work, its place and its number, and no more."""
    return Item(
        kind=Kind.REGISTER,
        id=f"{found.register}:{found.number}",
        name=f"{found.given} {found.family}".strip(),
        specialties=tuple(one.name[:1].upper() + one.name[1:] for one in registers.specialties(found)),
        city=found.city,
        region=found.region,
        country=found.country,
        number=found.number,
        source=REGISTERS[found.register].NAME,
        of_day=found.register_date,
    )
