"""At which practices a carer may begin something for a patient who lets her write to practices (boundary row B60).

Source: spec clinicians.md section 8. What the patient marked as private stays between her and the practice; where all
that was ever written is private, not even that she is a patient there is told.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class There:
    """What is known of a patient and one practice. `private` of the `threads` are sensitive or of substance use."""

    relation: str
    pre_patient: bool
    ended: bool
    threads: int
    private: int


def may_begin(there: There) -> bool:
    """Say whether the practice is offered to a carer, and takes what she begins."""
    if there.pre_patient:
        return False  # the practice does not know yet who the patient is
    if there.relation != "treating":
        return False
    if there.ended:
        return False  # the patient ended it, and she alone opens it again
    return not (there.threads and there.threads == there.private)
