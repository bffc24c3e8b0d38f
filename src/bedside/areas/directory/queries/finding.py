"""The search itself: members and listed people in one order, then rows of registers where those may be asked.

Members and listed people are found in one statement by trigrams; who stands in the list at all is asked in it
(`standing`). A cursor is signed: it holds where the page ended, and how many pages came before.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core import signing

from bedside.areas.directory.models import Listing
from bedside.areas.directory.queries import items, sql
from bedside.areas.directory.queries.items import Item
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers import queries as registers
from bedside.kit.errors import NotHere, Refused
from bedside.policy.directory.asking import MOST_PAGES_OF_VISITORS, PAGE, Question
from bedside.policy.directory.ordering import BY_NUMBER, REGISTER_RANK, Fit, Kind, Match, match_of, why
from bedside.policy.directory.places import register_places
from bedside.policy.directory.words import key
from bedside.policy.registers import REGISTERS
from bedside.policy.registers.model import PERSON, Entry
from bedside.policy.registers.model import Place as RegisterPlace

SALT: Final = "directory page"
LONGEST_CURSOR: Final = 1_500


class EnoughPages(Refused):
    """A visitor has seen as many pages of one search as are shown without an account."""

    code = "enough_pages"
    what = "These are all the pages that we show without an account."
    do = "Ask for something narrower, or log in."


@dataclass(frozen=True)
class Place:
    """One page of an answer. `next` opens the following one, "" at the end."""

    items: list[Item]
    next: str = ""


@dataclass(frozen=True)
class _Cursor:
    """Where a page begins: behind this key of the list, or behind this row of the registers; and after how many."""

    behind: tuple[Any, ...] | None = None
    in_registers: bool = False
    register: int = 0
    after: str = ""
    pages: int = 0

    def written(self) -> str:
        """Return it signed, for an address."""
        return signing.dumps([self.behind, self.in_registers, self.register, self.after, self.pages], salt=SALT)


def _read(text: str) -> _Cursor:
    """Return the cursor in an address; raise NotHere for what we did not write."""
    if not text:
        return _Cursor()
    try:
        behind, *rest = signing.loads(text[:LONGEST_CURSOR], salt=SALT)
    except signing.BadSignature:
        raise NotHere from None
    return _Cursor(tuple(behind) if behind else None, *rest)


def find(viewer: Viewer, asked: Question, *, cursor: str = "", size: int = PAGE, only_members: bool = False) -> Place:
    """Return a page of who fits `asked`, in the order of `policy.directory.ordering`; of members alone if so asked.

    Raises NotHere for a cursor that is not ours, and EnoughPages for a visitor's eleventh page.
    """
    at = _read(cursor)
    if not viewer.signed_in and at.pages >= MOST_PAGES_OF_VISITORS:
        raise EnoughPages
    found: list[Item] = []
    if not at.in_registers:
        found, at = _of_the_list(viewer, asked, at, size, only_members=only_members)
    more = replace(at, pages=at.pages + 1)
    asks_registers = asked.asks_registers and not only_members
    if at.in_registers and asks_registers:
        rows, more = _of_registers(viewer, asked, more, size - len(found))
        found += rows
    is_over = more.in_registers and (not asks_registers or more.register < 0)
    return Place(found, "" if is_over else more.written())


def _of_the_list(
    viewer: Viewer, asked: Question, at: _Cursor, size: int, *, only_members: bool
) -> tuple[list[Item], _Cursor]:
    """Return what of the list stands on this page, and where the next one begins: in the registers, at its end."""
    if asked.number:
        return [], _Cursor(in_registers=True, pages=at.pages)
    kinds = [Kind.VERIFIED] if only_members or asked.topic or asked.accepts else [Kind.VERIFIED, Kind.LISTED]
    rows = sql.rows(viewer, asked, kinds=kinds, behind=at.behind, most=size + 1)
    shown = rows[:size]
    is_end = len(rows) <= size
    last = tuple(shown[-1]) if shown and not is_end else None
    return _items(viewer, asked, shown), _Cursor(behind=last, in_registers=is_end, pages=at.pages)


def _items(viewer: Viewer, asked: Question, rows: list[tuple[Any, ...]]) -> list[Item]:
    people = items.members(viewer, [row[5] for row in rows if row[4] == Kind.VERIFIED])
    listings = Listing.objects.in_bulk([row[5] for row in rows if row[4] == Kind.LISTED])
    found = []
    for match, rank, less_topic, name_key, kind, number in rows:
        item = people.get(number) if kind == Kind.VERIFIED else items.listed(listings[number])
        if item is not None:
            checked = any(f" {asked.specialty}" in key(one) for one in item.checked)
            fit = Fit(Match(match), rank, -less_topic, name_key, checked)
            found.append(replace(item, why=why(asked, fit, kind=item.kind)))
    return found


def _of_registers(viewer: Viewer, asked: Question, at: _Cursor, size: int) -> tuple[list[Item], _Cursor]:
    """Return rows of registers for the rest of a page.

    `register` counts through the places that may be meant; it is -1 at the end.
    """
    if asked.number:
        return _by_number(viewer, asked), replace(at, register=-1)
    places = register_places(asked.place, countries_of_registers={one.COUNTRY for one in REGISTERS.values()})
    found: list[Item] = []
    while len(found) < size and at.register < len(places):
        place = places[at.register]
        wanted = RegisterPlace(country=place.country, region=place.region, city=place.city)
        some = registers.by_name_and_place(asked.q, wanted, after=at.after, size=size - len(found))
        found += _by_name(viewer, asked, some.entries, known=[one.id for one in found])
        at = replace(at, after=some.after) if some.after else replace(at, after="", register=at.register + 1)
    return found, at if at.register < len(places) else replace(at, register=-1)


def _of_register(asked: Question, found: Entry) -> Item:
    name_key = key(found.given, found.middle, found.family, found.other_family)
    match = match_of(asked.words, name_key) or Match.BEGINNINGS
    fit = Fit(match, REGISTER_RANK, 0, name_key)
    return replace(items.of_register(found), why=why(asked, fit, kind=Kind.REGISTER))


def _by_number(viewer: Viewer, asked: Question) -> list[Item]:
    """Return the persons who have this number in a register that knows numbers of such a form."""
    entries = []
    for register in REGISTERS.values():
        number = register.normalise(asked.number)
        found = registers.entry(register.KEY, number) if register.problem(number) is None else None
        if found is not None and found.entity == PERSON and found.active:
            entries.append(found)
    members = sql.members_of(viewer, entries)
    people = items.members(viewer, {id_ for ids in members for id_ in ids})
    shown = []
    for one, ids in zip(entries, members, strict=True):
        shown += [replace(people[id_], why=BY_NUMBER) for id_ in ids if id_ in people] or [_of_register(asked, one)]
    return shown


def _by_name(viewer: Viewer, asked: Question, entries: Sequence[Entry], *, known: Collection[str]) -> list[Item]:
    """Return rows of registers, and in place of a row the member who is this person and says no such name or place.

    Members who fit by what they say stand in the list already, and are left out with their rows.
    """
    members = sql.members_of(viewer, entries)
    ids = {id_ for some in members for id_ in some}
    people = items.members(viewer, ids - sql.fitting(viewer, asked, ids))
    shown: dict[str, Item] = {}
    for one, some in zip(entries, members, strict=True):
        row = _of_register(asked, one)
        shown |= {people[id_].id: replace(people[id_], why=row.why) for id_ in some if id_ in people}
        shown |= {} if some else {f"{one.register} {one.number}": row}
    return [item for key_, item in shown.items() if key_ not in known]
