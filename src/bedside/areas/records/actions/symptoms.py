"""A member says what she felt: in one press, or with a time, a note and what went with it. She may take it back."""

import re
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.sharing import share_of_new
from bedside.areas.records.actions.steps import confirmed_only, hold_source
from bedside.areas.records.errors import TooLate, TooMany, Unclear
from bedside.areas.records.models.symptoms import SymptomLog
from bedside.areas.records.queries.days import today, zone_of
from bedside.areas.records.queries.symptoms import symptom_rows
from bedside.areas.vocabulary.actions import forget_use, note_use
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.texts import taken, taken_line
from bedside.policy import symptoms as rules
from bedside.policy.days import MOST_A_DAY, can_be_told, can_be_undone, mode_of
from bedside.policy.sharing import OWNER, entered_by
from bedside.policy.symptoms import Strength

SOURCE: Final = "symptom"
TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True)
class Felt:
    """What a member says of a symptom. `at` is a time of that day, "" for the day as a whole."""

    symptom: str
    strength: Strength
    at: str = ""
    note: str = ""
    factors: tuple[str, ...] = ()


@transaction.atomic
def log_symptom(*, by: Viewer, day: date, felt: Felt, client_key: int | None = None) -> int:
    """Keep what was felt on a day; return the entry's id. `client_key` is heard once, as with days.

    Raises Unclear for what cannot be taken, and TooMany beyond `MOST_A_DAY` entries in 24 hours.
    """
    confirmed_only(by)
    if not can_be_told(day, at=now()):
        raise Unclear("That day lies in the future, or too long ago.", do="Choose another day.", field="day")
    said = said_of(felt, mode=mode_of(day, today=today(by))) | {"entered_by": entered_by(by.proxy_id)}
    hold_source(f"symptoms of {by.account_id}")
    sent = symptom_rows(by).filter(client_key=client_key).first() if client_key is not None else None
    if sent is not None:
        return sent.id
    _check_count(by)
    kept = SymptomLog(owner_id=by.account_id, day=day, zone=zone_of(by), client_key=client_key)
    kept.series_id, kept.share = kept.id, share_of_new(by, "symptoms")
    return keep_symptom(by, kept, said, verb="log")


@transaction.atomic
def correct_symptom(*, by: Viewer, log_id: int, felt: Felt) -> int:
    """Put something else in the place of an entry; return the new id. What stood there stays for its owner.

    Raises NotHere for what is not one's own or was replaced, and as `log_symptom` does.
    """
    confirmed_only(by)
    hold_source(f"symptoms of {by.account_id}")
    before = _own(by, log_id)
    _check_count(by)
    old = before.opened()
    said = said_of(felt, mode=old["mode"]) | {"entered_by": old.get("entered_by", OWNER)}
    kept = SymptomLog(owner_id=by.account_id, series_id=before.series_id, day=before.day, zone=before.zone)
    kept.share = before.share
    before.is_current = False
    before.save(update_fields=["is_current"])
    return keep_symptom(by, kept, said, verb="correct")


@transaction.atomic
def undo_symptom(*, by: Viewer, log_id: int) -> date:
    """Take back what was kept within the last 30 seconds; what stood before stands again. Return its day.

    Raises NotHere for what is not one's own or was replaced, and TooLate after that time.
    """
    confirmed_only(by)
    hold_source(f"symptoms of {by.account_id}")
    found = _own(by, log_id)
    if not can_be_undone(found.kept_at, at=now()):
        raise TooLate
    day, series = found.day, found.series_id
    found.delete()
    before = symptom_rows(by).filter(series_id=series).order_by("-id").first()
    if before is None:
        forget_use(by=by, source=SOURCE, source_id=series)
    else:
        before.is_current = True
        before.save(update_fields=["is_current"])
        note_use(by=by, source=SOURCE, source_id=series, text=before.opened()["symptom"])
    record("records.undo", by=by.persona_id, about=("entry", None), subject=by.persona_id)
    return day


@transaction.atomic
def delete_symptom(*, by: Viewer, log_id: int) -> date:
    """Delete an entry with all its versions; return its day. Raises NotHere for what is not one's own."""
    confirmed_only(by)
    found = _own(by, log_id)
    symptom_rows(by).filter(series_id=found.series_id).delete()
    forget_use(by=by, source=SOURCE, source_id=found.series_id)
    record("records.remove", by=by.persona_id, about=("entry", None), subject=by.persona_id)
    return found.day


def keep_symptom(by: Viewer, kept: SymptomLog, said: dict[str, Any], *, verb: str) -> int:
    """Seal and save an entry, and let curators count its name; return its id."""
    kept.seal(said, key_no=key_no_of(by.persona_id))
    kept.save()
    note_use(by=by, source=SOURCE, source_id=kept.series_id, text=said["symptom"])
    record(f"records.{verb}", by=by.hand_id, about=("entry", None), subject=by.persona_id)
    return kept.id


def _own(by: Viewer, log_id: int) -> SymptomLog:
    found = symptom_rows(by).filter(id=log_id, is_current=True).first()
    if found is None:
        raise NotHere
    return found


def said_of(felt: Felt, *, mode: str) -> dict[str, Any]:
    """Return what is kept, tidied. Raises Unclear and BadText with the field that is wrong."""
    name = taken_line(felt.symptom, field="symptom", name="The symptom", at_most=rules.LONGEST_NAME)
    if not name:
        raise Unclear("Say what you felt.", do="A word or two will do.", field="symptom")
    scale, value = felt.strength
    if scale not in rules.MOST or (value is not None and not 0 <= value <= rules.MOST[scale]):
        raise Unclear("Choose how strong it was.", field="how")
    if felt.at and not TIME.fullmatch(felt.at):
        raise Unclear("Write the time as 14:30, or leave it open.", field="at")
    note = taken(felt.note, field="note", name="Your note", at_most=rules.LONGEST_NOTE)
    tidy = asdict(Felt(name, felt.strength, felt.at, note, _factors(felt.factors)))
    del tidy["strength"]
    return {**tidy, "scale": scale, "value": value, "mode": mode}


def _factors(factors: tuple[str, ...]) -> tuple[str, ...]:
    """Return what went with it, each once: words of ours and her own."""
    tidy = [taken_line(one, field="own_factor", name="This", at_most=rules.LONGEST_FACTOR) for one in factors]
    found = tuple(dict.fromkeys(one for one in tidy if one))
    if len(found) > rules.MOST_FACTORS:
        raise Unclear(f"At most {rules.MOST_FACTORS} things can go with an entry.", field="own_factor")
    return found


def _check_count(by: Viewer) -> None:
    since = now() - timedelta(days=1)
    if symptom_rows(by).filter(kept_at__gte=since).count() >= MOST_A_DAY:
        raise TooMany(f"You have kept {MOST_A_DAY} entries since yesterday. That is the most in a day.")
