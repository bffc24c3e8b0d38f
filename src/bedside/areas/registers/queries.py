"""Looking something up in the registers: one number, or a whole name with a place. There is no way to leaf through.

Nothing here depends on who looks: a register is public. What may be shown to whom is for the areas above to say.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Max

from bedside.areas.registers.models import Entry as EntryRow
from bedside.areas.registers.models import Exclusion, Import, Taxonomy
from bedside.policy.registers import REGISTERS, names
from bedside.policy.registers.model import PERSON, Entry, Licence, Match, Place, Specialty
from bedside.policy.registers.specialties import by_name

MOST: Final = 20
"""Entries on a page of `by_name_and_place`."""

_BY_NUMBERS: Final = """
    SELECT e.register, e.number, e.family, e.given, e.other_family, e.entity, e.active, e.city, e.region, e.country,
           e.telephone, e.updated, e.middle, e.postcode, e.replacement,
           (SELECT max(file_date) FROM registers_import i
            WHERE i.register = e.register AND i.kind <> 'exclusions') AS register_date,
           ARRAY(SELECT ARRAY[l.licence, l.region, l.taxonomy, l.is_primary::text] FROM registers_licence l
                 WHERE l.register = e.register AND l.number = e.number ORDER BY l.slot) AS licences
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS wanted(register, number, place)
    JOIN registers_entry e ON e.register = wanted.register AND e.number = wanted.number
    ORDER BY wanted.place
"""
# The index holds no empty ones, and a plan that is kept knows no values: so it is said here.
_BY_LICENCE: Final = """
    SELECT DISTINCT register, number FROM registers_licence
    WHERE region = %s AND licence = %s AND NOT (licence = '') ORDER BY register, number LIMIT %s
"""
# Each part walks along an index in the order that is asked for, so it looks at few more rows than it gives. A city
# without its region is looked for among all of that family name in the country, in the index alone.
_BY_NAME: Final = """
    SELECT DISTINCT region, given_key, register, number
    FROM unnest(%(families)s::text[], %(givens)s::text[]) AS asked(family, given)
    CROSS JOIN LATERAL (
        (SELECT e.region, e.given_key, e.register, e.number FROM registers_entry e WHERE e.active AND {same})
        UNION ALL
        (SELECT e.region, e.given_key, e.register, e.number FROM registers_other_name e
         WHERE EXISTS (SELECT 1 FROM registers_entry known WHERE known.active
                       AND known.register = e.register AND known.number = e.number) AND {same})
    ) AS found
    ORDER BY region, given_key, register, number LIMIT %(most)s
"""
_SAME: Final = """
    e.country = %(country)s AND e.family_key = asked.family AND {where} AND e.family_key <> ''
    AND (e.given_key LIKE asked.given || '%%' OR e.given_key = left(asked.given, 1)) {behind}
    ORDER BY e.region, e.given_key, e.register, e.number LIMIT %(most)s
"""
_REGION: Final = "e.region = %(region)s"
_CITY: Final = "e.city_key = %(city)s"
_BEHIND: Final = """
    AND (e.region, e.given_key, e.register, e.number) >
        (SELECT last.region, last.given_key, last.register, last.number FROM registers_entry last
         WHERE last.register = %(after_register)s AND last.number = %(after_number)s)
"""


@dataclass(frozen=True)
class Found:
    """One page of entries by name, and what to give as `after` for the next one; "" at the end."""

    entries: tuple[Entry, ...]
    after: str = ""


def match(*, register: str, number: str, family: str, given: str) -> Match:
    """Say whether `number` of `register` and this name are one entry. "none" is said alike of unknown and of others'.

    A number that ended is "inactive" to who knows its name, and to everybody where the register gives no name with it.
    """
    found = entry(register, number)
    if found is None or found.entity not in (PERSON, ""):
        return Match("none")
    if not found.family:
        return Match("inactive", found)
    known = names.Name(found.family, found.given, found.middle, found.other_family)
    kind = names.compare(known, family=family, given=given)
    if kind == "none":
        return Match("none")
    return Match(kind if found.active else "inactive", found)


def entry(register: str, number: str) -> Entry | None:
    """Return what the register says of a number, as somebody typed it; None when it is not known."""
    plugin = REGISTERS.get(register)
    if plugin is None:
        return None
    tidy = plugin.normalise(number)
    if plugin.problem(tidy):
        return None
    return next(iter(_entries([(register, tidy)])), None)


def by_licence(region: str, licence: str) -> tuple[Entry, ...]:
    """Return the entries that hold this licence of this region: rarely more than one."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_LICENCE, [region.strip().upper(), licence.strip(), MOST])
        return tuple(_entries(cursor.fetchall()))


