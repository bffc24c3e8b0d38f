"""What leaves the channel: notices outside, calls, and copies (boundary rows B57, B61, B62, B63, B67).

Outside a channel nothing is told but that there is a message. A practice may mail plain words only with a consent that
names the risk, is dated, and can be taken back (78 FR 5634). Mail is the only way out; no text messages are sent.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

LINK_ONLY: Final = "You have a message"
RISK: Final = (
    "Mail is not sealed on its way. Others who can open your mailbox, and the companies that carry mail, could read "
    "what the practice writes. You can take this back at any time."
)
REDISCLOSURE: Final = (
    "42 CFR part 2 prohibits unauthorized use or disclosure of these records. The federal rules do not let you pass on "
    "this record, or use it against the patient, unless the patient's written consent or 42 CFR part 2 allows it."
)
EXAMPLE: Final = "Your result is fine. Please take the tablets as before."
WARNING_HOLDS: Final = timedelta(days=365)  # then the question is asked anew


class Notice(StrEnum):
    """What goes into a mail."""

    LINK = "link"
    PLAIN = "plain"


@dataclass(frozen=True)
class MailConsent:
    """A patient's yes to plain mail: when she read the warning and agreed, and when she took it back."""

    agreed_at: datetime
    ended_at: datetime | None = None


def notice(consent: MailConsent | None, *, sensitive: bool, part2: bool, at: datetime) -> Notice:
    """Return what a mail may hold. Sensitive and Part 2 threads are never told in plain words."""
    if sensitive or part2 or consent is None:
        return Notice.LINK
    live = consent.ended_at is None and consent.agreed_at <= at < consent.agreed_at + WARNING_HOLDS
    return Notice.PLAIN if live else Notice.LINK


class Outcome(StrEnum):
    """How a call ended."""

    SPOKE = "spoke"
    NO_ANSWER = "no_answer"
    LEFT_WORD = "left_word"  # asked to call back, and said nothing else
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"


OUTCOMES: Final[dict[Outcome, str]] = {
    Outcome.SPOKE: "We spoke.",
    Outcome.NO_ANSWER: "Nobody answered.",
    Outcome.LEFT_WORD: "We asked you to call back. We said nothing else.",
    Outcome.WRONG_NUMBER: "The number was not yours.",
    Outcome.REFUSED: "You did not want to talk now.",
}
CALL_WINDOW_LEAST: Final = timedelta(minutes=30)
CALL_DAYS_AHEAD: Final = 14


@dataclass(frozen=True)
class Window:
    """When somebody may be called, on the practice's clock and on the days from now on that are left of `until`."""

    opens: time
    closes: time


def window_problem(window: Window) -> str:
    """Return what is wrong with a window for a call; empty when nothing is."""
    length = timedelta(hours=window.closes.hour - window.opens.hour, minutes=window.closes.minute - window.opens.minute)
    if length < CALL_WINDOW_LEAST:
        return "Give us at least half an hour in which to call."
    return ""


@dataclass(frozen=True)
class Leaving:
    """What a copy of a thread needs to know: who asks, whether it is tagged, whether the patient's yes is on file."""

    by_patient: bool
    part2: bool
    consent: bool = False


def may_leave(leaving: Leaving) -> bool:
    """Say whether a copy may be made: by the patient herself always; by others of a Part 2 thread with her consent."""
    return leaving.by_patient or not leaving.part2 or leaving.consent


def notices_of(leaving: Leaving) -> tuple[str, ...]:
    """Return what must stand on every page of a copy, and in its data."""
    return (REDISCLOSURE,) if leaving.part2 else ()
