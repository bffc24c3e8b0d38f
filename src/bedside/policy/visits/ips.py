"""A visit sheet as an International Patient Summary: a FHIR R4 document that another system can read.

Source: IPS 2.0.1 (HL7) and `records.md` sections 4 and 6. What the member ticked, and nothing else. Times stand as she
said them, in words: a day that she did not know is not made up for a computer either. The three sections that a summary
must have are there even when nothing was told, and say so.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from html import escape
from typing import Any, Final

from bedside.policy.fhir.model import Person, Resource
from bedside.policy.fhir.patient import build as patient
from bedside.policy.fhir.pieces import coded, concept, told
from bedside.policy.visits.facts import PLANNED, UNSURE, Effect, Facts, Illness, Scored, Taken
from bedside.policy.visits.sheet import name as shown_name

LOINC: Final = "http://loinc.org"
ABSENT: Final = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
SUMMARY: Final = "60591-5"
PROBLEMS, MEDICINES, ALLERGIES = "11450-4", "10160-0", "48765-2"
RESULTS, PLAN = "30954-2", "18776-5"
TITLES: Final = {
    PROBLEMS: "Problems",
    MEDICINES: "Medicines",
    ALLERGIES: "Allergies",
    RESULTS: "Questionnaires",
    PLAN: "Questions of the patient",
}
XHTML: Final = "http://www.w3.org/1999/xhtml"
STATUS_OF_OPEN: Final = {PLANNED: "intended", UNSURE: "unknown"}
DEGREES: Final = {1: "mild", 2: "moderate", 3: "severe", 4: "severe"}
WRITTEN: Final = "Written by the patient. No clinician has checked it."

Entry = tuple[str, Resource]  # the reference of a resource, and it


def document(facts: Facts, *, made_at: datetime, new_id: Callable[[], str]) -> Resource:
    """Return the Bundle of type `document`. `new_id` gives a random UUID: none of them means anything elsewhere."""
    made = _Made(facts, new_id)
    sections = [
        made.section(PROBLEMS, [made.illness(one) for one in facts.illnesses] or [made.nothing("Condition")]),
        made.section(MEDICINES, _flat(made.taken(one) for one in facts.taken) or [made.nothing("MedicationStatement")]),
        made.section(ALLERGIES, made.allergies()),
    ]
    sections += [made.section(RESULTS, [made.score(one) for one in facts.scores])] if facts.scores else []
    sections += [made.words(PLAN, facts.questions)] if facts.questions else []
    composition = {
        "resourceType": "Composition",
        "id": (first := new_id()),
        "status": "final",
        "type": {"coding": [{"system": LOINC, "code": SUMMARY, "display": "Patient summary Document"}]},
        "subject": {"reference": made.subject},
        "date": made_at.isoformat(timespec="seconds"),
        "author": [{"reference": made.subject}],
        "title": f"Visit sheet. {WRITTEN}",
        "section": sections,
    }
    entries = [(f"urn:uuid:{first}", composition), *made.entries]
    return {
        "resourceType": "Bundle",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{new_id()}"},
        "type": "document",
        "timestamp": made_at.isoformat(timespec="seconds"),
        "entry": [{"fullUrl": reference, "resource": one} for reference, one in entries],
    }


class _Made:
    """The resources of one document, in the order in which they were made."""

    def __init__(self, facts: Facts, new_id: Callable[[], str]) -> None:
        self._new_id, self.facts = new_id, facts
        self.entries: list[Entry] = []
        number = new_id()
        self.subject = f"urn:uuid:{number}"
        person = Person(birth_year=facts.birth_year)
        made = patient(person, id=number, this_year=facts.made_on.year, name=shown_name(facts))
        self.entries.append((self.subject, made))

    def add(self, resource: Resource) -> Entry:
        """Keep a resource under an id of its own."""
        number = self._new_id()
        entry = f"urn:uuid:{number}", told({"resourceType": resource["resourceType"], "id": number} | resource)
        self.entries.append(entry)
        return entry

    def section(self, code: str, found: list[Entry]) -> Resource:
        """Return a section that names its entries, with the same in words for who reads it without a program."""
        return _titled(code, [_line(one) for _reference, one in found]) | {
            "entry": [{"reference": reference} for reference, _one in found]
        }

    def words(self, code: str, lines: Iterable[str]) -> Resource:
        """Return a section of words alone."""
        return _titled(code, list(lines))

    def illness(self, one: Illness) -> Entry:
        """How sure she is, and since when, stands in her own words beside it."""
        said = {"resourceType": "Condition", "code": concept(one.name), "subject": {"reference": self.subject}}
        over = {"clinicalStatus": coded("condition-clinical", "resolved" if one.over_on else "active")}
        return self.add(said | over | _noted(one.said) | {"asserter": {"reference": self.subject}})

    def taken(self, one: Taken) -> list[Entry]:
        """Return a course, and each unwanted effect of it."""
        said = {
            "resourceType": "MedicationStatement",
            "status": STATUS_OF_OPEN.get(one.open_as) or ("active" if one.going_on else "stopped"),
            "statusReason": [concept(why) for why in one.why_stopped],
            "medicationCodeableConcept": concept(one.name),
            "subject": {"reference": self.subject},
            "informationSource": {"reference": self.subject},
            "reasonCode": [concept(one.purpose)] if one.purpose else [],
            "dosage": [{"text": one.dose}] if one.dose else [],
        }
        course = self.add(said | _noted(", ".join(word for word in (one.since, one.until) if word)))
        return [course, *(self.effect(effect, one) for effect in one.effects)]

    def effect(self, one: Effect, of: Taken) -> Entry:
        """Return an unwanted effect, with the treatment that is suspected in words."""
        return self.add(
            {
                "resourceType": "AdverseEvent",
                "actuality": "actual",
                "event": concept(one.name),
                "subject": {"reference": self.subject},
                "severity": coded("adverse-event-severity", DEGREES[one.severity]) if one.severity in DEGREES else {},
                "suspectEntity": [{"instance": {"display": of.name}}],
            }
        )

    def allergies(self) -> list[Entry]:
        """Return each allergy; or that none is known; or, where nobody asked, that there is no information."""
        if self.facts.allergies is None:
            return [self.nothing("AllergyIntolerance")]
        found = [self._allergy(concept(one)) for one in self.facts.allergies]
        return found or [self._allergy(_absent("no-known-allergies", "No known allergies"))]

    def _allergy(self, code: Resource) -> Entry:
        status = coded("allergyintolerance-clinical", "active")
        said = {"resourceType": "AllergyIntolerance", "clinicalStatus": status, "code": code}
        return self.add(said | {"patient": {"reference": self.subject}})

    def score(self, one: Scored) -> Entry:
        """Return a result of a questionnaire."""
        said = {
            "resourceType": "Observation",
            "status": "final",
            "category": [coded("observation-category", "survey")],
            "code": concept(f"{one.title}, score"),
            "subject": {"reference": self.subject},
            "effectiveDateTime": one.on.isoformat(),
            "valueQuantity": {"value": one.value},
        }
        return self.add(said | _noted(one.band))

    def nothing(self, kind: str) -> Entry:
        """Return the entry that says: about this nothing was told. It is not the same as "there is none"."""
        subject = {"reference": self.subject}
        if kind == "AllergyIntolerance":
            return self._allergy(_absent("no-allergy-info", "No information about allergies"))
        if kind == "Condition":
            code = {"code": _absent("no-problem-info", "No information about problems"), "subject": subject}
            return self.add({"resourceType": kind, "clinicalStatus": coded("condition-clinical", "active")} | code)
        named = {"medicationCodeableConcept": _absent("no-medication-info", "No information about medicines")}
        return self.add({"resourceType": kind, "status": "unknown", "subject": subject} | named)


def _flat(found: Iterable[list[Entry]]) -> list[Entry]:
    return [entry for entries in found for entry in entries]


def _absent(code: str, words: str) -> Resource:
    return {"coding": [{"system": ABSENT, "code": code, "display": words}], "text": words}


def _noted(words: str) -> Resource:
    return {"note": [{"text": words}]} if words else {}


def _titled(code: str, lines: list[str]) -> Resource:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return {
        "title": TITLES[code],
        "code": {"coding": [{"system": LOINC, "code": code}]},
        "text": {"status": "generated", "div": f'<div xmlns="{XHTML}"><ul>{items}</ul></div>'},
    }


def _line(one: Resource) -> str:
    """Return a resource as one line of words."""
    named: Any = one.get("code") or one.get("medicationCodeableConcept") or one.get("event") or {}
    value = one.get("valueQuantity", {}).get("value")
    words = [named.get("text", ""), "" if value is None else f"{value:g}", one.get("dosage", [{}])[0].get("text", "")]
    words += [note["text"] for note in one.get("note", ())] + [why["text"] for why in one.get("statusReason", ())]
    return ", ".join(word for word in words if word)
