"""Who may follow whom, by the kinds of the two personas.

Rows B01, B03, B13 and B27 of boundaries.csv, and clinicians.md section 4. What a patient is to a clinician plays no
part in it: nobody here knows, and nobody asks.
"""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What becomes of a follow."""

    ALLOW = "allow"
    DENY = "deny"
    NOT_HERE = "not here"  # answered as an unknown handle is


@dataclass(frozen=True)
class Decision:
    """An answer, the row that gave it, and for a refusal what to say."""

    answer: Answer
    row: str
    what: str = ""
    do: str = ""


PATIENTS = frozenset({"patient", "carer"})
PROFESSIONALS = frozenset({"clinician", "student"})
ASKS_NOBODY = frozenset({"clinician"})  # kinds that are followed at once, whatever their settings say (B01)
HIDES_FOLLOWERS = frozenset({"clinician"})  # kinds that do not see who follows them: it would tell who is a patient

_NOT_YET = "Clinicians can't follow patients or carers here yet."
_NEVER = "An account like yours can't follow patients or carers."
_INSTEAD = "You can read what they write in public, and answer in general terms."


def may_follow(*, actor: str, target: str) -> Decision:
    """Say what becomes of a follow of a persona of kind `target` by one of kind `actor`."""
    if target == "personal":
        return Decision(Answer.NOT_HERE, "B03")
    if target not in PATIENTS:
        return Decision(Answer.ALLOW, "B01")
    if actor in PROFESSIONALS:
        # B13 asks a private question first, which is not built yet; until then the answer is no.
        return Decision(Answer.DENY, "B13", _NOT_YET, _INSTEAD)
    if actor in ("organisation", "researcher"):
        return Decision(Answer.DENY, "B27", _NEVER, _INSTEAD)
    return Decision(Answer.ALLOW, "B01")


def waits(*, target: str, asks_first: bool) -> bool:
    """Say whether a follow waits until its target lets it in."""
    return asks_first and target not in ASKS_NOBODY
