"""Why somebody writes to a practice: picked before typing, and what follows from it (spec clinicians.md 7 and 8).

Staff first: each reason goes to the people whose work it is, and a clinician gets what they hand on. Somebody whom the
practice does not know yet may bring administrative matters only (boundary row B55).
"""

from dataclasses import dataclass
from typing import Final

from bedside.policy.practice.roles import Role


@dataclass(frozen=True)
class Reason:
    """One reason. `role` reads it first; `urgent` passes at any hour and load; `who_reads` is told before typing."""

    key: str
    label: str
    role: Role
    who_reads: str
    urgent: bool = False
    administrative: bool = False
    offered: bool = True  # picked by patients; the others come by a way of their own


DESK: Final = "The front desk reads this first."
TEAM: Final = "A nurse or another trained member of the team reads this first, and hands on what a doctor must see."
ON_CALL: Final = "Whoever is on call reads this. Outside opening hours too."

REASONS: Final[dict[str, Reason]] = {
    reason.key: reason
    for reason in (
        Reason("worse_today", "I feel worse and need help today", Role.ON_CALL, ON_CALL, urgent=True),
        Reason("question", "A question about my health", Role.RESPONDER, TEAM),
        Reason("prescription", "A prescription", Role.RESPONDER, TEAM),
        Reason("result", "A test result", Role.RESPONDER, TEAM),
        Reason("appointment", "An appointment", Role.FRONT_DESK, DESK, administrative=True),
        Reason("form", "A form, letter or certificate", Role.FRONT_DESK, DESK, administrative=True),
        Reason("bill", "A bill or insurance", Role.FRONT_DESK, DESK, administrative=True),
        Reason("joining", "I want to become a patient here", Role.FRONT_DESK, DESK, administrative=True),
        # Comes by the author's own press out of an escalation (E4), never by the reason picker.
        Reason("handed_on", "Handed on from a public question", Role.ON_CALL, ON_CALL, urgent=True, offered=False),
        # The practice writes first (boundary row B57).
        Reason("from_practice", "The practice wrote to you", Role.RESPONDER, TEAM, offered=False),
    )
}


def offered(*, pre_patient: bool) -> list[Reason]:
    """Return the reasons that somebody may pick, the urgent one first. `pre_patient`: not known to the practice yet."""
    return [one for one in REASONS.values() if one.offered and (one.administrative or not pre_patient)]


def may_pick(key: str, *, pre_patient: bool) -> bool:
    """Say whether somebody may begin a thread for this reason."""
    return any(one.key == key for one in offered(pre_patient=pre_patient))
