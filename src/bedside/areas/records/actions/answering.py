"""A member answers a questionnaire: begins it, keeps it, puts it right, takes it back.

Whatever is answered stays with its owner. No answer tells anybody anything: there is no event, no notice and no word of
it in the audit log, also when an answer says that somebody may be in danger. Then help is due, which the pages offer
before anything else; it is the member who calls, or not.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from bedside.areas.audit.actions import record
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.sharing import share_of_new
from bedside.areas.records.actions.steps import hold_source
from bedside.areas.records.errors import AlreadyAnswered, TooMany, Unclear
from bedside.areas.records.models import Sitting
from bedside.areas.records.models.answers import IMPORT, OWN, instrument_index
from bedside.areas.records.queries import instruments
from bedside.areas.records.queries.answers import DUE, HELP_WITHIN, NONE, SEEN, rows_of
from bedside.areas.records.queries.instruments import Leave
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.policy.days import EARLIEST, MOST_A_DAY, latest
from bedside.policy.instruments.model import Score
from bedside.policy.instruments.rules.answering import Answers, checked, needs_help
from bedside.policy.instruments.rules.scoring import score

Given = Iterable[tuple[str, int | None]]


@transaction.atomic
def begin(*, by: Viewer, key: str, given: Given, day: date) -> int:
    """Keep what was answered so far, in place of what was begun before; return the draft's id.

    Raises NotLicensed for a questionnaire that this site may not use, BadAnswer and Unclear for what cannot be taken.
    """
    leave = _asked(by, key, day)
    answers = checked(leave.instrument, given)
    before = _rows(by, key).filter(is_draft=True).first()
    draft = before or Sitting(owner_id=by.account_id, is_draft=True, instrument_index=_index(by, key))
    said = _said(leave, answers, made=None, before=before)
    draft.series_id, draft.day, draft.kept_at = draft.id, day, now()
    draft.seal(said, key_no=key_no_of(by.persona_id))
    draft.save()
    record("records.begin", by=by.persona_id, about=("sitting", None), subject=by.persona_id)
    return draft.id


@transaction.atomic
def keep(*, by: Viewer, key: str, given: Given, day: date, source: str = OWN) -> int:
    """Keep the answers with their score; return the sitting's id.

    What was answered before about the same day stays as an earlier version, for its owner alone. Raises as `begin`
    does, and TooMany beyond `MOST_A_DAY` of her own in 24 hours. What comes in from elsewhere is for her alone and
    never takes the place of what she answered here: the same answers are there already, others raise AlreadyAnswered.
    """
    leave = _asked(by, key, day)
    pairs = tuple(given)
    made, answers = score(leave.instrument, pairs, grants=leave.grants), checked(leave.instrument, pairs)
    if source == OWN:
        _check_count(by)
    before = _rows(by, key).filter(is_draft=False, is_current=True, day=day).first()
    if source == IMPORT and before and _is_there(before, answers):
        return before.id
    draft = _rows(by, key).filter(is_draft=True).first() if source == OWN else None
    said = _said(leave, answers, made=made, before=draft or before, source=source)
    if source == IMPORT and said["help"] == DUE and day < now().date() - HELP_WITHIN:
        said["help"] = SEEN  # help is due for what is so now, and not for what a file tells of years ago
    kept = _put(by, leave, said=said, day=day)
    kept.series_id = before.series_id if before else kept.id
    new_ones = share_of_new(by, "questionnaires") if source == OWN else []  # what a file brings is hers alone
    kept.share = list(before.share) if before else new_ones
    _replace(before, kept)
    if draft:
        draft.delete()
    record("records.keep", by=by.persona_id, about=("sitting", None), subject=by.persona_id)
    return kept.id


@transaction.atomic
def correct(*, by: Viewer, sitting_id: int, given: Given) -> int:
    """Put other answers in the place of kept ones; return the new id. Raises NotHere, and as `begin` does."""
    before = _own(by, sitting_id)
    said = before.opened()
    leave = instruments.one(said["instrument"], version=said["version"])
    pairs = tuple(given)
    made, answers = score(leave.instrument, pairs, grants=leave.grants), checked(leave.instrument, pairs)
    _check_count(by)
    kept = _put(by, leave, said=_said(leave, answers, made=made, before=before), day=before.day)
    kept.series_id, kept.share = before.series_id, list(before.share)
    _replace(before, kept)
    record("records.correct", by=by.persona_id, about=("sitting", None), subject=by.persona_id)
    return kept.id


@transaction.atomic
def remove(*, by: Viewer, sitting_id: int) -> None:
    """Delete a sitting with all its versions. Raises NotHere for what is not one's own."""
    found = _own(by, sitting_id)
    rows_of(by).filter(series_id=found.series_id).delete()
    record("records.remove", by=by.persona_id, about=("sitting", None), subject=by.persona_id)


