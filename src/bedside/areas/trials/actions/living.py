"""The days of a trial: a number, a crash, and what went otherwise than planned."""

from datetime import date
from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.trials.errors import TooMany, Unclear
from bedside.areas.trials.models import Trial, TrialDay, TrialNote
from bedside.areas.trials.queries.own import OwnTrial, trial, trial_rows
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.texts import taken
from bedside.policy.trials.course import HIGHEST, LOWEST

MOST_NOTES = 50
MOST_CHANGES = 20  # of one day
LONGEST = 4_000


@transaction.atomic
def say(*, by: Viewer, trial_id: int, day: date, today: date, value: int | None) -> None:
    """Keep the number of a day, in place of what was said before; with None the day counts as not asked.

    Raises NotHere for any other's trial, Unclear for a day outside the trial and for a number that is not 0 to 10.
    """
    row, own = _mine(by, trial_id, today)
    if own.measure != "own":
        raise Unclear("This trial reads what you say of the day. Say it there.", field="value")
    if value is not None and not LOWEST <= value <= HIGHEST:
        raise Unclear(f"Choose a number from {LOWEST} to {HIGHEST}.", field="value")
    _check_day(own, day, today)
    _keep(by, row, day, {"value": value, "crash": False})
    record("trials.say", by=by.persona_id, about=("trial", row.id), subject=by.persona_id)


@transaction.atomic
def say_crash(*, by: Viewer, trial_id: int, day: date, today: date, crash: bool) -> None:
    """Mark a day as a crash, which pauses the trial; or take the mark away. Raises as `say`."""
    row, own = _mine(by, trial_id, today)
    value = own.said.get(day) if own.measure == "own" else None
    _check_day(own, day, today)
    _keep(by, row, day, {"value": value, "crash": crash})
    record("trials.crash", by=by.persona_id, about=("trial", row.id), subject=by.persona_id)


@transaction.atomic
def note(*, by: Viewer, trial_id: int, words: str, today: date) -> None:
    """Write down what went otherwise than planned. It stays beside the plan, with its moment."""
    row, _own = _mine(by, trial_id, today, also_over=True)
    if row.notes.count() >= MOST_NOTES:
        raise TooMany(f"This trial has {MOST_NOTES} notes. That is the most.")
    text = taken(words, field="words", name="Your note", at_most=LONGEST)
    if not text:
        raise Unclear("Write what went otherwise.", field="words")
    kept = TrialNote(trial=row, owner_id=by.account_id)
    kept.seal({"words": text}, key_no=key_no_of(by.persona_id))
    kept.save(force_insert=True)
    record("trials.note", by=by.persona_id, about=("trial", row.id), subject=by.persona_id)


def _mine(by: Viewer, trial_id: int, today: date, *, also_over: bool = False) -> tuple[Trial, OwnTrial]:
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")
    row = trial_rows(by).select_for_update().filter(id=trial_id).first()
    if row is None:
        raise NotHere
    own = trial(by, trial_id, on=today)
    if own.stands.over and not also_over:
        raise Unclear("This trial is over. What it says stays as it is.")
    return row, own


def _check_day(own: OwnTrial, day: date, today: date) -> None:
    if not own.plan.starts <= day <= min(today, own.stands.last):
        raise Unclear("That day is not one of this trial's days so far.", field="day")


def _keep(by: Viewer, row: Trial, day: date, said: dict[str, Any]) -> None:
    if row.days.filter(day=day).count() >= MOST_CHANGES:
        raise TooMany(f"You have changed this day {MOST_CHANGES} times. That is the most.")
    row.days.filter(day=day, is_current=True).update(is_current=False)
    kept = TrialDay(trial=row, owner_id=by.account_id, day=day)
    kept.seal(said, key_no=key_no_of(by.persona_id))
    kept.save(force_insert=True)
