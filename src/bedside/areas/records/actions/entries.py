"""A member keeps an entry of any kind (`policy.entries`), puts it right, takes it back, deletes it."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions import versions
from bedside.areas.records.actions.attachments import drop_files
from bedside.areas.records.actions.sharing import share_of_new
from bedside.areas.records.entries import as_body, from_body
from bedside.areas.records.errors import MaybeWrong, Unclear
from bedside.areas.records.models.entries import TABLES, Goal
from bedside.areas.records.queries.days import zone_of
from bedside.areas.records.queries.versions import current
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.texts import taken, taken_line
from bedside.policy.courses import IMPORT
from bedside.policy.days import latest
from bedside.policy.entries import KINDS, goal, kind_of
from bedside.policy.entries.kind import EntryKind
from bedside.policy.limits import ENTRIES
from bedside.policy.sharing import entered_by


@transaction.atomic
def add_entry(*, by: Viewer, thing: Any, sure: bool = False) -> int:
    """Keep an entry that is new to the record; return its id.

    Raises Unclear or BadText for what cannot be taken, MaybeWrong for what is unlikely unless `sure`, TooMany where its
    owner keeps the most of its kind, and TooManyTries for more than a person can type.
    """
    kind = kind_of(thing)
    model = TABLES[kind.key]
    versions.begin(by, model)
    if by.proxy_id:
        thing = replace(thing, entered_by=entered_by(by.proxy_id))
    thing = _checked(by, kind, thing, sure=sure)
    if thing.entered_by != IMPORT:
        limits.require(ENTRIES, value=str(by.account_id))
    versions.check_room(by, model, most=kind.most, name=kind.name)
    share = share_of_new(by, kind.key) if thing.entered_by != IMPORT else []  # what a file brings is hers alone
    kept = versions.keep_first(by, model, as_body(thing), share=share)
    _noted(by, "records.add_entry")
    return kept.series_id


@transaction.atomic
def change_entry(*, by: Viewer, entry_id: int, thing: Any, sure: bool = False) -> None:
    """Put an entry right; what was said of it before stays for its owner. Where nothing is new nothing is kept.

    Raises NotHere for what is not one's own of that kind, and as `add_entry`.
    """
    kind = kind_of(thing)
    model = TABLES[kind.key]
    versions.begin(by, model)
    before = current(by, model, entry_id, for_change=True)
    old = before.opened()
    thing = _checked(by, kind, replace(thing, **_stays(old, thing)), sure=sure)
    if as_body(thing) == old:
        return
    limits.require(ENTRIES, value=str(by.account_id))
    versions.keep_next(by, model, before, as_body(thing))
    _noted(by, "records.change_entry")


@transaction.atomic
def take_step(*, by: Viewer, goal_id: int, step: str) -> bool:
    """Count a step of a goal as taken; say whether anything changed: a second press finds it taken already.

    Raises NotHere for what is no goal of one's own, and TooManyTries for more than a person can press.
    """
    versions.begin(by, Goal)
    before = current(by, Goal, goal_id, for_change=True)
    was = from_body(goal.Goal, before.opened())
    now_is = goal.step_done(was, step)
    if now_is == was:
        return False
    limits.require(ENTRIES, value=str(by.account_id))
    versions.keep_next(by, Goal, before, as_body(now_is))
    _noted(by, "records.change_entry")
    return True


@transaction.atomic
def undo_entry(*, by: Viewer, kind: str, entry_id: int) -> bool:
    """Take back what was kept within the last 30 seconds; say whether an earlier version stands again.

    Raises NotHere for what is not one's own, and TooLate after that time.
    """
    model = TABLES[_known(kind).key]
    versions.begin(by, model)
    before = versions.undo_last(by, model, entry_id)
    if before is None:
        drop_files(by, kind, entry_id)
    _noted(by, "records.undo_entry")
    return before is not None


@transaction.atomic
def delete_entry(*, by: Viewer, kind: str, entry_id: int) -> None:
    """Delete an entry with all that was ever said of it. Raises NotHere for what is not one's own."""
    model = TABLES[_known(kind).key]
    versions.begin(by, model)
    versions.delete_all(by, model, entry_id)
    drop_files(by, kind, entry_id)
    _noted(by, "records.delete_entry")


def _stays(old: dict[str, Any], thing: Any) -> dict[str, Any]:
    """What a form does not ask for stays as it was; a code of an import goes with the words that it was for."""
    names = ["entered_by", "source_id", "zone"]
    if old["text"] == thing.text:
        names += ["code_system", "code"]
    return {name: old[name] for name in names if name in old}


def _known(kind: str) -> EntryKind:
    if kind not in KINDS:
        raise NotHere
    return KINDS[kind]


def _checked(by: Viewer, kind: EntryKind, thing: Any, *, sure: bool) -> Any:
    thing = kind.tidy(thing)
    words = {}
    for box in kind.boxes:
        take = taken if box.lines else taken_line
        told = getattr(thing, box.field)
        words[box.field] = take(told, field=box.field, name=box.name, at_most=box.at_most, at_least=box.at_least)
    if "zone" in words:
        words["zone"] = words["zone"] or zone_of(by)
    thing = replace(thing, **words)
    found = kind.fault(thing, latest(now()))
    if found is not None:
        raise Unclear(found.what, field=found.field)
    asked = None if sure else kind.question(thing)
    if asked is not None:
        raise MaybeWrong(asked.what, field=asked.field)
    return thing


def _noted(by: Viewer, act: str) -> None:
    """Say that something of the record was written. Which kind it was is not said: a vaccine or a goal tells of her."""
    record(act, by=by.hand_id, about=("entry", None), subject=by.persona_id)
