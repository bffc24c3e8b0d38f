"""One's own whole record as FHIR R4: everything, also what is for its owner alone, and nothing of anybody else.

Every resource is asked of the validator before it leaves; one that would be no valid FHIR is a fault of ours, and stops
the export rather than being left out in silence.
"""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

from django.conf import settings

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.queries.answers import rows_of, sitting_of
from bedside.areas.records.queries.conditions import own_conditions
from bedside.areas.records.queries.courses import own_treatments
from bedside.areas.records.queries.days import day_of, day_rows, today
from bedside.areas.records.queries.sharing import ended_at, ledger
from bedside.areas.records.queries.symptoms import own_symptoms
from bedside.areas.records.queries.waves import own_questions
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.fhir import answered, bundle, consent, outward, patient, validating
from bedside.policy.fhir.model import Grant, Kept, Person, Resource

SUBJECT = "Patient"


class NotValid(AssertionError):
    """What we built is no valid FHIR. The words name the kind and the path, and nothing that anybody said."""


def whole_record(viewer: Viewer) -> Resource:
    """Return the viewer's whole record as a Bundle of type `collection`, its Patient first.

    The id of the Patient is another one each time, and nothing of a name, an address or an account is in it. Raises
    NotHere for a visitor.
    """
    if not viewer.signed_in:
        raise NotHere
    made = [_checked(one) for one in resources(viewer)]
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in made]}


def resources(viewer: Viewer) -> Iterator[Resource]:
    """Give each resource of the viewer's own record, the Patient first, then in the order of the record."""
    person = patient.build(Person(), id=str(uuid4()), this_year=now().year)
    subject = f"{SUBJECT}/{person['id']}"
    yield person
    for fact in kept(viewer):
        yield bundle.BUILDERS[type(fact)](fact, id=fact.source_id, subject=subject)
    yield from _answers(viewer, subject)
    yield from _evaluations(viewer, subject)
    yield from _consents(viewer, subject)


def kept(viewer: Viewer) -> Iterator[Kept]:
    """Give what the viewer keeps, as the facts that a file is compared with and built from."""
    for illness in own_conditions(viewer):
        yield outward.condition_of(illness.id, illness.illness)
    for course in own_treatments(viewer):
        yield outward.course_of(course.id, course.course, today=today(viewer))
    for day in map(day_of, day_rows(viewer).filter(is_current=True).order_by("day", "id")):
        yield outward.day_of(day.id, day=day.day, face=day.face, energy=day.energy, line=day.line)
    for one in own_symptoms(viewer, first=date.min, last=date.max):
        yield outward.symptom_of(
            one.id,
            day=one.day,
            symptom=one.symptom,
            strength=one.strength,
            at=one.at,
            zone=one.zone,
            note=one.note,
            factors=one.factors,
        )


def _answers(viewer: Viewer, subject: str) -> Iterator[Resource]:
    rows = rows_of(viewer).filter(is_current=True, is_draft=False).order_by("day", "id")
    for own in map(sitting_of, rows):
        sat = answered.Sat(
            number=own.id,
            key=own.key,
            version=own.version,
            title=own.title,
            day=own.day,
            answers=own.answers,
            score=own.score,
            instrument=own.instrument,
        )
        yield from answered.questionnaire(sat, site=settings.CONFIG.address, subject=subject)


def _evaluations(viewer: Viewer, subject: str) -> Iterator[Resource]:
    """Give what she answered when she was asked how a treatment goes; the first day of the question dates it."""
    done = {one.id: one.course for one in own_treatments(viewer) if one.course.kind in outward.DONE}
    for one in own_questions(viewer):
        if one.answer is None:
            continue
        kind = "Procedure" if one.course_id in done else "MedicationStatement"
        about = f"{kind}/{one.course.source_id or one.course_id}"
        site = settings.CONFIG.address
        response, facets = answered.evaluation(
            one.id, one.answer, day=one.opens, about=about, site=site, subject=subject
        )
        yield from (response, *facets)
        for effect in answered.side_effects(one.id, one.answer, day=one.opens, suspect=one.course.text):
            yield bundle.BUILDERS[type(effect)](effect, id=effect.source_id, subject=subject)


def _consents(viewer: Viewer, subject: str) -> Iterator[Resource]:
    entries = ledger(viewer)
    for one in entries:
        if one.act == "grant" and not one.of:
            grant = Grant(
                audience=one.audience,
                kinds=one.kinds,
                granted_at=one.at.isoformat(),
                expires_at=one.until.isoformat() if one.until else "",
                revoked=ended_at(entries, one) is not None,
                text_version=f"sharing {one.text_version}, SHA-256 {one.text_hash}",
            )
            yield consent.build(grant, id=str(one.number), subject=subject)


def _checked(resource: Resource) -> Resource:
    wrong = validating.fault(resource)
    if wrong is not None:
        raise NotValid(f"{resource['resourceType']}: {wrong[0]}")
    return resource
