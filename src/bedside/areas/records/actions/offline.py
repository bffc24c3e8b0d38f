"""Entries that a phone kept while it had no connection come into the record: each once, each by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.crash import begin_crash_then
from bedside.areas.records.actions.days import LONGEST_LINE, check_said, counts_over, same_hand
from bedside.areas.records.actions.sharing import share_of_new
from bedside.areas.records.actions.steps import confirmed_only, hold_source
from bedside.areas.records.actions.symptoms import Felt, keep_symptom, said_of
from bedside.areas.records.errors import Unclear
from bedside.areas.records.models.days import DayCheck
from bedside.areas.records.models.symptoms import SymptomLog
from bedside.areas.records.queries.crash import crash_rows
from bedside.areas.records.queries.days import day_rows, zone_of
from bedside.areas.records.queries.symptoms import symptom_rows
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.ids import id_at
from bedside.kit.texts import taken_line
from bedside.policy import offline as rules
from bedside.policy.days import can_be_told, mode_of
from bedside.policy.limits import ENTRIES
from bedside.policy.offline import Entry, Standing
from bedside.policy.sharing import entered_by
from bedside.policy.symptoms import strength_of
from bedside.policy.zones import day_in, zones

TAKEN: Final = "taken"
THERE: Final = "there"
LATER: Final = "later"
REFUSED: Final = "refused"
"""Kept now; was kept before; stays on the phone until there is room; can't be kept as it is."""
BEGIN: Final = "begin"
NO_DAY: Final = "That day lies in the future, or too long ago."


@dataclass(frozen=True)
class Answer:
    """What became of one entry, and why in words where it was not kept."""

    key: int
    state: str
    code: str = ""
    what: str = ""


def take_entries(*, by: Viewer, entries: Iterable[Entry]) -> list[Answer]:
    """Keep what a phone sends, and answer for each entry by itself: one that is refused keeps none of the others out.

    What goes beyond the limit is answered with `later`, and is to stay on the phone. Raises NotAllowed for who has not
    confirmed her mail address, before anything is kept.
    """
    confirmed_only(by)
    return [_answered(by, one) for one in entries]


def _answered(by: Viewer, one: Entry) -> Answer:
    try:
        with transaction.atomic():
            return Answer(one.key, _take(by, one))
    except TooManyTries as full:
        return Answer(one.key, LATER, full.code, full.what)
    except Refused as refused:
        return Answer(one.key, REFUSED, refused.code, refused.what)


def _take(by: Viewer, one: Entry) -> str:
    hold_source(f"{one.kind}s of {by.account_id}")
    if _is_heard(by, one):
        return THERE
    at = rules.moment(one.said_at, at=now())
    if rules.is_too_old(at, at=now()):
        raise Unclear("The phone says that this was more than a year ago.", do="Check its clock.", field="said_at")
    limits.require(ENTRIES, value=str(by.account_id))
    if one.kind == "crash":
        return _keep_crash(by, one, at)
    zone = one.zone if one.zone in zones() else zone_of(by)
    (_keep_day if one.kind == "day" else _keep_symptom)(by, one, Standing(at, one.key), zone)
    return TAKEN


def _is_heard(by: Viewer, one: Entry) -> bool:
    kept: dict[str, Callable[[Viewer], QuerySet[Any]]] = {"day": day_rows, "symptom": symptom_rows, "crash": crash_rows}
    return kept[one.kind](by).filter(client_key=one.key).exists()


def _keep_crash(by: Viewer, one: Entry, at: datetime) -> str:
    if one.how != BEGIN:
        raise Unclear("Without a connection a crash can only begin.", do="End it on its page.", field="how")
    begin_crash_then(by=by, said_at=at, client_key=one.key)
    return TAKEN


def _keep_day(by: Viewer, one: Entry, said: Standing, zone: str) -> None:
    """Keep a day as it was said then. What was said of it later, here or on another phone, still counts."""
    face = int(one.how) if one.how.isdecimal() and len(one.how) == 1 else 0
    check_said(one.day, face, None)
    before = day_rows(by).filter(day=one.day, zone=zone, is_current=True).first()
    old = before.opened() if before else {"energy": None, "line": ""}
    standing = Standing(before.kept_at, before.client_key or 0) if before else None
    counts = rules.takes_the_place(said, standing) and (before is None or counts_over(by, before, old))
    goes_on = one.line is None and counts and same_hand(by, old)
    line = old["line"] if goes_on else taken_line(one.line or "", field="line", name="Your line", at_most=LONGEST_LINE)
    kept = DayCheck(id=id_at(said.said_at), owner_id=by.account_id, day=one.day, zone=zone, client_key=one.key)
    kept.is_current, kept.kept_at = counts, said.said_at
    kept.share = list(before.share if before and counts else share_of_new(by, "days"))
    mode = mode_of(one.day, today=day_in(zone, at=said.said_at))
    body = {"face": face, "energy": old["energy"] if goes_on else None, "line": line, "mode": mode}
    kept.seal(body | {"entered_by": entered_by(by.proxy_id)}, key_no=key_no_of(by.persona_id))
    if before and counts:
        day_rows(by).filter(id=before.id).update(is_current=False)
    kept.save(force_insert=True)
    record("records.say_day", by=by.hand_id, about=("day", None), subject=by.persona_id)


def _keep_symptom(by: Viewer, one: Entry, said: Standing, zone: str) -> None:
    if not can_be_told(one.day, at=now()):
        raise Unclear(NO_DAY, do="Choose another day.", field="day")
    strength = strength_of(one.how)
    if strength is None:
        raise Unclear("Choose how strong it was.", field="how")
    felt = Felt(one.symptom, strength, note=one.line or "")
    body = said_of(felt, mode=mode_of(one.day, today=day_in(zone, at=said.said_at)))
    kept = SymptomLog(id=id_at(said.said_at), owner_id=by.account_id, day=one.day, zone=zone, client_key=one.key)
    kept.series_id, kept.kept_at, kept.share = kept.id, said.said_at, share_of_new(by, "symptoms")
    keep_symptom(by, kept, body | {"entered_by": entered_by(by.proxy_id)}, verb="log")
