"""Keeping the index over checked members as their own rows are. Whether one is shown is never read from it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from bedside.areas.credentials import queries as credentials
from bedside.areas.directory.models import MemberEntry
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import queries as posts
from bedside.kit.clock import now
from bedside.policy.directory.ordering import LEVEL_RANK
from bedside.policy.directory.places import place_key, specialty_of
from bedside.policy.directory.topics import WITHIN, compared, topics
from bedside.policy.directory.words import key

AT_ONCE: Final = 500
ACTIVE_WITHIN: Final = timedelta(days=365)
FIELDS: Final = ("name_key", "specialty_key", "place_key", "languages", "topics", "active_month")

CHECKED: Final = f"""
SELECT p.id, p.name, c.specialty, c.profession FROM people_persona p
JOIN credentials_credential c ON c.persona_id = p.id AND {credentials.standing("c")}
WHERE p.kind = 'clinician' AND c.level = ANY(%(levels)s)
"""  # noqa: S608  # our own words


def refresh(persona_id: int) -> None:
    """Write what the index holds of one persona anew; nothing for who was not checked."""
    _refresh(_checked([persona_id]), of=[persona_id])


def refresh_all() -> int:
    """Write what has changed of any checked member, and return how many rows that were."""
    people = _checked(None)
    known = set(MemberEntry.objects.values_list("persona_id", flat=True))
    gone = known - {row[0] for row in people}
    changed = _refresh([], of=sorted(gone)) if gone else 0
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        changed += _refresh(some, of=[row[0] for row in some])
    return changed


def _checked(persona_ids: Sequence[int] | None) -> list[tuple[Any, ...]]:
    narrowed = CHECKED if persona_ids is None else f"{CHECKED} AND p.id = ANY(%(ids)s::bigint[])"
    with connection.cursor() as cursor:
        cursor.execute(narrowed, {"levels": list(LEVEL_RANK), "ids": list(persona_ids or ())})
        return list(cursor.fetchall())


@transaction.atomic
def _refresh(people: list[tuple[Any, ...]], *, of: Sequence[int]) -> int:
    """Make the rows of the personas `of` those of `people`: add, change, delete; return how many that were."""
    wanted = {row.persona_id: row for row in _made(people, at=now())}
    known = {row.persona_id: row for row in MemberEntry.objects.select_for_update().filter(persona_id__in=of)}
    gone = [one for one in known if one not in wanted]
    new = [row for one, row in wanted.items() if one not in known]
    changed = [row for one, row in wanted.items() if one in known and _said(row) != _said(known[one])]
    MemberEntry.objects.filter(persona_id__in=gone).delete()
    MemberEntry.objects.bulk_create(new, ignore_conflicts=True)
    MemberEntry.objects.bulk_update(changed, FIELDS)
    return len(gone) + len(new) + len(changed)


def _made(people: Iterable[tuple[Any, ...]], *, at: datetime) -> list[MemberEntry]:
    rows = list(people)
    ids = [row[0] for row in rows]
    profiles = credentials.profiles(ids)
    wrote = posts.public_posts(ANONYMOUS, ids, since=at - WITHIN)
    lately = posts.public_posts(ANONYMOUS, ids, since=at - ACTIVE_WITHIN)
    made = []
    for persona_id, name, specialty, profession in rows:
        profile = profiles.get(persona_id)
        entry = MemberEntry(persona_id=persona_id, name_key=key(name), specialty_key=_fields(specialty, profession))
        if profile is not None:
            own = (word for text in profile.specialties for word in (specialty_of(text), text))
            entry.specialty_key = key(specialty_of(specialty), specialty, profession, *own)
            entry.place_key = place_key(country=profile.country, region=profile.region, city=profile.city)
            entry.languages = list(profile.languages)
        if persona_id in wrote:
            entry.topics = _topics(wrote[persona_id].tags)
        if persona_id in lately:
            entry.active_month = lately[persona_id].last_at.date().replace(day=1)
        made.append(entry)
    return made


def _fields(specialty: str, profession: str) -> str:
    return key(specialty_of(specialty), specialty, profession)


def _topics(tags: dict[str, int]) -> dict[str, list[Any]]:
    """Return each topic as (uses, hashtag) by the form in which it is compared."""
    return {compared(tag): [uses, tag] for tag, uses in topics(tags).items()}


def _said(row: MemberEntry) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in FIELDS)
