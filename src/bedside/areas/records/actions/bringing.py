"""What a file brings into a member's record: all that can be taken in one transaction, each thing once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.conditions import add_condition
from bedside.areas.records.actions.courses import add_treatment
from bedside.areas.records.actions.entries import add_entry
from bedside.areas.records.errors import Unclear
from bedside.areas.records.queries.exchange import all_told
from bedside.kit.clock import now
from bedside.kit.texts import BadText
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course
from bedside.policy.entries import kind_of
from bedside.policy.fhir import kinds
from bedside.policy.fhir.model import Kept


@dataclass
class Brought:
    """What became of the things of one kind. `refused` holds why, and never what; `unfit` had nothing to keep."""

    added: int = 0
    known: int = 0
    unfit: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def bring(*, by: Viewer, kept: Iterable[Kept]) -> dict[str, Brought]:
    """Keep what a file brought, for its owner alone; return what became of it, by the name of the fact.

    What was brought before is not brought again, also where its owner has put it right since. Raises NotAllowed before
    the mail is confirmed, and TooMany where the record is full: then nothing of the file is kept.
    """
    found: dict[str, Brought] = {}
    seen = {mark for number, thing in all_told(by) for mark in _marks(number, thing)}
    for fact in kept:
        told = found.setdefault(type(fact).__name__, Brought())
        things = kinds.things_in(fact, today=now().date())
        told.unfit += not things
        for thing in things:
            _bring(by, thing, told, seen)
    return found


def _marks(number: int, thing: Any) -> tuple[tuple[str, ...], ...]:
    """A thing is known by the id of its file, and by the one with which an export of our own names it."""
    return kinds.same(thing), kinds.same(thing, source_id=str(number))


def _bring(by: Viewer, thing: Any, told: Brought, seen: set[tuple[str, ...]]) -> None:
    if not isinstance(thing, Illness | Course):
        thing = kind_of(thing).tidy(thing)
    if kinds.same(thing) in seen:
        told.known += 1
        return
    seen.add(kinds.same(thing))
    try:
        _add(by, thing)
    except (Unclear, BadText) as refused:
        told.refused.append(str(refused))
    else:
        told.added += 1


def _add(by: Viewer, thing: Any) -> None:
    if isinstance(thing, Illness):
        add_condition(by=by, illness=thing, another=True)
    elif isinstance(thing, Course):
        add_treatment(by=by, course=thing, another=True)
    else:
        add_entry(by=by, thing=thing, sure=True)
