"""With whom a member shares her record, item by item, and the ledger in which she can read it back.

Source: spec records.md section 8. Two locks guard each item. The item names the audiences that its owner chose
(`share`; empty: nobody but her), and for each of them the ledger holds a grant that runs. Who is not in both sees
nothing, and nothing tells that there is something to see. The ledger is only added to. Each entry holds the hash of the
one before it, so that a changed, missing or inserted one is found.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Literal

Act = Literal["grant", "revoke", "expire", "use"]
EntryKind = Literal["measurements", "allergies", "immunisations", "procedures", "goals", "appointments", "notes"]
Kind = Literal["days", "questionnaires", "conditions", "courses", "symptoms", "treatments", "about_me"] | EntryKind
Covers = Literal["new", "all", "chosen"]

ENTRY_KINDS: Final[tuple[EntryKind, ...]] = (
    *("measurements", "allergies", "immunisations", "procedures", "goals", "appointments", "notes"),
)
SHARED_KINDS: Final[tuple[Kind, ...]] = ("days", "symptoms", "conditions", "courses", "questionnaires", *ENTRY_KINDS)
"""What people can be shown. "treatments" is what was told for the figures alone: no person sees one."""
ONE_BY_ONE: Final[tuple[Kind, ...]] = ("notes",)
"""Notes to oneself are shown when each is chosen by itself: no grant covers them all, and no carer reads them."""
COVERS: Final[tuple[Covers, ...]] = ("new", "all", "chosen")
ALONE: Final = "alone"
"""In an item's `share`: only its owner, and not who acts for her either."""
OWNER: Final = "owner"  # who entered an item; "import" for a file, "proxy:<persona>" for a carer
STATISTICS: Final = "statistics"
MATCHING: Final = "matching"
RELEASES: Final = "open_releases"
RESEARCH: Final = (STATISTICS, MATCHING, RELEASES)
"""Uses that nobody reads: what is shared with them is counted, or compared, and no person sees the item."""
RESEARCH_KINDS: Final[tuple[Kind, ...]] = ("conditions", "courses", "questionnaires", "about_me")
"""“about_me” splits what is counted by sex and age; by itself it counts nothing, and no person is shown it."""
MATCH_FIELDS: Final = ("conditions", "courses", "symptoms", "onset", "age_band")
"""What can be compared with other members, each chosen by itself; the last two are no items of their own."""
RELEASED_KINDS: Final[tuple[Kind, ...]] = ("courses", "treatments")
"""What of the figures can enter open releases: answers in the record, and those told for one treatment alone."""
LASTS: Final = timedelta(days=365)
USE_TOLD_EVERY: Final = timedelta(days=30)
FIRST: Final = bytes(32)  # what stands before an owner's first entry

TEXT_VERSION: Final = 1
STATEMENTS: Final = (
    "I let these people read the kinds that I chose, and nothing else of my record.",
    "They see it under the name that I use here. They don't see my other names.",
    "It ends after a year. I can end it sooner with one press, and need not say why. It counts at once.",
    "What they have read by then they may remember, or have written down.",
    "Nothing else hangs on this. Saying no changes nothing.",
)
STATISTICS_TEXT: Final = (
    "My answers about this treatment are counted in this site's figures, which show nothing of fewer than 11 people.",
    "I can take that back with one press. My answers leave the raw tables at once, and the figures within 30 days.",
)
RECORD_STATISTICS_TEXT: Final = (
    "The kinds that I chose are counted in this site's figures. Nobody sees them one by one, and nothing is shown of "
    "fewer than 11 people.",
    "It ends after a year. I can end it sooner with one press. What I kept leaves the raw tables at once, and the "
    "figures within 30 days.",
    "Each time that something of mine is used, a line says so on this page.",
    "Nothing else hangs on this. Saying no changes nothing.",
)
MATCHING_TEXT: Final = (
    "What I marked is compared with what other members marked who agreed to the same.",
    "Another member is told only what both of us marked, and only where at least 11 people share it.",
    "Neither of us learns who the other is until both have said yes.",
    "It ends after a year. I can end it sooner with one press, and it counts at once.",
    "Nothing else hangs on this. Saying no changes nothing.",
)
RELEASES_TEXT: Final = (
    "Of what I let be counted in this site's figures, up to 5 answers may enter open figures: a file that anybody can "
    "download and keep.",
    "Random noise is added to every number in it, so that it tells very little about any one of us. It says nothing of "
    "groups under about 100 people.",
    "Such a file is final. I can end this with one press, and then I am in none that is made later. What is out stays "
    "out: nobody can call it back, also when I leave this site.",
    "It ends after a year. Each time that a file is made of what I let be used, a line under “Who used what” says so.",
    "Nothing else hangs on this. Saying no changes nothing.",
)


def team(number: int) -> str:
    """Return the audience of a care team."""
    return f"team:{number}"


def space(number: int) -> str:
    """Return the audience of a community: its members, and no other space."""
    return f"space:{number}"


def number_in(audience: str, kind: str) -> int:
    """Return the number of a team or a space in an audience of that kind; 0 for every other audience."""
    head, _colon, tail = audience.partition(":")
    return int(tail) if head == kind and tail.isdigit() else 0


