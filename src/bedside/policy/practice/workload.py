"""How much a team can carry, and who is told so before typing (spec clinicians.md 7).

At the cap new routine threads are refused with the practice's telephone number, before a word is typed. Urgent reasons
always pass, and nobody is refused in a thread that is open already.
"""

from dataclasses import dataclass
from typing import Final

CAP: Final = 60  # open threads for each responder, unless the practice says otherwise
LOWEST_CAP, HIGHEST_CAP = 5, 500


@dataclass(frozen=True)
class Load:
    """What a team carries: threads that wait for the practice, people who answer, and the cap of each."""

    waiting: int
    answering: int
    cap: int = CAP

    @property
    def room(self) -> int:
        """How many routine threads still fit; never negative."""
        return max(0, self.answering * self.cap - self.waiting)

    @property
    def percent(self) -> int:
        """How full the team is, in whole percent; 100 where nobody answers."""
        room = self.answering * self.cap
        return min(100, self.waiting * 100 // room) if room else 100


def takes(load: Load, *, urgent: bool) -> bool:
    """Say whether a new thread may be begun."""
    return urgent or load.room > 0


def may_be_given(*, carries: int, cap: int, urgent: bool) -> bool:
    """Say whether one more thread may be assigned to somebody who carries so many."""
    return urgent or carries < cap


def cap_problem(cap: int) -> str:
    """Return what is wrong with a cap that somebody typed; empty when nothing is."""
    if LOWEST_CAP <= cap <= HIGHEST_CAP:
        return ""
    return f"Type a number from {LOWEST_CAP} to {HIGHEST_CAP}."


def refused(telephone: str) -> str:
    """Return what is told at the cap, before typing."""
    call = f"Please call {telephone}." if telephone else "Please call the practice."
    return f"The team has as many messages as it can answer well. {call}"
