"""Condition. The member's own word for how sure it is, is FHIR's verification status."""

from bedside.policy.fhir.model import Condition, Json, Resource, Skipped
from bedside.policy.fhir.pieces import code_in, coded, codes_of, concept, first_day, first_of, identified, text_of, told

CONFIDENCES = {"diagnosed": "confirmed", "likely": "provisional", "own": "unconfirmed", "ruled_out": "refuted"}
"""Diagnosed by a clinician, told it is likely, I think so, ruled out."""
_BACK = {code: own for own, code in CONFIDENCES.items()} | {"differential": "likely"}
_STATUSES = {"active": "active", "recurrence": "active", "relapse": "active", "remission": "remission"}
_STATUS_BACK = _STATUSES | {"inactive": "resolved", "resolved": "resolved"}
ERROR = "entered-in-error"


def build(one: Condition, *, id: str, subject: str) -> Resource:  # FHIR's own word
    """Return the Condition."""
    return told(
        {
            "resourceType": "Condition",
            "id": id,
            "clinicalStatus": coded("condition-clinical", one.status),
            "verificationStatus": coded("condition-ver-status", CONFIDENCES[one.confidence]),
            "severity": concept(one.severity) if one.severity else {},
            "bodySite": [concept(one.side)] if one.side else [],
            "code": concept(one.text, one.codes),
            "subject": {"reference": subject},
            "onsetDateTime": one.onset,
            "recordedDate": one.recorded,
            "asserter": {"reference": subject},
        }
    )


def read(resource: Json) -> Condition | Skipped:
    """Return the illness. One that was entered in error, or is refuted, is skipped: it is nobody's."""
    verified = code_in(resource.get("verificationStatus"), frozenset({*_BACK, ERROR})) or "confirmed"
    if verified in (ERROR, "refuted"):
        return Skipped(verified.replace("-", "_"))
    text = text_of(resource.get("code"))
    if not text:
        return Skipped("no_text")
    status = code_in(resource.get("clinicalStatus"), frozenset(_STATUS_BACK)) or "active"
    return Condition(
        text=text,
        codes=codes_of(resource.get("code")),
        onset=first_day(resource, "onsetDateTime", "onsetPeriod"),
        recorded=first_day(resource, "recordedDate"),
        confidence=_BACK[verified],
        status=_STATUS_BACK[status],
        severity=text_of(resource.get("severity")),
        side=text_of(first_of(resource, "bodySite")),
        source_id=identified(resource),
    )
