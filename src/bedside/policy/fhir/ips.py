"""An International Patient Summary (IPS 2.0.1, on R4): the sections that it asks for, also where nothing is known.

An empty section would read as "has none". So each of the three that are required says that there is no information.
"""

from collections.abc import Sequence
from typing import Final

from bedside.policy.fhir.model import Resource
from bedside.policy.fhir.pieces import coded

LOINC: Final = "http://loinc.org"
ABSENT: Final = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
REASON: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
SECTIONS: Final = (
    ("11450-4", "Problems", "Condition"),
    ("10160-0", "Medicines", "MedicationStatement"),
    ("48765-2", "Allergies and intolerances", "AllergyIntolerance"),
    ("30954-2", "Results", "Observation"),
    ("47519-4", "Procedures", "Procedure"),
    ("11369-6", "Immunisations", "Immunization"),
)
REQUIRED: Final = frozenset({"Condition", "MedicationStatement", "AllergyIntolerance"})


def entries(person: Resource, resources: Sequence[Resource], *, made: str, id: str) -> list[Resource]:
    """Return the resources of the document, its Composition first. What was ruled out is no problem, and left out."""
    subject = f"Patient/{person['id']}"
    kept = [_timed(one) for one in resources if not _is_ruled_out(one)]
    found, sections = [person], []
    for code, title, kind in SECTIONS:
        held = [one for one in kept if one["resourceType"] == kind]
        if not held and kind in REQUIRED:
            held = [_nothing_known(kind, subject)]
        if held:
            sections.append(_section(code, title, held))
            found += held
    return [_composition(subject, sections, made=made, id=id), *found]


def _composition(subject: str, sections: list[Resource], *, made: str, id: str) -> Resource:
    return {
        "resourceType": "Composition",
        "id": id,
        "status": "final",
        "type": {"coding": [{"system": LOINC, "code": "60591-5"}]},
        "subject": {"reference": subject},
        "date": made,
        "author": [{"reference": subject}],
        "title": "Patient summary, written by the patient",
        "section": sections,
    }


def _section(code: str, title: str, held: list[Resource]) -> Resource:
    return {
        "title": title,
        "code": {"coding": [{"system": LOINC, "code": code}]},
        "entry": [{"reference": f"{one['resourceType']}/{one['id']}"} for one in held],
    }


def _is_ruled_out(one: Resource) -> bool:
    said = one.get("verificationStatus", {}).get("coding", [{}])[0].get("code")
    return bool(said == "refuted" or one.get("status") == "not-taken")


def _timed(one: Resource) -> Resource:
    """A summary asks when a medicine was taken: where nobody said, it says that it is not known."""
    if one["resourceType"] != "MedicationStatement" or "effectivePeriod" in one:
        return one
    return one | {"effectivePeriod": {"extension": [{"url": REASON, "valueCode": "unknown"}]}}


def _nothing_known(kind: str, subject: str) -> Resource:
    """Return the entry that says that there is no information: not that there is nothing."""
    words = {"Condition": "problem", "MedicationStatement": "medication", "AllergyIntolerance": "allergy"}[kind]
    code = {"coding": [{"system": ABSENT, "code": f"no-{words}-info"}]}
    head: Resource = {"resourceType": kind, "id": f"no-{words}-info"}
    if kind == "MedicationStatement":
        said = {"status": "unknown", "medicationCodeableConcept": code, "subject": {"reference": subject}}
        return _timed(head | said)
    who = "patient" if kind == "AllergyIntolerance" else "subject"
    system = "allergyintolerance-clinical" if kind == "AllergyIntolerance" else "condition-clinical"
    return head | {"clinicalStatus": coded(system, "active"), "code": code, who: {"reference": subject}}
