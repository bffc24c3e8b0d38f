"""A member says how a day was: one press keeps it. She says it again, adds to it, undoes it, deletes it."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.sharing import share_of_new
from bedside.areas.records.actions.steps import confirmed_only, hold_source
from bedside.areas.records.errors import TooLate, TooMany, Unclear
from bedside.areas.records.models.days import DayCheck
from bedside.areas.records.queries.days import day_rows, today, zone_of
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.texts import taken_line
from bedside.policy.days import CRASH, ENERGY, FACES, MOST_A_DAY, can_be_told, can_be_undone, mode_of
from bedside.policy.sharing import OWNER, entered_by, takes_its_place

LONGEST_LINE = 300


@transaction.atomic
def say_day(
    *,
    by: Viewer,
    day: date,
    face: int,
    energy: int | None = None,
    line: str | None = None,
    client_key: int | None = None,
    in_crash: bool = False,
) -> int:
    """Keep how a day was, in place of what was said of it before; return the new row's id.

    With `line` None only the face is new: what was said of energy, and the line, stay. `client_key` is heard once: sent
    again, it gives the id of the first time and changes nothing. Raises Unclear for what cannot be taken, and TooMany
    beyond `MOST_A_DAY` entries in 24 hours.
    """
    confirmed_only(by)
    check_said(day, face, energy)
    hold_source(f"days of {by.account_id}")
    sent = day_rows(by).filter(client_key=client_key).first() if client_key is not None else None
    if sent is not None:
        return sent.id
    _check_count(by)
    zone = _zone(by, day)
    before = day_rows(by).filter(day=day, zone=zone, is_current=True).first()
    old: dict[str, Any] = before.opened() if before else {"energy": None, "line": ""}
    counts = before is None or counts_over(by, before, old)
    if line is None:
        goes_on = counts and same_hand(by, old)  # nobody's words in another's mouth
        energy, line = (old["energy"], old["line"]) if goes_on else (None, "")
    words = taken_line(line or "", field="line", name="Your line", at_most=LONGEST_LINE)
    kept = DayCheck(owner_id=by.account_id, day=day, zone=zone, client_key=client_key, is_current=counts)
    kept.share = list(before.share if before and counts else share_of_new(by, "days"))
    said = {"face": face, "energy": energy, "line": words, "mode": CRASH if in_crash else mode_of(day, today=today(by))}
    kept.seal(said | {"entered_by": entered_by(by.proxy_id)}, key_no=key_no_of(by.persona_id))
    if before and counts:
        day_rows(by).filter(id=before.id).update(is_current=False)
    kept.save()
    record("records.say_day", by=by.hand_id, about=("day", None), subject=by.persona_id)
    return kept.id


@transaction.atomic
def undo_day(*, by: Viewer, check_id: int) -> date:
    """Take back what was kept within the last 30 seconds; what stood before stands again. Return its day.

    Raises NotHere for what is not one's own or was replaced, and TooLate after that time.
    """
    confirmed_only(by)
    hold_source(f"days of {by.account_id}")
    found = day_rows(by).filter(id=check_id, is_current=True).first()
    if found is None:
        raise NotHere
    if not can_be_undone(found.kept_at, at=now()):
        raise TooLate
    day = found.day
    found.delete()
    before = day_rows(by).filter(day=day, zone=found.zone).order_by("-id").first()
    if before is not None:
        before.is_current = True
        before.save(update_fields=["is_current"])
    record("records.undo_day", by=by.persona_id, about=("day", None), subject=by.persona_id)
    return day


@transaction.atomic
def delete_day(*, by: Viewer, day: date) -> None:
    """Delete all that was said of a day, with its history: it was not asked then. Raises NotHere where nothing was."""
    confirmed_only(by)
    gone, _each = day_rows(by).filter(day=day).delete()
    if not gone:
        raise NotHere
    record("records.delete_day", by=by.persona_id, about=("day", None), subject=by.persona_id)


def counts_over(by: Viewer, before: DayCheck, old: dict[str, Any]) -> bool:
    """Say whether what is said now takes the place of `before`: what its owner said herself stands before a carer's."""
    said_by = old.get("entered_by", OWNER)
    return takes_its_place(now=entered_by(by.proxy_id), before=said_by, share=before.share)


def same_hand(by: Viewer, old: dict[str, Any]) -> bool:
    """Say whether what stood there was said by the same: herself, or the same carer."""
    return bool(old.get("entered_by", OWNER) == entered_by(by.proxy_id))


def _zone(by: Viewer, day: date) -> str:
    """Return the zone of what is said now: an earlier day keeps the one in which it was told.

    A date that is still going on is told where its owner is; who flew on after telling it keeps both entries.
    """
    if day < today(by):
        told = day_rows(by).filter(day=day, is_current=True).order_by("-id").values_list("zone", flat=True).first()
        return told or zone_of(by)
    return zone_of(by)


def check_said(day: date, face: int, energy: int | None) -> None:
    """Raise Unclear for a day that cannot be told of, or an answer that is none."""
    if not can_be_told(day, at=now()):
        raise Unclear("That day lies in the future, or too long ago.", do="Choose another day.", field="day")
    if face not in FACES:
        raise Unclear("Choose one of the five faces.", field="face")
    if energy is not None and energy not in ENERGY:
        raise Unclear("Energy goes from 0 to 10.", field="energy")


def _check_count(by: Viewer) -> None:
    since = now() - timedelta(days=1)
    if day_rows(by).filter(kept_at__gte=since).count() >= MOST_A_DAY:
        raise TooMany(f"You have kept {MOST_A_DAY} entries since yesterday. That is the most in a day.")