@transaction.atomic
def drop_draft(*, by: Viewer, key: str) -> None:
    """Forget what was begun; nothing happens where nothing was."""
    _may_write(by)
    gone, _each = _rows(by, key).filter(is_draft=True).delete()
    if gone:
        record("records.drop", by=by.persona_id, about=("sitting", None), subject=by.persona_id)


@transaction.atomic
def went_past_help(*, by: Viewer, sitting_id: int) -> None:
    """Keep that the card with the numbers was shown and its owner went on. Raises NotHere for what is not one's own."""
    _may_write(by)
    row = rows_of(by).select_for_update().filter(id=sitting_id, is_current=True).first()
    if row is None:
        raise NotHere
    said = row.opened()
    if said["help"] == DUE:
        row.seal({**said, "help": SEEN}, key_no=key_no_of(by.persona_id))
        row.save(update_fields=["body"])
        record("records.help", by=by.persona_id, about=("sitting", None), subject=by.persona_id)


def _asked(by: Viewer, key: str, day: date) -> Leave:
    """Return the questionnaire, once it is clear that `by` may answer it about this day; hold the account's answers."""
    _may_write(by)
    leave = instruments.one(key)
    if day > latest(now()):
        raise Unclear("That day lies in the future.", do="Choose today or an earlier day.", field="day")
    if day < EARLIEST:
        raise Unclear("That day is too long ago.", do="Choose a day after 1919.", field="day")
    hold_source(f"sittings of {by.account_id}")
    return leave


def _may_write(by: Viewer) -> None:
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")


def _check_count(by: Viewer) -> None:
    since = now() - timedelta(days=1)
    if rows_of(by).filter(is_draft=False, kept_at__gte=since).count() >= MOST_A_DAY:
        raise TooMany(f"You have kept {MOST_A_DAY} answers since yesterday. That is the most in a day.")


def _said(
    leave: Leave, answers: Answers, *, made: Score | None, before: Sitting | None, source: str = OWN
) -> dict[str, Any]:
    return {
        "instrument": leave.instrument.key,
        "version": leave.instrument.version,
        "answers": dict(answers),
        "score": asdict(made) if made else None,
        "help": _help(leave, answers, before),
        "source": source,
    }


def _help(leave: Leave, answers: Answers, before: Sitting | None) -> str:
    """Help is due once for each such answer: not again for the same one that its owner went past a moment ago."""
    if not needs_help(leave.instrument, answers):
        return NONE
    said: dict[str, Any] = before.opened() if before else {"help": NONE, "answers": {}}
    assert leave.instrument.crisis is not None
    item = leave.instrument.crisis.item
    return SEEN if said["help"] == SEEN and said["answers"].get(item) == answers.get(item) else DUE


def _put(by: Viewer, leave: Leave, *, said: dict[str, Any], day: date) -> Sitting:
    kept = Sitting(owner_id=by.account_id, instrument_index=_index(by, leave.instrument.key), day=day)
    kept.seal(said, key_no=key_no_of(by.persona_id))
    return kept


def _is_there(before: Sitting, answers: Answers) -> bool:
    said = before.opened()
    if said["answers"] == answers:
        return True
    if said["source"] == OWN:
        raise AlreadyAnswered
    return False


def _replace(before: Sitting | None, kept: Sitting) -> None:
    if before:
        before.is_current = False
        before.save(update_fields=["is_current"])
    kept.save()


def _rows(by: Viewer, key: str) -> QuerySet[Sitting]:
    return rows_of(by).filter(instrument_index=_index(by, key))


def _index(by: Viewer, key: str) -> bytes:
    return instrument_index(by.account_id, key)


def _own(by: Viewer, sitting_id: int) -> Sitting:
    _may_write(by)
    hold_source(f"sittings of {by.account_id}")
    found = rows_of(by).filter(id=sitting_id, is_draft=False, is_current=True).first()
    if found is None:
        raise NotHere
    return found
