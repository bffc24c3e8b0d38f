"""Questionnaires that were answered, and what was said of a treatment: as QuestionnaireResponse and Observation.

The words of a question leave only where the site may use them (`spec/records.md` section 3): who cannot show them gives
the score alone. FHIR has no resource for effect, burden and cost, so each is an Observation about the course.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bedside.policy.evaluations import Evaluation
from bedside.policy.fhir.model import Code, Observed, Resource, SideEffect
from bedside.policy.fhir.observation import build as observation
from bedside.policy.fhir.pieces import told
from bedside.policy.instruments import Instrument
from bedside.policy.instruments.model import ENGLISH, Item, Score

LOINC: Final = "http://loinc.org"
OWN_FORM: Final = "treatment-evaluation"
FACETS: Final = {
    "effect": ("How much it helps, from 0 (not at all) to 4 (very strongly)", 4),
    "side_effects": ("Side effects in all, from 0 (none) to 4 (extremely severe)", 4),
    "burden": ("Trouble of doing it, from 0 (none) to 3 (very much)", 3),
    "adherence": ("Taken as planned, from 0 (as planned) to 3 (rarely)", 3),
}
SAID: Final = {
    "cost": "What it costs me a month",
    "again": "Would I take it again?",
    "words": "In my own words",
}
BOXES: Final = {"cannot_tell": "I can't tell whether it helps", "made_worse": "It made it worse"}
AS_FHIR: Final = {1: "mild", 2: "moderate", 3: "severe", 4: "severe"}


@dataclass(frozen=True, kw_only=True)
class Sat:
    """One questionnaire that was answered. `instrument` is None where its words may not be shown."""

    number: int
    key: str
    version: str
    title: str
    day: date
    answers: dict[str, int | None]
    score: Score | None
    instrument: Instrument | None


def questionnaire(one: Sat, *, site: str, subject: str) -> list[Resource]:
    """Return the answers with their questions, and the score; of one whose words are not ours the score alone."""
    found = [] if one.instrument is None else [_response(one, one.instrument, site=site, subject=subject)]
    return found + ([] if one.score is None or one.score.value is None else [_score(one, subject=subject)])


def _response(one: Sat, instrument: Instrument, *, site: str, subject: str) -> Resource:
    items = [_item(item, one.answers[item.link_id]) for item in instrument.items if item.link_id in one.answers]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(one.number),
        "questionnaire": f"{site}/fhir/Questionnaire/{one.key}|{one.version}",
        "status": "completed",
        "subject": {"reference": subject},
        "authored": one.day.isoformat(),
        "source": {"reference": subject},
        "item": items,
    }


def _item(item: Item, value: int | None) -> Resource:
    """Return one answer. "Rather not say" is a question without an answer: FHIR has no other word for it here."""
    asked: Resource = {"linkId": item.link_id, "text": item.texts[ENGLISH]}
    option = next((one for one in item.options if one.value == value), None)
    if option is None:
        return asked
    if option.code:
        return asked | {"answer": [{"valueCoding": _coding(option.code, option.texts[ENGLISH])}]}
    return asked | {"answer": [{"valueInteger": option.value}]}


def _coding(code: str, words: str) -> Resource:
    return {"system": LOINC, "code": code, "display": words}


def _score(one: Sat, *, subject: str) -> Resource:
    codes = (Code(LOINC, one.instrument.loinc_score),) if one.instrument and one.instrument.loinc_score else ()
    value = one.score.value if one.score else None
    fact = Observed(text=f"{one.title}, score", category="survey", at=one.day.isoformat(), codes=codes, whole=value)
    return observation(fact, id=f"score-{one.number}", subject=subject)


def evaluation(
    number: int, said: Evaluation, *, day: date, about: str, site: str, subject: str
) -> tuple[Resource, list[Resource]]:
    """Return what was said of the course `about` (a reference) as one response, and each facet as an Observation."""
    levels = {name: value for name in FACETS if (value := getattr(said, name)) is not None}
    boxes = [name for name in BOXES if getattr(said, name)]
    words = {name: value for name in SAID if (value := getattr(said, name))}
    items = [_answered(name, FACETS[name][0], {"valueInteger": value}) for name, value in levels.items()]
    items += [_answered(name, BOXES[name], {"valueBoolean": True}) for name in boxes]
    items += [_answered(name, SAID[name], {"valueString": value}) for name, value in words.items()]
    response = told(
        {
            "resourceType": "QuestionnaireResponse",
            "id": str(number),
            "questionnaire": f"{site}/fhir/Questionnaire/{OWN_FORM}",
            "status": "completed",
            "subject": {"reference": subject},
            "authored": day.isoformat(),
            "source": {"reference": subject},
            "item": items,
        }
    )
    facts = [_facet(number, name, value, day=day, about=about, subject=subject) for name, value in levels.items()]
    return response, facts


def _answered(link_id: str, text: str, answer: Resource) -> Resource:
    return {"linkId": link_id, "text": text, "answer": [answer]}


def _facet(number: int, name: str, value: int, *, day: date, about: str, subject: str) -> Resource:
    fact = Observed(text=FACETS[name][0], category="survey", at=day.isoformat(), whole=value)
    made = observation(fact, id=f"{name.replace('_', '-')}-{number}", subject=subject)
    return made | {"focus": [{"reference": about}]}


def side_effects(number: int, said: Evaluation, *, day: date, suspect: str) -> list[SideEffect]:
    """Return each unwanted effect that was named. FHIR has three degrees; the two worst of ours are both severe."""
    return [
        SideEffect(
            text=one.text,
            at=day.isoformat(),
            severity=AS_FHIR[one.severity] if one.severity else "",
            suspect=suspect,
            source_id=f"effect-{number}-{place}",
        )
        for place, one in enumerate(said.unwanted, start=1)
    ]
