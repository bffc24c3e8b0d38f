"""Taking in a list of handles: all of a file or nothing, as often as one likes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.directory.marks import mark_of
from bedside.areas.directory.models import Listing, OptOut
from bedside.kit.clock import now
from bedside.policy.directory.handles_file import BadRow, Row
from bedside.policy.directory.places import place_key, specialty_of
from bedside.policy.directory.words import key

AT_ONCE: Final = 1_000
TELL_EVERY: Final = 5_000
CHANGED: Final = (
    "name",
    "profession",
    "specialty",
    "country",
    "languages",
    "url",
    "source",
    "added_on",
    "name_key",
    "specialty_key",
    "place_key",
    "seen_at",
)


@dataclass(kw_only=True)
class Imported:
    """What became of the rows of a file.

    `kept_out` counts entries whose owner does not want to be listed; it is for the operator, who is told no names.
    """

    read: int = 0
    merged: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept_out: int = 0
    refused: list[BadRow] = field(default_factory=list)


@transaction.atomic
def import_handles(*, rows: Iterable[Row | BadRow], tell: Callable[[int], None] = lambda read: None) -> Imported:
    """Take in the rows of a file, all or none, and return what became of them; the same file again changes nothing.

    Rows of one handle are one entry, the later row in the file counts. Who opted out stays out. What `rows` raises
    goes through, and then nothing was taken.
    """
    result, moment = Imported(), now()
    wanted: dict[tuple[str, str], Row] = {}
    for row in rows:
        result.read += 1
        if isinstance(row, BadRow):
            result.refused.append(row)
        else:
            earlier = wanted.get(row.merged_by)
            result.merged += earlier is not None
            wanted[row.merged_by] = row.with_earlier(earlier) if earlier is not None else row
        if result.read % TELL_EVERY == 0:
            tell(result.read)
    every = list(wanted.values())
    for start in range(0, len(every), AT_ONCE):
        _write(every[start : start + AT_ONCE], moment, result)
    record(
        "import handles",
        by=None,
        read=result.read,
        added=result.added,
        changed=result.changed,
        refused=len(result.refused),
        kept_out=result.kept_out,
    )
    return result


def _write(some: list[Row], moment: datetime, result: Imported) -> None:
    marks = {mark_of(row.network, row.handle): row for row in some}
    out = {bytes(mark) for mark in OptOut.objects.filter(mark__in=marks).values_list("mark", flat=True)}
    known = {bytes(row.mark): row for row in Listing.objects.select_for_update().filter(mark__in=marks)}
    new, changed = [], []
    for mark, row in marks.items():
        if mark in out:
            result.kept_out += 1
        elif mark not in known:
            new.append(_filled(Listing(mark=mark, network=row.network, handle=row.handle), row, moment))
        else:
            before = _said(known[mark])
            after = _filled(known[mark], row, moment)
            result.changed += _said(after) != before
            result.unchanged += _said(after) == before
            changed.append(after)
    Listing.objects.bulk_create(new)
    Listing.objects.bulk_update(changed, CHANGED)
    result.added += len(new)


def _filled(listing: Listing, row: Row, moment: datetime) -> Listing:
    """Return the entry with what a row says of it. What the row leaves empty stays as it was."""
    listing.name, listing.url, listing.source, listing.added_on = row.name, row.url, row.source, row.added_on
    listing.profession = row.profession or listing.profession
    listing.specialty = row.specialty or listing.specialty
    listing.country = row.country or listing.country
    listing.languages = list(row.languages) or listing.languages
    listing.name_key = key(listing.name)
    listing.specialty_key = key(specialty_of(listing.specialty), listing.specialty)
    listing.place_key = place_key(country=listing.country)
    listing.seen_at = moment
    return listing


def _said(listing: Listing) -> tuple[object, ...]:
    return tuple(getattr(listing, name) for name in CHANGED[:8])
