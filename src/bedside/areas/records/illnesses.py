"""An illness as a sealed body and back."""

from dataclasses import replace
from typing import Any

from bedside.policy.conditions import Confidence, Illness, Severity, Side, Status
from bedside.policy.dates import part


def as_body(illness: Illness) -> dict[str, Any]:
    """Return an illness as JSON can hold it: dates as they were typed."""
    return {
        "text": illness.text,
        "term_id": illness.term_id,
        "onset": illness.onset.value,
        "diagnosed": illness.diagnosed.value,
        "confidence": illness.confidence.value,
        "status": illness.status.value,
        "severity": illness.severity.value if illness.severity else "",
        "side": illness.side.value if illness.side else "",
        "primary": illness.primary,
        "entered_by": illness.entered_by,
        "source_id": illness.source_id,
    }


def from_body(body: dict[str, Any]) -> Illness:
    """Return the illness of which `as_body` made `body`."""
    return replace(
        Illness(text=body["text"], term_id=body["term_id"]),
        onset=part(body["onset"]),
        diagnosed=part(body["diagnosed"]),
        confidence=Confidence(body["confidence"]),
        status=Status(body["status"]),
        severity=Severity(body["severity"]) if body["severity"] else None,
        side=Side(body["side"]) if body["side"] else None,
        primary=body["primary"],
        entered_by=body["entered_by"],
        source_id=body["source_id"],
    )
