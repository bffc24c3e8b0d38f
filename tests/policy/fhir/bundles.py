"""Invented bundles, small ones: nobody in them exists."""

import json
from typing import Any

PATIENT = {
    "resourceType": "Patient",
    "id": "p",
    "identifier": [{"type": {"text": "SSN"}, "value": "999-55-0100"}],
    "name": [{"text": "Nobody Atall"}],
    "telecom": [{"system": "phone", "value": "555-0100"}],
    "address": [{"city": "Nowhere"}],
    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName", "valueString": "Zed"}],
    "gender": "female",
    "birthDate": "1980-02-03",
}
SUBJECT = {"reference": "Patient/p"}


def coded(code: str) -> dict[str, Any]:
    return {"coding": [{"system": "http://example.org/codes", "code": code}]}


def condition(text: str = "Migraine", **fields: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "id": "c", "code": {"text": text}, "subject": SUBJECT} | fields


def observation(**fields: Any) -> dict[str, Any]:
    head = {"resourceType": "Observation", "id": "o", "status": "final", "code": {"text": "Weight"}, "subject": SUBJECT}
    return head | {"category": [coded("vital-signs")], "effectiveDateTime": "2020-05-06"} | fields


def statement(**fields: Any) -> dict[str, Any]:
    head = {"resourceType": "MedicationStatement", "id": "m", "status": "active", "subject": SUBJECT}
    return head | {"medicationCodeableConcept": {"text": "Tea"}} | fields


def request(**fields: Any) -> dict[str, Any]:
    head = {"resourceType": "MedicationRequest", "id": "r", "status": "active", "intent": "order", "subject": SUBJECT}
    return head | {"medicationCodeableConcept": {"text": "Tea"}, "authoredOn": "2019-03-04T10:00:00Z"} | fields


def bundle(*resources: Any, patient: Any = PATIENT) -> bytes:
    entries = [{"resource": one} for one in (patient, *resources) if one is not None]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()
