"""A member's illness, of the Condition that a file brought. Codes stay behind: a term is found by its words."""

from bedside.policy.conditions import Confidence, Illness, Status
from bedside.policy.dates import UNSURE, BadDate, DatePart, part
from bedside.policy.fhir.model import Condition
from bedside.policy.vocabulary import normalise


def illness_of(one: Condition) -> Illness:
    """Return what would be kept of a Condition. A date that the record cannot hold is left unsure, never moved."""
    return Illness(
        text=one.text,
        onset=_part(one.onset),
        confidence=Confidence(one.confidence),
        status=Status(one.status),
        entered_by="import",
        source_id=one.source_id,
    )


def sameness(illness: Illness) -> tuple[str, str, str]:
    """Return what makes two brought illnesses of one owner the same: the words, the day and the id of the source."""
    return normalise(illness.text), illness.onset.value, illness.source_id


def _part(day: str) -> DatePart:
    try:
        return part(day)
    except BadDate:
        return UNSURE
