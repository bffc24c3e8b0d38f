"""Files that a member brought: what each would add to her record, and what came of it. Her own files only."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final, Literal

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.brought import BroughtFile
from bedside.areas.records.queries.exchange import all_told
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course
from bedside.policy.entries import kind_of
from bedside.policy.fhir import kinds
from bedside.policy.fhir.model import Answered, Judged, Kept
from bedside.policy.fhir.packing import unpacked

State = Literal["new", "known", "gone", "unfit"]
MOST_LISTED: Final = 100


@dataclass(frozen=True)
class Weighed:
    """One thing that a file would bring. `gone`: it came before, and its owner has deleted it since.

    `fact` is the name of the fact's kind; `thing` is None for what the record has no place for (`unfit`).
    """

    fact: str
    state: State
    thing: Any = None
    mark: str = ""


@dataclass(frozen=True)
class OwnFile:
    """A file of one's own. Before it is kept, `counts` is by fact and state, and `names` are those of the new things
    by fact, the first hundred each; `things` are kinds and ids of what came of it.
    """

    id: int
    read_at: datetime
    kept_at: datetime | None
    called: str = ""
    born: int | None = None
    gender: str = ""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    bad: tuple[tuple[str, str], ...] = ()
    repeated: int = 0
    refused: tuple[str, ...] = ()
    things: tuple[tuple[str, int], ...] = ()


def files_of(viewer: Viewer) -> QuerySet[BroughtFile]:
    """Return the rows of the viewer's account; none for a visitor, nor for who stands in for somebody."""
    mine = viewer.signed_in and not viewer.proxy_id
    return BroughtFile.objects.filter(owner_id=viewer.account_id) if mine else BroughtFile.objects.none()


def own_files(viewer: Viewer) -> list[OwnFile]:
    """Return the files that were taken over, the newest first."""
    rows = files_of(viewer).exclude(kept_at=None).order_by("-id")[:MOST_LISTED]
    return [_own(viewer, row) for row in rows]


def own_file(viewer: Viewer, file_id: int) -> OwnFile:
    """Return one of them, or one that waits for her yes. Raises NotHere for every other."""
    row = files_of(viewer).filter(id=file_id).first()
    if row is None:
        raise NotHere
    return _own(viewer, row)


def weighed(viewer: Viewer, kept: Iterable[Kept], *, today: date) -> Iterator[Weighed]:
    """Say of each thing that facts of a file are whether it is new to the viewer's record. Nothing is written.

    What was brought before is known, also where its owner has put it right since, and where she has deleted it.
    """
    seen = {mark for number, thing in all_told(viewer) for mark in _marks(number, thing)}
    came = {mark for row in files_of(viewer).exclude(kept_at=None) for mark in row.opened()["marks"]}
    for fact in kept:
        name, things = type(fact).__name__, kinds.things_in(fact, today=today)
        if not things:
            yield Weighed(name, "unfit")
        for told in things:
            whole = isinstance(told, Illness | Course | Answered | Judged)
            thing = told if whole else kind_of(told).tidy(told)
            same = kinds.same(thing)
            mark = mark_of(viewer, same)
            state: State = "known" if same in seen else "gone" if mark in came else "new"
            seen.add(same)
            yield Weighed(name, state, thing, mark)


def mark_of(viewer: Viewer, same: tuple[str, ...]) -> str:
    """Return the sign by which a thing is known again, from which it can't be read. It is kept sealed all the same."""
    return sha256(json.dumps([viewer.account_id, *same], ensure_ascii=False).encode()).hexdigest()[:32]


def _marks(number: int, thing: Any) -> tuple[tuple[str, ...], ...]:
    """A thing is known by the id of its file, and by the one with which an export of our own names it."""
    return kinds.same(thing), kinds.same(thing, source_id=str(number))


def _own(viewer: Viewer, row: BroughtFile) -> OwnFile:
    body = row.opened()
    if row.kept_at is not None:
        things = tuple((kind, number) for kind, number in body["things"])
        return OwnFile(row.id, row.read_at, row.kept_at, things=things, refused=tuple(body["refused"]))
    counts: dict[str, dict[str, int]] = {}
    names: dict[str, list[str]] = {}
    for one in weighed(viewer, (unpacked(fact) for fact in body["facts"]), today=now().date()):
        of_kind = counts.setdefault(one.fact, {})
        of_kind[one.state] = of_kind.get(one.state, 0) + 1
        if one.state == "new" and of_kind["new"] <= MOST_LISTED:
            names.setdefault(one.fact, []).append(one.thing.text)
    return OwnFile(
        id=row.id,
        read_at=row.read_at,
        kept_at=None,
        called=body["called"],
        born=body["born"],
        gender=body["gender"],
        counts=counts,
        names=names,
        left_out=body["left_out"],
        skipped=body["skipped"],
        bad=tuple((path, why) for path, why in body["bad"]),
        repeated=body["repeated"],
    )
