"""The token of what was shown before typing: without it nothing is sent (boundary row B56).

It says to whom, at which practice and for which reason the promise, the hours, who reads and the emergency number were
shown, and when. It carries the id of the message to come, so that a form that is sent twice writes once.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core import signing

from bedside.kit.errors import Refused
from bedside.kit.ids import new_id
from bedside.policy.practice.reasons import Reason

GOOD_FOR: Final = timedelta(hours=1)
SALT: Final = "bedside.messaging.shown"


class NotShown(Refused):
    """The promise was not shown, or too long ago, or for something else: it is shown again, and what was typed kept."""

    code = "promise_first"
    what = "Look at this once more before you send."
    do = "Some time has passed, and what we tell you here may have changed. Your words are still in the box."


@dataclass(frozen=True)
class Shown:
    """What was shown, and the id that the message will have."""

    persona_id: int
    practice_id: int
    about: str
    message_id: int


def about(reason: Reason, *, patient_id: int = 0) -> str:
    """Return what a token for something new is about. `patient_id`: for whom a carer writes it."""
    return f"{reason.key}:{patient_id}" if patient_id else reason.key


def token(*, persona_id: int, practice_id: int, about: str) -> str:
    """Return the token for a form. `about`: what `about` makes of a reason, or "thread:" and a thread's id."""
    return signing.dumps([persona_id, practice_id, about, new_id()], salt=SALT)


def read(given: str, *, persona_id: int, practice_id: int, about: str) -> Shown:
    """Return what a token says; raise NotShown unless it was made for this very form within the last hour."""
    try:
        found = Shown(*signing.loads(given, salt=SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, TypeError) as error:
        raise NotShown from error
    if (found.persona_id, found.practice_id, found.about) != (persona_id, practice_id, about):
        raise NotShown
    return found
