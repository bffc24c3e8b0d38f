"""What a member said of a treatment, as FHIR: the answers as they were given, and an Observation for each scale.

The answers come back whole from the questionnaire alone: the resources beside it tell other programs the same.
No resource of FHIR says how well a treatment works for its taker, how much trouble it is or what it costs: so the
questionnaire has an address of its own on this site, and each Observation names the treatment in `focus`.
"""

from typing import Any, Final

from bedside.policy.evaluations import Evaluation, Unwanted, fault
from bedside.policy.fhir.model import Json, Judged, Resource, Skipped
from bedside.policy.fhir.pieces import coded, day_of, identified, told
from bedside.policy.waves import AFTER

KEY: Final = "treatment-evaluation"
"""The last part of the questionnaire's address."""

SCALES: Final = (
    ("effect", "How much the treatment helps"),
    ("side_effects", "How bad the unwanted effects are"),
    ("burden", "How much trouble the treatment is"),
    ("adherence", "How often it was taken as planned"),
)
_TOLD: Final = (("cost", "What it costs"), ("again", "Would take it again"), ("words", "In own words"))
_TICKS: Final = (("cannot_tell", "I can't tell how much it helps"), ("made_worse", "It made me worse"))
_SEVERITY: Final = {1: "mild", 2: "moderate", 3: "severe", 4: "severe"}


def response(
    said: Evaluation, *, id: str, subject: str, site: str, at: str, treatment: str, focus: str, wave: str
) -> Resource:
    """Return the answers as a QuestionnaireResponse. What was not said has no item; `wave` is when it was asked."""
    items: list[Resource] = [
        _item("treatment", "The treatment", {"valueString": treatment}),
        _item("course", "Which time that it was taken", {"valueReference": {"reference": focus}}),
        _item("wave", "How long after the start", {"valueString": wave}),
    ]
    numbers = [(name, text, getattr(said, name)) for name, text in SCALES]
    items += [_item(name, text, {"valueInteger": value}) for name, text, value in numbers if value is not None]
    words = [(name, text, getattr(said, name)) for name, text in _TOLD]
    items += [_item(name, text, {"valueString": value}) for name, text, value in words if value]
    items += [_item(name, text, {"valueBoolean": True}) for name, text in _TICKS if getattr(said, name)]
    items += [_effect(one) for one in said.unwanted]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": id,
        "questionnaire": f"{site}/fhir/Questionnaire/{KEY}",
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


def read(resource: Json) -> Judged | Skipped:
    """Return what was said of a treatment; answers that cannot be read, or belong to no course, are skipped."""
    items = [one for one in resource.get("item", []) if isinstance(one, dict)]
    told = {str(one.get("linkId")): _answer(one) for one in items}
    course = told.get("course")
    about = course.get("reference") if isinstance(course, dict) else None
    wave, text, at = told.get("wave"), told.get("treatment"), day_of(resource.get("authored"))
    found = _said(told, [one for one in items if one.get("linkId") == "unwanted"])
    if not isinstance(about, str) or wave not in AFTER or not isinstance(text, str) or found is None or len(at) != 10:
        return Skipped("not_readable")
    about = about.rpartition("/")[2]
    return Judged(text=text, about=about, wave=str(wave), at=at, said=found, source_id=identified(resource))


def _said(told: Json, effects: list[Resource]) -> Evaluation | None:
    """Return the answers; None where one of them is none of those that can be chosen."""
    asked = {"whole": [name for name, _text in SCALES], "words": [name for name, _text in _TOLD]}
    numbers = {name: told[name] for name in asked["whole"] if name in told}
    words = {name: told[name] for name in asked["words"] if name in told}
    ticks = {name: told[name] is True for name, _text in _TICKS if name in told}
    if any(type(one) is not int for one in numbers.values()) or any(type(one) is not str for one in words.values()):
        return None
    unwanted = [_unwanted(one) for one in effects]
    if None in unwanted:
        return None
    given: dict[str, Any] = {**numbers, **words, **ticks}
    found = Evaluation(**given, unwanted=tuple(one for one in unwanted if one is not None))
    return None if fault(found) else found


def _effect(one: Unwanted) -> Resource:
    told = [_item("unwanted-text", "What it was", {"valueString": one.text})]
    if one.severity is not None:
        told.append(_item("unwanted-severity", "How bad, from 1 to 4", {"valueInteger": one.severity}))
    if one.still:
        told.append(_item("unwanted-still", "Still there", {"valueBoolean": True}))
    return {"linkId": "unwanted", "text": "An unwanted effect", "item": told}


def _unwanted(item: Json) -> Unwanted | None:
    rows = item.get("item")
    told = {str(one.get("linkId")): _answer(one) for one in rows if isinstance(one, dict)} if rows else {}
    text, severity = told.get("unwanted-text"), told.get("unwanted-severity")
    if not isinstance(text, str) or not (severity is None or type(severity) is int):
        return None
    return Unwanted(text, severity, still=told.get("unwanted-still") is True)


def _answer(item: Json) -> Any:
    """Return the value of an item's only answer; None where there is none, or more than one."""
    found = item.get("answer")
    first = found[0] if isinstance(found, list) and len(found) == 1 and isinstance(found[0], dict) else {}
    return next((value for name, value in first.items() if name.startswith("value")), None)


def _item(name: str, text: str, answer: dict[str, Any]) -> Resource:
    return {"linkId": name, "text": text, "answer": [answer]}
