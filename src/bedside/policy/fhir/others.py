"""Procedure, AllergyIntolerance, Immunization, AdverseEvent."""

from bedside.policy.fhir.model import Allergy, Json, Procedure, Resource, SideEffect, Skipped, Vaccination
from bedside.policy.fhir.pieces import (
    code_in,
    coded,
    codes_of,
    concept,
    date_of,
    day_of,
    first_day,
    first_of,
    identified,
    period,
    text_of,
    told,
)

SEVERITIES = frozenset({"mild", "moderate", "severe"})
CRITICAL = frozenset({"low", "high"})
SORTS = frozenset({"allergy", "intolerance"})
_OVER = frozenset({"inactive", "resolved"})
_ERROR, _NOT_DONE = "entered-in-error", frozenset({"not-done", "preparation"})


def build_procedure(one: Procedure, *, id: str, subject: str) -> Resource:  # FHIR's own word
    """Return the Procedure."""
    day: Resource = {"performedPeriod": period(one.start, one.stop)} if one.stop else {"performedDateTime": one.start}
    head = {"resourceType": "Procedure", "id": id, "status": "completed"}
    day |= {"reasonCode": [concept(one.why)] if one.why else []}
    day |= {"location": {"display": one.where} if one.where else {}}
    return told(head | {"code": concept(one.text, one.codes), "subject": {"reference": subject}} | day)


def read_procedure(resource: Json) -> Procedure | Skipped:
    """Return what was done; what was not done is skipped."""
    if resource.get("status") == _ERROR or resource.get("status") in _NOT_DONE:
        return Skipped("entered_in_error" if resource["status"] == _ERROR else "not_done")
    text = text_of(resource.get("code"))
    done, place = resource.get("performedPeriod"), resource.get("location")
    if not text:
        return Skipped("no_text")
    return Procedure(
        text=text,
        codes=codes_of(resource.get("code")),
        start=first_day(resource, "performedDateTime", "performedPeriod"),
        stop=day_of(done.get("end")) if isinstance(done, dict) else "",
        why=text_of(first_of(resource, "reasonCode")),
        where=_shown(place),
        source_id=identified(resource),
    )


def build_allergy(one: Allergy, *, id: str, subject: str) -> Resource:  # FHIR's own word
    """Return the AllergyIntolerance."""
    return told(
        {
            "resourceType": "AllergyIntolerance",
            "id": id,
            "clinicalStatus": coded("allergyintolerance-clinical", "resolved" if one.over else "active"),
            "type": one.sort,
            "criticality": one.criticality,
            "code": concept(one.text, one.codes),
            "patient": {"reference": subject},
            "onsetDateTime": one.onset,
            "asserter": {"reference": subject},
            "reaction": [_reaction(one)] if one.reaction else [],
        }
    )


def _reaction(one: Allergy) -> Resource:
    return told({"manifestation": [concept(one.reaction)], "severity": one.worst})


def read_allergy(resource: Json) -> Allergy | Skipped:
    """Return the allergy; one that was refuted or entered in error is skipped."""
    verified = code_in(resource.get("verificationStatus"), frozenset({_ERROR, "refuted"}))
    text = text_of(resource.get("code"))
    if verified or not text:
        return Skipped(verified.replace("-", "_") or "no_text")
    critical, sort = resource.get("criticality"), resource.get("type")
    first = first_of(resource, "reaction")
    reaction = first if isinstance(first, dict) else {}
    worst, status = reaction.get("severity"), code_in(resource.get("clinicalStatus"), _OVER)
    return Allergy(
        text=text,
        codes=codes_of(resource.get("code")),
        onset=first_day(resource, "onsetDateTime", "onsetPeriod"),
        criticality=critical if critical in CRITICAL else "",
        sort=sort if sort in SORTS else "",
        reaction=text_of(first_of(reaction, "manifestation")),
        worst=worst if worst in SEVERITIES else "",
        over=bool(status),
        source_id=identified(resource),
    )


def build_vaccination(one: Vaccination, *, id: str, subject: str) -> Resource:  # FHIR's own word
    """Return the Immunization. FHIR wants a day or a word: where no day was said, it says that it is not known."""
    day = {"occurrenceDateTime": one.at} if one.at else {"occurrenceString": "unknown"}
    head = {"resourceType": "Immunization", "id": id, "status": "completed"}
    series = {"protocolApplied": [{"doseNumberString": one.dose}]} if one.dose else {}
    return head | {"vaccineCode": concept(one.text, one.codes), "patient": {"reference": subject}} | day | series


def read_vaccination(resource: Json) -> Vaccination | Skipped:
    """Return the immunisation; one that was not given is skipped."""
    if resource.get("status") != "completed":
        return Skipped("entered_in_error" if resource.get("status") == _ERROR else "not_done")
    text = text_of(resource.get("vaccineCode"))
    if not text:
        return Skipped("no_text")
    at = date_of(resource.get("occurrenceDateTime"))
    first = first_of(resource, "protocolApplied")
    dose = first.get("doseNumberString") if isinstance(first, dict) else ""
    return Vaccination(
        text=text,
        codes=codes_of(resource.get("vaccineCode")),
        at=at,
        dose=dose[:60] if isinstance(dose, str) else "",
        source_id=identified(resource),
    )


def build_side_effect(one: SideEffect, *, id: str, subject: str) -> Resource:  # FHIR's own word
    """Return the AdverseEvent. The medicine that is suspected is named in words, as its taker names it."""
    return told(
        {
            "resourceType": "AdverseEvent",
            "id": id,
            "actuality": "actual",
            "event": concept(one.text),
            "subject": {"reference": subject},
            "date": one.at,
            "severity": coded("adverse-event-severity", one.severity) if one.severity else {},
            "suspectEntity": [{"instance": {"display": one.suspect}}] if one.suspect else [],
        }
    )


def read_side_effect(resource: Json) -> SideEffect | Skipped:
    """Return the unwanted effect; a mere possibility is skipped."""
    text = text_of(resource.get("event"))
    if resource.get("actuality") != "actual" or not text:
        return Skipped("not_done" if text else "no_text")
    found = resource.get("suspectEntity")
    first = found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}
    instance = first.get("instance")
    display = instance.get("display") if isinstance(instance, dict) else ""
    return SideEffect(
        text=text,
        at=date_of(resource.get("date")),
        severity=code_in(resource.get("severity"), SEVERITIES),
        suspect=display[:300] if isinstance(display, str) else "",
        source_id=identified(resource),
    )


def _shown(place: object) -> str:
    display = place.get("display") if isinstance(place, dict) else ""
    return display[:300] if isinstance(display, str) else ""
