"""A whole record: a bundle into facts, with a preview of what it would bring, and facts into a bundle."""

from collections.abc import Callable, Iterable
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from bedside.policy.fhir import answered, border, condition, medicine, observation, others, patient
from bedside.policy.fhir.model import (
    Allergy,
    Bad,
    Condition,
    Json,
    Kept,
    Medicine,
    Observed,
    Preview,
    Procedure,
    Resource,
    SideEffect,
    Skipped,
    Vaccination,
)
from bedside.policy.fhir.validating import fault

SUBJECT: Final = "Patient"
Build = Callable[..., Resource]
_NONE: Final[answered.Forms] = MappingProxyType({})
BUILDERS: Final[dict[type, Build]] = {
    Condition: condition.build,
    Observed: observation.build,
    Medicine: medicine.build,
    Procedure: others.build_procedure,
    Allergy: others.build_allergy,
    Vaccination: others.build_vaccination,
    SideEffect: others.build_side_effect,
}


def preview(raw: bytes, *, this_year: int, known: Iterable[Kept] = (), forms: answered.Forms = _NONE) -> Preview:
    """Read a file and say what it would bring. Raises `border.NotTaken` for one that is refused as a whole.

    `known` is what the owner has already: what is there, or stands twice in the file, is counted and not brought again.
    `forms` are the questionnaires that this site may use, by key.
    """
    resources = [border.cleaned(one) for one in border.read(raw)]
    readers, ids = _readers(dict(border.references(resources)), forms), answered.told_in(resources, forms=forms)
    found, seen = Preview(), {_sameness(one) for one in known}
    for at, one in enumerate(resources):
        kind = one["resourceType"]
        if kind != SUBJECT and kind not in readers:
            found.left_out[kind] = found.left_out.get(kind, 0) + 1
            continue
        wrong = fault(one)
        if wrong is not None:
            found.bad.append(Bad(f"entry[{at}].{kind}.{wrong[0]}", wrong[1]))
        elif kind == SUBJECT:
            found.person, found.called = patient.read(one, this_year=this_year), patient.called(one)
        else:
            _take(found, Skipped("in_answers") if answered.is_told(one, ids=ids) else readers[kind](one), seen)
    return found


def _take(found: Preview, one: Kept | Skipped, seen: set[Any]) -> None:
    if isinstance(one, Skipped):
        found.skipped[one.reason] = found.skipped.get(one.reason, 0) + 1
    elif _sameness(one) in seen:
        found.repeated += 1
    else:
        seen.add(_sameness(one))
        found.kept.append(one)


def _sameness(one: Kept) -> tuple[object, ...]:
    """Return what makes two facts of one owner the same: kind, name, day, and the id of the source.

    The id alone would merge two persons' files that count from one; name and day alone two fractures of a day.
    """
    day = next((value for name in ("onset", "at", "start") if (value := getattr(one, name, ""))), "")
    return type(one).__name__, one.text.casefold(), day, one.source_id


def _readers(by_reference: dict[str, Resource], forms: answered.Forms) -> dict[str, Callable[[Json], Kept | Skipped]]:
    medications = {name: one for name, one in by_reference.items() if one["resourceType"] == "Medication"}
    return {
        "Condition": condition.read,
        "Observation": observation.read,
        "MedicationStatement": partial(medicine.read, medications=medications),
        "MedicationRequest": partial(medicine.read_request, medications=medications),
        "Procedure": others.read_procedure,
        "AllergyIntolerance": others.read_allergy,
        "Immunization": others.read_vaccination,
        "AdverseEvent": others.read_side_effect,
        "QuestionnaireResponse": partial(answered.read, forms=forms),
    }


def export(person: Resource, kept: Iterable[Kept], *, new_id: Callable[[], str]) -> Resource:
    """Return a Bundle of type `collection` with the Patient `person` and all that is kept about her, but answers: those
    need the words of their questionnaire (`instruments.rules.fhir`).

    Every resource keeps the id that it came with, so that a bundle that comes back is recognised.
    """
    subject = f"{SUBJECT}/{person['id']}"
    made = [BUILDERS[type(one)](one, id=one.source_id or new_id(), subject=subject) for one in kept]
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in (person, *made)]}
