"""A member's illness, of the Condition that a file brought. Codes stay behind: a term is found by its words."""

from bedside.policy.conditions import Confidence, Illness, Severity, Side, Status
from bedside.policy.dates import UNSURE, BadDate, DatePart, part
from bedside.policy.fhir.model import Condition


def illness_of(one: Condition) -> Illness:
    """Return what would be kept of a Condition. A date that the record cannot hold is left unsure, never moved."""
    return Illness(
        text=one.text,
        onset=_part(one.onset),
        confidence=Confidence(one.confidence),
        status=Status(one.status),
        severity=next((each for each in Severity if each.value.replace("_", " ") == one.severity), None),
        side=next((each for each in Side if each.value == one.side), None),
        entered_by="import",
        source_id=one.source_id,
    )


def _part(day: str) -> DatePart:
    try:
        return part(day)
    except BadDate:
        return UNSURE
