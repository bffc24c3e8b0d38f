"""What a member said of a treatment, as FHIR: the answers as they were given, and an Observation for each scale.

No resource of FHIR says how well a treatment works for its taker, how much trouble it is or what it costs: so the
questionnaire has an address of its own on this site, and each Observation names the treatment in `focus`.
"""

from typing import Any, Final

from bedside.policy.evaluations import Evaluation
from bedside.policy.fhir.model import Resource
from bedside.policy.fhir.pieces import coded, told

SCALES: Final = (
    ("effect", "How much the treatment helps"),
    ("side_effects", "How bad the unwanted effects are"),
    ("burden", "How much trouble the treatment is"),
    ("adherence", "How often it was taken as planned"),
)
_TOLD: Final = (("cost", "What it costs"), ("again", "Would take it again"), ("words", "In own words"))
_SEVERITY: Final = {1: "mild", 2: "moderate", 3: "severe", 4: "severe"}


def response(said: Evaluation, *, id: str, subject: str, site: str, at: str, treatment: str) -> Resource:
    """Return the answers as a QuestionnaireResponse. What was not said has no item."""
    items: list[Resource] = [_item("treatment", "The treatment", {"valueString": treatment})]
    numbers = [(name, text, getattr(said, name)) for name, text in SCALES]
    items += [_item(name, text, {"valueInteger": value}) for name, text, value in numbers if value is not None]
    words = [(name, text, getattr(said, name)) for name, text in _TOLD]
    items += [_item(name, text, {"valueString": value}) for name, text, value in words if value]
    for name, text in (("cannot_tell", "I can't tell how much it helps"), ("made_worse", "It made me worse")):
        if getattr(said, name):
            items.append(_item(name, text, {"valueBoolean": True}))
    return {
        "resourceType": "QuestionnaireResponse",
        "id": id,
        "questionnaire": f"{site}/fhir/Questionnaire/treatment-evaluation",
        "status": "completed",
        "subject": {"reference": subject},
        "author": {"reference": subject},
        "authored": at,
        "item": items,
    }


def observations(said: Evaluation, *, id: str, subject: str, at: str, focus: str) -> list[Resource]:
    """Return an Observation for each scale that was answered, and one without a value for "I can't tell"."""
    found = []
    for name, text in SCALES:
        value = getattr(said, name)
        if value is None and not (name == "effect" and said.cannot_tell):
            continue
        answer: Resource = {"valueInteger": value} if value is not None else {}
        absent = {} if value is not None else {"dataAbsentReason": coded("data-absent-reason", "asked-unknown")}
        found.append(
            {
                "resourceType": "Observation",
                "id": f"{id}.{name.replace('_', '-')}",
                "status": "final",
                "category": [coded("observation-category", "survey")],
                "code": {"text": text},
                "subject": {"reference": subject},
                "focus": [{"reference": focus}],
                "effectiveDateTime": at,
                "derivedFrom": [{"reference": f"QuestionnaireResponse/{id}"}],
            }
            | answer
            | absent
        )
    return found


def unwanted(said: Evaluation, *, id: str, subject: str, at: str, focus: str, treatment: str) -> list[Resource]:
    """Return an AdverseEvent for each unwanted effect that was named."""
    return [
        told(
            {
                "resourceType": "AdverseEvent",
                "id": f"{id}.{number}",
                "actuality": "actual",
                "event": {"text": one.text},
                "subject": {"reference": subject},
                "date": at,
                "severity": coded("adverse-event-severity", _SEVERITY[one.severity]) if one.severity else {},
                "suspectEntity": [{"instance": {"reference": focus, "display": treatment}}],
            }
        )
        for number, one in enumerate(said.unwanted)
    ]


def _item(name: str, text: str, answer: dict[str, Any]) -> Resource:
    return {"linkId": name, "text": text, "answer": [answer]}
