"""Answers to questionnaires in a file. Of those that this site may use, known by key and version; others stay out.

A score alone is never taken: it is made again of the answers, by the rules of this site.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bedside.policy.fhir import evaluation
from bedside.policy.fhir.model import Answered, Json, Judged, Resource, Skipped
from bedside.policy.fhir.pieces import day_of, identified
from bedside.policy.fhir.validating import fault
from bedside.policy.instruments.model import BadAnswer, Instrument, NotLicensed
from bedside.policy.instruments.rules.fhir import answers_from
from bedside.policy.instruments.rules.gate import Grant

_PLACE: Final = "/fhir/Questionnaire/"


@dataclass(frozen=True)
class Form:
    """A questionnaire that this site may use, with what opens it."""

    instrument: Instrument
    grants: tuple[Grant, ...] = ()


Forms = Mapping[str, Form]


def read(resource: Json, *, forms: Forms) -> Answered | Judged | Skipped:
    """Return the answers; what is not finished, not known here or not readable is skipped, with the reason."""
    if resource.get("status") not in ("completed", "amended"):
        return Skipped("entered_in_error" if resource.get("status") == "entered-in-error" else "not_done")
    key, version = _named(resource)
    if key == evaluation.KEY:
        return evaluation.read(resource)
    form = forms.get(key)
    if form is None or form.instrument.version != version:
        return Skipped("unknown_questionnaire")
    at = day_of(resource.get("authored"))
    try:
        answers = answers_from(form.instrument, resource, grants=form.grants)
    except (BadAnswer, NotLicensed):
        return Skipped("not_readable")
    if not answers or len(at) != 10:
        return Skipped("not_readable")
    title, given = form.instrument.title, tuple(answers.items())
    return Answered(text=title, key=key, version=version, at=at, answers=given, source_id=identified(resource))


def told_in(resources: Iterable[Resource], *, forms: Forms) -> frozenset[str]:
    """Return the ids of the answers that can be taken: what stands beside them in the file says the same again."""
    rows = [one for one in resources if one["resourceType"] == "QuestionnaireResponse" and fault(one) is None]
    return frozenset(identified(one) for one in rows if not isinstance(read(one, forms=forms), Skipped)) - {""}


def is_told(resource: Json, *, ids: frozenset[str]) -> bool:
    """Say whether a score, a figure or an unwanted effect was made of answers that are taken themselves."""
    if not ids:
        return False
    if resource["resourceType"] == "AdverseEvent":
        return identified(resource).rpartition(".")[0] in ids
    found = resource.get("derivedFrom")
    named = [one.get("reference") for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return any(isinstance(one, str) and one.removeprefix("QuestionnaireResponse/") in ids for one in named)


def _named(resource: Json) -> tuple[str, str]:
    """Return the key and version of the questionnaire: on whichever site, it is the same one under the same key."""
    said = resource.get("questionnaire")
    address, _, version = said.partition("|") if isinstance(said, str) else ("", "", "")
    return (address.rpartition(_PLACE)[2], version) if _PLACE in address else ("", "")
