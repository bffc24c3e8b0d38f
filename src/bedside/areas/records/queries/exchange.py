"""One's own record as FHIR R4: all of it, also what is for its owner alone. Nobody else's is ever made here."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import coursing, entries, illnesses
from bedside.areas.records.models.conditions import Condition
from bedside.areas.records.models.courses import TreatmentCourse
from bedside.areas.records.models.entries import TABLES
from bedside.areas.records.queries import answers, conditions, courses, days, sharing, symptoms, waves
from bedside.areas.records.queries.about_me import own_about
from bedside.areas.records.queries.entries import own_entries
from bedside.areas.records.queries.instruments import KNOWN
from bedside.areas.records.queries.versions import versions_of
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.about_me import AboutMe, gender_of
from bedside.policy.courses import Course, Kind
from bedside.policy.entries import KINDS
from bedside.policy.fhir import (
    condition,
    consent,
    evaluation,
    ips,
    kinds,
    medicine,
    observation,
    others,
    patient,
    plans,
)
from bedside.policy.fhir.model import Answered, Grant, Judged, Observed, Person, Procedure, Resource
from bedside.policy.fhir.validating import fault
from bedside.policy.instruments.model import NotLicensed
from bedside.policy.instruments.rules import fhir as instruments
from bedside.policy.symptoms import FIGURES

BROUGHT = ("measurements", "allergies", "immunisations", "procedures")
SUBJECT = "Patient/me"
LEVELS = ("none", "mild", "moderate", "severe")
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


class NotValid(RuntimeError):
    """A resource of ours that FHIR would not take: our mistake, told by its kind and path, never by what it holds."""


def all_told(viewer: Viewer) -> Iterator[tuple[int, Any]]:
    """Give every version of what a file can bring, with the id of the thing: also what its owner put right since."""
    for row in versions_of(viewer, Condition):
        yield row.series_id, illnesses.from_body(row.opened())
    for course in versions_of(viewer, TreatmentCourse):
        yield course.series_id, coursing.from_body(course.opened())
    for kind in BROUGHT:
        for entry in versions_of(viewer, TABLES[kind]):
            yield entry.series_id, entries.from_body(KINDS[kind].thing, entry.opened())
    for own in map(answers.sitting_of, answers.rows_of(viewer).filter(is_current=True, is_draft=False)):
        given = tuple(own.answers.items())
        yield (
            own.id,
            Answered(text=own.title, key=own.key, version=own.version, at=own.day.isoformat(), answers=given),
        )
    for one in waves.own_questions(viewer):
        if one.answer is not None:
            about = {"text": one.course.text, "about": one.course.source_id or str(one.course_id)}
            yield one.course_id, Judged(**about, wave=one.wave, at=one.opens.isoformat(), said=one.answer)


def whole_record(viewer: Viewer) -> Resource:
    """Return the viewer's whole record as a Bundle of type `collection`. Raises NotHere for a visitor.

    Each resource has been checked: NotValid says which of ours FHIR would not take.
    """
    if not _is_owner(viewer):
        raise NotHere
    resources = checked([_patient(viewer), *_named_once(_resources(viewer))])
    head = {"resourceType": "Bundle", "id": str(uuid4()), "type": "collection", "timestamp": _at(now())}
    return head | {"entry": listed(resources)}


def summary(viewer: Viewer) -> Resource:
    """Return an International Patient Summary of the viewer's own record, a Bundle of type `document`; as above."""
    if not _is_owner(viewer):
        raise NotHere
    resources = list(_named_once(one for make in (_conditions, _courses, _entries) for one in make(viewer)))
    entries = ips.entries(_patient(viewer), resources, made=_at(now()), id=str(uuid4()))
    head = {"resourceType": "Bundle", "id": str(uuid4()), "type": "document", "timestamp": _at(now())}
    named = {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{uuid4()}"}
    return head | {"identifier": named, "entry": listed(checked(entries))}


def of_type(viewer: Viewer, kind: str) -> list[Resource]:
    """Return the viewer's own resources of one type, unchecked. Raises NotHere for a visitor and for other types."""
    if not _is_owner(viewer) or kind not in TYPES:
        raise NotHere
    if kind == "Patient":
        return [_patient(viewer)]
    found = _named_once(one for make in TYPES[kind] for one in make(viewer))
    return [one for one in found if one["resourceType"] == kind]


def _is_owner(viewer: Viewer) -> bool:
    """Who stands in for somebody sees what she is let see on its pages; the whole is given to its owner alone."""
    return viewer.signed_in and not viewer.proxy_id


def checked(resources: list[Resource]) -> list[Resource]:
    """Return them as they are. Raises NotValid for the first that is no valid FHIR."""
    for one in resources:
        wrong = fault(one)
        if wrong is not None:
            raise NotValid(f"{one['resourceType']}.{wrong[0]}")
    return resources


def listed(resources: list[Resource]) -> list[Resource]:
    """Return resources as the entries of a Bundle, each under its address on this site."""
    return [{"fullUrl": f"{_site()}/fhir/{one['resourceType']}/{one['id']}", "resource": one} for one in resources]


def _patient(viewer: Viewer) -> Resource:
    said = own_about(viewer) or AboutMe()
    person = Person(gender=gender_of(said), birth_year=said.born)
    return patient.build(person, id="me", this_year=now().year)


def _site() -> str:
    return str(settings.CONFIG.address).rstrip("/")


def _named_once(resources: Iterator[Resource]) -> Iterator[Resource]:
    """Give each resource an id of its own: two files may have called two things by one number."""
    seen: set[tuple[str, str]] = set()
    for one in resources:
        first, number = one["id"], 1
        while (one["resourceType"], one["id"]) in seen:
            number += 1
            one["id"] = f"{first[:58]}-{number}"
        seen.add((one["resourceType"], one["id"]))
        yield one


def _resources(viewer: Viewer) -> Iterator[Resource]:
    for make in (_conditions, _courses, _entries, _plans, _days, _symptoms, _evaluations, _sittings, _consents):
        yield from make(viewer)


def _id(number: int, source_id: str) -> str:
    """Return the id that a thing had in the file it came from, so that it is known again; else our own."""
    return source_id if _ID.fullmatch(source_id) else str(number)


def _conditions(viewer: Viewer) -> Iterator[Resource]:
    for one in conditions.own_conditions(viewer):
        fact = kinds.condition_out(one.illness)
        yield condition.build(fact, id=_id(one.id, fact.source_id), subject=SUBJECT)


def _courses(viewer: Viewer) -> Iterator[Resource]:
    today = now().date()
    for one in courses.own_treatments(viewer):
        yield _course(one.course, id=_id(one.id, one.course.source_id), today=today)


def _course(one: Course, *, id: str, today: date) -> Resource:
    """A medicine or supplement is taken; leaving one out was not; everything else was done."""
    fact = kinds.course_out(one, today=today)
    if one.kind in (Kind.MEDICINE, Kind.SUPPLEMENT):
        return medicine.build(fact, id=id, subject=SUBJECT)
    if one.kind is Kind.STOPPING:
        return medicine.build(fact, id=id, subject=SUBJECT) | {"status": "not-taken"}
    why = fact.reasons[0] if fact.reasons else ""
    done = Procedure(text=fact.text, start=fact.start, stop=fact.stop, why=why)
    status = {"planned": "preparation", "still": "in-progress", "on_and_off": "in-progress", "": "unknown"}
    made = others.build_procedure(done, id=id, subject=SUBJECT)
    return made | {"status": status.get(fact.standing, "completed")}


def _entries(viewer: Viewer) -> Iterator[Resource]:
    makers: dict[str, tuple[Callable[[Any], Any], Callable[..., Resource]]] = {
        "measurements": (kinds.measurement_out, observation.build),
        "allergies": (kinds.allergy_out, others.build_allergy),
        "immunisations": (kinds.vaccination_out, others.build_vaccination),
        "procedures": (kinds.procedure_out, others.build_procedure),
    }
    for kind, (fact_of, build) in makers.items():
        for one in own_entries(viewer, kind):
            fact = fact_of(one.thing)
            made = build(fact, id=_id(one.id, fact.source_id), subject=SUBJECT)
            yield made | ({"note": [{"text": one.thing.note}]} if one.thing.note else {})


def _plans(viewer: Viewer) -> Iterator[Resource]:
    """What somebody wants, when she is seen, and her notes to herself."""
    makers: dict[str, Callable[..., Resource]] = {
        "goals": plans.build_goal,
        "appointments": partial(plans.build_appointment, today=now().date()),
        "notes": plans.build_note,
    }
    for kind, build in makers.items():
        for one in own_entries(viewer, kind):
            yield build(one.thing, id=str(one.id), subject=SUBJECT)


def _days(viewer: Viewer) -> Iterator[Resource]:
    """A day of which nothing was said is no Observation: silence is never a value."""
    for row in days.day_rows(viewer).filter(is_current=True).order_by("day", "id"):
        one = days.day_of(row)
        told: list[tuple[str, Observed]] = []
        if one.face:
            told.append(("", _said("How the day was, from 1 (very bad) to 5 (very good)", one.day, whole=one.face)))
        if one.energy is not None:
            told.append((".energy", _said("Energy, from 0 to 10", one.day, whole=one.energy)))
        if one.line:
            told.append((".line", _said("The day in one line", one.day, words=one.line)))
        for part, fact in told:
            yield observation.build(fact, id=f"{row.id}{part}", subject=SUBJECT)


def _said(text: str, day: date, **value: Any) -> Observed:
    return Observed(text=text, category="survey", at=day.isoformat(), **value)


def _symptoms(viewer: Viewer) -> Iterator[Resource]:
    for one in symptoms.own_symptoms(viewer, first=date.min, last=date.max):
        scale, value = one.strength
        figure = scale == FIGURES
        answer: dict[str, Any] = {"whole": value} if figure else {"words": LEVELS[value or 0]}
        if value is None:
            answer = {"absent": "asked-declined"}
        text = f"{one.symptom}, from 0 to 10" if figure else one.symptom
        fact = Observed(text=text, category="survey", at=_moment(one.day, one.at, one.zone), **answer)
        words = [one.note] if one.note else []
        words += ["Together with: " + ", ".join(one.factors)] if one.factors else []
        made = observation.build(fact, id=str(one.id), subject=SUBJECT)
        yield made | ({"note": [{"text": word} for word in words]} if words else {})


def _moment(day: date, at: str, zone: str) -> str:
    """Return a day, or a moment of it with its zone where the hour was said."""
    if not at:
        return day.isoformat()
    return datetime.fromisoformat(f"{day.isoformat()}T{at}").replace(tzinfo=ZoneInfo(zone)).isoformat()


def _evaluations(viewer: Viewer) -> Iterator[Resource]:
    for one in waves.own_questions(viewer):
        if one.answer is None:
            continue
        course, id, at = one.course, str(one.id), one.opens.isoformat()
        taken = course.kind in (Kind.MEDICINE, Kind.SUPPLEMENT, Kind.STOPPING)
        focus = f"{'MedicationStatement' if taken else 'Procedure'}/{_id(one.course_id, course.source_id)}"
        about = {"id": id, "subject": SUBJECT, "at": at}
        named = {"treatment": course.text, "focus": focus, "wave": one.wave}
        yield evaluation.response(one.answer, **about, site=_site(), **named)
        yield from evaluation.observations(one.answer, **about, focus=focus)
        yield from evaluation.unwanted(one.answer, **about, focus=focus, treatment=course.text)


def _sittings(viewer: Viewer) -> Iterator[Resource]:
    """Answers where this site may use the questionnaire; else the score alone, which holds none of its words."""
    rows = answers.rows_of(viewer).filter(is_current=True, is_draft=False).order_by("day", "id")
    for own in (answers.sitting_of(row) for row in rows):
        given = _answers(viewer, own)
        if given is not None:
            yield given
        known = own.instrument or KNOWN.get(own.key)
        if own.score is not None and known is not None:
            based = f"QuestionnaireResponse/{own.id}" if given is not None else ""
            score = instruments.score_observation(known, own.score, patient=SUBJECT, day=own.day, response=based)
            yield score | {"id": f"{own.id}.score"}


def _answers(viewer: Viewer, own: answers.OwnSitting) -> Resource | None:
    """Return what was answered; None where the words of the questionnaire may not be used here any more."""
    try:
        leave = answers.instrument_of(viewer, own)
    except NotLicensed:
        return None
    made = instruments.response(
        leave.instrument, own.answers, site=_site(), patient=SUBJECT, day=own.day, grants=leave.grants
    )
    return made | {"id": str(own.id)}


def _consents(viewer: Viewer) -> Iterator[Resource]:
    ledger = sharing.ledger(viewer)
    for one in ledger:
        if one.act != "grant" or one.of:
            continue
        ended = sharing.ended_at(ledger, one)
        until = ended or one.until
        fact = Grant(
            audience=one.audience,
            kinds=one.kinds,
            granted_at=_at(one.at),
            expires_at=_at(until) if until else "",
            revoked=ended is not None,
            text_version=f"Version {one.text_version}" if one.text_version else "",
        )
        yield consent.build(fact, id=str(one.number), subject=SUBJECT)


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


Make = Callable[[Viewer], Iterator[Resource]]
TYPES: dict[str, tuple[Make, ...]] = {
    "Patient": (),
    "Condition": (_conditions,),
    "Observation": (_entries, _days, _symptoms, _evaluations, _sittings),
    "MedicationStatement": (_courses,),
    "Procedure": (_courses, _entries),
    "AllergyIntolerance": (_entries,),
    "Immunization": (_entries,),
    "QuestionnaireResponse": (_evaluations, _sittings),
    "AdverseEvent": (_evaluations,),
    "Consent": (_consents,),
    "Goal": (_plans,),
    "Appointment": (_plans,),
    "DocumentReference": (_plans,),
}
"""By which of these functions the resources of each type are made."""
