"""MedicationStatement, and prescriptions on the way in: these say that something began, never that it goes on."""

from typing import Any

from bedside.policy.fhir.model import Json, Medicine, Resource, Skipped
from bedside.policy.fhir.pieces import codes_of, concept, day_of, first_day, identified, period, text_of, told

STANDINGS = {
    "still": "active",
    "stopped": "stopped",
    "finished": "completed",
    "planned": "intended",
    "on_and_off": "on-hold",
    "": "unknown",
}
ON_AND_OFF = "Taken on and off"
_BACK = {code: own for own, code in STANDINGS.items()}
_NOT_TAKEN = frozenset({"entered-in-error", "not-taken"})
_NO_REQUEST = frozenset({"entered-in-error", "draft", "cancelled"})


def build(one: Medicine, *, id: str, subject: str) -> Resource:  # FHIR's own word
    """Return the MedicationStatement. Why it is taken and why it ended stand in the member's own words."""
    return told(
        {
            "resourceType": "MedicationStatement",
            "id": id,
            "status": STANDINGS[one.standing],
            "statusReason": [concept(reason) for reason in one.stop_reasons],
            "medicationCodeableConcept": concept(one.text, one.codes),
            "subject": {"reference": subject},
            "effectivePeriod": period(one.start, one.stop),
            "informationSource": {"reference": subject},
            "reasonCode": [concept(reason) for reason in one.reasons],
            "note": [{"text": ON_AND_OFF}] if one.standing == "on_and_off" else [],
            "dosage": [{"text": one.dosage}] if one.dosage else [],
        }
    )


def read(resource: Json, medications: Json) -> Medicine | Skipped:
    """Return the course of a MedicationStatement. `medications` are those of the bundle, by reference."""
    status = resource.get("status")
    if status in _NOT_TAKEN:
        return Skipped(str(status).replace("-", "_"))
    named = _medicine(resource, medications)
    if not text_of(named):
        return Skipped("no_text")
    taken = resource.get("effectivePeriod")
    return Medicine(
        text=text_of(named),
        codes=codes_of(named),
        standing=_BACK.get(str(status), ""),
        start=first_day(resource, "effectivePeriod", "effectiveDateTime"),
        stop=day_of(taken.get("end")) if isinstance(taken, dict) else "",
        dosage=_dosage(resource.get("dosage")),
        reasons=_texts(resource.get("reasonCode")),
        stop_reasons=_texts(resource.get("statusReason")),
        source_id=identified(resource),
    )


def read_request(resource: Json, medications: Json) -> Medicine | Skipped:
    """Return the course of a prescription. Whether it is still taken is left open, and asked of the member."""
    status = resource.get("status")
    if status in _NO_REQUEST:
        return Skipped("entered_in_error" if status == "entered-in-error" else "not_done")
    named = _medicine(resource, medications)
    if not text_of(named):
        return Skipped("no_text")
    return Medicine(
        text=text_of(named),
        codes=codes_of(named),
        start=first_day(resource, "authoredOn"),
        dosage=_dosage(resource.get("dosageInstruction")),
        reasons=_texts(resource.get("reasonCode")),
        source_id=identified(resource),
    )


def _medicine(resource: Json, medications: Json) -> Any:
    reference = resource.get("medicationReference")
    named = resource.get("medicationCodeableConcept")
    if named is None and isinstance(reference, dict):
        found = medications.get(reference.get("reference", ""))
        named = found.get("code") if isinstance(found, dict) else {"text": reference.get("display")}
    return named


def _dosage(value: Any) -> str:
    found = value if isinstance(value, list) else []
    texts = [one["text"].strip() for one in found if isinstance(one, dict) and isinstance(one.get("text"), str)]
    return "; ".join(filter(None, texts))[:4_000]


def _texts(value: Any) -> tuple[str, ...]:
    found = value if isinstance(value, list) else []
    return tuple(text for one in found[:50] if (text := text_of(one)))
