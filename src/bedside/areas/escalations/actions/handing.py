"""The hand-off (E4): to whom the author wants to go on, by her own press alone.

A practice hears of it only here, and only her own words. An emergency is never queued to a practice.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from bedside.areas.escalations.actions.steps import MovedOn, log, move, note, settle
from bedside.areas.escalations.models import Escalation
from bedside.areas.escalations.queries import access
from bedside.areas.escalations.rules import table
from bedside.areas.messaging.actions import receive_hand_off
from bedside.areas.people import persons
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries import door, times_of
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.emergency import emergency
from bedside.policy.escalation import Klass, State, To, Who, refuses_practice
from bedside.policy.practice import hours

BY_PRACTICE: Final = (To.PRACTICE, To.CALL_BACK)
LONGEST_WAIT: Final = timedelta(days=3)  # for a practice whose hours say nothing


@transaction.atomic
def hand_off(
    *,
    by: Viewer,
    escalation_id: int,
    to: str,
    practice_id: int | None = None,
    words: str = "",
    contact: str = "",
    lines_shown: bool = False,
) -> None:
    """Hand the author on: to her own practice's door, to its call-back, to a crisis line, or to nobody.

    `words` are what the practice reads, `contact` how it reaches her (for a call-back, the number). `lines_shown` says
    that the crisis lines were on the page. Who chose a line, or nobody, may choose again. Raises NotHere, MovedOn,
    Refused: `call_now` for an emergency, `lines_first` for thoughts of self-harm, and what the practice's door refuses.
    """
    row = access.own(by, escalation_id, lock=True)
    if to not in list(To):
        raise Refused("Choose one of the four.", code="no_such_choice", field="to")
    chosen, again = To(to), State(row.state) is State.HANDED
    if again and row.handed_to in BY_PRACTICE:
        raise MovedOn
    if not again and State(row.state) is not State.CONTACTED:
        raise MovedOn
    if chosen in BY_PRACTICE:
        _to_practice(row, by, chosen, practice_id, words=words, contact=contact, lines_shown=lines_shown)
    row.handed_to = chosen.value
    if again:
        note(row, "handed_again", who=Who.AUTHOR, reason=chosen.value)
        log("escalation.handed_again", row, by=by, who=Who.AUTHOR, reason=chosen.value)
    else:
        move(row, State.HANDED, who=Who.AUTHOR, reason=chosen.value, by=by)
    settle(row)


def _to_practice(
    row: Escalation, by: Viewer, to: To, practice_id: int | None, *, words: str, contact: str, lines_shown: bool
) -> None:
    _may_go(row, lines_shown=lines_shown)
    if practice_id is None or door(practice_id) is None:
        raise Refused("Choose your practice.", code="no_practice", field="practice_id")
    if to is To.CALL_BACK and not contact.strip():
        raise Refused("Give a number at which they can call you.", code="no_number", field="contact")
    row.thread_id = receive_hand_off(by=by, practice_id=practice_id, words=words, urgency=row.klass, contact=contact)
    row.practice_id = practice_id
    row.practice_due_at = _due(Klass(row.klass), practice_id, at=now())


def _may_go(row: Escalation, *, lines_shown: bool) -> None:
    refused = refuses_practice(table(), Klass(row.klass), lines_shown=lines_shown)
    if refused == "call_now":
        number = emergency(persons.country_of(row.author_id)).number
        raise Refused(f"Call {number} now.", do="A practice can't help fast enough.", code="call_now")
    if refused:
        what = "Look at the lines you can call first."
        raise Refused(what, do="Then you can also write to your practice.", code="lines_first", field="to")


def _due(klass: Klass, practice_id: int, *, at: datetime) -> datetime:
    """Return by when somebody of the practice has to have opened it: in hours or by who is on call, else the next day.

    For a practice that never closes the next working day is tomorrow (`hours.end_of_next_day`).
    """
    _ack, span = table().acks.get(klass, (None, None))
    if span is not None:
        return at + span
    here = door(practice_id)
    if here is None:
        raise NotHere
    return hours.end_of_next_day(times_of(here.practice), at) or at + LONGEST_WAIT
