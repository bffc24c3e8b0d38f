"""One's own entries of any kind (`policy.entries`): nobody else reads them here."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.entries import from_body
from bedside.areas.records.models.entries import TABLES
from bedside.areas.records.models.versions import Version
from bedside.areas.records.queries.versions import current, replaced, versions_of
from bedside.kit.errors import NotHere
from bedside.kit.sealed_model import opened_values
from bedside.policy.entries import KINDS
from bedside.policy.entries.free_note import KIND as NOTES
from bedside.policy.entries.free_note import holds
from bedside.policy.entries.kind import EntryKind


@dataclass(frozen=True)
class OwnEntry:
    """One entry in one version. `id` is the same for all its versions; `thing` is what its kind is made of."""

    id: int
    kind: str
    thing: Any
    kept_at: datetime
    share: tuple[str, ...]


@dataclass(frozen=True)
class EntriesPage:
    """Some entries of a kind, and how many of it there are in all."""

    shown: tuple[OwnEntry, ...]
    count: int


def own_entries(viewer: Viewer, kind: str) -> tuple[OwnEntry, ...]:
    """Return the viewer's own entries of a kind: the latest day first, those without a day last.

    Raises NotHere for a kind that is none.
    """
    known = _known(kind)
    rows = versions_of(viewer, TABLES[kind]).filter(is_current=True).order_by("-series_id")
    found = [entry_of(known, row) for row in rows]
    return tuple(sorted(found, key=lambda one: getattr(one.thing, known.dated).value, reverse=True))


def entries_page(viewer: Viewer, kind: str, *, start: int, many: int) -> EntriesPage:
    """Return some of the viewer's own entries of a kind, in the order of `own_entries`, from number `start` on.

    Which days they are about is sealed with the rest, so each is opened for its day; only those that are shown are
    read. Raises NotHere for a kind that is none.
    """
    known = _known(kind)
    rows = versions_of(viewer, TABLES[kind]).filter(is_current=True).order_by("-series_id")
    kept = list(rows.values_list("id", "body"))
    days = [str(said.get(known.dated, "")) for said in opened_values(TABLES[kind], kept)]
    ordered = sorted(zip(days, kept, strict=True), key=itemgetter(0), reverse=True)
    shown = [row_id for _day, (row_id, _body) in ordered[start : start + many]]
    by_id = {row.pk: entry_of(known, row) for row in rows.filter(id__in=shown)}
    return EntriesPage(tuple(by_id[row_id] for row_id in shown if row_id in by_id), len(kept))


def found_notes(viewer: Viewer, sought: str) -> tuple[OwnEntry, ...]:
    """Return the viewer's own notes that hold each of the words.

    Each is opened and looked at: there are a thousand at most, and no index is kept of what is sealed.
    """
    return tuple(one for one in own_entries(viewer, NOTES.key) if holds(one.thing, sought))


def newest_entry(viewer: Viewer, kind: str) -> OwnEntry | None:
    """Return what the viewer told last of a kind, whichever day it is about; None where she told nothing."""
    known = _known(kind)
    row = versions_of(viewer, TABLES[kind]).filter(is_current=True).order_by("-series_id").first()
    return entry_of(known, row) if row else None


def own_entry(viewer: Viewer, kind: str, entry_id: int) -> OwnEntry:
    """Return one of one's own entries as it stands. Raises NotHere for every other id, and for no kind."""
    known = _known(kind)
    return entry_of(known, current(viewer, TABLES[kind], entry_id))


def earlier_entries(viewer: Viewer, kind: str, entry_id: int) -> tuple[OwnEntry, ...]:
    """Return what the viewer had said of it before, newest first."""
    known = _known(kind)
    return tuple(entry_of(known, row) for row in replaced(viewer, TABLES[kind], entry_id))


def _known(kind: str) -> EntryKind:
    if kind not in KINDS:
        raise NotHere
    return KINDS[kind]


def entry_of(kind: EntryKind, row: Version) -> OwnEntry:
    """Return an entry as its owner told of it."""
    return OwnEntry(row.series_id, kind.key, from_body(kind.thing, row.opened()), row.kept_at, tuple(row.share))