def by_name_and_place(name: str, place: Place, *, after: str = "", size: int = MOST) -> Found:
    """Return persons of any register with this name in this place, by region and given name: active ones only.

    `name` needs a whole family name ("Haddad", "Uma Haddad", "U Haddad", "Haddad, Uma"); `place` a country and a region
    or a city. Nothing is found without both, so that nobody leafs through a register.
    """
    readings = names.readings(name)
    region, city = place.region.strip().upper(), names.key(place.city)
    if not (readings and place.country and (region or city)):
        return Found(())
    where = " AND ".join(text for text, is_asked in ((_REGION, region), (_CITY, city)) if is_asked)
    same = _SAME.format(where=where, behind=_BEHIND if after else "")
    after_register, _, after_number = after.partition(":")
    size = min(size, MOST)
    with connection.cursor() as cursor:
        cursor.execute(
            _BY_NAME.format(same=same),
            {
                "families": [reading.family for reading in readings],
                "givens": [reading.given for reading in readings],
                "country": place.country.strip().upper(),
                "region": region,
                "city": city,
                "after_register": after_register,
                "after_number": after_number,
                "most": size + 1,
            },
        )
        keys = [(register, number) for _region, _given, register, number in cursor.fetchall()]
    shown = keys[:size]
    return Found(tuple(_entries(shown)), after=":".join(shown[-1]) if len(keys) > size else "")


def inactive_among(register: str, numbers: Collection[str]) -> frozenset[str]:
    """Return which of these numbers the register knows and says to have ended."""
    found = EntryRow.objects.filter(register=register, number__in=list(numbers), active=False)
    return frozenset(found.values_list("number", flat=True))


def excluded_among(register: str, numbers: Collection[str]) -> frozenset[str]:
    """Return which of these numbers stand on the newest list of excluded persons."""
    found = Exclusion.objects.filter(register=register, number__in=list(numbers))
    return frozenset(found.values_list("number", flat=True))


def register_date(register: str) -> date | None:
    """Return the day of the newest file of a register that was imported; None before the first."""
    files = Import.objects.filter(register=register).exclude(kind="exclusions")
    newest: date | None = files.aggregate(newest=Max("file_date"))["newest"]
    return newest


def specialties(found: Entry) -> tuple[Specialty, ...]:
    """Return an entry's fields of work in our plain words, the primary one first; codes without a name are left out."""
    codes = [licence.taxonomy for licence in sorted(found.licences, key=lambda licence: not licence.primary)]
    rows = Taxonomy.objects.filter(register=found.register, code__in=codes).values_list("code", "specialty")
    named = dict(rows)
    ours = (by_name().get(named.get(code, "")) for code in codes)
    return tuple(dict.fromkeys(specialty for specialty in ours if specialty is not None))


def _entries(keys: Iterable[tuple[str, str]]) -> list[Entry]:
    """The entries of these registers and numbers, in this order."""
    wanted = list(keys)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_BY_NUMBERS, [[register for register, _ in wanted], [number for _, number in wanted]])
        columns = [column.name for column in cursor.description]
        return [_entry(**dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]


def _entry(*, licences: list[list[str]], **facts: Any) -> Entry:
    read = tuple(
        Licence(number=number, region=region, taxonomy=taxonomy, primary=primary == "true")
        for number, region, taxonomy, primary in licences
    )
    return Entry(licences=read, **facts)