def kinds_of(audience: str) -> tuple[str, ...]:
    """Return what can be shared with an audience: people are shown items, figures count them, fields are compared."""
    return {STATISTICS: RESEARCH_KINDS, MATCHING: MATCH_FIELDS, RELEASES: RELEASED_KINDS}.get(audience, SHARED_KINDS)


def statements(audience: str, *, items: Sequence[int] = ()) -> tuple[str, ...]:
    """Return the words that are agreed to; `items` are named where one course alone is counted."""
    if audience == STATISTICS:
        return STATISTICS_TEXT if items else RECORD_STATISTICS_TEXT
    return {MATCHING: MATCHING_TEXT, RELEASES: RELEASES_TEXT}.get(audience, STATEMENTS)


def text_hash(audience: str, *, items: Sequence[int] = ()) -> str:
    """Return the hash of the words that were agreed to."""
    return sha256(json.dumps([TEXT_VERSION, *statements(audience, items=items)]).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of an owner's ledger. `number` is the row's own, `of` that of the grant which it is about (0: none).

    With `items` it is about these items only; without, about all of `kinds` that the grant covers. `count` says how
    many items a use took. `by` is the persona that acted, 0 for the site itself.
    """

    number: int
    seq: int
    act: Act
    audience: str
    kinds: tuple[str, ...]
    items: tuple[int, ...] = ()
    covers: str = ""
    text_version: int = 0
    text_hash: str = ""
    at: datetime
    until: datetime | None = None
    by: int = 0
    of: int = 0
    count: int = 0


def hash_of(prev: bytes, owner: int, entry: Entry) -> bytes:
    """Return the hash of an owner's entry that follows the one with the hash `prev`."""
    moments = {
        name: moment.isoformat() if moment else "" for name, moment in (("at", entry.at), ("until", entry.until))
    }
    whole = json.dumps(asdict(entry) | moments | {"owner": owner}, sort_keys=True).encode()
    return sha256(prev + whole).digest()


def fault_in(owner: int, chain: Iterable[tuple[Entry, bytes, bytes]]) -> str:
    """Return what is wrong with an owner's ledger, given as (entry, hash before, hash) in the order of `seq`, or ""."""
    before = FIRST
    for place, (entry, prev, digest) in enumerate(chain, start=1):
        if entry.seq != place:
            return f"entry {place} is missing"
        if prev != before:
            return f"entry {place} does not follow the one before it"
        if hash_of(prev, owner, entry) != digest:
            return f"entry {place} was changed"
        before = digest
    return ""


def running(entries: Sequence[Entry], at: datetime) -> tuple[Entry, ...]:
    """Return the grants that hold at a moment, in their order. Nothing has to have run for one to be over."""
    over = {one.of for one in entries if one.act in ("revoke", "expire") and not one.items}
    return tuple(
        one
        for one in entries
        if one.act == "grant" and not one.of and one.number not in over and (one.until is None or at < one.until)
    )


def seen_by(audience: str, *, kind: str, share: Sequence[str], grants: Iterable[Entry], at: datetime) -> bool:
    """Say whether an audience may see an item of `kind` whose owner chose `share`; `grants` are her running ones."""
    return (
        ALONE not in share
        and audience in share
        and any(
            one.audience == audience and kind in one.kinds and (one.until is None or at < one.until) for one in grants
        )
    )


def seen_by_proxy(*, share: Sequence[str], may_view: bool) -> bool:
    """Say whether who acts for an owner may see an item: with that scope, unless it is for the owner alone."""
    return may_view and ALONE not in share


def entered_by(proxy_id: int) -> str:
    """Return who enters an item, as it is kept in it: its owner, or the carer who stands in for her."""
    return f"proxy:{proxy_id}" if proxy_id else OWNER


def proxy_in(entered: str) -> int:
    """Return the carer's persona that entered an item; 0 where nobody did it for its owner."""
    return number_in(entered, "proxy")


def takes_its_place(*, now: str, before: str, share: Sequence[str]) -> bool:
    """Say whether what is entered `now` counts in place of what was entered `before` for the audiences in `share`.

    What an owner says herself stands. A carer's word stands below it, as an earlier one: so she neither speaks over her
    nor learns that there is something which is for the owner alone.
    """
    return not proxy_in(now) or (bool(proxy_in(before)) and ALONE not in share)


def share_of_new(kind: str, grants: Iterable[Entry]) -> list[str]:
    """Return the audiences of a new item: those whose grant covers new ones. Without a grant it is for nobody."""
    if kind in ONE_BY_ONE:
        return []
    return sorted({one.audience for one in grants if kind in one.kinds and one.covers in ("new", "all")})


def purpose_is_seen(condition_id: int | None, seen: Iterable[int]) -> bool:
    """Say whether it may be told what a course is for: an illness of the record is named only to who sees it too."""
    return condition_id is None or condition_id in set(seen)


def use_is_told(*, count: int, last_count: int | None, since: timedelta | None) -> bool:
    """Say whether a nightly use gets an entry: where what is used has changed, and once a month."""
    return last_count != count or since is None or since >= USE_TOLD_EVERY
