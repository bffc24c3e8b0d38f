"""Who may follow whom, by the kinds of the two personas.

Rows B01, B03, B13 and B27 of boundaries.csv, and clinicians.md section 4. What a patient is to a clinician plays no
part in it: nobody here knows, and nobody asks.
"""

from dataclasses import dataclass
from enum import StrEnum

from bedside.policy.boundaries import ruling


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
ASKS_NOBODY = frozenset({"clinician"})  # kinds that are followed at once, whatever their settings say (B01)
HIDES_FOLLOWERS = frozenset({"clinician"})  # kinds that do not see who follows them: it would tell who is a patient


def may_follow(*, actor: str, target: str) -> Decision:
    """Say what becomes of a follow of a persona of kind `target` by one of kind `actor`, before any question (B13)."""
    told = ruling(space="square", actor=actor, action="follow", target=target)
    answer = Answer.ALLOW if told.allowed else Answer.NOT_HERE if told.secret else Answer.DENY
    return Decision(answer, told.row.id, told.what, told.do)


def waits(*, target: str, asks_first: bool) -> bool:
    """Say whether a follow waits until its target lets it in."""
    return asks_first and target not in ASKS_NOBODY
